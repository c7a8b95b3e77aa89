"""What a page says of a facility's services: offered, not offered, not reported."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from facilities.corrections.public import public_corrections, public_corrections_of
from facilities.models import Listing
from facilities.service_answers import answers_of
from facilities.taxonomy import taxonomy

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

# What `standing` and `describe` read, for many facilities at once. The raw rows and the
# editions' counts are an import's business, and large.
LISTINGS = Prefetch(
    "listings",
    Listing.objects.select_related("edition").defer(
        "raw", "edition__counts", "edition__code_counts"
    ),
)

CORRECTIONS = Prefetch("corrections", public_corrections().select_related("service"))


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


def _corrected_pks(facility, localized):
    """Return the pks of services that corrections cover: `corrected` shows them apart."""
    return {
        pk
        for correction in public_corrections_of(facility)
        if correction.service_id
        for pk in localized.services
        if localized.includes(correction.service_id, pk)
    }


def _broadest(services, localized):
    kept = set(localized.broadest([service.pk for service in services]))
    return [service for service in services if service.pk in kept]
