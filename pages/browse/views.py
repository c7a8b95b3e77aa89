"""The pages of states and cities."""

from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404, HttpResponsePermanentRedirect, QueryDict
from django.views.generic import TemplateView

from pages.addresses import addresses
from pages.browse import summaries
from pages.browse.care_counts import care_counts
from pages.cards import cards
from search import index
from search.index.bits import Members
from search.paging import PER_PAGE, page_of
from search.request import SearchRequest


class States(TemplateView):
    template_name = "pages/browse/states.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(states=summaries.states(), **kwargs)


class StatePage(TemplateView):
    """A state's cities and all its facilities."""

    template_name = "pages/browse/state.html"

    def get(self, request, *args, state, **kwargs):
        summary = summaries.state_of(state)
        if summary is None:
            raise Http404
        if summary.slug != state:
            return HttpResponsePermanentRedirect(summary.get_absolute_url())
        return self.render_to_response(self.get_context_data(state=summary))

    def get_context_data(self, state):
        cities, listed = summaries.cities(state), listing(state, self.request)
        return super().get_context_data(
            state=state,
            cities=cities,
            towns=by_town(listed["addresses"], cities),
            **counted(state),
            **listed,
        )


class CityPage(TemplateView):
    """A city's facilities and, where they are few, the nearest around it."""

    template_name = "pages/browse/city.html"

    def get(self, request, *args, state, city, **kwargs):
        state_summary = summaries.state_of(state)
        city = state_summary and summaries.city_of(state_summary, city)
        if not city:
            raise Http404
        if state_summary.slug != state:
            return HttpResponsePermanentRedirect(city.get_absolute_url())
        return self.render_to_response(self.get_context_data(city=city))

    def get_context_data(self, city):
        current = index.current()
        nearby = addresses(cards(summaries.around(city), current), current)
        context = counted(city) | listing(city, self.request)
        return super().get_context_data(city=city, nearby=nearby, **context)


def by_town(listed, cities):
    """Return [(CitySummary, its Addresses)] of the Addresses of a page, in their order."""
    by_spelling = {spelling: city for city in cities for spelling in city.spellings}
    towns = groupby(listed, key=lambda address: by_spelling.get(address.first.city))
    return [(city, list(there)) for city, there in towns]


def counted(place):
    """Return the context of a StateSummary or CitySummary: a search in it, and its counts."""
    query = urlencode({"where": place.where})
    search = SearchRequest(QueryDict(query))
    return {"search": search, "query": query, "care": care_counts(search)}


def listing(place, request):
    """Return the context of a page of a place's facilities: the page, its cards, by address."""
    number, current = SearchRequest(request.GET).page_number, index.current()
    page = page_of(summaries.facilities_in(place), number, PER_PAGE)
    shown = cards(page.hits, current)
    return {
        "page": page,
        "cards": shown,
        "addresses": addresses(shown, current, Members(summaries.members(place))),
    }
