"""The page of the places someone saved, or was sent a link to."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from pages.addresses import addresses
from pages.cards import cards
from pages.shortlist.comparison import compare, same
from pages.shortlist.decisive import decisive
from pages.shortlist.shortlist import MOST, Shortlist
from search import index

FEWEST = 2  # places that can be compared
MOST_AT_ONCE = 3  # on a phone, unless one chooses more


class ShortlistPage(TemplateView):
    """The places named in the address: as cards, then side by side. Nothing of it is kept."""

    template_name = "pages/shortlist/shortlist.html"

    def get_context_data(self, **kwargs):
        shortlist, current = Shortlist(self.request.GET), index.current()
        # A facility that is newer than the Index has no card and no column yet.
        hits = [(pk, miles) for pk, miles in shortlist.listed if pk in current.ordinals]
        path = f"{reverse('shortlist')}?{shortlist.query}"
        shown = cards(hits, current)
        return super().get_context_data(
            shortlist=shortlist,
            heading=heading(len(shortlist.facilities)),
            most=MOST,
            cards=shown,
            addresses=addresses(shown, current),
            gone=[
                (facility, current.numbers_to_call(facility.pk, facility.phones.all()))
                for facility in shortlist.gone
            ],
            address=self.request.build_absolute_uri(path),
            **_side_by_side(shortlist, hits, shown, current),
            **kwargs,
        )


def _side_by_side(shortlist, hits, shown, current):
    """Return the context of the comparison: of those chosen, if there are two to compare."""
    chosen = set(shortlist.compared)
    compared = [card for (pk, _miles), card in zip(hits, shown, strict=True) if pk in chosen]
    if len(hits) < FEWEST:
        return {"compared": []}
    ordinals = [current.ordinals[pk] for pk, _miles in hits if pk in chosen]
    sections = compare(ordinals, current)
    return {
        "compared": compared,
        "decisive": decisive(ordinals, current),
        "sections": sections,
        "same": same(sections) if len(compared) >= FEWEST else 0,
        "most_at_once": MOST_AT_ONCE,
        "is_first": not shortlist.chosen and len(compared) > MOST_AT_ONCE,
    }


def heading(count):
    """Return the heading and title of a list of `count` places."""
    if not count:
        return _("No saved places")
    return ngettext("A list of %(count)s place", "A list of %(count)s places", count) % {
        "count": count
    }
