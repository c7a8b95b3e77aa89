"""
The geometry of the map of results: boxes, zooms, groups. Pure, of numbers only.

Positions are Web Mercator's, the world being 1 wide and 1 high: x grows eastward, y southward.
Longitudes are those of `places.geo.westward`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan, cos, degrees, dist, exp, floor, log, log2, pi, radians, sin, tan

XY = tuple[float, float]
Rectangle = tuple[float, float, float, float]  # its middle and half its sides, in pixels

WORLD_PIXELS = 256  # at zoom 0
MIN_ZOOM, MAX_ZOOM = 2, 13
NORTHERNMOST = 85  # degrees: the projection ends there
CELL = 60  # pixels: places nearer to each other than that are shown as one number
APART = 50  # pixels between the middles of two numbers, at least
LEAST_SPAN = 0.04  # degrees: a single place is shown with what is around it
MARGIN = 0.08  # of a box, around what it holds
PIN_APART = 46  # pixels: pins don't cover each other
ASIDE = 48  # pixels, in one of these directions
DIRECTIONS = [(cos(radians(angle)), sin(radians(angle))) for angle in range(30, 390, 45)]
LETTER, LINE = 7, 20  # pixels that labels take
PIN_WIDE, PIN_HIGH = 60, 32  # pixels that pins take, with several numbers perhaps


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

    def as_list(self) -> list[float]:
        return [self.west, self.south, self.east, self.north]


# A search without a place starts here: Alaska, Hawaii, and the islands would make all else tiny.
MAINLAND = Box(-125, 24.4, -66.8, 49.4)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return (x, y) of a point in degrees; its longitude is taken as it is."""
    latitude = max(-NORTHERNMOST, min(NORTHERNMOST, latitude))
    return longitude / 360 + 0.5, 0.5 - log(tan(pi / 4 + radians(latitude) / 2)) / (2 * pi)


MIDDLE = project(39.8, -98.6)  # of the mainland


def unproject(x: float, y: float) -> list[float]:
    """Return [latitude, longitude] in degrees, to some ten yards."""
    latitude = degrees(2 * atan(exp((0.5 - y) * 2 * pi)) - pi / 2)
    return [round(latitude, 4), round((x - 0.5) * 360, 4)]


def box_around(points: Iterable[XY]) -> Box | None:
    """Return the Box that holds (x, y) points with some room, None for no points."""
    points = list(points)
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    north, west = unproject(min(xs), min(ys))
    south, east = unproject(max(xs), max(ys))
    return Box(west, south, east, north).outward()


def zoom_for(box: Box, width: int, height: int) -> float:
    """Return the zoom, a multiple of a half, at which a box fits so many pixels."""
    left, top, right, bottom = box.edges()
    most = min(width / (right - left), height / (bottom - top)) / WORLD_PIXELS
    return max(MIN_ZOOM, min(MAX_ZOOM, floor(log2(most) * 2) / 2))


@dataclass
class Group:
    """Facilities shown as one: their positions in the index, around (x, y)."""

    members: list[int]
    x: float
    y: float

    def take(self, other: "Group") -> None:
        """Merge another group into this one, centered on all their members."""
        mine, its = len(self.members), len(other.members)
        self.x = (self.x * mine + other.x * its) / (mine + its)
        self.y = (self.y * mine + other.y * its) / (mine + its)
        self.members += other.members


def groups(
    members: Iterable[int], xs: Sequence[float], ys: Sequence[float], zoom: float
) -> list[Group]:
    """
    Return Groups of `members` that stand apart at a zoom, the largest first.

    `xs` and `ys` by member. A grid first, in one pass over all; then what came to stand on
    either side of a line of the grid is joined.
    """
    pixels = WORLD_PIXELS * 2**zoom
    cells: dict[tuple[int, int], list[int]] = {}
    scale = pixels / CELL
    for member in members:
        # Shifted by one world so that no x is negative: int() rounds toward zero.
        cell = int((xs[member] + 1) * scale), int(ys[member] * scale)
        if cell in cells:
            cells[cell].append(member)
        else:
            cells[cell] = [member]
    made = [
        Group(ones, sum(xs[p] for p in ones) / len(ones), sum(ys[p] for p in ones) / len(ones))
        for ones in cells.values()
    ]
    return _joined(made, APART / pixels)


def _joined(made: list[Group], apart: float) -> list[Group]:
    """Return Groups, merging each into a larger one that is nearer than `apart`."""
    kept: dict[tuple[int, int], list[Group]] = {}
    for group in sorted(made, key=lambda group: (-len(group.members), group.x, group.y)):
        column, row = floor(group.x / apart), floor(group.y / apart)
        near = (
            other
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in kept.get((column + across, row + down), ())
            if (other.x - group.x) ** 2 + (other.y - group.y) ** 2 < apart**2
        )
        if largest := next(near, None):
            largest.take(group)
        else:
            kept.setdefault((column, row), []).append(group)
    return [group for groups in kept.values() for group in groups]


def aside(x: float, y: float, pins: Iterable[XY], zoom: float) -> XY:
    """Return the nearest point to (x, y), of some around it, that no pin covers; itself if none."""
    pixels = WORLD_PIXELS * 2**zoom
    least = (PIN_APART / pixels) ** 2
    step = ASIDE / pixels
    around = ((x + right * step, y + down * step) for right, down in DIRECTIONS)
    # Inland first, so that a place on the coast isn't shown at sea.
    inland = sorted(around, key=lambda at: dist(at, MIDDLE))
    for a, b in [(x, y), *inland]:
        if all((a - c) ** 2 + (b - d) ** 2 >= least for c, d in pins):
            return a, b
    return x, y


def spaced(
    labels: Iterable[tuple[str, float, float]],
    pins: Iterable[XY],
    zoom: float,
    most: int,
) -> list[tuple[str, float, float]]:
    """
    Return the first `most` of (name, x, y) that cover neither each other nor the pins, (x, y).

    A name gives way to a pin by half a line or so, up or down; where it can't it is left out.
    """
    pixels = WORLD_PIXELS * 2**zoom
    taken = [(x * pixels, y * pixels, PIN_WIDE / 2, PIN_HIGH / 2) for x, y in pins]
    shown = []
    for name, x, y in labels:
        wide = len(name) * LETTER / 2 + LETTER
        for step in (0, PIN_HIGH, -PIN_HIGH):
            across, down = x * pixels, y * pixels + step
            if _is_free(taken, across, down, wide, LINE / 2):
                taken.append((across, down, wide, LINE / 2))
                shown.append((name, x, down / pixels))
                break
        if len(shown) == most:
            break
    return shown


def _is_free(taken: list[Rectangle], across: float, down: float, wide: float, high: float) -> bool:
    """Tell whether a rectangle, by its middle and half its sides, overlaps none of `taken`."""
    return all(abs(across - a) >= wide + w or abs(down - d) >= high + h for a, d, w, h in taken)
