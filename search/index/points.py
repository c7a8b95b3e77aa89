"""Which facilities lie around a point: blocks of them in the order of places, in memory."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush, nsmallest
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from places.geo import EARTH_RADIUS_MILES, Point
from search.index.bits import Bits

BLOCK = 16  # positions that are looked at one by one where a circle cuts through them
FAN = 8  # blocks that are looked at as one
HAIR = 1e-9  # of the Earth's radius, a quarter of an inch: more than sums are rounded by
NOWHERE = float("-inf")


class Part(NamedTuple):
    """Positions from `start` to before `stop`: those of them that are `members`, None for all.

    Whole parts may hold some that are nowhere.
    """

    start: int
    stop: int
    members: Sequence[int] | None = None


class Balls(NamedTuple):
    """The balls that hold blocks of `size` positions: their middles, and how far they reach."""

    size: int
    x: "array[float]"
    y: "array[float]"
    z: "array[float]"
    reach: "array[float]"

    def some(self, numbers: range) -> Iterator[tuple[int, float, float, float, float]]:
        """Return (number, x, y, z, reach) of some of them."""
        held = slice(numbers.start, numbers.stop)
        return zip(numbers, self.x[held], self.y[held], self.z[held], self.reach[held])  # noqa: B905


class Points:
    """Where the facilities are.

    Kept as unit vectors: the straight line between two of them orders like the distance
    over ground and needs no trigonometry.
    """

    def __init__(
        self,
        points: Iterable[tuple[float | None, float | None]],
        order: Sequence[int] | None = None,
    ):
        """`points`: (latitude, longitude) in degrees by ordinal, or (None, None).

        `order`: the ordinals by position, those beside each other mostly near each other.
        """
        self.x, self.y, self.z = array("d"), array("d"), array("d")
        for latitude, longitude in points:
            x, y, z = 0.0, 0.0, 0.0
            if latitude is not None and longitude is not None:
                x, y, z = _vector(latitude, longitude)
            self.x.append(x)
            self.y.append(y)
            self.z.append(z)
        self.order = array("I", range(len(self.x)) if order is None else order)
        # By position, as circles look at them: beside each other, also in the processor's cache.
        self.placed = array("d")
        for p in self.order:
            self.placed.extend((self.x[p], self.y[p], self.z[p]))
        self.levels = list(self._levels())

    def _levels(self) -> Iterator[Balls]:
        """Yield the balls of blocks, of larger blocks of these, and so on to a single one."""
        size = BLOCK
        yield self._balls(size)
        while size < len(self.order):
            size *= FAN
            yield self._balls(size)

    def _balls(self, size: int) -> Balls:
        balls = Balls(size, array("d"), array("d"), array("d"), array("d"))
        x, y, z = self.x, self.y, self.z
        for start in range(0, len(self.order), size):
            here = [(x[p], y[p], z[p]) for p in self.order[start : start + size]]
            here = [point for point in here if any(point)]
            middle = [sum(axis) / len(here) for axis in zip(*here, strict=True)] or [0.0] * 3
            reach = max((_distance(middle, point) for point in here), default=NOWHERE)
            for column, value in zip(balls[1:], (*middle, reach), strict=True):
                column.append(value)
        return balls

    def circle(self, point: Point, miles: float) -> list[Part]:
        """Return the Parts that lie within some miles of a point, in no order."""
        most, vector = squared_chord(miles), _vector(point.latitude, point.longitude)
        parts: list[Part] = []
        groups = [range(len(self.levels[-1].x))]
        for balls in reversed(self.levels):
            cut = _runs(_cut(balls, groups, vector, sqrt(most), parts))
            groups = [range(run.start * FAN, run.stop * FAN) for run in cut]
        for start, stop in ((run.start * BLOCK, run.stop * BLOCK) for run in cut):
            if members := self._near(start, stop, vector, most):
                parts.append(Part(start, stop, members))
        return parts

    def _near(self, start: int, stop: int, vector: Sequence[float], most: float) -> list[int]:
        """Return the positions of some blocks that lie within a squared chord of a point."""
        east, north, up = vector
        axes = iter(self.placed[3 * start : 3 * stop])
        # Of unit vectors, the squared chord is 2 - 2 times their product, which is less work.
        least = 1 - most / 2
        return [
            position
            for position, (x, y, z) in enumerate(zip(axes, axes, axes, strict=True), start)
            if x * east + y * north + z * up >= least
            if x or y or z
        ]

    def nearest(
        self, point: Point, members: Bits, number: int, miles: float
    ) -> list[tuple[float, int]]:
        """Return (squared chord, ordinal) of the nearest `number` of `members`, nearest first.

        Of those within `miles`; by ordinal where equally far. Balls are opened in the order of
        how near what they hold may be, until none can hold a nearer one.
        """
        vector, most = _vector(point.latitude, point.longitude), squared_chord(miles)
        raw = members.to_bytes(max(members.bit_length(), len(self.x)) // 8 + 1, "little")
        nearest: list[tuple[float, int]] = []
        balls = [(0.0, len(self.levels), 0)]
        while balls and balls[0][0] <= sqrt(most) + HAIR:
            _least, level, opened = heappop(balls)
            if level:
                self._open(balls, level - 1, opened, vector, sqrt(most) + HAIR)
                continue
            here = self.order[opened * BLOCK : opened * BLOCK + BLOCK]
            fitting = [p for p in here if raw[p >> 3] >> (p & 7) & 1]
            measured = self._chords(vector, fitting) if fitting else []
            nearest += [each for each in measured if each[0] <= most]
            if len(nearest) >= number:
                nearest = nsmallest(number, nearest)
                most = nearest[-1][0]
        return sorted(nearest)

    def _open(
        self,
        balls: list[tuple[float, int, int]],
        level: int,
        opened: int,
        vector: Sequence[float],
        most: float,
    ) -> None:
        """Put on the heap what one ball holds of a level, as far as it comes near enough."""
        held = range(opened * FAN, opened * FAN + FAN)
        east, north, up = vector
        for n, x, y, z, ball in self.levels[level].some(held):
            squared = (a := x - east) * a + (b := y - north) * b + (c := z - up) * c
            if (least := sqrt(squared) - ball) <= most:
                heappush(balls, (least, level, n))

    def around(self, point: Point, miles: float) -> list[tuple[float, int]]:
        """Return (squared chord, ordinal) of those within `miles`, in no order."""
        ordinals = (
            p
            for start, stop, members in self.circle(point, miles)
            for p in (
                self.order[start:stop] if members is None else map(self.order.__getitem__, members)
            )
        )
        return self.chords(point, ordinals)

    def chords(self, point: Point, ordinals: Iterable[int]) -> list[tuple[float, int]]:
        """Return (squared chord, ordinal) of those of `ordinals` that are somewhere."""
        return self._chords(_vector(point.latitude, point.longitude), ordinals)

    def _chords(self, vector: Sequence[float], ordinals: Iterable[int]) -> list[tuple[float, int]]:
        east, north, up = vector
        x, y, z = self.x, self.y, self.z
        return [
            ((a := x[p] - east) * a + (b := y[p] - north) * b + (c := z[p] - up) * c, p)
            for p in ordinals
            if x[p] or y[p] or z[p]
        ]


def _cut(
    balls: Balls,
    groups: Iterable[range],
    vector: Sequence[float],
    most: float,
    parts: list[Part],
) -> list[int]:
    """Return which of some balls a ball around a point cuts; add to `parts` those within it."""
    (east, north, up), size, cut = vector, balls.size, list[int]()
    for group in groups:
        for n, x, y, z, ball in balls.some(group):
            squared = (a := x - east) * a + (b := y - north) * b + (c := z - up) * c
            # Most lie far away. A ball that holds nothing reaches less far than nowhere.
            if (far := most + ball + HAIR) < 0 or squared > far * far:
                continue
            near = most - ball - HAIR
            if near >= 0 and squared <= near * near:
                parts.append(Part(n * size, (n + 1) * size))
            else:
                cut.append(n)
    return cut


def _runs(numbers: Iterable[int]) -> list[range]:
    """Return ascending numbers as ranges of those that follow each other."""
    runs, start, stop = list[range](), -1, -1
    for number in numbers:
        if number != stop:
            if start >= 0:
                runs.append(range(start, stop))
            start = number
        stop = number + 1
    return [*runs, range(start, stop)] if start >= 0 else runs


def miles_of(squared_chord: float) -> float:
    """Return the miles over ground of a squared chord of the unit sphere."""
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, squared_chord**0.5 / 2))


def squared_chord(miles: float) -> float:
    """Return the squared chord of the unit sphere that spans some miles over ground."""
    return (2 * sin(miles / EARTH_RADIUS_MILES / 2)) ** 2


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    latitude, longitude = radians(latitude), radians(longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _distance(middle: Sequence[float], point: Sequence[float]) -> float:
    return sqrt(sum((a - b) ** 2 for a, b in zip(middle, point, strict=True)))
