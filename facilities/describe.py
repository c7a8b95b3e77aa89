"""What a page says of a facility's services: offered, not offered, not reported."""

from dataclasses import dataclass, field

from facilities.models import Edition, FacilityService, Listing
from facilities.taxonomy import CARD_GROUPS, SUBSTANCE_USE, taxonomy

# What most people ask about: a facility's page says of each that it isn't reported, if so.
MAIN_GROUPS = (
    *CARD_GROUPS,
    *("payment-help", "ages", "people", "sex", "languages", "urgent", "practical-help"),
)


@dataclass
class Standing:
    """
    What to know of a facility before anything else.

    `is_real`: something else than the invented demo lists it, or did.
    `is_mental_health_only`: it is listed for mental health care and says nothing of
    substance use. `serves_only`: the Services that say who alone is served.
    """

    is_real: bool = True
    is_mental_health_only: bool = False
    serves_only: list = field(default_factory=list)


def standing(facility):
    """Return the Standing of a facility, listed or not; two queries."""
    known = taxonomy()
    links = FacilityService.objects.filter(facility=facility, service_id__in=known.on_cards)
    held = set(links.values_list("service_id", flat=True))
    listings = Listing.objects.filter(facility=facility).order_by()
    editions = listings.values_list("edition__kind", "edition__is_demo", "edition__is_current")
    kinds = {kind for kind, _is_demo, is_current in editions if is_current}
    treats = known.by_code[SUBSTANCE_USE].pk in held
    return Standing(
        is_real=any(not is_demo for _kind, is_demo, _is_current in editions),
        is_mental_health_only=kinds == {Edition.Kind.MH} and not treats,
        serves_only=known.only_of([pk for pk in known.on_cards if pk in held]),
    )


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
    denied = (_denied(facility, known) | _declined(held, known)) - held
    found = []
    for group in known.groups:
        services = known.by_group[group.pk]
        own = [one for one in services if one.pk in held]
        found.append(
            GroupDescription(
                group,
                offered=[one for one in own if not one.declines],
                not_offered=[one for one in services if one.pk in denied and one.featured],
                declined=[one for one in own if one.declines],
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


def _declined(held, known):
    """Return the services that a facility's own "does not" answers deny."""
    return {pk for pk, deniers in known.denied_by.items() if deniers & held}
