"""Whatever lies within so many miles is found, wherever on the globe."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from places.geo import Point, miles_between
from search.index.bits import bits_of
from search.index.points import Points, miles_of, squared_chord

LATITUDES = st.floats(-89.9, 89.9)
LONGITUDES = st.floats(-180, 180)
PLACES = st.tuples(LATITUDES, LONGITUDES)
NOWHERE = st.just((None, None))
AROUND_BOSTON = st.tuples(st.floats(41, 44), st.floats(-73, -70))


def by_hand(points, origin, miles):
    return {
        ordinal: miles_between(origin, Point(*point))
        for ordinal, point in enumerate(points)
        if point != (None, None)
        if miles_between(origin, Point(*point)) <= miles
    }


@given(
    st.lists(st.one_of(PLACES, AROUND_BOSTON, NOWHERE), max_size=60),
    st.one_of(PLACES, AROUND_BOSTON),
    st.sampled_from([5, 10, 25, 100, 500, 3000]),
)
@example([(52.9, 172.9), (51.9, -176.6)], (52.8, 179.9), 500)  # over the 180th meridian
@example([(89.5, 0), (89.5, 180)], (89.9, 90), 100)  # around the pole
def test_a_circle_has_what_lies_within(points, origin, miles):
    origin = Point(*origin)
    distances = {p: miles_of(chord) for chord, p in Points(points).around(origin, miles)}
    expected = by_hand(points, origin, miles)
    on_the_edge = {
        p for p in distances.keys() ^ expected.keys()
        if abs(miles_between(origin, Point(*points[p])) - miles) < 1e-6
    }  # fmt: skip
    assert distances.keys() - on_the_edge == expected.keys() - on_the_edge
    for ordinal in distances.keys() & expected.keys():
        assert distances[ordinal] == pytest.approx(expected[ordinal], abs=1e-4)


@given(st.lists(st.one_of(PLACES, NOWHERE), max_size=40), PLACES)
def test_chords_are_of_all_that_are_somewhere(points, origin):
    origin = Point(*origin)
    distances = Points(points).chords(origin, range(len(points)))
    assert {p: miles_of(chord) for chord, p in distances} == {
        ordinal: pytest.approx(miles_between(origin, Point(*point)), abs=1e-3)
        for ordinal, point in enumerate(points)
        if point != (None, None)
    }


@given(
    st.lists(st.one_of(PLACES, AROUND_BOSTON, NOWHERE), max_size=80),
    st.one_of(PLACES, AROUND_BOSTON),
    st.sampled_from([25, 100, 3000]),
    st.integers(1, 6),
    st.data(),
)
@example([(42.0, -71.0)] * 40, (42.0, -71.0), 25, 4, None)  # all equally far
def test_the_nearest_are_those_of_all_that_are_measured(points, origin, miles, number, data):
    everyone, origin = range(len(points)), Point(*origin)
    members = data.draw(st.sets(st.sampled_from(everyone))) if data and points else set(everyone)
    measured = Points(points).chords(origin, sorted(members))
    expected = sorted(each for each in measured if each[0] <= squared_chord(miles))[:number]

    bits = bits_of(members, len(points))
    assert Points(points).nearest(origin, bits, number, miles) == expected
