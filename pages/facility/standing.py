"""What to know of a facility first: whether it is real, whom alone it serves, its care."""

from dataclasses import dataclass, field

from facilities.service_answers import answers_of
from facilities.taxonomy import taxonomy


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


def standing(facility, answers=None):
    """Return the Standing of a facility, listed or not; no query beyond its own rows.

    `answers`: its ServiceAnswers, if they are at hand.
    """
    localized, held = taxonomy(), facility.service_pks
    answers = answers or answers_of(facility, localized)
    editions = [listing.edition for listing in facility.listings.all()]
    return Standing(
        is_real=any(not edition.is_demo for edition in editions),
        is_mental_health_only=bool(answers.mental_health_only),
        is_dual_diagnosis_only=bool(answers.dual_diagnosis_only),
        serves_only=localized.only_of([pk for pk in localized.on_cards if pk in held]),
    )


def levels(facility):
    """Return the Services that say what kind of place a facility is, the most care first."""
    localized, held = taxonomy(), facility.service_pks
    pks = localized.unsaid([service.pk for service in localized.levels if service.pk in held])
    return [localized.services[pk] for pk in pks]
