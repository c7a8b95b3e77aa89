"""Where a search looks: the facilities of a place or of a part of the map, and their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest
from math import pi

from django.utils.functional import cached_property

from places.geo import EARTH_RADIUS_MILES, Point
from search.geometry import Box
from search.index.bits import Bits, less
from search.index.index import Index
from search.index.points import Points
from search.index.view import View, pieces

ALL_MEASURED = 300  # so few results are all measured
FARTHEST = 4.0  # the squared chord of the unit sphere to the other side of the Earth
ANYWHERE = EARTH_RADIUS_MILES * pi  # to the other side of the Earth
DENSE = 8  # at least one of so many facilities: the first are found by looking around
FIRST = 100
SPARE = 4  # a smaller circle should hold so many times what is needed


class Chords:
    """The squared chords from a point to the facilities of an area, each measured when asked for.

    False if none of them is anywhere on the map.
    """

    def __init__(self, points: Points, point: Point, is_any: bool):
        self.points, self.point, self.is_any = points, point, is_any

    def __bool__(self) -> bool:
        return self.is_any

    def of(self, ordinals: Iterable[int]) -> dict[int, float]:
        """Return {ordinal: squared chord} of facilities of the area, but for who is nowhere."""
        return {ordinal: chord for chord, ordinal in self.points.chords(self.point, ordinals)}


@dataclass(frozen=True)
class Area:
    """The facilities of a place: `here`, a set of a View of the directory, or of all of it.

    `chords`: to them from the point that they are ordered from, None for a whole state, county,
    or country. `reach`: within how many miles; None for these, for a part of the map,
    and for the nearest of all when nothing lies within the farthest reach. `own`: those that are
    listed before all others, however far: a county's own. `beyond`: those that lie farther than
    the reach. `is_from_middle`: `chords` are those from the middle of a part of the map, and
    `from_place` those from the place asked for, if there is any.
    """

    view: Index | View
    here: Bits
    chords: Chords | None = None
    reach: int | None = None
    own: Bits = 0
    beyond: Bits = 0
    is_from_middle: bool = False
    from_place: Chords | None = None

    @property
    def distances(self) -> Chords | None:
        """Return the chords from the place asked for, None if there is no point."""
        return self.from_place if self.is_from_middle else self.chords

    @cached_property
    def bits(self) -> Bits:
        """Return the facilities of the area, as a set of the whole directory."""
        return self.view.spread(self.here)

    @cached_property
    def first(self) -> Bits:
        """Return its own, as a set of the whole directory."""
        return self.view.spread(self.own)

    def nearest(self, results: Bits, stop: int) -> list[int]:
        """Return the first `stop` ordinals of some of the area, nearest first, then by name."""
        if not self.chords:
            return self.view.first(results, stop)
        points, point = self.chords.points, self.chords.point
        is_dense = results.bit_count() * DENSE >= len(points.order)
        if not self.reach and is_dense and stop <= FIRST:
            around = points.nearest(point, self.view.spread(results), stop, ANYWHERE)
            if len(around) == stop:
                return [ordinal for _chord, ordinal in around]
        ordinals = self.view.ordinals_in(self._inner(results, stop))
        measured = points.chords(point, ordinals)
        nearest = [ordinal for _chord, ordinal in nsmallest(stop, measured)]
        if len(nearest) < stop and len(measured) < len(ordinals):
            nowhere = set(ordinals).difference(ordinal for _chord, ordinal in measured)
            nearest += nsmallest(stop - len(nearest), nowhere)
        return nearest

    def _inner(self, results: Bits, stop: int) -> Bits:
        """Return those of many results that lie in a smaller circle, if it holds enough."""
        total, miles = results.bit_count(), self.reach
        if self.chords and isinstance(self.view, View) and miles:
            near = miles * min(1, SPARE * stop / max(1, total)) ** 0.5
            while total > ALL_MEASURED and near < miles:
                circle = self.chords.points.circle(self.chords.point, near)
                inner = self.view.within(circle) & self.view.located & results
                if inner.bit_count() >= stop:
                    return inner
                near *= 2
        return results


def in_order(area: Area, shown: Bits, unsaid: Bits, by_name: bool, stop: int) -> list[int]:
    """Return the first `stop` ordinals of the results `shown`, a set of the area's view.

    Those who don't say whether they fit (`unsaid`) come last; of the rest, the area's own first,
    then by distance, then by name.
    """
    is_measured = not by_name and area.chords is not None
    own, put_in_order = (area.own, area.nearest) if is_measured else (0, area.view.first)
    ordered: list[int] = []
    for part in (less(shown, unsaid), shown & unsaid):
        for some in (part & own, less(part, own)):
            if some and len(ordered) < stop:
                ordered += put_in_order(some, stop - len(ordered))
    return ordered


def by_match(
    area: Area, shown: Bits, scores: dict[int, int], by_name: bool, stop: int
) -> list[int]:
    """Return the first `stop` ordinals of the results `shown` by the match of a name.

    The area's own still come first; of equal matches, the nearer, then by name.
    """
    ordinals, distances, own = area.view.ordinals_in(shown), dict[int, float](), 0
    if area.chords is not None and not by_name:
        own = area.own
        if area.chords:
            near = area.chords.points.chords(area.chords.point, ordinals)
            distances = {ordinal: chord for chord, ordinal in near}
    first = area.view.members(own)
    keys = ((p not in first, -scores.get(p, 0), distances.get(p, FARTHEST), p) for p in ordinals)
    return [key[-1] for key in nsmallest(stop, keys)]


def in_ranges(index: Index, members: Iterable[tuple[str, str]]) -> Area:
    """Return the Area of some (state, county), of a whole state for no county."""
    members = list(members)
    ranges = index.places.ranges(members)
    if len(members) == 1 and ranges and not members[0][1]:
        view = index.state_views[members[0][0]]
    else:
        view = View(index, [(each.start, each.stop) for each in ranges])
    return Area(view, view.ranged(ranges))


def only(index: Index, ordinals: Iterable[int], point: Point) -> Area:
    """Return the Area of some facilities, by their distance from a point."""
    parts = pieces(index.places.at(ordinals))
    view = View(index, [part[:2] for part in parts])
    return Area(view, here := view.within(parts), Chords(index.points, point, bool(here)))


def part_of_map(index: Index, box: Box, origin: Point | None) -> Area:
    """Return the Area of those whom a map shows in a box.

    Who withholds its address is on no map: boxes, ever smaller, would find it out. Nearest first:
    to the place asked for (`origin`) if it lies in the box, else to the middle of the box, where
    someone is looking.
    """
    parts = index.spots.inside(box)
    view = View(index, [part[:2] for part in parts])
    here = view.within(parts) & view.placed

    def chords(point: Point) -> Chords:
        return Chords(index.points, point, bool(here))

    if origin and box.holds(origin):
        return Area(view, here, chords(origin))
    from_place = chords(origin) if origin else None
    return Area(view, here, chords(box.middle), is_from_middle=True, from_place=from_place)
