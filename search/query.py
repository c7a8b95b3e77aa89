"""What a search looks for, without its form: place, services, names, how far."""

from dataclasses import dataclass

from facilities.models import Service, ServiceGroup
from places.geo import Point
from places.resolution import ResolvedPlace
from search.geometry import Box

# Miles a search can cover; when nothing fits, it goes on to the next larger one.
REACHES = (5, 10, 25, 50, 100, 250, 500)
USUAL_REACH = 25
# A search lists what lies in them; no distance is measured.
WIDE_KINDS = ("state", "county", "region")
# The values of `include` that are not the slug of a group.
SERVES_ONLY = "serves-only"
MENTAL_HEALTH = "mental-health"


@dataclass(frozen=True)
class SearchQuery:
    """What someone looks for. `names`: words of a name; `reach` in miles around the place.

    `whole_words`: the words of a name must stand in it as typed; else they may be begun or
    misspelled. A search for them looks nowhere but where it was asked to.

    `box`: looks in this part of the map instead, and nowhere else; the place then says only from
    where distances are measured.

    `include`: "serves-only" for places that serve only people nobody asked for,
    "mental-health" for those listed for mental health care alone, and the slugs of groups in
    which a place that reports nothing counts as offering. `takes_any`: a place needs only one of
    the services of a group that else asks for all of them.
    """

    place: ResolvedPlace | None = None
    services: tuple[Service, ...] = ()
    names: str = ""
    whole_words: bool = False
    reach: int = USUAL_REACH
    box: Box | None = None
    by_name: bool = False
    include: frozenset[str] = frozenset()
    takes_any: bool = False

    @property
    def is_around(self) -> bool:
        """Whether it looks in a circle around its place."""
        return self.box is None and self.origin is not None

    @property
    def is_wide(self) -> bool:
        """Whether it looks in a whole state, county or region."""
        return self.box is None and self.place is not None and not self.is_around

    @property
    def origin(self) -> Point | None:
        """Return the point that distances are measured from, None for a wide place or none."""
        is_point = self.place is not None and self.place.kind not in WIDE_KINDS
        return self.point if is_point else None

    @property
    def point(self) -> Point:
        """Return the point that distances are measured from; needs a place."""
        if self.place is None:
            raise ValueError("A query without a place has no point.")
        return self.place.point

    def needs_all(self, group: ServiceGroup) -> bool:
        """Tell whether places must offer all that is asked for in a group."""
        return group.rule == ServiceGroup.Rule.ALL and not self.takes_any

    def takes_silent(self, group: ServiceGroup) -> bool:
        """Tell whether places that don't say what is asked for in a group are results, too."""
        return group.keeps_silent or group.slug in self.include

    def groups(self) -> list[tuple[ServiceGroup, list[Service]]]:
        """Return [(ServiceGroup, [Service])] of what is asked for."""
        groups: dict[int, tuple[ServiceGroup, list[Service]]] = {}
        for service in self.services:
            groups.setdefault(service.group_id, (service.group, []))[1].append(service)
        return list(groups.values())
