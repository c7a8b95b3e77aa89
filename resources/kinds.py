"""The kinds of places that help and aren't treatment, and what may be said of each."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a list is a list of, in the order of pages. The value stands in addresses."""

    NALOXONE = "naloxone", _("Naloxone (Narcan)")
    SYRINGE_SERVICES = "syringe-services", _("Syringe services")
    RECOVERY_HOUSING = "recovery-housing", _("Recovery housing")
    MEETING = "meeting", _("Support group meetings")
    HEALTH_CENTER = "health-center", _("Health centers")


class Format(models.TextChoices):
    """How a list's file was read. Only HRSA's own file proves that its rules for cost hold."""

    TABLE = "table", _("table")
    GEOJSON = "geojson", _("GeoJSON")
    HRSA = "hrsa", _("HRSA's list of health centers")


class Setting(models.TextChoices):
    """What HRSA says of where a site is, as far as visitors need to know it."""

    MOBILE = "mobile-van", _("A van that moves around: call and ask where it is.")
    SEASONAL = "seasonal", _("Open for part of the year: call first.")
    SCHOOL = "school", _("In a school: call and ask who can come.")
    NURSING_HOME = "nursing-home", _("In a nursing home: call and ask who can come.")


# In the middle of a sentence: "Also near Lowell: naloxone, health centers".
IN_SENTENCE: dict[str, Promise] = {
    Kind.NALOXONE: _("naloxone"),
    Kind.SYRINGE_SERVICES: _("syringe services"),
    Kind.RECOVERY_HOUSING: _("recovery housing"),
    Kind.MEETING: _("support group meetings"),
    Kind.HEALTH_CENTER: _("health centers"),
}
# Of a card. An operator's list proves nothing beyond its kind, so no cost and no hours here.
DESCRIPTIONS: dict[str, Promise] = {
    Kind.NALOXONE: _("Naloxone (Narcan), a medicine that can reverse an opioid overdose."),
    Kind.SYRINGE_SERVICES: _("Syringe services: ask what they give out and take back."),
    Kind.RECOVERY_HOUSING: _("Recovery housing: a shared home without alcohol or drugs."),
    Kind.MEETING: _("Meeting of a support group."),
    Kind.HEALTH_CENTER: _("Health center."),
}
# What HRSA's Health Center Program asks of each site (docs/data.md names its pages).
# Its file doesn't say what a site offers: some do dental care alone.
HRSA_DESCRIPTION = _(
    "A health center's site. Health centers give primary care, and you pay less if your income "
    "is low. Ask what this site offers."
)
NOT_TREATMENT = _("Not a treatment program.")
# Some health centers do treat it; HRSA's file doesn't say which.
TREATMENT_NOT_SAID = _("The list doesn't say if it treats addiction: call and ask.")
