"""What lies around the place of a query, and what belongs to that place however far it lies."""

from array import array
from collections.abc import Iterable

from django.utils.functional import cached_property

from places.names import key
from places.resolution import ResolvedPlace
from search.index.areas import Area, Chords
from search.index.bits import less
from search.index.index import Index
from search.index.points import Part
from search.index.view import View, pieces
from search.query import USUAL_REACH, SearchQuery

NOBODY = array("I")


def counties_of(place: ResolvedPlace) -> Iterable[tuple[str, str]]:
    """Return the (state, county) of a wide place, without a county for a whole state."""
    if place.kind == "region":
        return place.members
    return [(place.state, place.county if place.kind == "county" else "")]


class Surroundings:
    """The Areas around the place of a SearchQuery: circles of some miles, each made once."""

    def __init__(self, index: Index, query: SearchQuery):
        self.index, self.query = index, query
        self._circles: dict[int, Area] = {}

    def within(self, reach: int) -> Area:
        if reach not in self._circles:
            self._circles[reach] = self._circle(reach)
        return self._circles[reach]

    def of_city(self, reach: int) -> "array[int]":
        """Return who has the city asked for in its address, by position, however far it is.

        Only as far as searches usually reach, as who asks for less wants less.
        """
        return self._of_city if reach >= USUAL_REACH else NOBODY

    @cached_property
    def _of_city(self) -> "array[int]":
        place = self.query.place
        if place is None or place.kind != "city":
            return NOBODY
        return self.index.of_city(place.state, key(place.name), place.county)

    def _own(self, reach: int) -> list[Part]:
        """Return who belongs to the place: all of a county or state, or who is of a city."""
        place = self.query.place
        if self.query.is_wide and place:
            ranges = self.index.places.ranges(counties_of(place))
            return [Part(each.start, each.stop) for each in ranges]
        return pieces(self.of_city(reach))

    def _circle(self, reach: int) -> Area:
        index, point, own = self.index, self.query.point, self._own(reach)
        circle = index.points.circle(point, reach)
        view = View(index, [part[:2] for part in (*circle, *own)])
        inside, belonging = view.within(circle) & view.located, view.within(own)
        here = inside | belonging
        return Area(
            view,
            here,
            Chords(index.points, point, bool(here & view.located)),
            reach,
            own=belonging if self.query.is_wide else 0,
            beyond=less(belonging & view.located, inside),
        )
