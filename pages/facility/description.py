"""What a page says of a facility's services: offered, not offered, not reported."""

from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from facilities.corrections.public import public_corrections, public_corrections_of
from facilities.models import Listing
from facilities.service_answers import answers_of
from facilities.taxonomy import taxonomy

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
    `offered` and `not_offered` are both empty, the group is *not reported*. `shown` and
    `denied`: what a page says of both, without the services that others of them sum up.
    """

    group: object
    offered: list
    not_offered: list
    denied: list
    declined: list
    shown: list

    @property
    def count(self):
        return len(self.shown)

    @cached_property
    def is_of_levels(self):
        """Tell whether its services say how one is treated, whose words few people know."""
        return any(service.level for service in self.shown)

    @property
    def items(self):
        """Return what a page shows as items of a list: a page has hundreds, and tags are slow."""
        # As `format_html_join` does, a third of its time.
        if not self.is_of_levels:
            return items_of(self.shown)
        return SafeString(
            "".join(
                f"<li>{escape(each.name)}<small>{escape(each.explanation)}</small></li>"
                for each in self.shown
            )
        )

    @property
    def denied_items(self):
        """Return what it denies as items of a list."""
        return items_of(self.denied)


def items_of(services):
    """Return the names of Services as items of a list, as HTML."""
    return SafeString("".join([_item(service.name) for service in services]))


@lru_cache(maxsize=4000, typed=True)
def _item(name):
    return f"<li>{conditional_escape(name)}</li>"


def describe(facility, answers=None):
    """Return the GroupDescriptions of a facility, in order; no query beyond its own rows.

    `answers`: its ServiceAnswers, if they are at hand.
    """
    localized, held = taxonomy(), facility.service_pks
    answers = answers or answers_of(facility, localized)
    corrected_pks = _corrected_pks(facility, localized)
    claimed = frozenset(localized.claimed(held, bool(answers.mental_health_only)))
    services, denying, descriptions = localized.services, answers.denying, []
    for group, offers, declines, featured, sums_up in localized.layout:
        offered = [services[pk] for pk in offers if pk in claimed]
        # `id`, here and below: `pk` takes ten times as long, and there are hundreds.
        denied = [
            service
            for service in featured
            if service.id not in corrected_pks and denying(service.id)
        ]
        descriptions.append(
            GroupDescription(
                group,
                offered=offered,
                not_offered=denied,
                denied=_without_parts(denied, localized),
                declined=[services[pk] for pk in declines if pk in claimed],
                shown=_summed_up(offered, held, localized) if sums_up else offered,
            )
        )
    return descriptions


def _without_parts(services, localized):
    """Return Services without those that are part of another of them."""
    if len(services) < 2:
        return services
    pks = {service.id for service in services}
    return [service for service in services if pks.isdisjoint(localized.wholes_of(service.id))]


def _summed_up(offered, held, localized):
    """Return what a page shows of a group's Services, as far as the facility says which kind.

    The parts stand for a whole where any of them is named. Where none is, it says so.
    """
    parts = localized.parts
    shown = [
        _of_unsaid_kind(service) if service.part_unsaid else service
        for service in offered
        if service.id not in parts or parts[service.id].isdisjoint(held)
    ]
    is_summed_up = shown and shown[0].group.sums_up
    return _broadest(shown, localized) if is_summed_up else shown


def _of_unsaid_kind(service):
    told = copy(service)
    told.explanation = service.part_unsaid
    return told


def unsaid(services, localized):
    """Return Services of a Taxonomy without those that another of them says, too."""
    pks = [service.id for service in services]
    kept = localized.unsaid(pks)
    if len(kept) == len(pks):
        return services
    kept = set(kept)
    return [service for service in services if service.id in kept]


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
    kept = set(localized.broadest([service.id for service in services]))
    return [service for service in services if service.id in kept]
