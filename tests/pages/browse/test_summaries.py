"""States, their cities, and what lies around a city with few facilities of its own."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from facilities.models import Facility, mark_changed
from pages.browse import summaries
from search import index
from search.request import SearchRequest
from search.results import SearchResults
from tests.facilities.cast import short

COUNTS = {
    "ME": {"Bangor": 3},  # and two for mental health care only
    "MA": {"Boston": 2, "Cambridge": 1, "Canton": 2, "Springfield": 2, "Worcester": 1},
    "RI": {"Providence": 3},
    "NH": {"Concord": 1, "Nashua": 3},
}


def city(state, slug):
    return summaries.city_of(summaries.state_of(state), slug)


def listed_in(place):
    return short(Facility.objects.get(pk=pk) for pk in summaries.facilities_in(place))


def test_every_state_is_there_by_name_with_its_count(cast):
    states = summaries.states()
    assert [state.name for state in states] == sorted(state.name for state in states)
    assert {"Guam", "Puerto Rico", "District of Columbia"} <= {state.name for state in states}
    counts = {state.code: state.count for state in states if state.count}
    assert counts == {code: sum(cities.values()) for code, cities in COUNTS.items()}


@pytest.mark.parametrize(
    "slug, code, count",
    [
        ("massachusetts", "MA", 8),
        ("ma", "MA", 8),
        ("MA", "MA", 8),
        ("Rhode-Island", "RI", 3),
        ("guam", "GU", 0),
    ],
)
def test_a_state_is_known_by_its_name_and_its_letters(cast, slug, code, count):
    state = summaries.state_of(slug)
    assert (state.code, state.count) == (code, count)
    assert summaries.state_of(state.slug) == state


@pytest.mark.parametrize("slug", ["", "canada", "m", "new", "massachusetts-"])
def test_what_is_no_state_is_none(cast, slug):
    assert summaries.state_of(slug) is None


@pytest.mark.parametrize("code", COUNTS)
def test_the_cities_of_a_state_are_there_by_name_with_their_counts(cast, code):
    cities = summaries.cities(summaries.state_of(code))
    assert [(city.name, city.count) for city in cities] == sorted(COUNTS[code].items())


def test_counts_are_of_what_the_pages_list_and_what_searches_find(cast):
    for state in summaries.states():
        listed = Facility.objects.listed().in_state(state.code).count()
        cities = summaries.cities(state)
        query = QueryDict(f"{urlencode({'where': state.where})}&include=serves-only")
        results = SearchResults(index.current(), SearchRequest(query).query, widens=False)
        assert state.count == results.total == sum(city.count for city in cities)
        assert state.count == listed - state.left_out == len(summaries.facilities_in(state))
        assert all(city.count == len(summaries.facilities_in(city)) for city in cities)


def test_a_city_with_mental_health_care_alone_keeps_its_page_but_is_not_in_lists(cast, get):
    Facility.objects.filter(name="Willow House").update(city="Elko")
    mark_changed()
    assert "elko" not in {city.slug for city in summaries.cities(summaries.state_of("me"))}
    elko = city("me", "elko")
    assert (elko.count, elko.left_out) == (0, 1)
    html = get("/treatment/maine/elko/")
    assert "0 places for treatment in Elko, ME" in html
    assert "1 place for mental health care only isn't on this list." in html


def test_spellings_of_a_city_are_one_city_named_as_most_spell_it(cast):
    Facility.objects.filter(name="Elm Recovery").update(city="BOSTON")
    mark_changed()
    boston = city("ma", "boston")
    assert (boston.name, boston.count) == ("Boston", 3)
    assert listed_in(boston) == "Alder Birch Elm"


@pytest.mark.parametrize("slug", ["", "nashua", "Boston", "boston-ma"])
def test_what_is_no_city_of_the_state_is_none(cast, slug):
    assert city("ma", slug) is None


@pytest.mark.parametrize(
    "state, slug, expected",
    [
        ("ma", "canton", "Dogwood Rowan"),
        ("nh", "nashua", "Juniper Maple Nutmeg"),
        ("ri", "providence", "Hazel Ivy Maple"),
    ],
)
def test_a_city_lists_its_facilities_by_name(cast, state, slug, expected):
    assert listed_in(city(state, slug)) == expected


def names(results):
    return short(Facility.objects.get(pk=pk) for pk, _miles in results)


def test_around_a_city_with_few_are_the_nearest_of_others_across_states(cast):
    nearest = summaries.around(city("nh", "concord"))
    assert names(nearest) == "Juniper Maple Nutmeg"
    assert [miles for _pk, miles in nearest] == sorted(miles for _pk, miles in nearest)
    assert nearest[0][1] < summaries.AROUND_MILES


def test_around_a_city_are_a_few_only(cast, monkeypatch):
    monkeypatch.setattr(summaries, "MOST_AROUND", 2)
    assert names(summaries.around(city("ma", "boston"))) == "Cedar Dogwood"


def test_around_a_city_with_enough_is_nothing(cast, monkeypatch):
    monkeypatch.setattr(summaries, "FEW", 3)
    assert summaries.around(city("nh", "nashua")) == []
    assert summaries.around(city("nh", "concord")) != []


def test_around_a_city_that_is_in_no_gazetteer_is_nothing(cast):
    Facility.objects.filter(name="Katsura Place").update(city="Zzzqq Corner")
    mark_changed()
    assert summaries.around(city("nh", "zzzqq-corner")) == []


@pytest.mark.parametrize(
    "path, location",
    [
        ("/treatment/MA/", "/treatment/massachusetts/"),
        ("/treatment/ma/boston/", "/treatment/massachusetts/boston/"),
    ],
)
def test_an_address_by_letters_leads_to_the_one_by_name(client, cast, path, location):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, location)


@pytest.mark.parametrize(
    "path", ["canada/", "ma/nowhere/", "guam/boston/", "massachusetts/?page=2"]
)
def test_what_is_not_there_is_not_found(client, cast, path):
    assert client.get(f"/treatment/{path}", follow=True).status_code == 404
