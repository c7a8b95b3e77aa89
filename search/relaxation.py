"""Changes to a search that finds little or nothing, each with its number of results."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from facilities.models import Service, ServiceGroup
from search.query import MENTAL_HEALTH, REACHES, SERVES_ONLY
from search.results import SearchResults

# A search that finds fewer than this is offered relaxations.
FEW_RESULTS = 3
# At most this many larger circles are offered.
MOST_REACHES = 2


class Change(StrEnum):
    """What a relaxation changes of a search."""

    WITHOUT_SERVICE = "without service"
    WITHOUT_NAMES = "without names"
    WITHOUT_SERVICES = "without services"
    UNREPORTED = "unreported"
    SERVES_ONLY = "serves only"
    MENTAL_HEALTH = "mental health"
    REACH = "reach"
    STATE = "state"


# {change: the value of `include` that makes it}
INCLUDED = {Change.SERVES_ONLY: SERVES_ONLY, Change.MENTAL_HEALTH: MENTAL_HEALTH}


@dataclass(frozen=True)
class Relaxation:
    """A change and how many facilities the search would then find: always more than now.

    `service`, `group`, `reach` (miles) or `state` (two letters): what the change is about.
    """

    change: Change
    count: int
    service: Service | None = None
    group: ServiceGroup | None = None
    reach: int | None = None
    state: str = ""


def relaxations(results: SearchResults) -> list[Relaxation]:
    """Return the Relaxations of a search with fewer than FEW_RESULTS in the area asked for."""
    here = results.with_changes()
    if here.total >= FEW_RESULTS:
        return []
    candidates = [*_including(here), *_without(here), *_farther(here, results)]
    return [relaxation for relaxation in candidates if relaxation.count > here.total]


def _including(here: SearchResults) -> Iterator[Relaxation]:
    query = here.query
    for group, _chosen in query.groups():
        if not query.takes_silent(group):
            count = here.with_changes(include=query.include | {group.slug}).total
            yield Relaxation(Change.UNREPORTED, count, group=group)
    for change, include in INCLUDED.items():
        if include not in query.include:
            count = here.with_changes(include=query.include | {include}).total
            yield Relaxation(change, count)


def _without(here: SearchResults) -> Iterator[Relaxation]:
    services = here.query.services
    counts = []
    for service in services:
        rest = tuple(other for other in services if other != service)
        counts.append(here.with_changes(services=rest).total)
        yield Relaxation(Change.WITHOUT_SERVICE, counts[-1], service=service)
    if here.query.names:
        counts.append(here.with_changes(names="").total)
        yield Relaxation(Change.WITHOUT_NAMES, counts[-1])
    if len(services) > 1 and max(counts) <= here.total:
        yield Relaxation(Change.WITHOUT_SERVICES, here.with_changes(services=()).total)


def _farther(here: SearchResults, shown: SearchResults) -> Iterator[Relaxation]:
    query = here.query
    if query.is_around:
        least_reach = max(query.reach, shown.area.reach or 0)
        more = [reach for reach in REACHES if reach > least_reach]
        counts, least = [], shown.total
        for reach in more:
            if (count := shown.within(reach)) > least:
                counts.append(Relaxation(Change.REACH, count, reach=reach))
                least = count
            if len(counts) == MOST_REACHES:
                break
        yield from counts
    if query.place and query.place.kind != "state" and query.place.state:
        state = replace(query.place, kind="state")
        yield Relaxation(
            Change.STATE, here.with_changes(place=state).total, state=query.place.state
        )
