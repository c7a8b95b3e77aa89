"""Answers a SearchQuery from the Index. Knows no request, form, or database."""

from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import replace
from enum import StrEnum
from operator import itemgetter
from typing import Any

from django.utils.functional import cached_property

from search.fit import Fit, LeftOut, described
from search.index import Index
from search.index.areas import Area, by_match, in_order, in_ranges, only, part_of_map
from search.index.bits import Bits, Members, less, ordinals_of
from search.index.hits import Matches
from search.index.points import miles_of, squared_chord
from search.index.surroundings import Surroundings, counties_of
from search.index.view import View
from search.query import REACHES, WIDE_KINDS, SearchQuery

# With fewer than this, a search goes farther.
ENOUGH = 5
# When nothing fits within the largest circle, this many of the nearest are shown.
NEAREST = 10
FEW = 1_000  # that fit, in the whole country


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
        self.fit = Fit(index, query)  # wherever they are
        self._fits: dict[Index | View, Fit] = {}

    @property
    def names(self) -> Matches:
        """Return how the words of a name were matched."""
        return self.fit.names

    @cached_property
    def total(self) -> int:
        return self.shown.bit_count()

    @cached_property
    def bits(self) -> Bits:
        """Return the results, as a set of the whole directory."""
        return self.area.view.spread(self.shown)

    @cached_property
    def shown(self) -> Bits:
        """Return the results, as a set of the area's view."""
        return self.area.here & self.here.fitting

    @cached_property
    def members(self) -> Container[int]:
        """Return the results, to look ordinals up."""
        return self.area.view.members(self.shown)

    @cached_property
    def here(self) -> Fit:
        """Return who fits in what the area touches."""
        return self._fit_in(self.area)

    def _fit_in(self, area: Area) -> Fit:
        """Return who fits in what an area touches."""
        if area.view is self.index:
            return self.fit
        if area.view not in self._fits:
            self._fits[area.view] = Fit(area.view, self.query)
            self._fits[area.view].names = self.fit.names
        return self._fits[area.view]

    @cached_property
    def left_out(self) -> list[LeftOut]:
        """Return the LeftOuts of what fits in the area and isn't among the results."""
        here = self.area.here & self.here.offering
        reasons = self.here.reasons_of_query.items()
        return [
            described(self.area.view, include, here & places)
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
            return Area(index, index.everything)
        if place.kind in WIDE_KINDS:
            return in_ranges(index, counties_of(place))
        return self._surroundings.within(self.query.reach)

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
        if is_fixed or is_enough or self.names.scores:
            return self.asked_area
        best, most = self.asked_area, total
        for reach in REACHES:
            if (self.is_wide or reach > self.query.reach) and (count := self.within(reach)) > most:
                best, most = self._surroundings.within(reach), count
            if most >= ENOUGH:
                break
        return best if most else self._nearest() or self.asked_area

    @cached_property
    def asked_total(self) -> int:
        """Return how many fit in the area that was asked for."""
        return (self.asked_area.here & self._fit_in(self.asked_area).fitting).bit_count()

    @property
    def is_wide(self) -> bool:
        """Whether the query asks for a whole state, county or region."""
        return self.query.is_wide

    def within(self, reach: int) -> int:
        """Return how many fit in an area so many miles around the place, its own among them."""
        fitting = self.fit.fitting
        if fitting.bit_count() > FEW:
            area = self._surroundings.within(reach)
            return (area.here & self._fit_in(area).fitting).bit_count()
        # To measure them all is less than to gather who lies in circles of hundreds of miles.
        most = squared_chord(reach)
        near = self._distances[: bisect_right(self._distances, most, key=itemgetter(0))]
        return len(self._own_fitting(reach).union(ordinal for _chord, ordinal in near))

    def _own_fitting(self, reach: int) -> set[int]:
        """Return the ordinals of who fits and belongs to an area whatever its distance."""
        if self.is_wide:
            area = self.asked_area
            return set(area.view.ordinals_in(area.here & self._fit_in(area).fitting))
        own, fits = self._surroundings.of_city(reach), Members(self.fit.fitting)
        return {p for p in map(self.index.places.order.__getitem__, own) if p in fits}

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.index, self.query)

    @cached_property
    def _distances(self) -> list[tuple[float, int]]:
        """Return (squared chord from the place, ordinal) of all that fit, nearest first."""
        return sorted(self.index.points.chords(self.query.point, ordinals_of(self.fit.fitting)))

    @property
    def is_beyond(self) -> bool:
        """Whether a city's own are shown that lie farther than the reach of the area."""
        return not self.is_wide and bool(self.area.beyond & self.shown)

    def _nearest(self) -> Area | None:
        """Return the area of the nearest that fit, None where nothing fits anywhere."""
        nearest = [ordinal for _chord, ordinal in self._distances[:NEAREST]]
        return only(self.index, nearest, self.query.point) if nearest else None

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
        if self.names.scores:
            return Ordering.MATCH
        if not self.area.chords or self.query.by_name:
            return Ordering.NAME
        return Ordering.MIDDLE if self.area.is_from_middle else Ordering.DISTANCE

    @property
    def says_first(self) -> bool:
        """Whether those that say they have what was asked for come before those that don't say."""
        return self._unsaid not in (0, self.shown)

    @cached_property
    def _unsaid(self) -> Bits:
        """Return the results whose listings don't say whether they fit, if that decides order."""
        is_no_matter = self.query.by_name or self.names.scores
        return 0 if is_no_matter else self.here.unsaid & self.shown

    def page(self, start: int, stop: int) -> list[Hit]:
        """Return (facility pk, miles or None) from the `start`th to before the `stop`th.

        Those at the address of one that comes first follow it: a page may end in between, and
        the next begins with the rest.
        """
        return self.hits(self.index.addresses.together(self._ordered(stop), self.members)[start:])

    def hits(self, ordinals: Sequence[int]) -> list[Hit]:
        """Return (facility pk, miles or None) of some of the results."""
        pks, distances = self.index.pks, self.area.distances
        chords = distances.of(ordinals) if distances else {}
        return [(pks[p], miles_of(chords[p]) if p in chords else None) for p in ordinals]

    def _ordered(self, stop: int) -> list[int]:
        """Return the first `stop` ordinals, in order.

        Who says that it fits, a county's own, then by match of names, distance, name.
        """
        area, by_name = self.area, self.query.by_name
        if self.names.scores:
            return by_match(area, self.shown, self.names.scores, by_name, stop)
        unsaid = self._unsaid if self.says_first else 0
        return in_order(area, self.shown, unsaid, by_name, stop)

    @property
    def possible(self) -> Bits:
        """Return who fits in the area asked for, those left out too."""
        area = self.asked_area
        return area.view.spread(area.here & self._fit_in(area).offering)

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

    def more_with(self, include: str) -> int:
        """Return how many more of the area shown fit a query that includes them."""
        more = self.with_changes(include=self.query.include | {include})
        fitting = more._fit_in(self.area).fitting & self.area.here
        return less(fitting, self.shown).bit_count()

    def proposed(self, **changes: Any) -> "SearchResults":
        """Return the SearchResults of another query that looks as far as these went."""
        changes = {"reach": self.area.reach or self.query.reach, **changes}
        results = SearchResults(self.index, replace(self.query, **changes))
        if not changes.keys() & {"place", "box"} and not self.is_wide:
            # To gather who lies in a circle takes longer than all else.
            results._surroundings = self._surroundings
            if self.query.box or changes["reach"] == self.area.reach:
                results.asked_area = self.area
        if not changes.keys() & {"names", "place"}:
            results.fit.names = self.fit.names
        return results
