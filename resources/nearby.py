"""Which other places that help are near a place, and of what kinds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from places.models import Kind as PlaceKind
from places.resolution import ResolvedPlace
from resources.kinds import Kind
from resources.models import Resource
from resources.querysets import ResourceQuerySet

# Miles around a ZIP code or city; the next where nothing is so near. Beyond the last, a list
# doesn't cover the area.
REACHES = (25, 50, 100, 250)
# The middle of a county or region may be far from its people.
USUAL_OF_AREAS = 50


@dataclass(frozen=True)
class Nearby:
    """The resources around a place, or in a state. `kind`: the only one asked for, or None.

    `kinds`: those that have lists.
    """

    place: ResolvedPlace
    kinds: Sequence[Kind]
    kind: Kind | None = None

    @property
    def is_state(self) -> bool:
        """Whether it lists what lies in a state; no distance is measured then."""
        return self.place.kind == PlaceKind.STATE

    @property
    def usual_reach(self) -> int:
        is_area = self.place.kind in (PlaceKind.COUNTY, PlaceKind.REGION)
        return USUAL_OF_AREAS if is_area else REACHES[0]

    @cached_property
    def _reached(self) -> tuple[int, dict[str, int]]:
        """Return (miles, {kind: how many}): the first reach that has what was asked for."""
        if self.is_state:
            return 0, self._within(0).count_by_kind()
        for reach in (reach for reach in REACHES if reach >= self.usual_reach):
            counts = self._within(reach).count_by_kind()
            if counts.get(self.kind, 0) if self.kind else counts:
                return reach, counts
        return reach, counts

    @property
    def reach(self) -> int:
        """Return the miles around the place that are looked at; 0 for a state."""
        return self._reached[0]

    @property
    def is_widened(self) -> bool:
        return self.reach > self.usual_reach and not self.is_state

    @property
    def counts(self) -> dict[str, int]:
        """Return {kind: how many} of all kinds within reach."""
        return self._reached[1]

    @property
    def total(self) -> int:
        return self.counts.get(self.kind, 0) if self.kind else sum(self.counts.values())

    def page(self, start: int, end: int) -> list[Resource]:
        """Return a slice of the resources, nearest first, each with its list."""
        resources = self._within(self.reach)
        if self.kind:
            resources = resources.of_kinds([self.kind])
        return list(resources.select_related("list").defer("raw", "list__report")[start:end])

    def _within(self, miles: int) -> ResourceQuerySet:
        resources = Resource.objects.of_kinds(self.kinds)
        if self.is_state:
            return resources.in_states(self.place.states)
        return resources.near(self.place.point, miles)


def kinds_near(place: ResolvedPlace, kinds: Sequence[Kind]) -> list[Kind]:
    """Return those of `kinds` that are within the usual reach of a place; one query."""
    if not kinds:
        return []
    nearby = Nearby(place, kinds)
    counts = nearby._within(nearby.usual_reach).count_by_kind()
    return [kind for kind in kinds if kind.value in counts]
