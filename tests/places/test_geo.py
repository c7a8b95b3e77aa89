from math import asin, cos, degrees, isclose, pi, radians, sin

import pytest
from geopy.distance import great_circle
from hypothesis import example, given
from hypothesis import strategies as st

from places.geo import EARTH_RADIUS_MILES, Point, middle, miles_between, miles_from
from places.models import Place

points = st.builds(
    Point,
    st.floats(min_value=-90, max_value=90),
    st.floats(min_value=-180, max_value=180),
)
BOSTON, CANTON = Point(42.3601, -71.0589), Point(42.1645, -71.1355)


def geopy_miles(a, b):
    return great_circle((a.latitude, a.longitude), (b.latitude, b.longitude)).miles


def lies_in(point, box):
    return all(
        low <= getattr(point, lookup.removesuffix("__range")) <= high
        for lookup, (low, high) in box.items()
    )


def test_radius_is_the_mean_radius():
    assert isclose(EARTH_RADIUS_MILES, 6371.009 / 1.609344, abs_tol=1e-4)


@given(points, points)
def test_distance_agrees_with_geopy(a, b):
    assert miles_between(a, b) == pytest.approx(geopy_miles(a, b), rel=1e-6, abs=1e-3)


def test_distance_between_antipodes():
    assert miles_between(Point(0, 0), Point(0, 180)) == pytest.approx(EARTH_RADIUS_MILES * pi)


@given(points, points, st.floats(min_value=0, max_value=500))
@example(Point(60, 0), Point(60.5, 14.6), 500)
@example(Point(51.9, 179.9), Point(51.9, -179.9), 25)
@example(Point(89.99, 0), Point(89.99, 180), 25)
def test_box_holds_the_circle(centre, other, miles):
    if geopy_miles(centre, other) <= miles:
        assert lies_in(other, centre.box(miles))


@given(
    st.builds(Point, st.floats(-60, 72), st.floats(-170, 170)),
    st.floats(min_value=1, max_value=300),
    st.floats(min_value=0, max_value=0.999),
)
def test_box_holds_the_meridian_that_touches_the_circle(centre, miles, part):
    """The easternmost point of a circle lies nearer to the pole than its centre."""
    angle = miles * part / EARTH_RADIUS_MILES
    latitude = degrees(asin(sin(radians(centre.latitude)) / cos(angle)))
    reach = degrees(asin(sin(angle) / cos(radians(centre.latitude))))
    east = Point(latitude, centre.longitude + reach)
    assert miles_between(centre, east) <= miles + 1e-3
    assert lies_in(east, centre.box(miles))


def test_box_is_small():
    box = BOSTON.box(25)
    assert box["latitude__range"] == pytest.approx((41.9983, 42.7219), abs=1e-3)
    assert box["longitude__range"] == pytest.approx((-71.5485, -70.5693), abs=1e-3)


def test_box_over_the_180th_meridian_is_bounded_by_latitude_alone():
    assert set(Point(51.9, 179.9).box(25)) == {"latitude__range"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "centre",
    [BOSTON, Point(21.3, -157.8), Point(64.8, -147.7), Point(-14.3, -170.7), Point(13.5, 144.8)],
)
def test_expression_agrees_with_the_function_and_geopy(centre):
    rows = Place.objects.filter(kind="county").annotate(miles=miles_from(centre))
    for place in rows.order_by("key", "state")[::16]:
        assert place.miles == pytest.approx(miles_between(centre, place.point), abs=1e-6)
        assert place.miles == pytest.approx(geopy_miles(centre, place.point), rel=1e-6)


@pytest.mark.django_db
def test_expression_at_the_point_itself_and_its_antipode():
    place = Place.objects.get(kind="city", key="boston", state="MA")
    rows = Place.objects.filter(pk=place.pk)
    antipode = Point(-place.latitude, place.longitude + 180)
    assert rows.annotate(miles=miles_from(place.point)).get().miles == pytest.approx(0, abs=1e-6)
    half_way_round = rows.annotate(miles=miles_from(antipode)).get().miles
    assert half_way_round == pytest.approx(EARTH_RADIUS_MILES * pi, rel=1e-6)


@pytest.mark.django_db
@pytest.mark.parametrize("miles", [5, 50, 500])
@pytest.mark.parametrize("centre", [BOSTON, Point(61.2, -149.9), Point(51.88, -176.65)])
def test_box_and_circle_find_what_brute_force_finds(centre, miles):
    zips = Place.objects.filter(kind="zip")
    rows = zips.filter(**centre.box(miles)).annotate(miles=miles_from(centre))
    within = set(rows.filter(miles__lte=miles).values_list("zip", flat=True))
    expected = {zip.zip for zip in zips if miles_between(centre, zip.point) <= miles}
    assert within == expected


def test_middle_of_one_point_is_that_point():
    assert middle([CANTON]) == CANTON


def test_middle_holds_across_the_180th_meridian():
    assert middle([Point(52, 179), Point(52, -179)]).longitude == pytest.approx(180)
