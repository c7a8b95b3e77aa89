"""Where groups stand on the map: at the door of a member, so on land, and clear of all else.

Numbers of the list stay where they are. A group that finds no room joins one that has, or, if it
is small, the number whose pin lies over it. Sizes are those of static/css/map.css, in pixels.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import dist

from search.geometry import WORLD_PIXELS, XY
from search.map.layout import Group

GAP = 8
HIGH = 14  # half the height of every pin
NUMBER, NUMBERS = 17, 33  # half the width of a pin with one number, with several
SHARED = (62, 36)  # numbers nearer to each other than that share a pin: map-pins.js
DOT = 9  # half the width of a place alone
# Half the width of a group with fewer members than that.
FEWER, HALVES = (10, 100, 1_000), (14, 17, 20, 26)
CELL = 2 * HALVES[-1] + GAP
NEIGHBORS = [*product((-1, 0, 1), repeat=2)]
MOST_TRIED = 40  # members of a group, as the spot it stands at
SMALL = 10  # members: fewer may be shown by a number
NEAR = 120  # pixels: a larger group joins another so near


class Ground:
    """What stands where at a zoom: numbers at `numbers`, and the groups `placed` so far."""

    def __init__(self, numbers: Sequence[XY], zoom: float):
        self.pixels = WORLD_PIXELS * 2**zoom
        points = [(x * self.pixels, y * self.pixels) for x, y in numbers]
        self.numbers = [(x, y, _half_of((x, y), points)) for x, y in points]
        self.placed: list[tuple[Group, XY]] = []
        self.cells: dict[tuple[int, int], list[tuple[Group, float, float]]] = {}

    def place(self, group: Group, spots: Iterable[XY]) -> Group | int | None:
        """Put a group at the first of `spots` that is free.

        Return None, or else what lies at the first of them: a Group, or the position of a number.
        """
        obstacle: Group | int | None = None
        for spot in spots:
            x, y = spot[0] * self.pixels, spot[1] * self.pixels
            here = self._at(x, y, half_width(group))
            if here is None:
                self.placed.append((group, spot))
                cell = int(x // CELL), int(y // CELL)
                self.cells.setdefault(cell, []).append((group, x, y))
                return None
            obstacle = here if obstacle is None else obstacle
        return obstacle

    def nearest(self, group: Group) -> Group | None:
        """Return the placed Group that is nearest to another, None if none is NEAR."""
        most = NEAR / self.pixels
        near = (
            (dist(spot, (group.x, group.y)), number)
            for number, (_group, spot) in enumerate(self.placed)
        )
        far, number = min(near, default=(most, -1))
        return self.placed[number][0] if far < most else None

    def _at(self, x: float, y: float, half: float) -> Group | int | None:
        """Return what lies within GAP of a pin at (x, y), None where it is free."""
        for position, (across, down, width) in enumerate(self.numbers):
            if abs(x - across) < width + half + GAP and abs(y - down) < 2 * HIGH + GAP:
                return position
        column, row = int(x // CELL), int(y // CELL)
        for right, below in NEIGHBORS:
            for group, across, down in self.cells.get((column + right, row + below), ()):
                is_near = abs(y - down) < 2 * HIGH + GAP
                if is_near and abs(x - across) < half_width(group) + half + GAP:
                    return group
        return None


def settled(
    made: list[Group], xs: Sequence[float], ys: Sequence[float], numbers: Sequence[XY], zoom: float
) -> tuple[list[tuple[Group, XY]], dict[int, list[int]]]:
    """Return [(Group, where it stands)] and {position of a number: who is shown by it}.

    `xs` and `ys` by member. A group that grows is wider, too: all are placed again then.
    """
    under: dict[int, list[int]] = {}
    while True:
        ground, has_grown = Ground(numbers, zoom), False
        blocked = []
        for group in sorted(made, key=lambda each: (-len(each.members), each.x, each.y)):
            obstacle = ground.place(group, _spots(group, xs, ys))
            if isinstance(obstacle, Group):
                obstacle.take(group)
                has_grown = True
            elif obstacle is not None:
                blocked.append((group, obstacle))
        for group, number in blocked:
            if host := ground.nearest(group) if len(group.members) >= SMALL else None:
                host.take(group)
                has_grown = True
            else:
                under.setdefault(number, []).extend(group.members)
        if not has_grown:
            return ground.placed, under
        made = [group for group, _spot in ground.placed]


def half_width(group: Group) -> int:
    """Return half the pixels that a group's pin is wide."""
    count = len(group.members)
    return DOT if count == 1 else HALVES[bisect_right(FEWER, count)]


def _spots(group: Group, xs: Sequence[float], ys: Sequence[float]) -> Iterator[XY]:
    """Yield where a group may stand: at some of its members, nearest to its middle first."""
    members = group.members
    if group.nearest is None:  # kept, as all are placed again while one of them grows
        far = _distances(group, members, xs, ys)
        group.nearest = members[far.index(min(far))]
    yield xs[group.nearest], ys[group.nearest]
    some = members[:: max(1, len(members) // MOST_TRIED)]
    far = _distances(group, some, xs, ys)
    for position in sorted(range(len(some)), key=far.__getitem__):
        yield xs[some[position]], ys[some[position]]


def _distances(
    group: Group, members: Sequence[int], xs: Sequence[float], ys: Sequence[float]
) -> list[float]:
    """Return how far members of a group are from its middle."""
    middle = group.x, group.y
    return [dist((xs[p], ys[p]), middle) for p in members]


def _half_of(point: XY, points: Sequence[XY]) -> int:
    """Return half the width of the pin of a number, which it may share with others."""
    across, down = SHARED
    near = (abs(point[0] - x) < across and abs(point[1] - y) < down for x, y in points)
    return NUMBERS if sum(near) > 1 else NUMBER
