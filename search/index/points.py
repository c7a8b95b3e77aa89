"""Which facilities lie around a point: their ordinals in a grid, in memory."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import asin, cos, floor, radians, sin

from places.geo import EARTH_RADIUS_MILES, Point

CELL_DEGREES = 0.25
COLUMNS = round(360 / CELL_DEGREES)


class Points:
    """Where the facilities are; those without coordinates aren't in it.

    Kept as unit vectors: the straight line between two of them orders like the distance
    over ground and needs no trigonometry.
    """

    def __init__(self, points: Iterable[tuple[float | None, float | None]]):
        """`points`: (latitude, longitude) in degrees by ordinal, or (None, None)."""
        self.x, self.y, self.z = array("d"), array("d"), array("d")
        cells: dict[tuple[int, int], array[int]] = defaultdict(lambda: array("l"))
        for ordinal, (latitude, longitude) in enumerate(points):
            x, y, z = 0.0, 0.0, 0.0
            if latitude is not None and longitude is not None:
                x, y, z = _vector(latitude, longitude)
                cells[_cell(latitude, longitude)].append(ordinal)
            self.x.append(x)
            self.y.append(y)
            self.z.append(z)
        self.rows: dict[int, dict[int, array[int]]] = defaultdict(dict)
        for (row, column), ordinals in cells.items():
            self.rows[row][column] = ordinals

    def around(self, point: Point, miles: float) -> list[tuple[float, int]]:
        """Return (squared chord, ordinal) of those within `miles`, in no order."""
        east, north, up = _vector(point.latitude, point.longitude)
        most = squared_chord(miles)
        x, y, z = self.x, self.y, self.z
        return [
            (chord, p)
            for cell in self._cells(point, miles)
            for p in cell
            if (chord := (x[p] - east) ** 2 + (y[p] - north) ** 2 + (z[p] - up) ** 2) <= most
        ]

    def chords(self, point: Point, ordinals: Iterable[int]) -> list[tuple[float, int]]:
        """Return (squared chord, ordinal) of those of `ordinals` that are somewhere."""
        east, north, up = _vector(point.latitude, point.longitude)
        x, y, z = self.x, self.y, self.z
        return [
            ((x[p] - east) ** 2 + (y[p] - north) ** 2 + (z[p] - up) ** 2, p)
            for p in ordinals
            if x[p] or y[p] or z[p]
        ]

    def _cells(self, point: Point, miles: float) -> Iterator["array[int]"]:
        box = point.box(miles)
        south, north = box["latitude__range"]
        rows: Sequence[int] = range(floor(south / CELL_DEGREES), floor(north / CELL_DEGREES) + 1)
        if len(rows) > len(self.rows):
            rows = list(self.rows)
        columns = None
        if "longitude__range" in box:
            west, east = box["longitude__range"]
            columns = range(floor(west / CELL_DEGREES), floor(east / CELL_DEGREES) + 1)
        for row in rows:
            cells = self.rows.get(row, {})
            if columns is not None and len(columns) <= len(cells):
                yield from (cells[column] for column in columns if column in cells)
            else:
                yield from (
                    cell for column, cell in cells.items() if columns is None or column in columns
                )


def miles_of(squared_chord: float) -> float:
    """Return the miles over ground of a squared chord of the unit sphere."""
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, squared_chord**0.5 / 2))


def squared_chord(miles: float) -> float:
    """Return the squared chord of the unit sphere that spans some miles over ground."""
    return (2 * sin(miles / EARTH_RADIUS_MILES / 2)) ** 2


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    latitude, longitude = radians(latitude), radians(longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return floor(latitude / CELL_DEGREES), floor(longitude / CELL_DEGREES)
