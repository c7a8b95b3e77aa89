"""A page to print: the places of a search or a shortlist, and what to ask them. No logic."""

from contextlib import nullcontext

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import override
from django.views.generic import TemplateView

from facilities import index
from facilities.asking import ALWAYS
from facilities.filters import FacilityFilter
from facilities.options import without
from facilities.paging import PER_PAGE, page_of_search
from facilities.sheet import LANGUAGES, SheetForm, blocks, qr_code
from facilities.shortlist import MOST, Shortlist
from facilities.views.search import heading


class CallSheet(TemplateView):
    """The sheet of the places that `id` names, or else of one page of a search's results."""

    template_name = "facilities/call_sheet.html"

    def get(self, request, *args, **kwargs):
        # The site's own language is left as it is: cards are kept by the name it has.
        with override(self.language) if self.language != "en" else nullcontext():
            response = super().get(request, *args, **kwargs).render()
        response.headers["Content-Language"] = self.language
        return response

    @cached_property
    def language(self):
        return SheetForm(self.request.GET).language

    def get_context_data(self, **kwargs):
        query = without(self.request.GET, "in")
        about = _shortlist(query) if "id" in query else _search(query)
        address = self.request.build_absolute_uri(about["path"])
        return super().get_context_data(
            always=ALWAYS,
            written_in=self.language,
            languages=[(code, name, _in(query, code)) for code, name in LANGUAGES.items()],
            address=address,
            qr_code=qr_code(address),
            **about,
            **kwargs,
        )


def _in(query, language):
    """Return a sheet's query string in another language; English needs no word of it."""
    query = query.copy()
    if language != "en":
        query["in"] = language
    return query.urlencode()


def _shortlist(query):
    shortlist = Shortlist(query)
    return {
        "blocks": blocks(shortlist.listed, index.current()),
        "shortlist": shortlist,
        "most": MOST,
        "path": f"{reverse('facilities:shortlist')}?{shortlist.query}",
    }


def _search(query):
    """Return what a search gives; one that asks for nothing gives nothing: nobody calls all."""
    if not query:
        return {"blocks": [], "path": reverse("facilities:home")}
    search = FacilityFilter(query)
    page = page_of_search(search, PER_PAGE)
    return {
        "blocks": blocks(page.found, search.index),
        "search": search,
        "page": page,
        "first": page.first,
        "last": page.first - 1 + len(page.found),
        "heading": heading(search, page.total),
        "path": f"{reverse('facilities:search')}?{query.urlencode()}",
    }
