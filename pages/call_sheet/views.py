"""A page to print: the places of a search or a shortlist, and what to ask them."""

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import override
from django.views.generic import TemplateView

from pages.call_sheet.sheet import blocks, qr_code
from pages.search.query_strings import without
from pages.search.views import heading
from pages.shortlist.shortlist import MOST, Shortlist
from search import index
from search.paging import PER_PAGE, page_of_search
from search.request import SearchRequest


class CallSheet(TemplateView):
    """The sheet of the places that `id` names, or else of one page of a search's results."""

    template_name = "pages/call_sheet/call_sheet.html"

    def get(self, request, *args, **kwargs):
        if "in" in request.GET:
            return HttpResponsePermanentRedirect(_without_in(request.GET))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        query = without(self.request.GET)
        about = _shortlist(query) if "id" in query else _search(query)
        # What one hands on names no place where one has been looking from.
        address = self.request.build_absolute_uri(about.get("shared_path", about["path"]))
        return super().get_context_data(
            address=address,
            qr_code=qr_code(address),
            **about,
            **kwargs,
        )


def _without_in(query):
    """Return the address of a sheet whose language was a parameter, as links once had it."""
    is_language = query["in"] in dict(settings.LANGUAGES)
    with override(query["in"] if is_language else settings.LANGUAGE_CODE):
        path = reverse("call-sheet")
    rest = without(query, "in").urlencode()
    return f"{path}?{rest}" if rest else path


def _shortlist(query):
    shortlist = Shortlist(query)
    return {
        "blocks": blocks(shortlist.listed, index.current()),
        "shortlist": shortlist,
        "most": MOST,
        "path": f"{reverse('shortlist')}?{shortlist.kept_query}",
        "shared_path": f"{reverse('shortlist')}?{shortlist.query}",
    }


def _search(query):
    """Return the context of a search's sheet; an empty search has no places."""
    if not query:
        return {"blocks": [], "path": reverse("home")}
    search = SearchRequest(query)
    page = page_of_search(search, PER_PAGE)
    return {
        "blocks": blocks(page.hits, search.index, [service.slug for service in search.services]),
        "search": search,
        "page": page,
        "first": page.first,
        "last": page.first - 1 + len(page.hits),
        "heading": heading(search, page.total),
        "path": f"{reverse('search')}?{query.urlencode()}",
    }
