"""The exact number of results a search would have with one more service ticked."""

from functools import reduce
from operator import and_

from facilities.models import Service
from search.index.bits import Bits
from search.results import SearchResults


class Facets:
    """The counts beside the options of a search, in the area it shows.

    The choices within a group narrow its other values only if a place needs all of them.
    """

    def __init__(self, results: SearchResults):
        self.results = results
        self.asked = results.query.services
        self.chosen = {service.pk for service in self.asked}
        self.of_group = {
            group.pk: results.fit.of_group(group, chosen)
            for group, chosen in results.query.groups()
        }
        self.here = results.area.bits & results.fit.names.bits
        self.away = results.fit.away(self.asked)
        self.without_group: dict[int | None, Bits] = {}

    def count(self, service: Service) -> int:
        """Return how many results there are with `service` ticked."""
        if service.pk in self.chosen:
            return self.results.total
        bits = self._without(service.group_id)
        term = self.results.fit.of_service(service)
        chosen = self.of_group.get(service.group_id)
        if chosen is None:
            bits &= term
        elif self.results.query.needs_all(service.group):
            bits &= chosen & term
        else:
            bits &= chosen | term
        away = self.away
        if service.pk in self.results.index.deciding:
            away = self.results.fit.away([*self.asked, service])
        return (bits & ~away).bit_count()

    def _without(self, group: int) -> Bits:
        """Return the facilities in the area that fit all groups but one; kept for each group."""
        key = group if group in self.of_group else None
        if key not in self.without_group:
            rest = (bits for pk, bits in self.of_group.items() if pk != key)
            self.without_group[key] = reduce(and_, rest, self.here)
        return self.without_group[key]
