"""Corrections that rest with a merged place, and the form to make them again where it is shown."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from facilities.models import Correction, Facility

# What a correction says, by the boxes of its form.
BOXES = (
    "wrong phone line is_gone street street2 city state_code zip website service_id "
    "confirmed_on confirmed_by"
).split()


class Resting(NamedTuple):
    """A Correction that rests, and the address of the form that makes it again."""

    correction: Correction
    link: str


def resting(facility: Facility) -> list[Resting]:
    """Return what rests of the places that a facility stands for."""
    corrections = Correction.objects.active().filter(facility__merged_into=facility)
    corrections = corrections.select_related("facility", "service").order_by("pk")
    return [Resting(correction, _link(correction, facility)) for correction in corrections]


def _link(correction: Correction, facility: Facility) -> str:
    boxes = {name.removesuffix("_id"): getattr(correction, name) for name in BOXES}
    values = {"facility": facility.pk, "what": correction.what, **boxes}
    main = facility.main_number
    if correction.what == Correction.Kind.PHONE and main and main.display != correction.said:
        # What was the number to call there is another of the numbers here.
        values |= {"what": Correction.Kind.OTHER_PHONE, "wrong": correction.said}
    query = {name: str(value) for name, value in values.items() if value}
    return f"{reverse('admin:facilities_correction_add')}?{urlencode(query)}"
