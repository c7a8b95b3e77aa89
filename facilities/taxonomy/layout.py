"""The groups of a taxonomy as a facility's page goes through them."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from facilities.models import Service, ServiceGroup


class GroupLayout(NamedTuple):
    """A group, the pks of its services in order, those that decline apart; Services to search by.

    `sums_up`: which of its services are shown depends on others.
    """

    group: ServiceGroup
    offers: tuple[int, ...]
    declines: tuple[int, ...]
    featured: tuple[Service, ...]
    sums_up: bool


def layout_of(
    group: ServiceGroup,
    services: Collection[Service],
    featured: Collection[Service],
    parts: Mapping[int, Collection[int]],
) -> GroupLayout:
    """Return the GroupLayout of a group and its `services`; `parts`: as a Taxonomy has them."""
    return GroupLayout(
        group,
        offers=tuple(each.pk for each in services if not each.declines),
        declines=tuple(each.pk for each in services if each.declines),
        featured=tuple(featured),
        sums_up=group.sums_up or any(each.pk in parts or each.part_unsaid for each in services),
    )
