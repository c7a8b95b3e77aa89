"""A part of the map as the area of a search: who is in it, in what order, and what is no box."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from facilities.models import Facility, mark_changed
from places.geo import Point, miles_between
from search.geometry import Box
from search.relaxation import Change, relaxations
from search.request import SearchRequest
from search.results import Ordering
from tests.facilities.cast import short

BOSTON = "-71.20,42.20,-70.90,42.50"
AROUND = Box(-71.2, 42.2, -70.9, 42.5)
ANYWHERE = "-360,-90,360,90"


def search(query):
    request = SearchRequest(QueryDict(query))
    assert request.is_valid, request.form.errors
    return request


def found_by(query):
    results = search(query).results
    pks = [pk for pk, _miles in results.page(0, 100)]
    by_pk = Facility.objects.in_bulk(pks)
    assert results.total == len(pks)
    return [by_pk[pk] for pk in pks]


@pytest.mark.parametrize("where", ["", "Boston, MA", "02118", "MA", "Providence, RI", "Guam"])
def test_who_is_in_it_is_found_and_nobody_else_whatever_the_place(cast, where):
    expected = {
        facility.pk
        for facility in Facility.objects.listed().exclude(latitude=None)
        if AROUND.holds(Point(facility.latitude, facility.longitude))
        and not facility.address_withheld
    }
    shown = found_by(f"box={BOSTON}&where={where}&include=serves-only&include=mental-health")
    assert {facility.pk for facility in shown} == expected != set()


@pytest.mark.parametrize(
    ("where", "ordering", "start"),
    [
        pytest.param("Boston, MA", Ordering.DISTANCE, None, id="from the place in it"),
        pytest.param("Providence, RI", Ordering.MIDDLE, AROUND.middle, id="the place is elsewhere"),
        pytest.param("MA", Ordering.MIDDLE, AROUND.middle, id="a state is no point"),
        pytest.param("", Ordering.MIDDLE, AROUND.middle, id="no place"),
    ],
)
def test_the_nearest_come_first_and_miles_are_those_to_the_place(cast, where, ordering, start):
    request = search(f"box={BOSTON}&where={where}")
    results, origin = request.results, request.query.origin
    assert results.ordering == ordering
    hits = results.page(0, 100)
    facilities = Facility.objects.in_bulk([pk for pk, _miles in hits])
    points = [Point(facilities[pk].latitude, facilities[pk].longitude) for pk, _miles in hits]
    far = [miles_between(start or origin, point) for point in points]
    assert far == sorted(far)
    expected = [
        origin and pytest.approx(miles_between(origin, point), abs=0.01) for point in points
    ]
    assert [miles for _pk, miles in hits] == expected


def test_a_withheld_address_is_in_no_box(cast):
    cedar = Facility.objects.get(name="Cedar Shelter")
    assert cedar.address_withheld
    assert cedar.latitude is not None
    assert cedar not in found_by(f"box={ANYWHERE}&include=serves-only&include=mental-health")


@pytest.mark.parametrize(
    "box", ["-188,51,-170,55", "172,51,190,55", "-180,51,-176,55", "183,51,184,52"]
)
def test_the_aleutians_are_found_whichever_way_one_counts(cast, box):
    Facility.objects.filter(name="Alder House").update(latitude=51.9, longitude=-176.6)
    mark_changed()
    assert short(found_by(f"box={box}")) == "Alder"


def test_too_few_in_it_are_not_looked_for_elsewhere(cast):
    request = search("box=1,1,2,2&where=Boston,+MA&service=detox")
    assert (request.results.total, request.widened, request.results.area.reach) == (0, "", None)
    [state] = [each for each in relaxations(request.results) if each.change == Change.STATE]
    assert state.count == search("where=MA&service=detox").results.asked_total


@pytest.mark.parametrize(
    ("box", "says"),
    [
        ("-71,42,-70", "west,south,east,north"),
        ("-71.123,42,-70,43", "two decimals"),
        ("a,b,c,d", "west,south,east,north"),
        ("-71,42,-70,43%00", "west,south,east,north"),
        ("-70,42,-71,43", "from west to east"),
        ("170,51,-170,55", "180th meridian"),
        ("-71,43,-70,42", "from south to north"),
        ("-71,42,-71,43", "from west to east"),
        ("-361,42,-70,43", "360"),
        ("-71,42,-70,91", "90 degrees"),
    ],
)
def test_what_is_no_box_is_said_on_pages_and_to_programs(cast, client, box, says):
    page = client.get(f"/search/?where=Boston,+MA&box={box}")
    assert page.context_data["page"].total == 0
    assert says in page.text
    answer = client.get(f"/api/v1/facilities/?box={box}")
    assert answer.status_code == 400
    assert says in answer.json()["errors"]["box"][0]


def test_the_page_names_the_area_and_a_chip_takes_it_off(cast, client):
    page = client.get(f"/search/?where=Boston,+MA&service=detox&box={BOSTON}")
    total = page.context_data["page"].total
    assert f"{total} place" in page.context_data["heading"]
    assert "area" in page.context_data["heading"]
    [chip] = [
        each for each in page.context_data["applied_filters"] if "rea of the map" in each.text
    ]
    assert chip.without.urlencode() == QueryDict("where=Boston,+MA&service=detox").urlencode()


@pytest.mark.parametrize("name", ["api:facilities-csv", "api:facilities-geojson", "call-sheet"])
def test_files_and_the_sheet_hold_the_same_places(cast, client, name):
    query = f"box={BOSTON}&service=detox"
    answer = client.get(f"{reverse(name)}?{query}")
    content = answer.getvalue().decode() if answer.streaming else answer.text
    shown = {facility.name for facility in found_by(query)}
    listed = set(Facility.objects.listed().values_list("name", flat=True))
    assert {name for name in listed if name in content} == shown != set()


def test_where_one_is_takes_the_place_of_an_area(cast, client):
    sent = {"latitude": "42.36", "longitude": "-71.06", "box": BOSTON, "service": "detox"}
    address = client.post("/near-me/", sent, headers={"sec-fetch-site": "same-origin"})["Location"]
    assert "box" not in address
    assert "service=detox" in address
