"""What to know of a facility first: whether it is real, whom alone it serves, its care."""

from dataclasses import dataclass, field
from typing import NamedTuple

from facilities.service_answers import answers_of
from facilities.taxonomy import taxonomy
from facilities.wording import joined
from pages.card_lines import name_on_card


@dataclass
class Standing:
    """What to know of a facility before anything else.

    `is_real`: something else than the invented demo lists it, or did.
    `is_mental_health_only`: it is listed for mental health care and says nothing of
    substance use; `is_dual_diagnosis_only`: but for people with both. `serves_only`: the
    Services that say who alone is served.
    """

    is_real: bool = True
    is_mental_health_only: bool = False
    is_dual_diagnosis_only: bool = False
    serves_only: list = field(default_factory=list)


def standing(facility):
    """Return the Standing of a facility, listed or not; no query beyond its own rows."""
    localized, held = taxonomy(), facility.service_pks
    answers = answers_of(facility, localized)
    editions = [listing.edition for listing in facility.listings.all()]
    return Standing(
        is_real=any(not edition.is_demo for edition in editions),
        is_mental_health_only=bool(answers.mental_health_only),
        is_dual_diagnosis_only=bool(answers.dual_diagnosis_only),
        serves_only=localized.only_of([pk for pk in localized.on_cards if pk in held]),
    )


class Levels(NamedTuple):
    """What kind of place it is: Services, and their names as HTML ("Detox · Outpatient")."""

    services: list
    in_one_line: str


def levels(facility):
    """Return the Levels of a facility: of those that it offers."""
    localized, held = taxonomy(), facility.service_pks
    pks = localized.unsaid([service.pk for service in localized.levels if service.pk in held])
    services = [localized.services[pk] for pk in pks]
    names = (name_on_card(service.pk, localized) for service in services)
    return Levels(services, joined(" · ", names))
