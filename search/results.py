"""Answers a SearchQuery from the Index. Knows no request, form, or database."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from heapq import nsmallest
from typing import Any

from search.fit import Fit, LeftOut, described
from search.index import Index
from search.index.bits import Bits, among, bits_of, ordinals_of
from search.index.names import Matches
from search.index.points import miles_of, squared_chord
from search.query import REACHES, SearchQuery

# When nothing fits within the largest circle, this many of the nearest are shown.
NEAREST = 10


Hit = tuple[int, float | None]  # (facility pk, miles from the place or None)


class Ordering(StrEnum):
    """What results are sorted by first; ties are broken by distance, then name."""

    MATCH = "match"
    DISTANCE = "distance"
    NAME = "name"


@dataclass(frozen=True)
class Area:
    """The facilities of a place, as bits. Around a point: {ordinal: squared chord} to it.

    `reach`: within how many miles; None for a whole state, county or country, and for
    the nearest of all when nothing lies within the farthest reach.
    """

    bits: int
    chords: dict[int, float] | None = None
    reach: int | None = None


class SearchResults:
    """The facilities that fit a SearchQuery; `widens`: go further out when none fits."""

    def __init__(self, index: Index, query: SearchQuery, widens: bool = True):
        self.index, self.query, self.widens = index, query, widens
        self.fit = Fit(index, query)

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
        """Return the area that was asked for, or the nearest around it where something fits."""
        asked = self.asked_area
        if not self.widens or self.query.place is None or asked.bits & self.fit.fitting:
            return asked
        if not self.distances:
            return asked  # nothing fits anywhere
        nearest = self.distances[0]
        reach = next((miles for miles in REACHES if nearest <= squared_chord(miles)), None)
        return self._around(reach) if reach else self._nearest()

    @cached_property
    def distances(self) -> list[float]:
        """Return the squared chords from the place to all that fit, nearest first."""
        return [chord for chord, _position in self._fitting_from_place]

    @cached_property
    def _fitting_from_place(self) -> list[tuple[float, int]]:
        return sorted(self.index.points.chords(self.query.point, ordinals_of(self.fit.fitting)))

    def within(self, reach: int) -> int:
        """Return how many fit within so many miles of the place."""
        return bisect_right(self.distances, squared_chord(reach))

    @property
    def is_widened(self) -> bool:
        return self.area is not self.asked_area

    @property
    def is_nearest(self) -> bool:
        """Whether the nearest facilities are shown although the query asked for no circle."""
        return self.is_widened and (self.area.reach is None or not self.query.is_around)

    def _around(self, reach: int) -> Area:
        near = self.index.points.around(self.query.point, reach)
        chords = {ordinal: chord for chord, ordinal in near}
        return Area(bits_of(chords, len(self.index.pks)), chords, reach)

    def _nearest(self) -> Area:
        chords = {ordinal: chord for chord, ordinal in self._fitting_from_place[:NEAREST]}
        return Area(bits_of(chords, len(self.index.pks)), chords)

    @property
    def is_measured(self) -> bool:
        """Whether each result has a distance."""
        return bool(self.area.chords)

    @property
    def ordering(self) -> Ordering:
        if self.fit.names.scores:
            return Ordering.MATCH
        is_by_distance = self.is_measured and not self.query.by_name
        return Ordering.DISTANCE if is_by_distance else Ordering.NAME

    def page(self, start: int, stop: int) -> list[Hit]:
        """Return (facility pk, miles or None) from the `start`th to before the `stop`th.

        Those at the address of one that comes first follow it: a page may end in between, and
        the next begins with the rest.
        """
        chords = self.area.chords or {}
        pks = self.index.pks
        return [
            (pks[p], miles_of(chords[p]) if p in chords else None)
            for p in self.index.addresses.together(self._ordered(stop), self.bits)[start:]
        ]

    def _ordered(self, stop: int) -> list[int]:
        """Return the first `stop` ordinals: by match of names, then distance, then name."""
        chords, scores = self.area.chords, self.fit.names.scores
        if chords is None or self.query.by_name:
            chords = {}
        if not chords and not scores:
            return ordinals_of(self.bits, 0, stop)
        members = among(list(chords), self.bits) if chords else ordinals_of(self.bits)
        keys = [(-scores.get(p, 0), chords.get(p, 0.0), p) for p in members]
        return [key[2] for key in nsmallest(stop, keys)]

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
        if not changes.keys() & {"place", "reach"}:
            results.asked_area = self.asked_area
        if "names" not in changes:
            results.fit.names = self.fit.names
        return results
