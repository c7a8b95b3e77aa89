"""How many places of a city or state offer each kind of care."""

from dataclasses import dataclass

from facilities.models import Service, ServiceGroup
from search.facets import Facets
from search.results import SearchResults


@dataclass(frozen=True)
class CareCount:
    """A service, and how many places a search for it in a place finds."""

    service: Service
    count: int


def care_counts(search):
    """Return [(ServiceGroup, [CareCount])] of what places offer where a SearchRequest looks.

    What nobody there offers isn't counted: a search for it would go farther.
    """
    if search.results is None:
        return []
    facets = Facets(SearchResults(search.index, search.query, widens=False))
    counted = []
    for group in search.taxonomy.groups:
        if group.section == ServiceGroup.Section.CARE:
            services = [
                service for service in search.taxonomy.by_group[group.pk] if service.featured
            ]
            counts = [
                CareCount(service, count)
                for service in services
                if (count := facets.count(service))
            ]
            if counts:
                counted.append((group, counts))
    return counted
