"""Which facilities fit a query, in any area, and who is left out of its results."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import cached_property

from facilities.models import Service, ServiceGroup
from search.index import Index
from search.index.bits import Bits, less
from search.index.hits import Matches
from search.index.view import View
from search.query import MENTAL_HEALTH, SERVES_ONLY, SearchQuery
from text.analysis import words as plain_words


@dataclass(frozen=True)
class LeftOut:
    """Places left out for one reason: no place is left out for two.

    `include`: the value of that parameter that shows all `count` of them. `services`:
    {Service: how many of them offer it}, where that says more of the reason.
    """

    include: str
    count: int
    services: dict[Service, int]


class Fit:
    """The facilities that fit a SearchQuery, wherever in a View or the whole Index they are.

    Its sets are those of the view.
    """

    def __init__(self, view: Index | View, query: SearchQuery):
        self.view, self.query = view, query

    @cached_property
    def fitting(self) -> Bits:
        """Return the facilities that fit, in any area."""
        return less(self.offering, self.away_of_query)

    @cached_property
    def offering(self) -> Bits:
        """Return the facilities that fit, in any area, those left out too."""
        bits = self.named
        for group, chosen in self.query.groups():
            bits &= self.of_group(group, chosen)
        return bits

    @cached_property
    def names(self) -> Matches:
        return self.names_of(self.query.names)

    def names_of(self, words: str) -> Matches:
        """Return who has the words of a name, in the way of this query; all for no words."""
        names = self.view.names
        is_whole = words and self.query.whole_words
        return names.holding(plain_words(words)) if is_whole else names.match(words)

    @cached_property
    def named(self) -> Bits:
        return self.view.named(self.names)

    @cached_property
    def unsaid(self) -> Bits:
        """Return who may be shown although its listing doesn't say whether it fits."""
        said = self.view.everything
        for group, chosen in self.query.groups():
            if self.query.takes_silent(group):
                said &= self._joined(group, [self._offering(service) for service in chosen])
        return less(self.view.everything, said)

    def of_group(self, group: ServiceGroup, chosen: Iterable[Service]) -> Bits:
        """Return the facilities that offer what is `chosen` of a group: all of it, or any."""
        return self._joined(group, [self.of_service(service) for service in chosen])

    def _joined(self, group: ServiceGroup, terms: list[Bits]) -> Bits:
        if self.query.needs_all(group):
            bits = self.view.everything
            for term in terms:
                bits &= term
            return bits
        return _union(terms)

    def of_service(self, service: Service) -> Bits:
        bits = self._offering(service)
        if self.query.takes_silent(service.group):
            bits |= self.view.not_reporting(service.id)
        return bits

    def _offering(self, service: Service) -> Bits:
        pk: int = service.id  # as `pk`, which takes ten times as long
        offering, perhaps = self.view.offering(pk), self.view.perhaps_offering(pk)
        return offering | perhaps if perhaps else offering

    @cached_property
    def away_of_query(self) -> Bits:
        return _union(self.reasons_of_query.values())

    @cached_property
    def reasons_of_query(self) -> dict[str, Bits]:
        return self.reasons(self.query.services)

    def away(self, services: Iterable[Service]) -> Bits:
        """Return whom a search for `services` leaves out, whatever else it asks for."""
        return _union(self.reasons(services).values())

    def reasons(self, services: Iterable[Service]) -> dict[str, Bits]:
        """Return {value of `include`: whom a search for `services` leaves out}."""
        # Whoever types the name of a facility wants to see it.
        return {} if self.names.scores else _reasons(self.view, services, self.query.include)


def _union(sets: Iterable[Bits]) -> Bits:
    union = 0
    for bits in sets:
        union |= bits
    return union


def _reasons(
    view: Index | View, services: Iterable[Service], include: Collection[str]
) -> dict[str, Bits]:
    """Return {value of `include`: whom a search for `services` leaves out}; no two share a place.

    A search is for addiction treatment unless it asks for something that waives this. Who is
    shown for mental health care is shown whomever else it turns away: its number is said to be
    shown, so all of it is.
    """
    asked = {service.pk for service in services}
    elsewhere = view.mental_health_only if asked.isdisjoint(view.taxonomy.waivers) else 0
    only = 0 if SERVES_ONLY in include else less(_serving_others(view, asked), elsewhere)
    return {MENTAL_HEALTH: 0 if MENTAL_HEALTH in include else elsewhere, SERVES_ONLY: only}


def _serving_others(view: Index | View, asked: set[int]) -> Bits:
    """Return who serves only people whom none of the services `asked` for (pks) is about."""
    others = 0
    for pk, only in view.serving_only.items():
        if asked.isdisjoint(view.opening[pk]):
            hiding = view.hiding[pk]
            if not hiding or not asked.isdisjoint(hiding):
                others |= only
    return others


def described(view: Index | View, include: str, places: Bits) -> LeftOut:
    """Return the LeftOut of the places that a reason leaves out."""
    taxonomy = view.taxonomy.localized
    sets = view.serving_only
    if include == MENTAL_HEALTH:
        sets = {view.taxonomy.dual_diagnosis.pk: view.dual_diagnosis_only}
    held = {pk: here for pk, some in sets.items() if (here := places & some)}
    services = {taxonomy.services[pk]: held[pk].bit_count() for pk in taxonomy.broadest(held)}
    return LeftOut(include, places.bit_count(), services)
