"""What a map may cost: as much as a screen has room for, however large a part is asked for."""

from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.geometry import MAX_ZOOM, MIN_ZOOM, WORLD_PIXELS, Box, project, unproject
from search.map.answer import LARGEST, zoom_of
from search.map.layout import ASIDE, PIN_APART, aside, groups

# The stylesheet's most (static/css/map.css), letters at their usual size and twice that.
SCREENS = [(16 * 68 * letters, 16 * 30 * letters) for letters in (1, 2)]
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
    st.integers(MIN_ZOOM, MAX_ZOOM),
    st.floats(15, 72),
    st.floats(-170, -60),
)
def test_a_map_on_a_screen_is_drawn_at_its_own_zoom(screen, zoom, latitude, longitude):
    box = box_of(latitude, longitude, zoom, *screen)
    assert zoom_of(box, zoom, UNASKED) == zoom


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
    assert len(groups(numbers, xs, ys, zoom)) < LARGEST[0] * LARGEST[1] / 60**2


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 400)), max_size=30))
def test_a_group_stands_where_no_pin_is_however_many_there_are(places):
    pixels = WORLD_PIXELS * 2**MAX_ZOOM
    pins = [(0.25 + across / pixels, 0.4 + down / pixels) for across, down in places]
    x, y = 0.25 + 200 / pixels, 0.4 + 200 / pixels
    around = [(x, y)] + [
        (x + ASIDE / pixels * cos(radians(angle)), y + ASIDE / pixels * cos(radians(90 - angle)))
        for angle in range(30, 390, 45)
    ]

    def is_free(at):
        least = (PIN_APART / pixels) ** 2
        return all((at[0] - c) ** 2 + (at[1] - d) ** 2 >= least for c, d in pins)

    at = aside(x, y, pins, MAX_ZOOM)
    assert is_free(at) or (at == (x, y) and not any(map(is_free, around)))
