"""Whom a map shows in a box, against looking at each."""

from math import floor
from random import Random
from types import SimpleNamespace

from hypothesis import example, given
from hypothesis import strategies as st

from search.geometry import MAX_ZOOM, MIN_ZOOM, WORLD_PIXELS, Box
from search.index.bits import bits_of, ordinals_of
from search.index.spots import CELL, MapPoints, Spots

LATITUDES, LONGITUDES = st.floats(-84, 84), st.floats(-180, 180)
ENTRIES = st.lists(
    st.builds(
        SimpleNamespace,
        latitude=st.none() | LATITUDES,
        longitude=LATITUDES,
        address_withheld=st.booleans(),
    ),
    max_size=60,
)


@given(ENTRIES, st.tuples(LATITUDES, LATITUDES), st.floats(-360, 359), st.floats(0.01, 360))
@example([], (0, 1), 0, 1)
def test_a_box_holds_whom_it_covers(entries, latitudes, west, width):
    box = Box(west, min(latitudes), min(360, west + width), max(latitudes) + 0.01)
    order = Random(len(entries)).sample(range(len(entries)), len(entries))
    spots = Spots(entries, order)
    assert inside(spots, box) == {
        ordinal
        for ordinal, each in enumerate(entries)
        if each.latitude is not None and not each.address_withheld
        if holds(box, *spots.at(ordinal))
    }


def inside(spots, box):
    placed = set(ordinals_of(spots.placed))
    return {
        spots.order[position]
        for start, stop, members in spots.inside(box)
        for position in (range(start, min(stop, len(spots.order))) if members is None else members)
    } & placed


def holds(box, x, y):
    left, top, right, bottom = box.edges()
    return top <= y <= bottom and any(left <= x + turn <= right for turn in (-1, 0, 1))


@given(ENTRIES, st.data(), st.tuples(LATITUDES, LATITUDES), st.floats(-360, 359))
def test_a_map_shows_of_some_whom_its_box_holds(entries, data, latitudes, west):
    members = data.draw(st.sets(st.sampled_from(range(len(entries))))) if entries else set()
    box = Box(west, min(latitudes), min(360, west + 40), max(latitudes) + 0.01)
    left, top, right, bottom = box.edges()
    spots = Spots(entries, range(len(entries)))
    placed = members & set(ordinals_of(spots.placed))
    assert set(ordinals_of(spots.within(bits_of(placed, len(entries)), box))) == {
        p for p in placed if left <= spots.x[p] <= right and top <= spots.y[p] <= bottom
    }


@given(
    st.lists(st.tuples(st.floats(-0.2, 1.1), st.floats(0, 1, exclude_max=True)), max_size=40),
    st.integers(2 * MIN_ZOOM, 2 * MAX_ZOOM).map(lambda halves: halves / 2),
)
def test_cells_are_squares_of_so_many_pixels(points, zoom):
    xs, ys = zip(*points, strict=True) if points else ((), ())
    pixels, cells = WORLD_PIXELS * 2**zoom, {}
    for ordinal, (x, y) in enumerate(points):
        cell = floor((x + 1) * (pixels / CELL)), floor(y * (pixels / CELL))
        cells.setdefault(cell, []).append(ordinal)
    assert [*MapPoints(xs, ys).by_cell(range(len(points)), zoom)] == [*cells.values()]


def test_large_boxes_are_made_of_whole_blocks():
    entries = [
        SimpleNamespace(latitude=40 + n / 1000, longitude=-90 - n / 1000, address_withheld=False)
        for n in range(2000)
    ]
    spots = Spots(entries, range(2000))
    parts = spots.inside(Box(-91, 39, -89, 43))
    assert inside(spots, Box(-91, 39, -89, 43)) == set(range(1001))
    assert sum(part.members is None for part in parts) < 20
    assert sum(len(part.members) for part in parts if part.members is not None) < 16
