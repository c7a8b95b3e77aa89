"""Changes to a search that finds little or nothing, each with its number of results."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import itemgetter

from facilities.models import Service, ServiceGroup
from search.query import MENTAL_HEALTH, REACHES, SERVES_ONLY
from search.results import ENOUGH, SearchResults

# At most this many are offered.
MOST = 3


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
    """A change, how many facilities the search would then find, and how many more that is.

    `service`, `group`, `reach` (miles) or `state` (two letters): what the change is about.
    """

    change: Change
    count: int
    gain: int = 0
    service: Service | None = None
    group: ServiceGroup | None = None
    reach: int | None = None
    state: str = ""


def relaxations(results: SearchResults) -> list[Relaxation]:
    """Return up to MOST Relaxations of a search with too little in the area it asks for.

    Each finds more than `results` show, as far out as these went. First the best of each kind:
    who may offer what is asked for and doesn't say, what to do without, how far, who is left out.
    """
    if results.asked_total >= ENOUGH:
        return []
    kinds = [_unreported(results), _without(results), _farther(results), _including(results)]
    ranked = (
        (rank, kind, replace(relaxation, gain=relaxation.count - results.total))
        for kind, relaxations in enumerate(kinds)
        for rank, relaxation in enumerate(_gaining(relaxations, results.total))
    )
    return [best for *_key, best in sorted(ranked, key=itemgetter(0, 1))[:MOST]]


def _gaining(relaxations: Iterable[Relaxation], shown: int) -> list[Relaxation]:
    """Return those that find more than is shown, the most first; of circles, the next ones."""
    gaining = [relaxation for relaxation in relaxations if relaxation.count > shown]
    return sorted(gaining, key=lambda each: (each.reach or 0, -each.count))


def _unreported(shown: SearchResults) -> Iterator[Relaxation]:
    query = shown.query
    for group, _chosen in query.groups():
        if not query.takes_silent(group):
            count = shown.proposed(include=query.include | {group.slug}).total
            yield Relaxation(Change.UNREPORTED, count, group=group)


def _including(shown: SearchResults) -> Iterator[Relaxation]:
    for change, include in INCLUDED.items():
        if include not in shown.query.include:
            count = shown.proposed(include=shown.query.include | {include}).total
            yield Relaxation(change, count)


def _without(shown: SearchResults) -> Iterator[Relaxation]:
    services = shown.query.services
    counts = []
    for service in services:
        rest = tuple(other for other in services if other != service)
        counts.append(shown.proposed(services=rest).total)
        yield Relaxation(Change.WITHOUT_SERVICE, counts[-1], service=service)
    if shown.query.names:
        counts.append(shown.proposed(names="").total)
        yield Relaxation(Change.WITHOUT_NAMES, counts[-1])
    if len(services) > 1 and max(counts) <= shown.total:
        yield Relaxation(Change.WITHOUT_SERVICES, shown.proposed(services=()).total)


def _farther(shown: SearchResults) -> Iterator[Relaxation]:
    query, total = shown.query, shown.total
    if query.is_around and not shown.is_nearest:
        reaches = (reach for reach in REACHES if reach > (shown.area.reach or query.reach))
        for reach in reaches:
            if (count := shown.within(reach)) > total:
                yield Relaxation(Change.REACH, count, reach=reach)
                break
    if query.place and query.place.state and (query.box or query.place.kind != "state"):
        # A state with none would be widened: that is no search of the state.
        state = shown.proposed(place=replace(query.place, kind="state"), box=None)
        yield Relaxation(Change.STATE, state.asked_total, state=query.place.state)
