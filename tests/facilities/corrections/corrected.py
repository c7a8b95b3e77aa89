"""Corrections for tests, made as the admin makes them."""

from datetime import date

from django.urls import reverse

from facilities.importing.save_correction import put_right
from facilities.models import Correction, Facility, Service

ADD = reverse("admin:facilities_correction_add")
NEW_ADDRESS = {"street": "9 Oak Street", "city": "Canton", "state_code": "MA", "zip": "02021"}
CONFIRMED = {"confirmed_on": date(2026, 11, 20), "confirmed_by": "call"}


def correct(facility, kind, **values):
    """Put `facility` right and return the Correction; `service` may be a slug."""
    if isinstance(values.get("service"), str):
        values["service"] = Service.objects.get(slug=values["service"])
    correction = Correction(facility=facility, what=kind, **{**CONFIRMED, **values})
    put_right(correction)
    return correction


def filled(facility, **values):
    """Return what the admin's form of a new correction sends, as text."""
    return {"facility": facility.pk, "confirmed_on": "2026-11-20", "confirmed_by": "call", **values}


def slugs(facility):
    return set(Facility.objects.get(pk=facility.pk).services.values_list("slug", flat=True))
