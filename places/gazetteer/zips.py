"""ZIP code centers in memory, for those who place thousands of addresses at once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest
from math import cos, radians

from derived import Derived
from places.geo import Point
from places.models import GazetteerLoad, Kind, Place


@dataclass(frozen=True, slots=True)
class ZipCentre:
    """A ZIP code's center in degrees, with the state, county and city it belongs to."""

    zip: str
    latitude: float
    longitude: float
    state: str
    county: str
    city: str

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)


def zip_centres() -> dict[str, ZipCentre]:
    """Return every ZIP code's center by its five digits; read it, never change it.

    One query, 42,000 rows; kept until the gazetteer is loaded anew.
    """
    return _zip_centres.current()


def _fingerprints() -> tuple[str, ...]:
    return tuple(GazetteerLoad.objects.values_list("fingerprint", flat=True))


def _read(_fingerprints: tuple[str, ...]) -> dict[str, ZipCentre]:
    rows = Place.objects.filter(kind=Kind.ZIP).values_list(
        "zip", "latitude", "longitude", "state", "county", "name"
    )
    return {row[0]: ZipCentre(*row) for row in rows}


# Imports and staff need it, visitors don't: no worker reads 42,000 rows before it has to. Always
# asked anew, as who has just loaded a gazetteer goes on to import with it.
_zip_centres = Derived(_read, version=_fingerprints, variants=lambda: [])


class StateChecker:
    """Tells whether a point can lie in a state, judging from the ZIP codes around it.

    A grid of the centers makes a look at the nearest ones take microseconds.
    """

    NEAREST = 8
    CELL_DEGREES = 0.1
    # Further out than this there is ocean or desert: look at every center instead.
    MOST_RINGS = 12

    def __init__(self, centres: dict[str, ZipCentre]) -> None:
        # Post-office boxes share their post office's place: one of each state is enough.
        distinct = {(c.latitude, c.longitude, c.state): c for c in centres.values()}
        self.centres = list(distinct.values())
        self.grid = defaultdict(list)
        for centre in self.centres:
            self.grid[self._cell(centre.latitude, centre.longitude)].append(centre)

    def is_plausible(self, point: Point, state: str) -> bool:
        """Return False if none of the eight nearest ZIP codes is in `state`."""
        return any(centre.state == state for centre in self.nearest(point, self.NEAREST))

    def nearest(self, point: Point, count: int) -> list[ZipCentre]:
        """Return the `count` nearest centers, nearest first."""
        shrink = cos(radians(point.latitude))

        def squared_degrees(centre: ZipCentre) -> float:
            east = abs(centre.longitude - point.longitude)
            east = min(east, 360 - east) * shrink
            return (centre.latitude - point.latitude) ** 2 + east**2

        row, column = self._cell(point.latitude, point.longitude)
        seen = []
        for ring in range(self.MOST_RINGS):
            for cell in _ring(row, column, ring):
                seen += self.grid.get(cell, ())
            # Whatever lies outside these rings is further off than this.
            safe = (ring * self.CELL_DEGREES * shrink) ** 2
            if len(seen) >= count:
                best = nsmallest(count, seen, key=squared_degrees)
                if squared_degrees(best[-1]) <= safe:
                    return best
        return nsmallest(count, self.centres, key=squared_degrees)

    def _cell(self, latitude: float, longitude: float) -> tuple[int, int]:
        return int(latitude // self.CELL_DEGREES), int(longitude // self.CELL_DEGREES)


def _ring(row: int, column: int, ring: int) -> Iterator[tuple[int, int]]:
    """Yield the cells of a square ring around a cell; ring 0 is the cell itself."""
    if ring == 0:
        yield row, column
    for step in range(-ring, ring):
        yield row - ring, column + step
        yield row + step, column + ring
        yield row + ring, column - step
        yield row - step, column - ring
