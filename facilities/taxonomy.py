"""Groups and services as every page needs them: read once, kept until someone edits one."""

from dataclasses import dataclass
from functools import cached_property

from django.core.cache import cache
from django.db.models import Count, Max

from facilities.models import Service, ServiceGroup

# The groups a card in a list of results shows.
CARD_GROUPS = ("care", "medication", "payment")


@dataclass(frozen=True)
class Taxonomy:
    """
    Everything a facility can say about itself.

    `groups` in order; `services` ({pk: Service}) in the order of their groups; `codes`
    ({pk: set of codes}) are what makes a service: its own code, or those that define it.
    """

    groups: tuple[ServiceGroup, ...]
    services: dict[int, Service]
    codes: dict[int, frozenset[str]]

    @cached_property
    def on_cards(self):
        """Return {pk: Service} of what a card in a list can show, in order."""
        return {
            pk: service
            for pk, service in self.services.items()
            if service.polarity == Service.Polarity.SERVES_ONLY
            or (service.featured and service.group.slug in CARD_GROUPS)
        }

    @cached_property
    def by_slug(self):
        return {service.slug: service for service in self.services.values()}

    @cached_property
    def by_code(self):
        return {service.code: service for service in self.services.values() if service.code}

    @cached_property
    def by_group(self):
        """Return {group pk: [Service]}, every group there."""
        found = {group.pk: [] for group in self.groups}
        for service in self.services.values():
            found[service.group_id].append(service)
        return found

    @cached_property
    def groups_of_code(self):
        """Return {code: pks of the groups in which it says something}."""
        found = {}
        for pk, codes in self.codes.items():
            for code in codes:
                found.setdefault(code, set()).add(self.services[pk].group_id)
        return found

    def of_parameter(self, parameter):
        """Return the services that a query parameter can ask for, in order."""
        groups = {group.pk for group in self.groups if group.parameter == parameter}
        return [
            service
            for service in self.services.values()
            if service.group_id in groups and service.polarity != Service.Polarity.DECLINES
        ]


_cached = (None, None)
# An edit in the admin or an import shows on pages after so many seconds at most.
SECONDS_KEPT = 5


def taxonomy():
    """
    Return the Taxonomy in force; a small query every few seconds tells whether it changed.

    The services it holds are shared between requests: read them, never change them.
    """
    global _cached
    state = cache.get_or_set("taxonomy-state", _state, SECONDS_KEPT)
    if _cached[0] != state:
        _cached = (state, _read())
    return _cached[1]


def _state():
    changes = Service.objects.aggregate(
        Count("pk"), Max("pk"), Max("changed_at"), Max("group__changed_at")
    )
    return tuple(changes.values())


def _read():
    services = {one.pk: one for one in Service.objects.select_related("group")}
    codes = {pk: {one.code} if one.code else set() for pk, one in services.items()}
    links = Service.any_of.through.objects.values_list("from_service_id", "to_service_id")
    for defined, part in links:
        codes[defined].add(services[part].code)
    return Taxonomy(
        groups=tuple(ServiceGroup.objects.all()),
        services=services,
        codes={pk: frozenset(found) for pk, found in codes.items()},
    )
