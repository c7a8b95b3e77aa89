"""The geometry of the map of results."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.geo import westward
from search.geometry import (
    MAINLAND,
    MAX_ZOOM,
    MIN_ZOOM,
    WORLD_PIXELS,
    Box,
    box_around,
    project,
    unproject,
    zoom_for,
)
from search.index.spots import MapPoints
from search.map.layout import APART, groups, spaced

LATITUDES = st.floats(-20, 72)
LONGITUDES = st.floats(-225, -64)
POINTS = st.lists(st.tuples(LATITUDES, LONGITUDES).map(lambda at: project(*at)), max_size=60)
ZOOMS = st.integers(MIN_ZOOM, MAX_ZOOM)


@given(LATITUDES, LONGITUDES)
def test_a_point_comes_back_from_the_map(latitude, longitude):
    assert unproject(*project(latitude, longitude)) == pytest.approx(
        [latitude, longitude], abs=1e-4
    )


def test_the_projection_is_web_mercators():
    assert project(0, 0) == (0.5, 0.5)
    assert project(-40.97989806962013, -90) == pytest.approx((0.25, 0.625))
    x, y = project(42.3601, -71.0589)
    # The tile of Boston at zoom 12, as every server of tiles numbers it.
    assert (int(x * 2**12), int(y * 2**12)) == (1239, 1514)


@pytest.mark.parametrize(
    "place, east, west",
    [("Guam", 144.8, -215.2), ("Attu", 172.9, -187.1), ("Boston", -71.1, -71.1)],
)
def test_places_beyond_the_180th_meridian_are_counted_on(place, east, west):
    assert westward(east) == pytest.approx(west)


@given(POINTS.filter(bool))
def test_a_box_holds_its_points_and_shows_them_at_its_zoom(points):
    box = box_around(points)
    left, top, right, bottom = box.edges()
    assert all(left < x < right and top < y < bottom for x, y in points)
    assert box.as_list() == [round(degrees, 2) for degrees in box.as_list()]

    zoom = zoom_for(box, 700, 480)
    wide, high = (right - left) * WORLD_PIXELS * 2**zoom, (bottom - top) * WORLD_PIXELS * 2**zoom
    assert zoom == MIN_ZOOM or (wide <= 700 and high <= 480)
    assert zoom == MAX_ZOOM or wide * 2**0.5 > 700 or high * 2**0.5 > 480


def test_no_points_have_no_box():
    assert box_around([]) is None


def test_the_mainland_fits_a_phone_and_a_desk():
    assert zoom_for(MAINLAND, 288, 288) == 2.5
    assert zoom_for(MAINLAND, 960, 480) == 4


@given(POINTS, ZOOMS)
def test_every_point_is_in_one_group(points, zoom):
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    grouped = groups(range(len(points)), MapPoints(xs, ys), zoom)
    members = sorted(member for group in grouped for member in group.members)
    assert members == list(range(len(points)))
    for group in grouped:
        count = len(group.members)
        assert group.x == pytest.approx(sum(xs[p] for p in group.members) / count)
        assert group.y == pytest.approx(sum(ys[p] for p in group.members) / count)


def test_points_on_either_side_of_a_line_of_the_grid_are_one_group():
    pixel = 1 / WORLD_PIXELS / 2**10
    line = 60 * pixel * 3000
    xs, ys = [line - pixel, line + pixel], [line, line]
    assert [group.members for group in groups([0, 1], MapPoints(xs, ys), 10)] == [[0, 1]]


def test_points_that_are_far_apart_are_two_groups():
    xs, ys = [0.3, 0.3 + 2 * APART / WORLD_PIXELS / 2**10], [0.4, 0.4]
    assert len(groups([0, 1], MapPoints(xs, ys), 10)) == 2


def test_labels_give_way_to_pins_and_to_larger_cities():
    pixel = 1 / WORLD_PIXELS / 2**8
    names = [("Large", 0.3, 0.4), ("Near", 0.3, 0.4 + pixel), ("Off", 0.3, 0.6)]
    assert [name for name, _x, _y in spaced(names, [], 8, 9)] == ["Large", "Near", "Off"]
    shown = {name: (x, y) for name, x, y in spaced(names, [(0.3, 0.4)], 8, 9)}
    assert shown["Large"][1] != 0.4
    assert shown["Off"] == (0.3, 0.6)
    assert [name for name, _x, _y in spaced(names, [], 8, 1)] == ["Large"]


def test_a_box_stays_on_the_map():
    assert Box(-71, -90, -70, 90).outward().as_list() == [-71.08, -85, -69.92, 85]
