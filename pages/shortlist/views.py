"""The page of the places someone saved, or was sent a link to."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from pages.addresses import addresses
from pages.cards import cards
from pages.shortlist.comparison import compare
from pages.shortlist.shortlist import MOST, Shortlist
from search import index


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
            sections=compare([current.ordinals[pk] for pk, _miles in hits], current),
            gone=[
                (facility, current.numbers_to_call(facility.pk, facility.phones.all()))
                for facility in shortlist.gone
            ],
            address=self.request.build_absolute_uri(path),
            **kwargs,
        )


def heading(count):
    """Return the heading and title of a list of `count` places."""
    if not count:
        return _("No saved places")
    return ngettext("A list of %(count)s place", "A list of %(count)s places", count) % {
        "count": count
    }
