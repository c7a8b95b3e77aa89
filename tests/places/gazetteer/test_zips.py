from math import cos, radians

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.gazetteer.zips import StateChecker, ZipCentre, zip_centres
from places.geo import Point, miles_between

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def centres(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return zip_centres()


@pytest.fixture(scope="module")
def checker(centres):
    return StateChecker(centres)


def test_centres_are_read_once_for_each_load_of_the_gazetteer(django_assert_num_queries):
    zip_centres()
    with django_assert_num_queries(1):  # whether it was loaded anew
        centres = zip_centres()
    assert centres["02021"] == ZipCentre(
        "02021", 42.1645, -71.1355, "MA", "Norfolk County", "Canton"
    )
    assert centres["02021"].point == Point(42.1645, -71.1355)


@pytest.mark.parametrize(
    "point, state, is_plausible",
    [
        (Point(42.36, -71.06), "MA", True),
        (Point(42.36, -71.06), "NH", False),
        (Point(42.36, 71.06), "MA", False),  # the sign is missing
        (Point(-71.06, 42.36), "MA", False),  # swapped
        (Point(42.76, -71.2), "MA", True),  # Methuen, by the border
        (Point(42.76, -71.2), "NH", True),  # ... and Salem
        (Point(38.9, -77.03), "DC", True),
        (Point(13.47, 144.75), "GU", True),
        (Point(-14.28, -170.7), "AS", True),
        (Point(18.4, -66.1), "PR", True),
        (Point(71.29, -156.79), "AK", True),
        (Point(0, 0), "MA", False),
        (Point(42.36, -71.06), "XX", False),
    ],
)
def test_whether_a_point_can_lie_in_a_state(checker, point, state, is_plausible):
    assert checker.is_plausible(point, state) is is_plausible


def test_zip_centres_lie_in_their_states(checker, centres):
    some = list(centres.values())[::7]
    assert all(checker.is_plausible(centre.point, centre.state) for centre in some)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.builds(Point, st.floats(17, 72), st.floats(-170, -60)))
def test_the_nearest_are_those_that_brute_force_finds(checker, point):
    def squared_degrees(centre):
        east = (centre.longitude - point.longitude) * cos(radians(point.latitude))
        return (centre.latitude - point.latitude) ** 2 + east**2

    expected = sorted(map(squared_degrees, checker.centres))[:8]
    assert list(map(squared_degrees, checker.nearest(point, 8))) == pytest.approx(expected)


def test_the_nearest_zip(checker):
    [zip] = checker.nearest(Point(42.1646, -71.1356), 1)
    assert zip.zip == "02021"
    assert miles_between(zip.point, Point(42.1646, -71.1356)) < 0.1


def test_the_nearest_zip_without_any():
    assert StateChecker({}).nearest(Point(42, -71), 1) == []
