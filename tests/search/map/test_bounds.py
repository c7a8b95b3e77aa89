"""What a map may cost: as much as a screen has room for, however large a part is asked for."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.geometry import MAX_ZOOM, MIN_ZOOM, WORLD_PIXELS, Box, project, unproject
from search.index.spots import MapPoints
from search.map.answer import LARGEST, zoom_of
from search.map.layout import groups

# Beside the list or in its place (static/css/map.css): on a phone, a desktop, a large screen.
SCREENS = [(320, 600), (390, 740), (560, 700), (820, 1000)]
# Nearer, the whole hundredths of a box are more pixels than a screen has room for.
ROUND = 13
WORLD = Box(-360, -85, 360, 85)
UNASKED = (640, 480)


def box_of(latitude, longitude, zoom, width, height):
    """Return the Box a screen asks for, its edges rounded outward as static/js/map.js does."""
    pixels = WORLD_PIXELS * 2**zoom
    x, y = project(latitude, longitude)
    north, west = unproject(x - width / 2 / pixels, y - height / 2 / pixels)
    south, east = unproject(x + width / 2 / pixels, y + height / 2 / pixels)
    return Box(west - 0.01, south - 0.01, east + 0.01, north + 0.01)


@given(
    st.sampled_from(SCREENS),
    st.integers(MIN_ZOOM, ROUND),
    st.floats(15, 72),
    st.floats(-170, -60),
)
@example((820, 1000), ROUND, 61.2, -149.9)  # Anchorage
@example((820, 1000), ROUND, 72.0, -150.0)
def test_a_map_on_a_screen_is_drawn_at_its_own_zoom(screen, zoom, latitude, longitude):
    box = box_of(latitude, longitude, zoom, *screen)
    assert zoom_of(box, zoom, None) == zoom


@given(
    st.integers(MIN_ZOOM, MAX_ZOOM) | st.none(),
    st.sampled_from([UNASKED, (9999, 9999), (10, 10)]),
    st.floats(-360, 359),
    st.floats(-85, 84),
    st.floats(0.05, 100),
)
def test_no_part_is_drawn_on_more_than_the_largest_screen(asked, size, west, south, span):
    box = Box(west, south, min(360, west + span), min(85, south + span))
    zoom = zoom_of(box, asked, size)
    left, top, right, bottom = box.edges()
    pixels = WORLD_PIXELS * 2**zoom
    fits = (right - left) * pixels <= LARGEST[0] and (bottom - top) * pixels <= LARGEST[1]
    assert fits or zoom == MIN_ZOOM


@pytest.mark.parametrize("asked", [*range(MIN_ZOOM, MAX_ZOOM + 1), None])
def test_of_the_whole_world_few_groups_are_made(asked):
    zoom = zoom_of(WORLD, asked, (9999, 9999))
    numbers = range(20_000)
    xs = [number * 0.754877666 % 2 - 0.5 for number in numbers]  # spread evenly
    ys = [number * 0.569840291 % 1 for number in numbers]
    assert len(groups(numbers, MapPoints(xs, ys), zoom)) < LARGEST[0] * LARGEST[1] / 60**2
