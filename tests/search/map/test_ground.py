"""Where counts stand on a map: at one of their places, apart from each other, below no number."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from search.geometry import WORLD_PIXELS
from search.index.spots import MapPoints
from search.map.ground import GAP, HIGH, NUMBER, half_width, settled
from search.map.layout import groups

ZOOM = 8
PIXELS = WORLD_PIXELS * 2**ZOOM
PLACES = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 300)), max_size=200)
NUMBERS = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 300)), max_size=20)


def on_map(places):
    """Return the positions of pixels."""
    return [(0.25 + x / PIXELS, 0.4 + y / PIXELS) for x, y in places]


def grouped(spots):
    xs, ys = [x for x, _y in spots], [y for _x, y in spots]
    return groups(range(len(spots)), MapPoints(xs, ys), ZOOM)


def overlap(a, b):
    """Tell whether two pins, (x, y, half the width), are nearer to each other than GAP."""
    (left, top, half), (right, bottom, other) = a, b
    is_near = abs(left - right) * PIXELS < half + other + GAP - 0.01
    return is_near and abs(top - bottom) * PIXELS < 2 * HIGH + GAP - 0.01


@given(PLACES, NUMBERS)
def test_nothing_overlaps_and_nobody_is_lost(places, numbers):
    spots, at = on_map(places), on_map(numbers)
    placed, under = settled(grouped(spots), at, ZOOM)

    pins = [(*spot, half_width(group)) for group, spot in placed]
    assert not any(overlap(a, b) for a, b in combinations(pins, 2))
    # A pin of several numbers is wider than that.
    assert not any(overlap(pin, (*number, NUMBER)) for pin in pins for number in at)
    for group, spot in placed:
        assert spot in {spots[p] for p in group.members}
    members = [p for group, _spot in placed for p in group.members]
    members += [p for group in under.values() for p in group.members]
    assert sorted(members) == list(range(len(spots)))


@given(st.integers(1, 9), st.integers(0, 10))
def test_a_few_at_the_door_of_a_number_are_said_by_it(count, away):
    at = on_map([(100, 100)])
    spots = on_map([(100 + away, 100)] * count)
    placed, under = settled(grouped(spots), at, ZOOM)
    assert (placed, sorted(under[0].members)) == ([], list(range(count)))


@given(st.integers(12, 300))
def test_many_are_counted_beside_the_number(count):
    at = on_map([(100, 100)])
    spots = on_map([(100, 100)] * (count - 1) + [(140, 140), *[(190, 100)] * 20])
    placed, under = settled(grouped(spots), at, ZOOM)
    assert under == {}
    assert sum(len(group.members) for group, _spot in placed) == len(spots)
