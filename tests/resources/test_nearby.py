"""What is near a place: the nearest first, of which kinds, how far was looked."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.geo import Point, miles_between
from places.resolve import resolve
from resources.current import listed_kinds
from resources.kinds import Kind
from resources.models import Resource
from resources.nearby import Nearby, kinds_near
from tests.resources.factories import make_list, make_resource

pytestmark = pytest.mark.django_db
KINDS = list(Kind)


def near(where, kind=None, kinds=KINDS):
    return Nearby(resolve(where).place, kinds, kind)


@pytest.fixture
def naloxone(db):
    """Give a list of three places: in Canton, in Boston and in Springfield, Massachusetts."""
    listing = make_list()
    make_resource(listing, "Springfield", latitude=42.10, longitude=-72.59, city="Springfield")
    make_resource(listing, "Boston", latitude=42.36, longitude=-71.06, city="Boston")
    make_resource(listing, "Canton")
    return listing


def test_the_nearest_come_first(naloxone):
    nearby = near("Canton, MA")
    assert [place.name for place in nearby.page(0, 20)] == ["Canton", "Boston"]
    assert (nearby.total, nearby.reach, nearby.is_widened) == (2, 25, False)
    assert nearby.page(0, 20)[0].miles < 2


def test_a_state_has_all_that_lies_in_it_by_city(naloxone):
    nearby = near("Massachusetts")
    assert [place.name for place in nearby.page(0, 20)] == ["Boston", "Canton", "Springfield"]
    assert (nearby.is_state, nearby.total) == (True, 3)
    assert near("Guam").total == 0


def test_where_nothing_is_near_the_next_reach_is_looked_at(naloxone):
    nearby = near("Hartford, CT")
    assert (nearby.reach, nearby.is_widened, nearby.total) == (25, False, 1)
    assert (near("Albany, NY").reach, near("Albany, NY").is_widened) == (100, True)
    assert (near("Denver, CO").reach, near("Denver, CO").total) == (250, 0)


def test_the_reach_is_that_of_the_kind_asked_for(naloxone):
    make_resource(make_list("meeting"), latitude=42.10, longitude=-72.59)
    assert near("Canton, MA", Kind.MEETING).reach == 100
    assert near("Canton, MA", Kind.NALOXONE).reach == 25
    assert near("Canton, MA").counts == {"naloxone": 2}


def test_a_kind_alone(naloxone):
    make_resource(make_list("meeting"), "Group")
    assert [place.name for place in near("Canton, MA", Kind.MEETING).page(0, 9)] == ["Group"]
    assert near("Canton, MA").counts == {"naloxone": 2, "meeting": 1}
    assert near("Canton, MA").total == 3


def test_kinds_near_a_place_are_those_within_the_usual_reach(naloxone):
    make_resource(make_list("meeting"), latitude=42.10, longitude=-72.59)
    place = resolve("Canton, MA").place
    assert kinds_near(place, KINDS) == [Kind.NALOXONE]
    assert kinds_near(place, []) == []


def test_listed_kinds_are_those_with_a_list():
    assert listed_kinds() == []
    make_list("health-center")
    make_list("naloxone")
    make_list("naloxone", title="Other")
    assert listed_kinds() == [Kind.NALOXONE, Kind.HEALTH_CENTER]


def test_the_look_at_a_page_costs_two_queries(naloxone, django_assert_num_queries):
    for number in range(50):
        make_resource(naloxone, f"Place {number}")
    nearby = near("Canton, MA")
    with django_assert_num_queries(2):
        assert [place.list.title for place in nearby.page(0, 20)]
        assert nearby.total == 52


@pytest.mark.any_database
def test_the_index_by_kind_and_place_does_the_work():
    point = resolve("Canton, MA").place.point
    assert "resource_near" in Resource.objects.of_kinds(["naloxone"]).near(point, 25).explain()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.floats(41.2, 43.2), st.floats(-73.4, -69.9)),
        min_size=1,
        max_size=6,
        unique=True,
    )
)
def test_a_page_is_what_a_slow_look_at_all_places_gives(db, points):
    Resource.objects.all().delete()
    listing = make_list(title=f"List {len(points)} {hash(tuple(points))}")
    for latitude, longitude in points:
        make_resource(listing, latitude=latitude, longitude=longitude)
    nearby = near("Boston, MA")
    center = nearby.place.point
    miles = sorted(miles_between(center, Point(*point)) for point in points)
    expected = [each for each in miles if each <= nearby.reach]
    assert [round(place.miles, 6) for place in nearby.page(0, 9)] == [
        round(each, 6) for each in expected
    ]
    smaller = [reach for reach in (25, 50, 100) if reach < nearby.reach]
    assert all(each > max(smaller, default=0) for each in miles)
