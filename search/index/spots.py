"""Where a map may show the facilities; a withheld address has no spot, not even its ZIP code's."""

from array import array
from collections.abc import Iterable

from places.geo import westward
from search.geometry import Box, project
from search.index.bits import Bits, bits_of, ordinals_of
from search.index.entries import IndexEntry


class Spots:
    """The spots of the facilities in the index.

    `x` and `y` by ordinal (search/geometry.py; 0 where there is none); `placed`: who has a
    spot, as bits.
    """

    def __init__(self, entries: Iterable[IndexEntry]) -> None:
        self.x, self.y = array("d"), array("d")
        placed = []
        for ordinal, entry in enumerate(entries):
            latitude, longitude, spot = entry.latitude, entry.longitude, (0.0, 0.0)
            if latitude is not None and longitude is not None and not entry.address_withheld:
                spot = project(latitude, westward(longitude))
                placed.append(ordinal)
            self.x.append(spot[0])
            self.y.append(spot[1])
        self.placed = bits_of(placed, len(self.x))

    def at(self, ordinal: int) -> tuple[float, float]:
        return self.x[ordinal], self.y[ordinal]

    def inside(self, box: Box) -> Bits:
        """Return who has a spot in a box, whichever way its longitudes are counted."""
        left, top, right, bottom = box.edges()
        x, y = self.x, self.y
        here = [
            p
            for p in ordinals_of(self.placed)
            if top <= y[p] <= bottom
            if left <= x[p] <= right or left <= x[p] + 1 <= right or left <= x[p] - 1 <= right
        ]
        return bits_of(here, len(x))
