"""Who lies around a place, and in which order, against measuring everybody."""

from dataclasses import replace
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from places.geo import Point
from search.index.bits import bits_of, ordinals_of
from search.index.places import Places
from search.index.points import Points, squared_chord
from search.index.surroundings import Surroundings

SIZE = 2_500
BOSTON = Point(42.36, -71.06)
OWN = set(range(0, SIZE, 9))  # who has the city in its address


def scattered(number):
    """Return a facility near Boston, far away, or nowhere; several at one spot."""
    random = Random(number // 2)
    spread = 4 if number % 5 == 0 else 0.3
    latitude = None if number % 50 == 0 else 42.36 + random.uniform(-spread, spread)
    return SimpleNamespace(
        state=random.choice(["MA", "NH"]),
        county=random.choice(["Essex", "Suffolk", ""]),
        latitude=latitude,
        longitude=-71.06 + random.uniform(-spread, spread),
    )


@pytest.fixture(scope="module")
def index():
    entries = [scattered(number) for number in range(SIZE)]
    places = Places(entries)
    points = Points(((each.latitude, each.longitude) for each in entries), places.order)
    located = bits_of((p for p, each in enumerate(entries) if each.latitude is not None), SIZE)
    return SimpleNamespace(
        pks=range(SIZE),
        places=places,
        points=points,
        laid=lambda _located: places.laid(located),
        of_city=lambda *city: places.at(OWN if city == ("MA", "boston", "Suffolk") else ()),
    )


def around(index, reach):
    place = SimpleNamespace(kind="city", state="MA", name="Boston", county="Suffolk")
    query = SimpleNamespace(place=place, point=BOSTON, is_wide=False)
    return Surroundings(index, query).within(reach)


def chords(index):
    return {p: chord for chord, p in index.points.chords(BOSTON, range(SIZE))}


@pytest.mark.parametrize("reach", [5, 10, 25, 100, 500])
def test_a_circle_has_its_city_too_from_the_usual_reach(index, reach):
    area, most, measured = around(index, reach), squared_chord(reach), chords(index)
    inside = {p for p, chord in measured.items() if chord <= most}
    own = OWN if reach >= 25 else set()
    assert set(ordinals_of(area.bits)) == inside | own
    assert set(area.view.ordinals_in(area.beyond)) == (own & measured.keys()) - inside


@settings(max_examples=40)
@given(
    reach=st.sampled_from([5, 25, 100, None]),
    share=st.sampled_from([1, 2, 3, 40, 2_000]),
    stop=st.integers(1, 60) | st.just(150),
)
def test_the_nearest_are_those_of_all_measured(index, reach, share, stop):
    area, measured = around(index, reach or 500), chords(index)
    area = replace(area, reach=reach)  # None: as a part of the map has it
    results = set(ordinals_of(area.bits)) & set(range(0, SIZE, share))
    shown = area.view.cut(index.places.laid(bits_of(results, SIZE))) & area.here
    assert (
        area.nearest(shown, stop) == sorted(results, key=lambda p: (measured.get(p, 9), p))[:stop]
    )
