"""The cities of a part of the map, whichever way they are looked for."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from places.gazetteer.cities import Cities, City

latitudes = st.integers(-3, 3).map(float) | st.floats(-90, 90)
longitudes = st.integers(-3, 3).map(float) | st.floats(-180, 180)
states = st.sampled_from(["MA", "NH", "RI"])
cities = st.builds(City, st.text(), states, latitudes, longitudes, st.integers(1, 10**7))


@given(st.lists(cities, max_size=40), longitudes, latitudes, longitudes, latitudes)
def test_they_are_those_that_lie_in_it_in_their_order(all_of_them, west, south, east, north):
    inside = [
        city
        for city in all_of_them
        if west <= city.longitude <= east and south <= city.latitude <= north
    ]
    kept = pickle.loads(pickle.dumps(Cities.of(all_of_them), protocol=5))  # as in a snapshot
    assert list(kept.within(west, south, east, north)) == inside
    assert kept.states_within(west, south, east, north) == unique(city.state for city in inside)


def unique(values):
    return list(dict.fromkeys(values))
