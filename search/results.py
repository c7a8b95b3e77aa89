"""Answers a SearchQuery from the Index. Knows no request, form, or database."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from heapq import nsmallest
from operator import itemgetter
from typing import Any

from places.names import key
from search.fit import Fit, LeftOut, described
from search.index import Index
from search.index.areas import Area, part_of_map
from search.index.bits import Bits, among, bits_of, ordinals_of
from search.index.names import Matches
from search.index.points import miles_of, squared_chord
from search.query import REACHES, USUAL_REACH, SearchQuery

# With fewer than this, a search goes farther.
ENOUGH = 5
# When nothing fits within the largest circle, this many of the nearest are shown.
NEAREST = 10
FEW = 1_000  # that fit, in the whole country
FARTHEST = 4.0  # the squared chord of the unit sphere to the other side of the Earth


Hit = tuple[int, float | None]  # (facility pk, miles from the place or None)


class Ordering(StrEnum):
    """What results are sorted by first; ties are broken by distance, then name."""

    MATCH = "match"
    DISTANCE = "distance"
    MIDDLE = "middle"  # distance from the middle of the part of the map
    NAME = "name"


class SearchResults:
    """The facilities that fit a SearchQuery; `widens`: go farther where fewer than ENOUGH fit."""

    def __init__(self, index: Index, query: SearchQuery, widens: bool = True):
        self.index, self.query, self.widens = index, query, widens
        self.fit = Fit(index, query)
        self._circles: dict[int, Area] = {}

    @property
    def names(self) -> Matches:
        """Return how the words of a name were matched."""
        return self.fit.names

    @cached_property
    def total(self) -> int:
        return self.bits.bit_count()

    @cached_property
    def bits(self) -> int:
        return self.area.bits & self.fit.fitting

    @cached_property
    def left_out(self) -> list[LeftOut]:
        """Return the LeftOuts of what fits in the area and isn't among the results."""
        here = self.area.bits & self.fit.offering
        reasons = self.fit.reasons(self.query.services).items()
        return [
            described(self.index, include, here & places)
            for include, places in reasons
            if here & places
        ]

    @property
    def left_out_total(self) -> int:
        return sum(left_out.count for left_out in self.left_out)

    @cached_property
    def unlisted_total(self) -> int:
        """Return how many would fit in the area, but that the newest lists lack them."""
        unlisted = self.index.unlisted
        if not unlisted or not unlisted.pks or self.is_nearest:
            return 0
        query = replace(self.query, reach=self.area.reach or self.query.reach)
        results = SearchResults(unlisted, query, widens=False)
        # A word that no place there has would be dropped, and every place counted.
        return 0 if results.names.misread - self.names.misread else results.total

    @cached_property
    def asked_area(self) -> Area:
        place, index = self.query.place, self.index
        if self.query.box:
            return part_of_map(index, self.query.box, self.query.origin)
        if place is None:
            return Area(index.everything)
        if place.kind == "state":
            return Area(index.states.get(place.state, 0))
        if place.kind == "county":
            return Area(index.counties.get((place.state, place.county), 0))
        if place.kind == "region":
            return Area(index.region(place.members))
        return self._around(self.query.reach)

    @cached_property
    def area(self) -> Area:
        """Return the area asked for; a wider one if too few fit in it and more do around it.

        Nobody who asks for a name, for a whole state that has something, or for a part of the map
        means another place.
        """
        place, total = self.query.place, self.asked_total
        is_whole = place is not None and place.kind in ("state", "region")
        is_enough = total >= ENOUGH or (total and is_whole)
        is_fixed = not self.widens or place is None or self.query.box is not None
        if is_fixed or is_enough or self.fit.names.scores:
            return self.asked_area
        best, most = self.asked_area, total
        for reach in REACHES:
            if (self.is_wide or reach > self.query.reach) and (count := self.within(reach)) > most:
                best, most = self._around(reach), count
            if most >= ENOUGH:
                break
        return best if most else self._nearest() or self.asked_area

    @cached_property
    def asked_total(self) -> int:
        """Return how many fit in the area that was asked for."""
        return (self.asked_area.bits & self.fit.fitting).bit_count()

    @property
    def is_wide(self) -> bool:
        """Whether the query asks for a whole state, county or region."""
        return self.query.is_wide

    def within(self, reach: int) -> int:
        """Return how many fit in an area so many miles around the place, its own among them."""
        fitting = self.fit.fitting
        if fitting.bit_count() > FEW:
            return (self._around(reach).bits & fitting).bit_count()
        # To measure them all is less than to gather who lies in circles of hundreds of miles.
        most = squared_chord(reach)
        near = self._distances[: bisect_right(self._distances, most, key=itemgetter(0))]
        own = self._own(reach) & fitting
        return len(near) + own.bit_count() - len(among([p for _chord, p in near], own))

    @cached_property
    def _distances(self) -> list[tuple[float, int]]:
        """Return (squared chord from the place, ordinal) of all that fit, nearest first."""
        return sorted(self.index.points.chords(self.query.point, ordinals_of(self.fit.fitting)))

    def _own(self, reach: int) -> Bits:
        """Return who belongs to an area whatever its distance: all of a county, state, or city.

        A city's own only as far as searches usually reach, as who asks for less wants less.
        """
        if self.is_wide:
            return self.asked_area.bits
        return self._of_city if reach >= USUAL_REACH else 0

    @cached_property
    def _of_city(self) -> Bits:
        """Return who has the city that was asked for in its address."""
        place = self.query.place
        if place is None or place.kind != "city":
            return 0
        city = place.state, key(place.name), place.county
        return bits_of(self.index.cities.get(city, ()), len(self.index.pks))

    @property
    def is_beyond(self) -> bool:
        """Whether a city's own are shown that lie farther than the reach of the area."""
        area = self.area
        if self.is_wide or area.reach is None or area.chords is None or not self._own(area.reach):
            return False
        most, own = squared_chord(area.reach), self._of_city & self.bits
        return any(area.chords[ordinal] > most for ordinal in among(list(area.chords), own))

    def _around(self, reach: int) -> Area:
        if reach not in self._circles:
            near = self.index.points.around(self.query.point, reach)
            chords = {ordinal: chord for chord, ordinal in near}
            bits, own = bits_of(chords, len(self.index.pks)), self._own(reach)
            if away := own & ~bits:
                away_chords = self.index.points.chords(self.query.point, ordinals_of(away))
                chords.update({ordinal: chord for chord, ordinal in away_chords})
            self._circles[reach] = Area(bits | own, chords, reach, own if self.is_wide else 0)
        return self._circles[reach]

    def _nearest(self) -> Area | None:
        """Return the area of the nearest that fit, None where nothing fits anywhere."""
        chords = {ordinal: chord for chord, ordinal in self._distances[:NEAREST]}
        return Area(bits_of(chords, len(self.index.pks)), chords) if chords else None

    @property
    def is_widened(self) -> bool:
        return self.area is not self.asked_area

    @property
    def is_nearest(self) -> bool:
        """Whether the nearest facilities are shown although the query asked for no circle."""
        return self.is_widened and (self.area.reach is None or not self.query.is_around)

    @property
    def is_measured(self) -> bool:
        """Whether each result has a distance."""
        return bool(self.area.distances)

    @property
    def ordering(self) -> Ordering:
        if self.fit.names.scores:
            return Ordering.MATCH
        if not self.area.chords or self.query.by_name:
            return Ordering.NAME
        return Ordering.DISTANCE if self.area.from_place is None else Ordering.MIDDLE

    @property
    def says_first(self) -> bool:
        """Whether those that say they have what was asked for come before those that don't say."""
        unsaid = 0 if self.query.by_name or self.fit.names.scores else self.fit.unsaid & self.bits
        return unsaid not in (0, self.bits)

    def page(self, start: int, stop: int) -> list[Hit]:
        """Return (facility pk, miles or None) from the `start`th to before the `stop`th.

        Those at the address of one that comes first follow it: a page may end in between, and
        the next begins with the rest.
        """
        return self.hits(self.index.addresses.together(self._ordered(stop), self.bits)[start:])

    def hits(self, ordinals: Iterable[int]) -> list[Hit]:
        """Return (facility pk, miles or None) of some of the facilities."""
        chords, pks = self.area.distances, self.index.pks
        return [(pks[p], miles_of(chords[p]) if p in chords else None) for p in ordinals]

    def _ordered(self, stop: int) -> list[int]:
        """Return the first `stop` ordinals, in order.

        Who says that it fits, a county's own, then by match of names, distance, name.
        """
        chords, scores, first = self.area.chords, self.fit.names.scores, self.area.first
        if chords is None or self.query.by_name:
            chords, first = {}, 0
        last = self.fit.unsaid if self.says_first else 0
        if not chords and not scores and not last:
            return ordinals_of(self.bits, 0, stop)
        keys = [
            (
                last >> p & 1,
                not first >> p & 1,
                -scores.get(p, 0),
                chords.get(p, FARTHEST if chords else 0.0),  # who is nowhere on the map comes last
                p,
            )
            for p in ordinals_of(self.bits)
        ]
        return [key[-1] for key in nsmallest(stop, keys)]

    @property
    def possible(self) -> Bits:
        """Return who fits in the area asked for, those left out too."""
        return self.asked_area.bits & self.fit.offering

    def named(self, names: str, whole_words: bool) -> "SearchResults":
        """Return the SearchResults of those with words in their names, and no farther away."""
        query = replace(self.query, names=names, whole_words=whole_words)
        results = SearchResults(self.index, query, widens=False)
        results.asked_area = self.asked_area
        return results

    def with_changes(self, **changes: Any) -> "SearchResults":
        """Return the SearchResults of another query in the area asked for, for its count."""
        results = SearchResults(self.index, replace(self.query, **changes), widens=False)
        if not changes.keys() & {"place", "reach", "box"}:
            results.asked_area = self.asked_area
        if "names" not in changes:
            results.fit.names = self.fit.names
        return results

    def proposed(self, **changes: Any) -> "SearchResults":
        """Return the SearchResults of another query that looks as far as these went."""
        changes = {"reach": self.area.reach or self.query.reach, **changes}
        results = SearchResults(self.index, replace(self.query, **changes))
        if not changes.keys() & {"place", "box"} and not self.is_wide:
            # To gather who lies in a circle takes longer than all else.
            results._circles = self._circles
            if self.query.box or changes["reach"] == self.area.reach:
                results.asked_area = self.area
        if not changes.keys() & {"names", "place"}:
            results.fit.names = self.fit.names
        return results
