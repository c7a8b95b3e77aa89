"""Which facilities fit a query, in any area."""

from collections.abc import Iterable
from functools import cached_property

from facilities.models import Service, ServiceGroup
from search.index import Index
from search.index.bits import Bits
from search.index.hits import Matches
from search.left_out import reasons
from search.query import SearchQuery


class Fit:
    """The facilities that fit a SearchQuery wherever they are."""

    def __init__(self, index: Index, query: SearchQuery):
        self.index, self.query = index, query

    @cached_property
    def fitting(self) -> Bits:
        """Return the facilities that fit, in any area."""
        return self.offering & ~self.away(self.query.services)

    @cached_property
    def offering(self) -> Bits:
        """Return the facilities that fit, in any area, those left out too."""
        bits = self.names.bits
        for group, chosen in self.query.groups():
            bits &= self.of_group(group, chosen)
        return bits

    @cached_property
    def names(self) -> Matches:
        return self.index.names.match(self.query.names)

    def of_group(self, group: ServiceGroup, chosen: Iterable[Service]) -> Bits:
        """Return the facilities that offer what is `chosen` of a group: all or any, by its rule."""
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

    def of_service(self, service: Service) -> Bits:
        bits = self.index.offering(service.pk)
        if self.query.takes_silent(service.group):
            bits |= self.index.not_reporting(service.pk)
        return bits

    def away(self, services: Iterable[Service]) -> Bits:
        """Return whom a search for `services` leaves out, whatever else it asks for."""
        bits = 0
        for places in self.reasons(services).values():
            bits |= places
        return bits

    def reasons(self, services: Iterable[Service]) -> dict[str, Bits]:
        """Return {value of `include`: whom a search for `services` leaves out}."""
        # Whoever types the name of a facility wants to see it.
        return {} if self.names.scores else reasons(self.index, services, self.query.include)
