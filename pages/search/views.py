"""The pages of a search: its results, and all its filters."""

from functools import partial

from django.http import JsonResponse
from django.views.generic import TemplateView, View

from counters.counting import count, may_count
from counters.models import Kind
from pages.addresses import addresses
from pages.browse import summaries
from pages.cards import cards
from pages.operator import operators_area
from pages.parts.queries import query_string
from pages.resources.also import also_near
from pages.search.all_signs import all_signs
from pages.search.applied_filters import applied_filters
from pages.search.choices import radii, sorts
from pages.search.count import counted, errors
from pages.search.facets import all_groups
from pages.search.heading import heading
from pages.search.hint import has_hint, places_meant
from pages.search.listed_topics import with_lists
from pages.search.parts.filters import FiltersPage
from pages.search.parts.page import ResultsPage
from pages.search.query_strings import as_names, in_boxes, including, named, ticked, without
from pages.search.quick_filters import quick_filters
from pages.search.result_files import result_files
from pages.search.suggested_searches import suggested_searches
from search.filters import SERVICE_PARAMETERS, form_class
from search.paging import PER_PAGE, page_of_search
from search.request import SearchRequest
from search.results import ENOUGH
from search.words.notes import meant_instead, notes
from search.words.unused import other_words

# What a search may ask for besides place and words, by boxes to tick and by a choice.
BOXES = (*SERVICE_PARAMETERS, "include")
CHOICES = ("match", "radius", "sort")


class Search(TemplateView):
    """Results of a search; an invalid one shows its errors and no facility."""

    template_name = "pages/search/search.html"
    response_class = ResultsPage

    def get(self, request, *args, **kwargs):
        search = SearchRequest(request.GET)
        if search.asks_nothing:
            return AskPlace.as_view()(request, search=search)
        return super().get(request, *args, search=search, **kwargs)

    def get_context_data(self, **kwargs):
        search = kwargs["search"]
        page = page_of_search(search, PER_PAGE)
        count_search(self.request, search)
        shown, form = cards(page.hits, search.index, search.query), form_of(search)
        return super().get_context_data(
            page=page,
            cards=shown,
            addresses=addresses(shown, search.index, search.results and search.results.members),
            heading=heading(search, page.total),
            form=form,
            kept=kept(form),
            first_page=first_page(self.request),
            **({} if search.is_valid else _choices(search)),
            suggestions=suggested_searches(search),
            whole=whole_lists(search, page.total),
            left_out=left_out(search),
            is_meagre=page.total < ENOUGH,
            also=also_near(search.place),
            sheet=without(search.params),
            address=self.address(search),
            files=result_files(),
            **_understood(search),
            **kwargs,
        )

    def address(self, search):
        """Return the address to share: the first page of this search."""
        host = f"{self.request.scheme}://{self.request.get_host()}"
        return f"{host}{self.request.path}?{without(search.params, 'page').urlencode()}"


def form_of(search):
    """Return the form of a search with what its words ask for in the boxes for that."""
    if not search.is_valid or not search.asked.get("q"):
        return search.form
    return form_class(search.filters)(in_boxes(search), taxonomy=lambda: search.taxonomy)


def first_page(request):
    """Return the query string of a search on its first page, "?" and all."""
    return query_string(request.GET, page=None)


def kept(form):
    """Return (name, value) of what a search's form asks for besides place and words."""
    lists = [(name, form.data.getlist(name)) for name in BOXES]
    lists += [(name, filter(None, [form.data.get(name)])) for name in CHOICES]
    return [(name, value) for name, values in lists for value in values]


class AskPlace(TemplateView):
    """What a search gets that narrows nothing: nobody looks through the whole country."""

    template_name = "pages/search/ask_place.html"

    def get_context_data(self, **kwargs):
        where = operators_area().form["where"]
        return super().get_context_data(where=where, **kwargs, **_understood(kwargs["search"]))


def _understood(search):
    """Return the context of what was understood of a search, and what wasn't."""
    not_used, told = other_words(search).told, with_lists(notes(search))
    return {
        "applied_filters": applied_filters(search),
        "not_used": not_used,
        "elsewhere": [(words, named(words.words)) for words in search.name_words.elsewhere],
        "notes": told,
        "has_hint": has_hint(search, not_used, told),
        "instead": meant_instead(search),
        # Templates call these, where they need them at all.
        "lower_cost": partial(ticked, search, "payment", "free-or-low-cost"),
        "as_names": partial(as_names, search),
        "quick_filters": quick_filters(search),
        **places_meant(search),
    }


def _choices(search):
    """Return the context of the form that holds everything a search can ask for."""
    return {"filter_groups": all_groups(search), "radii": radii(search), "sorts": sorts(search)}


def left_out(search):
    """Return [(LeftOut, query string that shows these places)] of a SearchRequest."""
    reasons = search.results.left_out if search.results else []
    return [(reason, including(search, reason.include)) for reason in reasons]


def count_search(request, search):
    """Count a search by its state: once, on its first page, and nothing else about it.

    A region of several states counts for none.
    """
    has_state = search.place and search.place.state
    if has_state and search.page_number == 1 and may_count(request):
        count(Kind.SEARCHES, search.place.state)


def whole_lists(search, total):
    """Return the lists of a search's whole city and state, if it found nothing where it looked."""
    found_nothing = search.results and not (total and search.results.asked_total)
    return summaries.whole_lists(search.place) if found_nothing else []


class Count(View):
    """What a search would find, before it is made, as JSON.

    `total`; `text`: for the button that makes it; `said`: the same as a sentence. A search
    that can't be made: 400 and `error`.
    """

    def get(self, request):
        search = SearchRequest(request.GET)
        if search.is_valid:
            return JsonResponse(counted(search))
        return JsonResponse({"error": " ".join(errors(search.form))}, status=400)


class Filters(TemplateView):
    """Everything a search can ask for, with what each would give."""

    template_name = "pages/search/filters.html"
    response_class = FiltersPage

    def get_context_data(self, **kwargs):
        search = SearchRequest(self.request.GET)
        return super().get_context_data(
            search=search,
            form=form_of(search),
            signs=all_signs(search),
            **_choices(search),
            **kwargs,
        )
