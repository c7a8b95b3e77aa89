"""What belongs together on the map: facilities in groups, names of cities beside pins."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from math import floor

from search.geometry import WORLD_PIXELS, XY
from search.index.spots import MapPoints

Rectangle = tuple[float, float, float, float]  # its middle and half its sides, in pixels
ROWS = 2**20  # more than a column of cells has at any zoom
NEIGHBORS = [column * ROWS + row for column, row in product((-1, 0, 1), repeat=2)]
APART = 50  # pixels between the middles of two numbers, at least
LETTER, LINE = 7, 20  # pixels that labels take
PIN_WIDE, PIN_HIGH = 60, 28  # pixels that pins take, with several numbers perhaps
ASIDE_FROM = 6  # zoom: from farther away, half a line is a hundred miles


@dataclass(slots=True)
class Group:
    """Facilities shown as one: their ordinals in the index, around (x, y).

    `xs` and `ys`: where they are, in the order of `members`. `nearest`: which of them is nearest
    to the middle, once it is known.
    """

    members: list[int]
    xs: list[float]
    ys: list[float]
    x: float
    y: float
    nearest: int | None = None

    @property
    def edges(self) -> Rectangle:
        """Return the least x, least y, greatest x and greatest y of the members."""
        return min(self.xs), min(self.ys), max(self.xs), max(self.ys)

    def take(self, other: "Group") -> None:
        """Merge another group into this one, centered on all their members."""
        mine, its = len(self.members), len(other.members)
        self.x = (self.x * mine + other.x * its) / (mine + its)
        self.y = (self.y * mine + other.y * its) / (mine + its)
        self.members += other.members
        self.xs += other.xs
        self.ys += other.ys
        self.nearest = None


def groups(members: Iterable[int], points: MapPoints, zoom: float) -> list[Group]:
    """Return Groups of `members` that stand apart at a zoom, the largest first.

    A grid first, in one pass over all; then what came to stand on either side of a line of the
    grid is joined.
    """
    made = [_around(some, points) for some in points.by_cell(members, zoom)]
    return _joined(made, APART / (WORLD_PIXELS * 2**zoom))


def _around(members: list[int], points: MapPoints) -> Group:
    """Return a Group of members, around the middle of where they are."""
    x, y, count = points.x, points.y, len(members)
    xs, ys = [x[p] for p in members], [y[p] for p in members]
    return Group(members, xs, ys, sum(xs) / count, sum(ys) / count)


def _joined(made: list[Group], apart: float) -> list[Group]:
    """Return Groups, merging each into a larger one that is nearer than `apart`."""
    kept: dict[int, list[Group]] = {}
    for group in sorted(made, key=lambda group: (-len(group.members), group.x, group.y)):
        cell = floor(group.x / apart) * ROWS + floor(group.y / apart)
        near = (
            other
            for neighbor in NEIGHBORS
            for other in kept.get(cell + neighbor, ())
            if (other.x - group.x) ** 2 + (other.y - group.y) ** 2 < apart**2
        )
        if largest := next(near, None):
            largest.take(group)
        else:
            kept.setdefault(cell, []).append(group)
    return [group for groups in kept.values() for group in groups]


def spaced(
    labels: Iterable[tuple[str, float, float]],
    pins: Iterable[XY],
    zoom: float,
    most: int,
) -> list[tuple[str, float, float]]:
    """Return the first `most` of (name, x, y) that cover neither each other nor the pins, (x, y).

    From near by, a name gives way to a pin by a line, up or down; where it can't it is left out.
    """
    pixels = WORLD_PIXELS * 2**zoom
    taken = Taken()
    for x, y in pins:
        taken.take((x * pixels, y * pixels, PIN_WIDE / 2, PIN_HIGH / 2))
    shown = []
    for name, x, y in labels:
        wide = len(name) * LETTER / 2 + LETTER
        for step in (0, PIN_HIGH, -PIN_HIGH) if zoom >= ASIDE_FROM else (0,):
            label = (x * pixels, y * pixels + step, wide, LINE / 2)
            if taken.is_free(label):
                taken.take(label)
                shown.append((name, x, label[1] / pixels))
                break
        if len(shown) == most:
            break
    return shown


class Taken:
    """Rectangles on a map, in rows of it: two that overlap are in one row or in the next."""

    def __init__(self) -> None:
        self.rows: dict[int, list[Rectangle]] = {}

    def take(self, rectangle: Rectangle) -> None:
        self.rows.setdefault(int(rectangle[1] // PIN_HIGH), []).append(rectangle)

    def is_free(self, rectangle: Rectangle) -> bool:
        """Tell whether a rectangle, no higher than a pin, overlaps none of those taken."""
        across, down, wide, high = rectangle
        row = int(down // PIN_HIGH)
        for near in (row - 1, row, row + 1):
            for a, d, w, h in self.rows.get(near, ()):
                if abs(across - a) < wide + w and abs(down - d) < high + h:
                    return False
        return True
