"""Published files: which, when, and what each says of a facility."""

from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilities.models.facility import Facility


class Questionnaire(models.TextChoices):
    """Whose questions a row answers. One file may hold rows of several."""

    SU = "su", _("Substance use survey")
    MH = "mh", _("Mental health survey")
    OTP = "otp", _("Opioid treatment program directory")
    CURATED = "curated", _("Entered by the operator")


def edition_kinds():
    """Return the choices of Edition.kind: a function, so that a new one needs no migration."""
    return Edition.Kind.choices


class Edition(models.Model):
    """One published directory: what was read, when, what it asks, and what it covers.

    `covers` is {questionnaire: two-letter states, or "US" for the nation}. There the edition
    lists all there is, so that a place it lacks is gone. {} for a part, which proves no absence.
    `series`: editions of one kind continue each other only within a series; "" for official ones.
    `replaced_by`: the edition that took its place; the listings of both are kept, so that the
    operator can go back.
    """

    class Kind(models.TextChoices):
        CURATED = "curated", _("Entered by the operator")
        LIST = "list", _("A list of the operator's own")
        OTP = "otp", _("Opioid Treatment Program directory")
        EXPORT = "export", _("FindTreatment.gov export")
        API = "api", _("FindTreatment.gov locator")
        SU = "su", _("National Directory, substance use")
        MH = "mh", _("National Directory, mental health")

    kind = models.CharField(max_length=10, choices=edition_kinds)
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
    series = models.CharField(
        max_length=100, blank=True, help_text=_("Which of the operator's lists it is.")
    )
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    imported_by = models.CharField(max_length=150, blank=True, help_text=_("Who imported it."))
    covers = models.JSONField(
        default=dict, blank=True, help_text=_("Questionnaires, and the states it lists in full.")
    )
    doubted_codes = models.JSONField(
        default=list, blank=True, help_text=_("Codes that swung: their blanks mean nothing.")
    )

    class Meta:
        ordering = ["kind", "-year", "-imported_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(replaced_by=models.F("pk")), name="edition_replaces_another"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="edition_year_plausible"
            ),
        ]

    def __str__(self):
        return self.title

    @cached_property
    def asked(self):
        """Return its `asked_codes` as a set, as it was read."""
        return frozenset(self.asked_codes)

    @cached_property
    def doubted(self):
        """Return its `doubted_codes` as a set, as it was read."""
        return frozenset(self.doubted_codes)


class ImportReport(models.Model):
    """What the import of an edition did, as facilities/importing/report.py tells it.

    A table of its own: it names thousands of places, and pages read editions all the time.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="import_report")
    content = models.JSONField()

    def __str__(self):
        return str(self.edition)


class Listing(models.Model):
    """A facility's row in an edition, unchanged, with the line it stands on.

    `is_answer`: it is what its facility says now. A newer list of the same questionnaire makes
    it history (facilities/listings/answering.py). `merged_from`: the facility it is a row of, where
    the operator said that this is one place with another (Merge). `denied`: codes of services, or
    slugs of those without one; most sources have no words for it.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="listings")
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="listings")
    line = models.PositiveIntegerField()
    raw = models.JSONField()
    codes = models.TextField(blank=True, help_text=_("In the source's order."))
    denied = models.TextField(
        blank=True, default="", help_text=_("What it says in words that it doesn't offer.")
    )
    row_hash = models.CharField(max_length=64)
    questionnaire = models.CharField(max_length=7, choices=Questionnaire, default=Questionnaire.SU)
    is_answer = models.BooleanField(default=True)
    merged_from = models.ForeignKey(
        Facility, models.SET_NULL, null=True, blank=True, related_name="merged_listings"
    )

    class Meta:
        ordering = ["edition", "line"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "line"], name="listing_line_once"),
            models.CheckConstraint(
                condition=Q(questionnaire__in=["su", "mh", "otp", "curated"]),
                name="listing_questionnaire_is_listed_here",
            ),
        ]

    def __str__(self):
        return f"{self.edition}, line {self.line}"
