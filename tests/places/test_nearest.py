import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.geo import Point, miles_between
from places.models import Kind, Place, ZipKind
from places.nearest import nearest_zip

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "latitude, longitude, state, city",
    [
        (42.1645, -71.1355, "MA", "Canton"),
        (42.34, -71.07, "MA", "Boston"),
        (21.3, -157.85, "HI", "Honolulu"),
        (18.46, -66.1, "PR", "San Juan"),
        (-14.3, -170.72, "AS", "Pago Pago"),
        (13.45, 144.78, "GU", None),
        (15.2, 145.75, "MP", "Saipan"),
        (71.29, -156.76, "AK", None),
        (39.3, -116.9, "NV", None),  # empty country
    ],
)
def test_where_people_are(latitude, longitude, state, city):
    place = nearest_zip(latitude, longitude)
    assert (place.kind, place.state) == ("zip", state)
    assert city in (None, place.name)


@pytest.mark.parametrize(
    "latitude, longitude",
    [
        *((48.86, 2.35), (19.43, -99.13), (0, 0), (90, 0), (-90, 180), (30, -60)),
        *((91, 0), (0, 181), (float("nan"), 0), (float("inf"), 0), (0, float("-inf"))),
    ],
)
def test_outside_the_states_there_is_none(latitude, longitude):
    assert nearest_zip(latitude, longitude) is None


def test_post_office_boxes_are_passed_over_in_a_city():
    box = Place.objects.get(kind=Kind.ZIP, key="02117")
    place = nearest_zip(box.latitude, box.longitude)
    assert Place.objects.get(kind=Kind.ZIP, key=place.zip).zip_kind == ZipKind.STANDARD


def test_the_180th_meridian_is_no_border():
    Place.objects.create(
        kind=Kind.ZIP,
        zip_kind=ZipKind.STANDARD,
        key="99999",
        zip="99999",
        name="Amchitka",
        state="AK",
        latitude=51.5,
        longitude=179.9,
    )
    assert nearest_zip(51.5, -179.95).zip == "99999"


@pytest.mark.parametrize("point, queries", [((42.34, -71.07), 2), ((39.3, -116.9), 3), ((0, 0), 2)])
def test_how_many_queries_it_takes(point, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        nearest_zip(*point)


@pytest.fixture(scope="module")
def points(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        zips = Place.objects.filter(kind=Kind.ZIP).exclude(zip_kind=ZipKind.UNIQUE)
        columns = zips.values_list("zip_kind", "latitude", "longitude")
        return [(kind == ZipKind.STANDARD, Point(*where)) for kind, *where in columns]


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.builds(Point, st.floats(-15, 72), st.floats(-180, -60) | st.floats(140, 180)))
def test_the_nearest_is_what_brute_force_finds(db, points, point):
    standard = min(miles_between(point, other) for is_standard, other in points if is_standard)
    either = min(miles_between(point, other) for _is_standard, other in points)
    expected = standard if standard < 10 else either
    place = nearest_zip(point.latitude, point.longitude)
    if expected < 100:
        assert miles_between(point, place.point) == pytest.approx(expected)
    else:
        assert place is None
