"""The cities of a part of the map, for its labels."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from derived import Derived
from places.gazetteer.atlas import Entry, atlas
from places.geo import westward


class City(NamedTuple):
    """A city with people in it; `longitude` as `westward` counts."""

    name: str
    state: str
    latitude: float
    longitude: float
    population: int


def cities() -> list[City]:
    """Return every city, the largest first; kept as long as the Atlas is."""
    return _cities.current()


def _by_size(book):
    found = [Entry(*row[: len(Entry._fields)]) for row in chain(*book.cities.values())]
    found.sort(key=lambda one: (-one.population, one.name, one.state))
    return [
        City(one.name, one.state, one.latitude, westward(one.longitude), one.population)
        for one in found
        if one.population
    ]


_cities = Derived(_by_size, version=atlas)


def cities_in(west: float, south: float, east: float, north: float) -> Iterator[City]:
    """Yield the cities of a box in degrees, the largest first; none lies in two boxes a
    world apart."""
    for city in cities():
        if west <= city[3] <= east and south <= city[2] <= north:
            yield city
