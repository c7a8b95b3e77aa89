"""The page of the places someone saved, or was sent a link to."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from pages.cards import cards
from pages.shortlist.comparison import compare
from pages.shortlist.shortlist import MOST, Shortlist
from search import index


class ShortlistPage(TemplateView):
    """The places named in the address: as cards, then side by side. Nothing of it is kept."""

    template_name = "pages/shortlist/shortlist.html"

    def get_context_data(self, **kwargs):
        shortlist, current = Shortlist(self.request.GET), index.current()
        # What came after the Index was built has no card yet, and no column.
        found = [(pk, miles) for pk, miles in shortlist.listed if pk in current.ordinals]
        path = f"{reverse('shortlist')}?{shortlist.query}"
        return super().get_context_data(
            shortlist=shortlist,
            heading=heading(len(shortlist.facilities)),
            most=MOST,
            cards=cards(found, current),
            sections=compare([current.ordinals[pk] for pk, _miles in found], current),
            address=self.request.build_absolute_uri(path),
            **kwargs,
        )


def heading(count):
    """Return what a list of so many places is called, on its page and in its title."""
    if not count:
        return _("No saved places")
    return ngettext("A list of %(count)s place", "A list of %(count)s places", count) % {
        "count": count
    }
