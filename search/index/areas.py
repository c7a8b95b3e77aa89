"""Where a search looks: the facilities of a place or of a part of the map, and their distances."""

from collections.abc import Mapping
from dataclasses import dataclass

from places.geo import Point
from search.geometry import Box
from search.index.bits import Bits, ordinals_of
from search.index.index import Index


@dataclass(frozen=True)
class Area:
    """The facilities of a place, as bits. Around a point: {ordinal: squared chord} to it.

    `reach`: within how many miles; None for a whole state, county, country or part of the map,
    and for the nearest of all when nothing lies within the farthest reach. `first`: those that
    are listed before all others, however far: a county's own. `from_place`: the squared chords to
    the place asked for, where `chords` put in order from another point.
    """

    bits: Bits
    chords: dict[int, float] | None = None
    reach: int | None = None
    first: Bits = 0
    from_place: dict[int, float] | None = None

    @property
    def distances(self) -> Mapping[int, float]:
        """Return {ordinal: squared chord} to the place asked for, {} if it is no point."""
        chords = self.chords if self.from_place is None else self.from_place
        return chords or {}


def part_of_map(index: Index, box: Box, origin: Point | None) -> Area:
    """Return the Area of those whom a map shows in a box.

    Who withholds its address is on no map: boxes, ever smaller, would find it out. Nearest first:
    to the place asked for (`origin`) if it lies in the box, else to the middle of the box, where
    someone is looking.
    """
    bits = index.spots.inside(box)

    def chords(point: Point) -> dict[int, float]:
        return {p: chord for chord, p in index.points.chords(point, ordinals_of(bits))}

    if origin and box.holds(origin):
        return Area(bits, chords(origin))
    return Area(bits, chords(box.middle), from_place=chords(origin) if origin else {})
