"""What a page says of a facility's services: offered, not offered, not reported."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from facilities.models import Correction, Listing
from facilities.service_answers import answers_of
from facilities.taxonomy import taxonomy
from facilities.wording import joined
from pages.cards import name_on_card

# The sections of a page, by what people ask first, and the groups of each. Where a listing is
# silent on one of these, the page says so.
SECTIONS = (
    (_("What it offers"), ("care", "medication")),
    (_("What it costs"), ("payment", "payment-help")),
    (_("Who it serves"), ("ages", "people", "sex", "languages")),
)
MAIN_GROUPS = tuple(slug for _heading, slugs in SECTIONS for slug in slugs)
# Groups whose services need a sentence each, for people who meet their names here.
EXPLAINED = ("care", "medication", "payment-help")
# Groups in which one service sums up others: "Young adults" and "Takes ages 18 to 25".
SUMMED_UP = ("ages",)
# What kind of place it is, by how much of one's day it takes: most first.
LEVELS = ("detox", "inpatient", "php", "iop", "outpatient", "sober-living", "telehealth")

# What `standing` and `describe` read, for many facilities at once. The raw rows and the
# editions' counts are an import's business, and large.
LISTINGS = Prefetch(
    "listings",
    Listing.objects.select_related("edition").defer(
        "raw", "edition__counts", "edition__code_counts"
    ),
)

CORRECTIONS = Prefetch("corrections", Correction.objects.public().select_related("service"))


@dataclass
class Standing:
    """What to know of a facility before anything else.

    `is_real`: something else than the invented demo lists it, or did.
    `is_mental_health_only`: it is listed for mental health care and says nothing of
    substance use. `serves_only`: the Services that say who alone is served.
    """

    is_real: bool = True
    is_mental_health_only: bool = False
    serves_only: list = field(default_factory=list)


def standing(facility):
    """Return the Standing of a facility, listed or not; no query beyond its own rows."""
    localized, held = taxonomy(), facility.service_pks
    editions = [listing.edition for listing in facility.listings.all()]
    return Standing(
        is_real=any(not edition.is_demo for edition in editions),
        is_mental_health_only=bool(answers_of(facility, localized).mental_health_only),
        serves_only=localized.only_of([pk for pk in localized.on_cards if pk in held]),
    )


class Levels(NamedTuple):
    """What kind of place it is: Services, and their names as HTML ("Detox · Outpatient")."""

    services: list
    in_one_line: str


def levels(facility):
    """Return the Levels of a facility: those of LEVELS that it offers."""
    localized, held = taxonomy(), facility.service_pks
    services = [localized.by_slug[slug] for slug in LEVELS if slug in localized.by_slug]
    services = [service for service in services if service.pk in held]
    names = (name_on_card(service.pk, localized) for service in services)
    return Levels(services, joined(" · ", names))


@dataclass
class GroupDescription:
    """One group of services on a facility's page.

    `not_offered`: featured services that it denies (facilities/service_answers.py). Where
    `offered` and `not_offered` are both empty, the group is *not reported*. `shown`: what is
    offered, without the services that another of them sums up.
    """

    group: object
    offered: list
    not_offered: list
    declined: list
    shown: list

    @property
    def is_main(self):
        return self.group.slug in MAIN_GROUPS

    @property
    def is_explained(self):
        return self.group.slug in EXPLAINED


def describe(facility):
    """Return the GroupDescriptions of a facility, in order; no query beyond its own rows."""
    localized, held = taxonomy(), facility.service_pks
    answers, corrected_pks = answers_of(facility, localized), _corrected_pks(facility, localized)
    descriptions = []
    for group in localized.groups:
        services = localized.by_group[group.pk]
        own = [service for service in services if service.pk in held]
        offered = [service for service in own if not service.declines]
        descriptions.append(
            GroupDescription(
                group,
                offered=offered,
                not_offered=[
                    service
                    for service in services
                    if service.featured and service.pk not in corrected_pks
                    if answers.denying(service.pk)
                ],
                declined=[service for service in own if service.declines],
                shown=_broadest(offered, localized) if group.slug in SUMMED_UP else offered,
            )
        )
    return descriptions


@dataclass(frozen=True)
class Section:
    """A part of a page; `answered`: GroupDescriptions; `silent`: groups that aren't reported."""

    heading: str
    answered: list
    silent: list


def sections(groups):
    """Return the Sections of the main groups among GroupDescriptions."""
    by_slug = {described.group.slug: described for described in groups}
    parts = []
    for heading, slugs in SECTIONS:
        own = [by_slug[slug] for slug in slugs if slug in by_slug]
        answered = [described for described in own if described.shown or described.not_offered]
        silent = [described.group for described in own if described not in answered]
        parts.append(Section(heading, answered, silent))
    return parts


@dataclass
class Corrected:
    """What a page says of corrections: a line each ("": none).

    `is_number_sought`: the number to call was found wrong, and none is known to be right;
    `numbers`: lines of the other numbers. `refused`, `offered`, `unclear`: [(Service, Correction)]
    of what isn't offered, is though its listing is silent, or nobody can say; `all`: the same
    of every correction, without a Service where it is about none.
    """

    phone: str = ""
    address: str = ""
    website: str = ""
    closed: str = ""
    is_number_sought: bool = False
    numbers: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    offered: list = field(default_factory=list)
    unclear: list = field(default_factory=list)
    all: list = field(default_factory=list)


def corrected(facility):
    """Return the Corrected of a facility, in the language in use."""
    found, What = Corrected(), Correction.What
    about_services = {
        What.NOT_OFFERED: found.refused,
        What.OFFERED: found.offered,
        What.UNCLEAR: found.unclear,
    }
    for one in facility.corrections_now:
        service = taxonomy().services[one.service_id] if one.service_id else None
        found.all.append((service, one))
        if service:
            about_services[one.what].append((service, one))
        elif one.what in (What.OTHER_PHONE, What.MORE_PHONE):
            found.numbers.append(one.provenance)
        else:
            setattr(found, one.what, one.provenance)
            found.is_number_sought |= one.what == What.PHONE and one.is_gone
    return found


def _corrected_pks(facility, localized):
    """Return the pks of services that corrections cover: `corrected` shows them apart."""
    return {
        pk
        for correction in facility.corrections_now
        if correction.service_id
        for pk in localized.services
        if localized.includes(correction.service_id, pk)
    }


def _broadest(services, localized):
    kept = set(localized.broadest([service.pk for service in services]))
    return [service for service in services if service.pk in kept]
