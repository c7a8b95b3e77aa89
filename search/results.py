"""What a search finds: a SearchQuery asked of the Index. No request, no form, no database."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nsmallest

from facilities.models import Service, ServiceGroup
from places.resolution import ResolvedPlace
from search.index import Index
from search.index.bits import among, bits_of, ordinals_of
from search.index.points import miles_of, squared_chord

# Miles a search can reach; when nothing fits it goes on to the next by itself.
REACHES = (5, 10, 25, 50, 100, 250, 500)
USUAL_REACH = 25
# Where nothing fits within the farthest reach, so many of the nearest are shown.
NEAREST = 10
WIDE_KINDS = ("state", "county")  # a search lists what lies in them; no distance is measured
# What `include` can hold besides groups' slugs.
SERVES_ONLY = "serves-only"


@dataclass(frozen=True)
class SearchQuery:
    """
    What someone looks for. `names`: words of a name; `reach` in miles around the place.

    `include`: "serves-only" for places that serve only people nobody asked for, and the
    slugs of groups in which a place that reports nothing counts as offering.
    """

    place: ResolvedPlace | None = None
    services: tuple[Service, ...] = ()
    names: str = ""
    reach: int = USUAL_REACH
    by_name: bool = False
    include: frozenset[str] = frozenset()

    @property
    def is_around(self):
        return bool(self.place) and self.place.kind not in WIDE_KINDS

    def groups(self):
        """Return [(ServiceGroup, [Service])] of what is asked for."""
        found = {}
        for service in self.services:
            found.setdefault(service.group_id, (service.group, []))[1].append(service)
        return list(found.values())


@dataclass(frozen=True)
class Area:
    """
    The facilities of a place, as bits. Around a point: {position: squared chord} to it.

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

    @cached_property
    def total(self) -> int:
        return self.bits.bit_count()

    @cached_property
    def bits(self) -> int:
        return self.area.bits & self.fitting

    @cached_property
    def fitting(self) -> int:
        """Return who fits wherever it is."""
        return self.offering & ~self.restricted(self.query.services)

    @cached_property
    def offering(self) -> int:
        """Return who fits wherever it is, those who would turn the searcher away too."""
        bits = self.names.bits
        for group, chosen in self.query.groups():
            bits &= self.of_group(group, chosen)
        return bits

    @cached_property
    def names(self):
        return self.index.names.match(self.query.names)

    def of_group(self, group, chosen) -> int:
        """Return who offers what is `chosen` of a group, by its rule."""
        terms = [self.of_service(service) for service in chosen]
        if group.rule == ServiceGroup.Rule.ALL:
            bits = self.index.everything
            for term in terms:
                bits &= term
            return bits
        bits = 0
        for term in terms:
            bits |= term
        return bits

    def of_service(self, service) -> int:
        bits = self.index.offering(service.pk)
        if service.group.slug in self.query.include:
            bits |= self.index.not_reporting(service.pk)
        return bits

    def restricted(self, services) -> int:
        """Return who serves only people whom nothing in `services` asks for."""
        # Who types a facility's name wants to see it.
        if SERVES_ONLY in self.query.include or self.names.scores:
            return 0
        opened_by = self.index.opened_by
        open_to = {only for asked in services for only in opened_by.get(asked.pk, ())}
        bits = 0
        for pk, only in self.index.serving_only.items():
            if pk not in open_to:
                bits |= only
        return bits

    @cached_property
    def excluded(self) -> dict[Service, int]:
        """Return {serves-only Service: how many would turn the searcher away} in the area."""
        known = self.index.taxonomy.localized
        counts = {
            pk: count
            for pk, only in self.index.serving_only.items()
            if (count := (self._away & only).bit_count())
        }
        return {known.services[pk]: counts[pk] for pk in known.broadest(counts)}

    @cached_property
    def excluded_total(self) -> int:
        return self._away.bit_count()

    @cached_property
    def _away(self):
        return self.area.bits & self.offering & ~self.fitting

    @cached_property
    def asked_area(self) -> Area:
        place, index = self.query.place, self.index
        if place is None:
            return Area(index.everything)
        if place.kind == "state":
            return Area(index.states.get(place.state, 0))
        if place.kind == "county":
            return Area(index.counties.get((place.state, place.county), 0))
        return self._around(self.query.reach)

    @cached_property
    def area(self) -> Area:
        """Return the area that was asked for, or the nearest around it where something fits."""
        asked = self.asked_area
        if not self.widens or self.query.place is None or asked.bits & self.fitting:
            return asked
        if not self.distances:
            return asked  # nothing fits anywhere
        nearest = self.distances[0]
        reach = next((one for one in REACHES if nearest <= squared_chord(one)), None)
        return self._around(reach) if reach else self._nearest()

    @cached_property
    def distances(self) -> list[float]:
        """Return the squared chords from the place to all that fit, nearest first."""
        return [chord for chord, _position in self._fitting_from_place]

    @cached_property
    def _fitting_from_place(self):
        point = self.query.place.point
        return sorted(self.index.points.chords(point, ordinals_of(self.fitting)))

    def within(self, reach: int) -> int:
        """Return how many fit within so many miles of the place."""
        return bisect_right(self.distances, squared_chord(reach))

    @property
    def is_widened(self) -> bool:
        return self.area is not self.asked_area

    @property
    def is_nearest(self) -> bool:
        """Whether it shows the nearest to a place that no circle was asked for around."""
        return self.is_widened and (self.area.reach is None or not self.query.is_around)

    def _around(self, reach):
        near = self.index.points.around(self.query.place.point, reach)
        chords = {position: chord for chord, position in near}
        return Area(bits_of(chords, len(self.index.pks)), chords, reach)

    def _nearest(self):
        chords = {position: chord for chord, position in self._fitting_from_place[:NEAREST]}
        return Area(bits_of(chords, len(self.index.pks)), chords)

    def page(self, start: int, stop: int) -> list[tuple[int, float | None]]:
        """Return (facility pk, miles or None) from the `start`th to before the `stop`th."""
        chords = self.area.chords or {}
        pks = self.index.pks
        return [
            (pks[p], miles_of(chords[p]) if p in chords else None)
            for p in self._ordered(stop)[start:]
        ]

    def _ordered(self, stop):
        """Return the first `stop` positions: by match of names, then distance, then name."""
        chords, scores = self.area.chords, self.names.scores
        if chords is None or self.query.by_name:
            chords = {}
        if not chords and not scores:
            return ordinals_of(self.bits, 0, stop)
        members = among(chords, self.bits) if chords else ordinals_of(self.bits)
        keys = [(-scores.get(p, 0), chords.get(p, 0.0), p) for p in members]
        return [key[2] for key in nsmallest(stop, keys)]

    def asking(self, **changes) -> "SearchResults":
        """Return the SearchResults of another question in the area asked for, for its count."""
        results = SearchResults(self.index, replace(self.query, **changes), widens=False)
        if not changes.keys() & {"place", "reach"}:
            results.asked_area = self.asked_area
        if "names" not in changes:
            results.names = self.names
        return results
