"""The map's part of a search, as JSON for static/js/map.js."""

from functools import lru_cache
from html import unescape

from django.conf import settings
from django.http import JsonResponse
from django.templatetags.static import static
from django.utils.html import strip_tags
from django.views import View

from pages.cards import cards
from search.map.answer import answer
from search.map.filters import MapFilter
from search.request import SearchRequest

MOST_AT_FIRST = 32_000  # bytes, a quarter of that when packed
MOST_CARDS = 3  # at one spot; more are a list of names
MOST_FACTS = 512  # whose text is kept, in whatever language


class SearchMap(View):
    """What the map shows; {"errors": {parameter: [what is wrong]}} and 400 for a wrong question."""

    def get(self, request):
        search = SearchRequest(request.GET, MapFilter)
        if not search.is_valid:
            errors = {name: list(wrong) for name, wrong in search.form.errors.items()}
            return JsonResponse({"errors": errors}, status=400)
        shown = answer(search)
        add_cards(shown["spots"], search.index)
        # What is loaded with the map itself has to be little (docs/decisions/0012-map.md).
        most = None if search.asked["view"] else MOST_AT_FIRST
        shown["counties"] = county_outlines(shown.pop("states"), most)
        return JsonResponse(shown)


def county_outlines(states, most=None):
    """Return where the outlines of the counties are, of those states that have some.

    None where they are more than `most` bytes together: the outlines of states will do.
    """
    sizes = [
        (state, settings.MAP_COUNTIES[state]) for state in states if state in settings.MAP_COUNTIES
    ]
    if most is not None and sum(size for _state, size in sizes) > most:
        return []
    return [static(f"map/counties/{state}.json") for state, _size in sizes]


def add_cards(spots, index):
    """Give the places of a map's spots what a small card says of them, instead of their `pk`."""
    few = [spot["places"] for spot in spots if len(spot["places"]) <= MOST_CARDS]
    some = [place for places in few for place in places]
    for place, card in zip(some, cards([(p["pk"], None) for p in some], index), strict=True):
        place["about"] = [[_plain(slot.text), slot.mark] for slot in card.slots.in_order]
        if card.numbers and (number := card.numbers[0]).uri:
            place["call"] = [number.uri, number.call_label, number.display, number.shared]
    for spot in spots:
        for place in spot["places"]:
            del place["pk"]


@lru_cache(maxsize=MOST_FACTS)
def _plain(html):
    """Return the text of a fact; some eighty are those of all places."""
    return unescape(strip_tags(html))
