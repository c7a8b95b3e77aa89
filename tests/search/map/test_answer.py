"""What the map of a search is answered with."""

import json
from functools import partial

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilities.models import Facility, mark_changed
from pages.search.map import county_outlines
from search import index
from search.map.answer import answer
from search.map.filters import MapFilter
from search.request import SearchRequest
from tests.search.map.mapped import ask, shown
from tests.search.searches import searches

BOXES = st.tuples(
    st.integers(-36_000, 35_000),
    st.integers(-8_500, 8_400),
    st.integers(1, 36_000),
    st.integers(1, 8_500),
).map(
    lambda edges: ",".join(
        f"{hundredths / 100:.2f}"
        for hundredths in (
            edges[0],
            edges[1],
            min(edges[0] + edges[2], 36_000),
            min(edges[1] + edges[3], 8_500),
        )
    )
)


@pytest.fixture
def get(client):
    return partial(ask, client)


def test_the_cards_are_those_of_the_page_under_their_numbers(cast, client, get):
    map_answer = get("where=Boston,+MA&service=detox")
    page = client.get("/search/?where=Boston,+MA&service=detox").context_data
    numbered = dict(enumerate(page["cards"], 1))
    assert [card["name"] for card in map_answer["cards"]] == [
        numbered[card["number"]].name for card in map_answer["cards"]
    ]
    assert {card["id"] for card in map_answer["cards"]} <= {
        card.url.split("/")[2] for card in page["cards"]
    }
    assert map_answer["first"] == 1


@pytest.mark.parametrize("query", ["", "where=MA", "where=Cambridge,+MA", "q=cedar"])
@pytest.mark.parametrize("view", ["", "view=-80,40,-66,48&zoom=13", "view=-80,40,-66,48&zoom=5"])
def test_a_withheld_address_is_nowhere_on_the_map(cast, get, query, view):
    cedar = Facility.objects.get(name="Cedar Shelter")
    assert cedar.address_withheld
    assert cedar.latitude is not None
    map_answer = get(f"{query}&include=serves-only&{view}")
    text = json.dumps(map_answer)
    assert "Cedar" not in text
    assert cedar.public_id not in text
    assert cedar.zip not in text
    assert map_answer["unpinned"] >= 1


def test_who_has_no_position_is_counted(cast, get):
    map_answer = get("where=MA&q=rowan")
    assert (map_answer["total"], map_answer["unpinned"], map_answer["cards"]) == (1, 1, [])
    assert "1 more can't be shown on a map: find it in the list." in map_answer["message"]


@pytest.mark.parametrize(
    "precision, area",
    [("zip", "ZIP 02118"), ("city", "Boston, MA"), ("source", ""), ("street", "")],
)
def test_a_position_that_is_no_door_says_what_it_is_the_middle_of(cast, get, precision, area):
    Facility.objects.filter(name="Alder House").update(precision=precision)
    mark_changed()
    [card] = get("q=alder")["cards"]
    assert card["area"] == area


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(searches(), BOXES, st.integers(2, 13), st.booleans())
def test_all_that_is_found_is_shown_or_counted(cast, query, box, zoom, has_view):
    if has_view:
        query["view"], query["zoom"] = box, str(zoom)
    search = SearchRequest(QueryDict(query.urlencode()), MapFilter)
    assert search.is_valid, search.form.errors
    map_answer = answer(search)
    assert shown(map_answer) + map_answer["outside"] + map_answer["unpinned"] == map_answer["total"]
    assert map_answer["total"] == (search.results.total if search.results else 0)
    json.dumps(map_answer)


@pytest.mark.parametrize(
    "query, parameter",
    [
        ("view=-71,42,-70", "view"),
        ("view=-70,42,-71,43", "view"),
        ("view=-71,43,-70,42", "view"),
        ("view=-71.123,42,-70,43", "view"),
        ("view=-71,42,-70,91", "view"),
        ("view=-361,42,-70,43", "view"),
        ("view=a,b,c,d", "view"),
        ("view=-71,42,-70,43%00", "view"),
        ("view=%D9%A1,42,70,43", "view"),
        ("zoom=1", "zoom"),
        ("zoom=17", "zoom"),
        ("zoom=9.5", "zoom"),
        ("zoom=x", "zoom"),
        ("size=0,400", "size"),
        ("size=400", "size"),
        ("radius=7", "radius"),
        ("service=xyz", "service"),
    ],
)
def test_what_is_wrong_is_named(cast, get, query, parameter):
    wrong = get(query, status=400)
    assert list(wrong) == ["errors"]
    assert list(wrong["errors"]) == [parameter]
    assert wrong["errors"][parameter][0]


def test_a_full_search_has_a_map_too(cast, get):
    fullest = "&".join(["where=MA", *["service=detox"] * 19])
    get(f"{fullest}&view=-71,42,-70,43&zoom=9")
    get(f"{fullest}&service=detox&service=iop&service=mat", status=400)


def test_past_the_last_page_is_nothing(cast, client):
    assert client.get("/search/map/?where=MA&page=9").status_code == 404


def test_a_place_that_is_not_understood_shows_nobody(cast, get):
    map_answer = get("where=zzzzqq")
    assert (
        map_answer["total"],
        map_answer["cards"],
        map_answer["spots"],
        map_answer["clusters"],
    ) == (0, [], [], [])


def test_towns_are_named_from_near_by_the_largest_first(cast, get):
    near, afar = (get(f"view=-71.4,42.1,-70.8,42.6&zoom={zoom}") for zoom in (10, 8))
    counts = [count for _name, count in near["towns"]]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == shown(near) > 0
    assert "Boston, MA" in dict(near["towns"])
    assert afar["towns"] == []


def test_an_area_that_was_searched_is_what_the_map_shows(cast, get):
    box = "-71.20,42.20,-70.90,42.50"
    searched = get(f"box={box}&size=560,700")
    west, south, east, north = searched["box"]
    assert west <= -71.2 < -70.9 <= east
    assert south <= 42.2 < 42.5 <= north
    assert shown(searched) == searched["total"] > 0
    # To look elsewhere is no other search.
    away = get(f"box={box}&view=-80,30,-79,31&zoom=9")
    assert (shown(away), away["outside"]) == (0, searched["total"])
    counted_on = get("box=288.8,42.2,289.1,42.5&size=560,700")
    assert (counted_on["box"], shown(counted_on)) == (searched["box"], searched["total"])


def test_a_place_alone_is_a_small_card(cast, get):
    answer = get("where=MA&sort=name&page=1&view=-75,41,-69,43&zoom=9&box=-75,41,-69,43&q=")
    assert "pk" not in json.dumps(answer)


def test_labels_are_the_large_cities_in_view(cast, get):
    names = [name for name, _lat, _lng in get("where=zz&view=-72,41,-70,43&zoom=8")["labels"]]
    assert {"Boston", "Worcester"} <= set(names)
    assert len(names) <= 25


def test_counties_are_drawn_near_by_and_little_at_first(settings, get, cast):
    settings.MAP_COUNTIES = {"MA": 5_000, "RI": 2_000, "TX": 58_000}
    assert [url.split("/")[-1] for url in get("where=Boston,+MA&q=alder")["counties"]] == [
        "MA.json"
    ]
    assert get("view=-72,41,-70,43&zoom=7")["counties"] == []
    assert county_outlines(["TX", "NH"]) == ["/static/map/counties/TX.json"]
    assert county_outlines(["TX", "MA"], 32_000) == []


def test_the_index_keeps_its_spots(cast):
    current = index.current()
    assert current.spots is current.spots


def test_an_answer_needs_few_queries(cast, client, django_assert_max_num_queries):
    client.get("/search/map/?where=Boston,+MA")
    with django_assert_max_num_queries(6):
        client.get("/search/map/?where=Boston,+MA&view=-72,41,-70,43&zoom=9")
