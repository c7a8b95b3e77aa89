"""The exact number of results a search would have with one more service ticked."""

from functools import reduce
from operator import and_

from facilities.models import Service
from search.index.bits import Bits, less
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
            group.pk: results.here.of_group(group, chosen)
            for group, chosen in results.query.groups()
        }
        self.here = results.area.here & results.here.named
        self.without_group: dict[int | None, Bits] = {}
        self.kept: dict[int | None, Bits] = {}

    def count(self, service: Service) -> int:
        """Return how many results there are with `service` ticked."""
        # `id`, as `pk` is a property that takes longer than to count does: pages ask for hundreds.
        pk: int = service.id
        if pk in self.chosen:
            return self.results.total
        fit, group = self.results.here, service.group_id
        term, chosen = fit.of_service(service), self.of_group.get(group)
        if chosen is not None:
            needs_all = self.results.query.needs_all(service.group)
            term = chosen & term if needs_all else chosen | term
        key = group if chosen is not None else None
        if pk in self.results.index.deciding:
            away = fit.away([*self.asked, service])
            return less(self._without(key) & term, away).bit_count()
        if key not in self.kept:
            self.kept[key] = less(self._without(key), fit.away_of_query)
        return (self.kept[key] & term).bit_count()

    def _without(self, key: int | None) -> Bits:
        """Return the facilities in the area that fit all groups but one; kept for each group."""
        if key not in self.without_group:
            rest = (bits for pk, bits in self.of_group.items() if pk != key)
            self.without_group[key] = reduce(and_, rest, self.here)
        return self.without_group[key]
