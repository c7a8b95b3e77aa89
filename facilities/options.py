"""The boxes to tick beside the results."""

from dataclasses import dataclass

from django.http import QueryDict

from facilities.filters import SERVICE_PARAMETERS
from facilities.models import Service, ServiceGroup
from facilities.taxonomy import taxonomy

# Groups whose boxes stand with an explanation, by slug.
EXPLAINED = ("care", "medication")
# The kinds of care the home page offers, by slug.
SHORTCUTS = ("detox", "inpatient", "outpatient", "iop", "mat", "sober-living")


@dataclass(frozen=True)
class Option:
    """A service to tick; `parameter` is the name of its box."""

    service: object
    parameter: str
    is_chosen: bool


@dataclass(frozen=True)
class OptionGroup:
    """A group of boxes and the rule that joins them."""

    group: ServiceGroup
    options: list

    @property
    def chosen(self):
        return sum(option.is_chosen for option in self.options)

    @property
    def is_explained(self):
        """Whether its services need a sentence each, for people who meet their names here."""
        return self.group.slug in EXPLAINED

    @property
    def needs_all(self):
        return self.group.rule == ServiceGroup.Rule.ALL


def filter_groups(search):
    """Return the OptionGroups: the featured services, and whatever was asked for."""
    known = search.known
    search.is_valid()  # fills cleaned_data: what is right stays ticked when the rest is wrong
    asked = search.form.cleaned_data
    chosen = {service.pk for name in SERVICE_PARAMETERS for service in asked.get(name) or []}
    found = []
    for group in known.groups:
        askable = [
            service
            for service in known.by_group[group.pk]
            if service.featured or service.pk in chosen
        ]
        options = [Option(one, group.parameter, one.pk in chosen) for one in askable]
        if options and group.parameter in SERVICE_PARAMETERS:
            found.append(OptionGroup(group, options))
    return found


@dataclass(frozen=True)
class Chip:
    """A service that was asked for, and the query string without it."""

    service: Service
    without: QueryDict


def chips(search):
    """Return a Chip for each service of a valid search."""
    found = []
    for parameter in SERVICE_PARAMETERS:
        for service in search.asked.get(parameter) or []:
            without = search.data.copy()
            others = [slug for slug in without.getlist(parameter) if slug != service.slug]
            without.setlist(parameter, others)
            found.append(Chip(service, without))
    return found


def shortcuts():
    """Return the services the home page offers to tick."""
    known = taxonomy().by_slug
    return [known[slug] for slug in SHORTCUTS if slug in known]
