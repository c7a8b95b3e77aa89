"""What a page says of a facility's services: offered, not offered, not reported."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from facilities.models import Edition, FacilityService, Listing, Phone, Service
from facilities.taxonomy import CARD_GROUPS, taxonomy

# What the lines of a card are called, by group.
LABELS = {"care": _("Care"), "medication": _("Medicine"), "payment": _("Payment")}
# The code by which a facility says that it treats substance use at all.
SUBSTANCE_USE = "SA"
# What most people ask about: a facility's page says of each that it isn't reported, if so.
MAIN_GROUPS = (
    *CARD_GROUPS,
    *("payment-help", "ages", "people", "sex", "languages", "urgent", "practical-help"),
)


@dataclass
class Card:
    """
    The little a card shows of a facility.

    `phone`: the number to call. `is_real`: something else than the invented demo
    lists it, or did. `is_mental_health_only`: it is listed for mental health care and says
    nothing of substance use. `groups`: {ServiceGroup: [Service]}. `serves_only`: who alone
    is served.
    """

    phone: Phone | None
    is_real: bool
    is_mental_health_only: bool = False
    groups: dict = field(default_factory=lambda: defaultdict(list))
    serves_only: list = field(default_factory=list)

    @property
    def lines(self):
        """Return [(label, the services in one line)]: joined here, as templates are slow."""
        return [
            (LABELS[group.slug], ", ".join(short_name(service.name) for service in services))
            for group, services in self.groups.items()
        ]


class Listed(NamedTuple):
    """What a card asks of an edition that lists its facility."""

    kind: str
    is_demo: bool
    is_current: bool


@cache
def short_name(name):
    """Return a service's name without what stands in brackets at its end."""
    return re.sub(r"\s*\([^()]*\)$", "", name) or name


def cards(facilities, known=None):
    """Return {facility pk: Card} of a page of facilities; two queries, and their phones."""
    known = known or taxonomy()
    shown = known.on_cards
    pks = [facility.pk for facility in facilities]
    links = FacilityService.objects.filter(facility_id__in=pks, service_id__in=shown)
    held = defaultdict(set)
    for facility, service in links.values_list("facility_id", "service_id"):
        held[facility].add(service)
    listed = _listed(pks)
    found = {}
    for one in facilities:
        card = found[one.pk] = Card(one.number_to_call, any(not e.is_demo for e in listed[one.pk]))
        _add_services(card, [pk for pk in shown if pk in held[one.pk]], known)
        kinds = {edition.kind for edition in listed[one.pk] if edition.is_current}
        treats = known.by_code[SUBSTANCE_USE].pk in held[one.pk]
        card.is_mental_health_only = kinds == {Edition.Kind.MH} and not treats
    return found


def _listed(pks):
    """Return {facility pk: [Listed]}, of current editions and others."""
    listed = defaultdict(list)
    listings = Listing.objects.filter(facility_id__in=pks).order_by()
    for pk, kind, is_demo, is_current in listings.values_list(
        "facility_id", "edition__kind", "edition__is_demo", "edition__is_current"
    ):
        listed[pk].append(Listed(kind, is_demo, is_current))
    return listed


def _add_services(card, pks, known):
    for pk in pks:
        service = known.services[pk]
        if service.polarity != Service.Polarity.SERVES_ONLY:
            card.groups[service.group].append(service)
        elif not any(known.codes[pk] < known.codes[other] for other in pks):
            # "Run by the VA" says nothing beside "Only veterans", which is made of it.
            card.serves_only.append(service)


@dataclass
class GroupDescription:
    """
    One group of services on a facility's page.

    `not_offered`: its questionnaire asks for it, and the facility answered others of the
    group. All else is *not reported*: `offered` and `not_offered` are then empty.
    """

    group: object
    offered: list
    not_offered: list
    declined: list

    @property
    def is_main(self):
        return self.group.slug in MAIN_GROUPS


def describe(facility):
    """Return the GroupDescriptions of a facility, in order; two queries."""
    known = taxonomy()
    links = FacilityService.objects.filter(facility=facility)
    held = set(links.values_list("service_id", flat=True))
    denied = _denied(facility, known) - held
    found = []
    for group in known.groups:
        services = known.by_group[group.pk]
        own = [one for one in services if one.pk in held]
        found.append(
            GroupDescription(
                group,
                offered=[one for one in own if one.polarity != Service.Polarity.DECLINES],
                not_offered=[one for one in services if one.pk in denied and one.featured],
                declined=[one for one in own if one.polarity == Service.Polarity.DECLINES],
            )
        )
    return found


def _denied(facility, known):
    """Return the services a current listing asks for, in groups it answered."""
    denied = set()
    listings = Listing.objects.filter(facility=facility, edition__is_current=True)
    for codes, asked in listings.values_list("codes", "edition__asked_codes"):
        answered = set().union(*(known.groups_of_code.get(code, ()) for code in codes.split()))
        asked = frozenset(asked)
        denied |= {
            pk
            for pk, service in known.services.items()
            if service.group_id in answered and known.codes[pk] & asked
        }
    return denied
