"""Where groups stand on the map: at the door of a member, so on land, and clear of all else.

Numbers of the list stay where they are. A group that finds no room joins one that has, or, if it
is small, the number whose pin lies over it. Sizes are those of static/css/map.css, in pixels.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from math import dist

from search.geometry import WORLD_PIXELS, XY
from search.map.layout import NEIGHBORS, ROWS, Group

GAP = 8
HIGH = 14  # half the height of every pin
NUMBER, NUMBERS = 17, 33  # half the width of a pin with one number, with several
SHARED = (62, 36)  # numbers nearer to each other than that share a pin: map-pins.js
DOT = 9  # half the width of a place alone
# Half the width of a group with fewer members than that.
FEWER, HALVES = (10, 100, 1_000), (14, 17, 20, 26)
CELL = 2 * HALVES[-1] + GAP
MOST_TRIED = 40  # members of a group, as the spot it stands at
SMALL = 10  # members: fewer may be shown by a number
NEAR = 120  # pixels: a larger group joins another so near


class Ground:
    """What stands where at a zoom: numbers at `numbers`, and the groups `placed` so far."""

    def __init__(self, numbers: Sequence[XY], zoom: float):
        self.pixels = WORLD_PIXELS * 2**zoom
        points = [(x * self.pixels, y * self.pixels) for x, y in numbers]
        # By cell: the numbers that a pin in it may touch, and the groups that stand in it.
        self.numbers: dict[int, list[tuple[int, float, float, int]]] = {}
        for position, (x, y) in enumerate(points):
            half = _half_of((x, y), points)
            for cell in _cells_around(x, y, half + HALVES[-1] + GAP):
                self.numbers.setdefault(cell, []).append((position, x, y, half))
        self.clear()

    def clear(self) -> None:
        """Take all groups away; numbers stay."""
        self.groups: dict[int, list[tuple[Group, float, float]]] = {}
        self.placed: list[tuple[Group, XY]] = []

    def place(self, group: Group, spots: Iterable[XY]) -> Group | int | None:
        """Put a group at the first of `spots` that is free.

        Return None, or else what lies at the first of them: a Group, or the position of a number.
        """
        obstacle: Group | int | None = None
        half = half_width(group)
        for spot in spots:
            x, y = spot[0] * self.pixels, spot[1] * self.pixels
            cell = int(x // CELL) * ROWS + int(y // CELL)
            here = self._at(x, y, cell, half)
            if here is None:
                self.placed.append((group, spot))
                self.groups.setdefault(cell, []).append((group, x, y))
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

    def _at(self, x: float, y: float, cell: int, half: float) -> Group | int | None:
        """Return what lies within GAP of a pin at (x, y) in a cell, None where it is free."""
        for position, across, down, width in self.numbers.get(cell, ()):
            if abs(x - across) < width + half + GAP and abs(y - down) < 2 * HIGH + GAP:
                return position
        for neighbor in NEIGHBORS:
            for group, across, down in self.groups.get(cell + neighbor, ()):
                is_near = abs(y - down) < 2 * HIGH + GAP
                if is_near and abs(x - across) < half_width(group) + half + GAP:
                    return group
        return None


def settled(
    made: list[Group], numbers: Sequence[XY], zoom: float
) -> tuple[list[tuple[Group, XY]], dict[int, Group]]:
    """Return [(Group, where it stands)] and {position of a number: the Group it shows, too}.

    A group that grows is wider, too: all are placed again then.
    """
    under: dict[int, Group] = {}
    ground, has_grown = Ground(numbers, zoom), True
    while has_grown:
        ground.clear()
        has_grown, blocked = False, []
        for group in sorted(made, key=lambda each: (-len(each.members), each.x, each.y)):
            obstacle = ground.place(group, _spots(group))
            if isinstance(obstacle, Group):
                obstacle.take(group)
                has_grown = True
            elif obstacle is not None:
                blocked.append((group, obstacle))
        for group, number in blocked:
            if host := ground.nearest(group) if len(group.members) >= SMALL else None:
                host.take(group)
                has_grown = True
            elif number in under:
                under[number].take(group)
            else:
                under[number] = group
        made = [group for group, _spot in ground.placed]
    return ground.placed, under


def _cells_around(x: float, y: float, reach: int) -> list[int]:
    """Return the cells of all points up to `reach` pixels aside and CELL above or below."""
    columns = range(int((x - reach) // CELL), int((x + reach) // CELL) + 1)
    row = int(y // CELL)
    return [column * ROWS + near for column in columns for near in (row - 1, row, row + 1)]


def half_width(group: Group) -> int:
    """Return half the pixels that a group's pin is wide."""
    count = len(group.members)
    return DOT if count == 1 else HALVES[bisect_right(FEWER, count)]


def _spots(group: Group) -> Iterator[XY]:
    """Yield where a group may stand: at some of its members, nearest to its middle first."""
    xs, ys, middle = group.xs, group.ys, repeat((group.x, group.y))
    if group.nearest is None:  # kept, as all are placed again while one of them grows
        far = list(map(dist, zip(xs, ys, strict=True), middle))
        group.nearest = far.index(min(far))
    yield xs[group.nearest], ys[group.nearest]
    step = max(1, len(xs) // MOST_TRIED)
    some = list(zip(xs[::step], ys[::step], strict=True))
    far = list(map(dist, some, middle))
    for position in sorted(range(len(some)), key=far.__getitem__):
        yield some[position]


def _half_of(point: XY, points: Sequence[XY]) -> int:
    """Return half the width of the pin of a number, which it may share with others."""
    across, down = SHARED
    near = (abs(point[0] - x) < across and abs(point[1] - y) < down for x, y in points)
    return NUMBERS if sum(near) > 1 else NUMBER
