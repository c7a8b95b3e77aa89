"""A part of the directory, its positions and its sets, against plain sets of ordinals."""

from array import array
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.index.bits import bits_of, less, ordinals_of
from search.index.places import Places
from search.index.points import Part, Points
from search.index.view import GAP, View, pieces

SIZE = 3 * GAP
COUNTIES = [("AK", "North"), ("AK", "South"), ("ME", "North"), ("ME", "")]
SETS = st.sets(st.integers(0, SIZE - 1), max_size=60)
RANGES = st.builds(
    lambda start, length: (start, min(SIZE, start + length)),
    st.integers(0, SIZE - 1),
    st.integers(1, GAP),
)


def entry(place, latitude=None, longitude=None):
    state, county = place
    return SimpleNamespace(state=state, county=county, latitude=latitude, longitude=longitude)


@pytest.fixture(scope="module")
def directory():
    """Return an index of nothing but places: every order of names differs from that of places."""
    entries = [
        entry(COUNTIES[n * 7 % 4], *((None, None) if n % 11 == 0 else (n * 37 % 90, -n % 180)))
        for n in range(SIZE)
    ]
    return SimpleNamespace(places=Places(entries), pks=range(SIZE))


@given(
    st.lists(
        st.builds(
            entry,
            st.sampled_from(COUNTIES),
            st.none() | st.floats(-90, 90),
            st.none() | st.floats(-180, 180),
        ),
        max_size=50,
    )
)
def test_a_state_and_a_county_are_ranges_of_the_order(entries):
    places = Places(entries)
    assert sorted(places.order) == list(range(len(entries)))
    assert [places.order[p] for p in places.positions] == list(range(len(entries)))
    for state, county in [*COUNTIES, ("AK", ""), ("VT", "North")]:
        for name in (county, ""):
            inside = {
                places.order[position]
                for each in places.ranges([(state, name)])
                for position in each
            }
            assert inside == {
                ordinal
                for ordinal, each in enumerate(entries)
                if each.state == state and name in ("", each.county)
            }


@given(SETS)
def test_a_set_is_laid_out_by_position(directory, ordinals):
    laid = directory.places.laid(bits_of(ordinals, SIZE))
    everyone = (1 << SIZE) - 1
    others = directory.places.laid(less(everyone, bits_of(ordinals, SIZE)))  # so many: another way
    positions = ordinals_of(int.from_bytes(laid, "little"))
    assert {directory.places.order[position] for position in positions} == ordinals
    assert positions == list(directory.places.at(ordinals))
    assert int.from_bytes(others, "little") == less(everyone, int.from_bytes(laid, "little"))


@given(st.lists(RANGES, max_size=5), SETS, st.integers(0, 70))
def test_a_view_has_what_stands_in_its_stretches(directory, stretches, ordinals, stop):
    places, view = directory.places, View(directory, stretches)
    inside = set[int]().union(*(places.order[start:end] for start, end in stretches))
    area = view.ranged(range(start, end) for start, end in stretches)
    here = view.cut(places.laid(bits_of(ordinals, SIZE))) & area
    expected = ordinals & inside
    assert set(view.ordinals_in(here)) == set(ordinals_of(view.spread(here))) == expected
    assert here.bit_count() == len(expected)
    assert view.first(here, stop) == sorted(expected)[:stop]
    assert View(directory, stretches, is_kept=True).first(here, stop) == sorted(expected)[:stop]
    members = view.members(here)
    assert {ordinal for ordinal in [*ordinals, *range(0, SIZE, 97)] if ordinal in members} == (
        expected
    )
    assert view.within(Part(start, end) for start, end in stretches) == area
    some = places.at(expected)
    assert view.within(pieces(some)) == here
    assert less(area, here).bit_count() == len(inside - expected)


def test_the_first_of_many_are_those_by_name(directory):
    view = View(directory, [(0, SIZE)], is_kept=True)
    every_other = view.cut(directory.places.laid(bits_of(range(0, SIZE, 2), SIZE)))
    assert view.first(every_other, 5) == [0, 2, 4, 6, 8]
    assert view.first(every_other, SIZE) == list(range(0, SIZE, 2))


@given(SETS)
def test_pieces_are_short_and_hold_all(positions):
    parts = pieces(array("I", sorted(positions)))
    assert [p for part in parts for p in part.members] == sorted(positions)
    assert all(
        part.start <= p < part.stop <= part.start + GAP for part in parts for p in part.members
    )


def test_a_view_is_as_short_as_what_it_touches(directory):
    assert View(directory, [(GAP + 3, GAP + 9)]).size == 16
    assert View(directory, [(0, 8), (SIZE - 8, SIZE)]).size == 16
    assert View(directory, []).size == 0


def test_an_order_makes_no_difference_to_a_circle():
    points = [(42 + n % 17 / 50, -71 + n % 23 / 50) for n in range(400)]
    plain = Points(points).around(SimpleNamespace(latitude=42.1, longitude=-70.9), 12)
    turned = Points(points, range(399, -1, -1))
    assert sorted(plain) == sorted(
        turned.around(SimpleNamespace(latitude=42.1, longitude=-70.9), 12)
    )
