"""Who fits a search and isn't among its results, why, and what shows them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from facilities.models import Service
from search.index import Index
from search.index.bits import Bits
from search.query import MENTAL_HEALTH, SERVES_ONLY


@dataclass(frozen=True)
class LeftOut:
    """Places left out for one reason: no place is left out for two.

    `include`: the value of that parameter that shows all `count` of them. `services`:
    {Service: how many of them offer it}, where that says more of the reason.
    """

    include: str
    count: int
    services: dict[Service, int]


def reasons(index: Index, services: Iterable[Service], include: Collection[str]) -> dict[str, Bits]:
    """Return {value of `include`: whom a search for `services` leaves out}; no two share a place.

    A search is for addiction treatment unless it asks for something that waives this. Who is
    shown for mental health care is shown whomever else it turns away: its number is said to be
    shown, so all of it is.
    """
    asked = {service.pk for service in services}
    elsewhere = index.mental_health_only if asked.isdisjoint(index.taxonomy.waivers) else 0
    only = 0 if SERVES_ONLY in include else _serving_others(index, asked) & ~elsewhere
    return {MENTAL_HEALTH: 0 if MENTAL_HEALTH in include else elsewhere, SERVES_ONLY: only}


def _serving_others(index: Index, asked: set[int]) -> Bits:
    """Return who serves only people whom none of the services `asked` for (pks) is about."""
    others = 0
    for pk, only in index.serving_only.items():
        if asked.isdisjoint(index.opening[pk]):
            hiding = index.hiding[pk]
            if not hiding or not asked.isdisjoint(hiding):
                others |= only
    return others


def described(index: Index, include: str, places: Bits) -> LeftOut:
    """Return the LeftOut of the places that a reason leaves out."""
    taxonomy = index.taxonomy.localized
    sets = index.serving_only
    if include == MENTAL_HEALTH:
        sets = {index.taxonomy.dual_diagnosis.pk: index.dual_diagnosis_only}
    counts = {pk: count for pk, some in sets.items() if (count := (places & some).bit_count())}
    services = {taxonomy.services[pk]: counts[pk] for pk in taxonomy.broadest(counts)}
    return LeftOut(include, places.bit_count(), services)
