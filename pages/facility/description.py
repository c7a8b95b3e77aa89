"""What a page says of a facility's services: offered, not offered, not reported."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds import kind_of
from facilities.corrections.public import public_corrections, public_corrections_of
from facilities.models import Edition, Listing
from facilities.taxonomy import SUBSTANCE_USE, taxonomy
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

CORRECTIONS = Prefetch("corrections", public_corrections().select_related("service"))


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
    """Return the Standing of a facility, listed or not; no query beyond its own rows."""
    known, held = taxonomy(), facility.service_pks
    editions = [listing.edition for listing in facility.listings.all()]
    kinds = {edition.kind for edition in editions if edition.is_current}
    treats = known.by_code[SUBSTANCE_USE].pk in held
    return Standing(
        is_real=any(not edition.is_demo for edition in editions),
        is_mental_health_only=kinds == {Edition.Kind.MH} and not treats,
        serves_only=known.only_of([pk for pk in known.on_cards if pk in held]),
    )


class Levels(NamedTuple):
    """What kind of place it is: Services, and their names as HTML ("Detox · Outpatient")."""

    services: list
    in_one_line: str


def levels(facility):
    """Return the Levels of a facility: those of LEVELS that it offers."""
    known, held = taxonomy(), facility.service_pks
    found = [known.by_slug[slug] for slug in LEVELS if slug in known.by_slug]
    found = [one for one in found if one.pk in held]
    return Levels(found, joined(" · ", (name_on_card(one.pk, known) for one in found)))


@dataclass
class GroupDescription:
    """
    One group of services on a facility's page.

    `not_offered`: its questionnaire asks for it, and the facility answered others of the
    group. All else is *not reported*: `offered` and `not_offered` are then empty.
    `shown`: what is offered, without what others of them sum up.
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
    known, held = taxonomy(), facility.service_pks
    # What was found out is said apart, with who found it out: `corrected`.
    found_out = {
        pk
        for one in public_corrections_of(facility)
        if one.service_id
        for pk in known.services
        if known.includes(one.service_id, pk)
    }
    denied = (_denied(facility, known) | _declined(held, known)) - held - found_out
    found = []
    for group in known.groups:
        services = known.by_group[group.pk]
        own = [one for one in services if one.pk in held]
        offered = [one for one in own if not one.declines]
        found.append(
            GroupDescription(
                group,
                offered=offered,
                not_offered=[one for one in services if one.pk in denied and one.featured],
                declined=[one for one in own if one.declines],
                shown=_broadest(offered, known) if group.slug in SUMMED_UP else offered,
            )
        )
    return found


@dataclass(frozen=True)
class Section:
    """A part of a page; `answered`: GroupDescriptions; `silent`: groups that aren't reported."""

    heading: str
    answered: list
    silent: list


def sections(groups):
    """Return the Sections of the main groups among GroupDescriptions."""
    by_slug = {one.group.slug: one for one in groups}
    found = []
    for heading, slugs in SECTIONS:
        own = [by_slug[slug] for slug in slugs if slug in by_slug]
        answered = [one for one in own if one.shown or one.not_offered]
        silent = [one.group for one in own if one not in answered]
        found.append(Section(heading, answered, silent))
    return found


@dataclass(frozen=True)
class CorrectionRow:
    """
    What a page says of a correction, in words: as text, when and how it was confirmed.

    `service`: the Service it is about, or None; `label`: its kind; `right`, `listed`: what is
    right, and what the listing says ("": nothing).
    """

    service: object
    label: str
    right: str
    listed: str
    provenance: str

    def __str__(self):
        return self.provenance


@dataclass
class Corrected:
    """
    What a page says of corrections: a CorrectionRow each, in the parts that their kinds name.

    `is_number_sought`: the number to call was found wrong, and none is known to be right;
    `numbers`: of the other numbers. `refused`, `offered`, `unclear`: services that it doesn't
    offer, offers though its listing is silent, or nobody can speak of; `all`: every one.
    """

    is_number_sought: bool = False
    phone: list = field(default_factory=list)
    address: list = field(default_factory=list)
    website: list = field(default_factory=list)
    closed: list = field(default_factory=list)
    numbers: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    offered: list = field(default_factory=list)
    unclear: list = field(default_factory=list)
    all: list = field(default_factory=list)


def corrected(facility):
    """Return the Corrected of a facility, in the language in use."""
    page = Corrected()
    for correction in public_corrections_of(facility):
        kind = kind_of(correction)
        row = CorrectionRow(
            service=taxonomy().services.get(correction.service_id),
            label=correction.get_what_display(),
            right=kind.right(correction),
            listed=correction.said,
            provenance=kind.provenance(correction),
        )
        page.all.append(row)
        getattr(page, kind.part).append(row)
        page.is_number_sought |= kind.seeks_number(correction)
    return page


def _broadest(services, known):
    kept = set(known.broadest([service.pk for service in services]))
    return [service for service in services if service.pk in kept]


def _denied(facility, known):
    """Return the services a current listing asks for, in groups it answered."""
    denied = set()
    for listing in facility.listings.all():
        if not listing.edition.is_current:
            continue
        codes, asked = listing.codes.split(), frozenset(listing.edition.asked_codes)
        answered = set().union(*(known.groups_of_code.get(code, ()) for code in codes))
        denied |= {
            pk
            for pk, service in known.services.items()
            if service.group_id in answered and known.codes[pk] & asked
        }
    return denied


def _declined(held, known):
    """Return the services that a facility's own "does not" answers deny."""
    return {pk for pk, deniers in known.denied_by.items() if deniers & held}
