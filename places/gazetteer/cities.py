"""Cities: those of a part of the map, for its labels; and those that an address means."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from pickle import PickleBuffer
from typing import Any, NamedTuple

from derived import Derived
from derived.packed import Rows
from places.gazetteer.atlas import Atlas
from places.gazetteer.current import atlas
from places.gazetteer.entries import Entry
from places.geo import westward
from places.names import key

# Fewer than one of so many.
FEW = 6


class City(NamedTuple):
    """A city with people in it; `longitude` as `westward` counts."""

    name: str
    state: str
    latitude: float
    longitude: float
    population: int


class Cities(Rows[City]):
    """Every city, the largest first; where each is lies beside it, for parts of the map.

    `by_latitude`: their numbers from south to north. `states`: of all of them, and `state_of`:
    which of these is a city's.
    """

    def __init__(
        self,
        content: Any,
        ends: Any,
        states: Rows[str],
        state_of: Any,
        latitudes: Any,
        longitudes: Any,
        by_latitude: Any,
    ):
        super().__init__(content, ends)
        self.states = list(states)
        self.state_of = memoryview(state_of).cast("B").cast("H")
        self.latitudes = memoryview(latitudes).cast("B").cast("d")
        self.longitudes = memoryview(longitudes).cast("B").cast("d")
        self.by_latitude = memoryview(by_latitude).cast("B").cast("I")

    @classmethod
    def of(cls, values: Iterable[City]) -> "Cities":
        cities = list(values)
        packed: Rows[City] = Rows.of(map(tuple, cities))
        latitudes = array("d", (city.latitude for city in cities))
        longitudes = array("d", (city.longitude for city in cities))
        order = array("I", sorted(range(len(cities)), key=latitudes.__getitem__))
        states: dict[str, int] = {}
        state_of = array("H", (states.setdefault(city.state, len(states)) for city in cities))
        where = latitudes, longitudes, order
        return cls(packed._content, packed._ends, Rows.of(states), state_of, *where)

    def __reduce_ex__(self, protocol: Any) -> Any:
        _rows, of_rows = super().__reduce_ex__(protocol)
        beside = (self.state_of, self.latitudes, self.longitudes, self.by_latitude)
        return Cities, (*of_rows, Rows.of(self.states), *(PickleBuffer(each) for each in beside))

    def made(self, value: Any) -> City:
        return City._make(value)

    def within(self, west: float, south: float, east: float, north: float) -> Iterator[City]:
        return map(self.__getitem__, self._numbers(west, south, east, north))

    def states_within(self, west: float, south: float, east: float, north: float) -> list[str]:
        """Return the states of the cities in a box, those of the largest first."""
        state_of, numbers = self.state_of, self._numbers(west, south, east, north)
        return [self.states[n] for n in dict.fromkeys(state_of[at] for at in numbers)]

    def _numbers(self, west: float, south: float, east: float, north: float) -> Iterator[int]:
        latitudes, longitudes = self.latitudes, self.longitudes
        start = bisect_left(self.by_latitude, south, key=latitudes.__getitem__)
        end = bisect_right(self.by_latitude, north, key=latitudes.__getitem__)
        # Of most of them it is quicker to look at all than to put these in order.
        is_few = (end - start) * FEW <= len(self)
        numbers = sorted(self.by_latitude[start:end]) if is_few else range(len(self))
        for at in numbers:
            if west <= longitudes[at] <= east and south <= latitudes[at] <= north:
                yield at


def cities() -> Cities:
    """Return every city, the largest first; kept as long as the Atlas is."""
    return _cities.current()


def _by_size(book: Atlas) -> Cities:
    cities = [Entry(*row) for row in chain(*book.cities.values())]
    cities.sort(key=lambda city: (-city.population, city.name, city.state))
    return Cities.of(
        City(city.name, city.state, city.latitude, westward(city.longitude), city.population)
        for city in cities
        if city.population
    )


_cities = Derived(_by_size, version=atlas, kept_as="cities", made_of="atlas")


def cities_in(west: float, south: float, east: float, north: float) -> Iterator[City]:
    """Return the cities of a box in degrees, the largest first.

    Boxes a world apart share no city.
    """
    return cities().within(west, south, east, north)


def states_in(west: float, south: float, east: float, north: float) -> list[str]:
    """Return the states of a box in degrees, those of its largest cities first."""
    return cities().states_within(west, south, east, north)


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
