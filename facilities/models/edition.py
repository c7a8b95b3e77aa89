"""Published files: which, when, and what each says of a facility."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilities.models.facility import Facility


class Edition(models.Model):
    """One published directory: what was read, when, and what its questionnaire asks."""

    class Kind(models.TextChoices):
        CURATED = "curated", _("Entered by the operator")
        EXPORT = "export", _("FindTreatment.gov export")
        API = "api", _("FindTreatment.gov locator")
        SU = "su", _("National Directory, substance use")
        MH = "mh", _("National Directory, mental health")

    kind = models.CharField(max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    url = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text=_("Every facility in it is invented."))
    counts = models.JSONField(default=dict, help_text=_("Rows read, rejected, duplicates."))
    versions = models.CharField(
        max_length=100, blank=True, help_text=_("Of the rules its rows were read by.")
    )
    code_counts = models.JSONField(default=dict, help_text=_("Facilities that name each code."))
    asked_codes = models.JSONField(default=list, help_text=_("Codes its questionnaire asks."))

    class Meta:
        ordering = ["kind", "-year", "-imported_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(is_current=True), name="edition_one_current_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["curated", "export", "api", "su", "mh"]),
                name="edition_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="edition_year_plausible"
            ),
        ]

    def __str__(self):
        return self.title


class Listing(models.Model):
    """A facility's row in an edition, unchanged, with the line it stands on."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="listings")
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="listings")
    line = models.PositiveIntegerField()
    raw = models.JSONField()
    codes = models.TextField(blank=True, help_text=_("In the source's order."))
    row_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["edition", "line"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "line"], name="listing_line_once"),
        ]

    def __str__(self):
        return f"{self.edition}, line {self.line}"
