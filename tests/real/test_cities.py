"""Every city's search shows what the published directories list in that city."""

from collections import defaultdict

from places.resolve import resolve
from search import index
from search.query import SearchQuery
from search.results import SearchResults

MOST_UNKNOWN = 5  # cities of a few thousand that the gazetteer doesn't have


def test_no_facility_is_missing_from_its_own_city(editions):
    current, cities = index.current(), defaultdict(list)
    for ordinal, entry in enumerate(current.entries):
        cities[entry.city, entry.state].append(ordinal)
    assert len(cities) > 4_000
    missing, unknown = [], []
    for (name, state), ordinals in cities.items():
        place = resolve(f"{name}, {state}").place
        if place is None or (place.kind, place.state) != ("city", state):
            unknown.append((name, state))
            continue
        here = SearchResults(current, SearchQuery(place), widens=False).asked_area.bits
        missing += [current.entries[p][:6] for p in ordinals if not here >> p & 1]
    assert missing == []
    assert len(unknown) <= MOST_UNKNOWN, unknown


def test_what_stands_at_its_city_is_a_few_of_a_hundred(editions):
    entries = index.current().entries
    at_city = [entry for entry in entries if entry.precision == "city"]
    assert 0.01 < len(at_city) / len(entries) < 0.04
    assert {"Prescott", "Homer", "Elko"} <= {entry.city for entry in at_city}
    assert not {"Houston", "Phoenix", "Chicago"} & {entry.city for entry in at_city}
