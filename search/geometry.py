"""The geometry of the map of results: boxes and zooms. Pure functions of numbers.

Positions are Web Mercator's, the world being 1 wide and 1 high: x grows eastward, y southward.
Longitudes are those of `places.geo.westward`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan, ceil, degrees, exp, floor, log, log2, pi, radians, tan

from places.geo import Point

XY = tuple[float, float]

WORLD_PIXELS = 256  # at zoom 0
MIN_ZOOM, MAX_ZOOM = 2, 16
NORTHERNMOST = 85  # degrees: the projection ends there
LEAST_SPAN = 0.04  # degrees: a single place is shown with what is around it
HAIR = 0.001  # degrees: more than `unproject` rounds
MARGIN = 0.08  # of a box, around what it holds
ROUNDED = 0.01  # degrees: how far outward a browser may move each edge (static/js/map.js)


@dataclass(frozen=True)
class Box:
    """A part of the map, in degrees; `west` below `east`, `south` below `north`."""

    west: float
    south: float
    east: float
    north: float

    def edges(self) -> tuple[float, float, float, float]:
        """Return the least x, least y, greatest x and greatest y."""
        return (*project(self.north, self.west), *project(self.south, self.east))

    def outward(self) -> "Box":
        """Return the box with room around it, in whole hundredths of a degree."""
        wide = max(LEAST_SPAN, (self.east - self.west) * MARGIN)
        high = max(LEAST_SPAN, (self.north - self.south) * MARGIN)
        return Box(
            floor((self.west - wide) * 100) / 100,
            max(-NORTHERNMOST, floor((self.south - high) * 100) / 100),
            -floor(-(self.east + wide) * 100) / 100,
            min(NORTHERNMOST, -floor(-(self.north + high) * 100) / 100),
        )

    def without_rounding(self) -> "Box":
        """Return the box that a browser sees: it asks for whole hundredths of a degree around it.

        They are tall in the north: 400 pixels in Alaska, near by.
        """
        wide = min(ROUNDED, (self.east - self.west) / 4)
        high = min(ROUNDED, (self.north - self.south) / 4)
        return Box(self.west + wide, self.south + high, self.east - wide, self.north - high)

    @property
    def is_on_earth(self) -> bool:
        """Whether the edges are in order and at most one world away."""
        return -360 <= self.west < self.east <= 360 and -90 <= self.south < self.north <= 90

    @property
    def middle(self) -> Point:
        return Point((self.south + self.north) / 2, (self.west + self.east) / 2)

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies in the box, whichever way its longitude is counted."""
        across = any(self.west <= point.longitude + turn <= self.east for turn in (-360, 0, 360))
        return across and self.south <= point.latitude <= self.north

    def westward(self) -> "Box":
        """Return the box where its longitudes are counted as those of places are."""
        turn = -360 if self.middle.longitude > 0 else 0
        return Box(self.west + turn, self.south, self.east + turn, self.north)

    def __str__(self) -> str:
        """Return the box as it is written in an address."""
        return f"{self.west:.2f},{self.south:.2f},{self.east:.2f},{self.north:.2f}"

    def as_list(self) -> list[float]:
        return [self.west, self.south, self.east, self.north]


# A search without a place starts here: Alaska, Hawaii, and the islands would make all else tiny.
MAINLAND = Box(-125, 24.4, -66.8, 49.4)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return (x, y) of a point in degrees; its longitude is taken as it is."""
    latitude = max(-NORTHERNMOST, min(NORTHERNMOST, latitude))
    return longitude / 360 + 0.5, 0.5 - log(tan(pi / 4 + radians(latitude) / 2)) / (2 * pi)


def unproject(x: float, y: float) -> list[float]:
    """Return [latitude, longitude] in degrees, to some ten yards."""
    latitude = degrees(2 * atan(exp((0.5 - y) * 2 * pi)) - pi / 2)
    return [round(latitude, 4), round((x - 0.5) * 360, 4)]


def box_around(points: Iterable[XY]) -> Box | None:
    """Return the Box that holds (x, y) points with some room, None for no points."""
    points = list(points)
    return _bounds(points).outward() if points else None


def box_of_edges(left: float, top: float, right: float, bottom: float) -> Box:
    """Return the least Box, in whole hundredths of a degree, that holds all between edges."""
    north, west = unproject(left, top)
    south, east = unproject(right, bottom)
    return Box(
        floor((west - HAIR) * 100) / 100,
        floor((south - HAIR) * 100) / 100,
        ceil((east + HAIR) * 100) / 100,
        ceil((north + HAIR) * 100) / 100,
    )


def _bounds(points: list[XY]) -> Box:
    xs, ys = zip(*points, strict=True)
    north, west = unproject(min(xs), min(ys))
    south, east = unproject(max(xs), max(ys))
    return Box(west, south, east, north)


def zoom_for(box: Box, width: int, height: int) -> float:
    """Return the zoom, a multiple of a half, at which a box fits so many pixels."""
    left, top, right, bottom = box.edges()
    most = min(width / (right - left), height / (bottom - top)) / WORLD_PIXELS
    return max(MIN_ZOOM, min(MAX_ZOOM, floor(log2(most) * 2) / 2))


def middle_of(box: Box) -> XY:
    """Return the point (x, y) that lies in the middle of a box on a map."""
    left, top, right, bottom = box.edges()
    return (left + right) / 2, (top + bottom) / 2


def view_of(box: Box, zoom: float, width: int, height: int) -> Box:
    """Return the Box that a map of so many pixels shows at a zoom, with `box` in its middle."""
    x, y = middle_of(box)
    pixels = WORLD_PIXELS * 2**zoom
    across, down = width / 2 / pixels, height / 2 / pixels
    return box_of_edges(x - across, y - down, x + across, y + down)
