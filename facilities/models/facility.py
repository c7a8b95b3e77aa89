"""A facility: its address, where that is, and how it stands in the directory."""

from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from facilities.models.public_id import new_public_id
from facilities.models.taxonomy import Service
from facilities.numbers import main_number
from facilities.offered import pks_in, text_of
from facilities.paths import path_of
from facilities.querysets import FacilityQuerySet

EXACT = ("source", "street")  # precisions that are a point, not the center of an area


class Facility(models.Model):
    """A place that treats people, as its current listings describe it.

    `merged_into`: what stands for it, which wasn't merged itself. It is derived from the merges
    in force (facilities/merging/save_merge.py), and nothing else sets it.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Listed in the latest edition")
        UNLISTED = "unlisted", _("Not in the latest edition")
        CLOSED = "closed", _("Closed")

    class Certification(models.TextChoices):
        FULL = "full", _("certified")
        PROVISIONAL = "provisional", _("provisionally certified")

    class Precision(models.TextChoices):
        SOURCE = "source", _("from the source")
        STREET = "street", _("from the street address")
        ZIP = "zip", _("center of its ZIP code")
        CITY = "city", _("center of its city")
        UNKNOWN = "unknown", _("not known")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    slug = models.SlugField(max_length=100)
    name = models.CharField(max_length=200)
    program = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=200, blank=True)
    street2 = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100)
    state = models.CharField(max_length=2)
    zip = models.CharField(max_length=5, blank=True)
    county = models.CharField(max_length=100, blank=True)
    address_withheld = models.BooleanField(default=False)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    precision = models.CharField(max_length=7, choices=Precision, default=Precision.UNKNOWN)
    position_from = models.CharField(
        max_length=320, blank=True, help_text=_("The table or geocoder that knows its door.")
    )
    website = models.URLField(max_length=500, blank=True)
    highlights = models.TextField(blank=True, help_text=_("One a line."))
    certification = models.CharField(
        max_length=11, choices=Certification, blank=True,
        help_text=_("As an opioid treatment program, by SAMHSA's directory of them."),
    )  # fmt: skip
    certified_since = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    changed_at = models.DateTimeField(auto_now=True)
    # Its services: facilities/offered.py.
    offered = models.TextField(blank=True, editable=False)

    objects = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "facilities"
        ordering = ["name", "public_id"]
        indexes = [
            models.Index(fields=["latitude", "longitude"], name="facility_position"),
            models.Index(fields=["state", "city"], name="facility_state_city"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["open", "unlisted", "closed"]),
                name="facility_status_known",
            ),
            models.CheckConstraint(
                # What is compared to null is neither true nor false, and a check lets it pass.
                condition=Q(latitude__isnull=True, longitude__isnull=True, precision="unknown")
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                    precision__in=["source", "street", "zip", "city"],
                ),
                name="facility_position_whole_or_unknown",
            ),
            models.CheckConstraint(
                condition=Q(address_withheld=False)
                | Q(street="", street2="", precision__in=["zip", "city", "unknown"]),
                name="facility_withheld_address_is_absent",
            ),
            models.CheckConstraint(
                condition=Exact(Length("state"), 2), name="facility_state_two_letters"
            ),
            models.CheckConstraint(
                condition=Q(zip="") | Exact(Length("zip"), 5), name="facility_zip_five_digits"
            ),
            models.CheckConstraint(
                condition=Q(website="")
                | Q(website__startswith="http://")
                | Q(website__startswith="https://"),
                name="facility_website_is_http",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="facility_has_a_name"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="facility_merged_into_another",
            ),
            models.CheckConstraint(
                condition=Q(certification="full")
                | Q(certification__in=["", "provisional"], certified_since__isnull=True),
                name="facility_certified_since_needs_certification",
            ),
            models.CheckConstraint(
                condition=Q(offered="") | Q(offered__startswith=" ", offered__endswith=" "),
                name="facility_offered_has_blanks_around",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = slug_for(self.name, self.city)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return path_of(self.public_id, self.slug)

    @property
    def survivor(self):
        """Return the Facility that stands for it: what it was merged into, or itself."""
        return self.merged_into or self

    @property
    def is_exact(self):
        """Whether its position is that of its door, not the middle of an area."""
        return self.precision in EXACT

    @property
    def main_number(self):
        """Return its main Phone, or None."""
        return main_number(self.phones.all())

    @cached_property
    def service_pks(self):
        """Return the pks of its services."""
        return pks_in(self.offered)

    @property
    def services(self):
        """Return its Services, a queryset."""
        return Service.objects.filter(pk__in=self.service_pks)

    def set_services(self, services):
        """Let it offer some Services, and nothing else. Save it then."""
        self.offered = text_of({service.pk for service in services})
        vars(self).pop("service_pks", None)

    @property
    def highlight_lines(self):
        """Return the operator's highlights, one a line."""
        return [line.strip() for line in self.highlights.splitlines() if line.strip()]


def slug_for(name, city):
    """Return the readable part of a facility's address."""
    return slugify(f"{name} {city}")[:100].strip("-") or "facility"
