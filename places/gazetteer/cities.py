"""Cities: those of a part of the map, for its labels; and those that an address means."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from derived import Derived
from places.gazetteer.atlas import Atlas
from places.gazetteer.current import atlas
from places.gazetteer.entries import Entry
from places.geo import westward
from places.names import key


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


def _by_size(book: Atlas) -> list[City]:
    cities = [Entry(*row) for row in chain(*book.cities.values())]
    cities.sort(key=lambda city: (-city.population, city.name, city.state))
    return [
        City(city.name, city.state, city.latitude, westward(city.longitude), city.population)
        for city in cities
        if city.population
    ]


_cities = Derived(_by_size, version=atlas, kept_as="cities", made_of="atlas")


def cities_in(west: float, south: float, east: float, north: float) -> Iterator[City]:
    """Yield the cities of a box in degrees, the largest first.

    Boxes a world apart share no city.
    """
    for city in cities():
        if west <= city[3] <= east and south <= city[2] <= north:
            yield city


def cities_named(book: Atlas, name: str, state: str) -> list[Entry]:
    """Return the cities of a state (two letters) that a name in an address means.

    Those of that name; if there are none, those that also bear it, as Utqiagvik was Barrow. Empty
    for a name that the gazetteer lacks; more than one where a state has homonyms.
    """
    wanted = key(name)
    own = [Entry(*row) for row in book.cities.get(wanted, ()) if row[3] == state]
    if own:
        return own
    return [Entry(*row) for _name, _known, row in book.aliases.get(wanted, ()) if row[3] == state]
