"""Where a map may show the facilities; a withheld address has no spot, not even its ZIP code's."""

from array import array
from collections.abc import Iterable

from places.geo import westward
from search.geometry import project
from search.index.bits import bits_of


class Spots:
    """`x` and `y` by position (search/geometry.py; 0 where there is none), `known` as bits."""

    def __init__(self, entries: Iterable):
        self.x, self.y = array("d"), array("d")
        known = []
        for position, one in enumerate(entries):
            is_known = one.latitude is not None and not one.address_withheld
            spot = project(one.latitude, westward(one.longitude)) if is_known else (0.0, 0.0)
            self.x.append(spot[0])
            self.y.append(spot[1])
            if is_known:
                known.append(position)
        self.placed = bits_of(known, len(self.x))

    def at(self, position: int) -> tuple[float, float]:
        return self.x[position], self.y[position]
