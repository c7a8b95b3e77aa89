"""Where a map may show the facilities; a withheld address has no spot, not even its ZIP code's."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from places.geo import westward
from search.geometry import MAX_ZOOM, WORLD_PIXELS, XY, Box, project
from search.index.bits import Bits, bits_of, ordinals_of
from search.index.entries import IndexEntry
from search.index.points import BLOCK, FAN, Part

# A box may count its longitudes one world farther east or west than the spots do.
TURNS = (0, 1, -1)
AWAY = float("inf")
CELL = 60  # pixels: facilities nearer to each other than that are shown as one number
FINEST = (MAX_ZOOM, MAX_ZOOM - 0.5)  # of whole zooms and of those between them
DIGITS = 20  # binary ones, of a column's or a row's number: enough at any zoom
SQUARES = 5  # zoom: its cells are some two hundred over the country


class Bounds(NamedTuple):
    """The least boxes, in x and y, that hold the spots of blocks of `size` positions."""

    size: int
    left: "array[float]"
    right: "array[float]"
    top: "array[float]"
    bottom: "array[float]"


class MapPoints:
    """Points on the map, `x` and `y` by ordinal (search/geometry.py), and a grid over them.

    Cells are worked out for the finest grids alone, and kept.
    """

    def __init__(self, x: Sequence[float], y: Sequence[float]) -> None:
        self.x, self.y = x, y

    def at(self, ordinal: int) -> XY:
        return self.x[ordinal], self.y[ordinal]

    def by_cell(self, ordinals: Iterable[int], zoom: float) -> Iterable[list[int]]:
        """Return `ordinals` in lists, one for each cell of the grid at a zoom, in their order."""
        is_between = zoom % 1 > 0
        finest, steps = self._cells[is_between], int(FINEST[is_between] - zoom)
        # Each zoom farther out, four cells are one: numbers lose their last binary digit.
        digits = (1 << DIGITS) - 1 >> steps << steps
        kept = digits << DIGITS | digits
        cells = defaultdict[int, list[int]](list)
        for ordinal in ordinals:
            cells[finest[ordinal] & kept].append(ordinal)
        return cells.values()

    @cached_property
    def _cells(self) -> list["array[int]"]:
        """Return the cells of all points, as column and row in one number, at each FINEST zoom."""
        return [array("Q", self._at_zoom(zoom)) for zoom in FINEST]

    def _at_zoom(self, zoom: float) -> Iterator[int]:
        scale = WORLD_PIXELS * 2**zoom / CELL
        for x, y in zip(self.x, self.y, strict=True):
            # Shifted by one world so that no x is negative: int() rounds toward zero.
            yield int((x + 1) * scale) << DIGITS | int(y * scale)


class Square(NamedTuple):
    """Who has a spot in a cell of the grid at SQUARES, and the least box that holds these spots."""

    left: float
    top: float
    right: float
    bottom: float
    members: Bits


class Spots(MapPoints):
    """The spots of the facilities in the index; (0, 0) where there is none.

    `placed`: who has a spot, as bits. `order`: ordinals by position.
    """

    def __init__(self, entries: Iterable[IndexEntry], order: Sequence[int]) -> None:
        super().__init__(xs := array("d"), ys := array("d"))
        self.order = order
        placed = []
        for ordinal, entry in enumerate(entries):
            latitude, longitude, spot = entry.latitude, entry.longitude, (0.0, 0.0)
            if latitude is not None and longitude is not None and not entry.address_withheld:
                spot = project(latitude, westward(longitude))
                placed.append(ordinal)
            xs.append(spot[0])
            ys.append(spot[1])
        self.placed = bits_of(placed, len(xs))
        self.levels = list(self._levels(set(placed)))

    def within(self, members: Bits, box: Box) -> Bits:
        """Return those of `members` whose spots lie in a box, longitudes as `westward` counts.

        Only in squares that its edges cut are they looked at one by one.
        """
        left, top, right, bottom = box.edges()
        whole, cut, x, y = 0, 0, self.x, self.y
        for square in self._squares:
            is_apart = square.left > right or square.right < left
            if is_apart or square.top > bottom or square.bottom < top:
                continue
            is_across = left <= square.left and square.right <= right
            if is_across and top <= square.top and square.bottom <= bottom:
                whole |= square.members
            else:
                cut |= square.members
        some = ordinals_of(members & cut)
        some = [p for p in some if left <= x[p] <= right and top <= y[p] <= bottom]
        return members & whole | bits_of(some, len(x))

    @cached_property
    def _squares(self) -> list[Square]:
        squares = []
        for here in self.by_cell(ordinals_of(self.placed), SQUARES):
            xs, ys = [self.x[p] for p in here], [self.y[p] for p in here]
            members = bits_of(here, len(self.x))
            squares.append(Square(min(xs), min(ys), max(xs), max(ys), members))
        return squares

    def inside(self, box: Box) -> list[Part]:
        """Return the Parts of a box, whichever way its longitudes are counted.

        Any Part may hold some that have no spot.
        """
        edges, parts = box.edges(), list[Part]()
        numbers: Iterable[int] = range(len(self.levels[-1].left))
        for bounds in reversed(self.levels):
            cut = _cut(bounds, numbers, edges, parts)
            is_last = bounds.size == BLOCK
            numbers = cut if is_last else (n * FAN + part for n in cut for part in range(FAN))
        for start in (number * BLOCK for number in numbers):
            if members := self._within(start, edges):
                parts.append(Part(start, start + BLOCK, members))
        return parts

    def _within(self, start: int, edges: Sequence[float]) -> list[int]:
        left, top, right, bottom = edges
        x, y = self.x, self.y
        return [
            position
            for position, p in enumerate(self.order[start : start + BLOCK], start)
            if top <= y[p] <= bottom
            if any(left <= x[p] + turn <= right for turn in TURNS)
        ]

    def _levels(self, placed: set[int]) -> Iterator[Bounds]:
        size = BLOCK
        yield self._bounds(size, placed)
        while size < len(self.order):
            size *= FAN
            yield self._bounds(size, placed)

    def _bounds(self, size: int, placed: set[int]) -> Bounds:
        bounds = Bounds(size, array("d"), array("d"), array("d"), array("d"))
        for start in range(0, len(self.order), size):
            here = placed.intersection(self.order[start : start + size])
            x, y = [self.x[p] for p in here], [self.y[p] for p in here]
            bounds.left.append(min(x, default=AWAY))
            bounds.right.append(max(x, default=-AWAY))
            bounds.top.append(min(y, default=AWAY))
            bounds.bottom.append(max(y, default=-AWAY))
        return bounds


def _cut(
    bounds: Bounds, numbers: Iterable[int], edges: Sequence[float], parts: list[Part]
) -> list[int]:
    """Return which of some blocks a box cuts; add to `parts` those within it."""
    left, top, right, bottom = edges
    size, lefts, rights, tops, bottoms = bounds
    last, cut = len(lefts), []
    for n in numbers:
        if n >= last or tops[n] > bottom or bottoms[n] < top:
            continue
        turns = [t for t in TURNS if lefts[n] + t <= right and rights[n] + t >= left]
        is_high = top <= tops[n] and bottoms[n] <= bottom
        if is_high and any(left <= lefts[n] + t and rights[n] + t <= right for t in turns):
            parts.append(Part(n * size, (n + 1) * size))
        elif turns:
            cut.append(n)
    return cut
