"""The cities of a part of the map, whichever way they are looked for."""

from hypothesis import given
from hypothesis import strategies as st

from places.gazetteer.cities import Cities, City

latitudes = st.integers(-3, 3).map(float) | st.floats(-90, 90)
longitudes = st.integers(-3, 3).map(float) | st.floats(-180, 180)
cities = st.builds(City, st.text(), st.just("MA"), latitudes, longitudes, st.integers(1, 10**7))


@given(st.lists(cities, max_size=40), longitudes, latitudes, longitudes, latitudes)
def test_they_are_those_that_lie_in_it_in_their_order(all_of_them, west, south, east, north):
    inside = [
        city
        for city in all_of_them
        if west <= city.longitude <= east and south <= city.latitude <= north
    ]
    assert list(Cities.of(all_of_them).within(west, south, east, north)) == inside
