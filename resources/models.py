"""Other places that help: lists that an operator imported, and the places in them.

They aren't facilities, and nothing that searches or counts treatment reads them.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from facilities.numbers import uri_of
from resources.kinds import (
    DESCRIPTIONS,
    HRSA_DESCRIPTION,
    NOT_TREATMENT,
    TREATMENT_NOT_SAID,
    Format,
    Kind,
    Setting,
)
from resources.querysets import ResourceQuerySet

HOURS_OF_A_WEEK = 168
HTTP = Q(url__startswith="http://") | Q(url__startswith="https://")


class ResourceList(models.Model):
    """One imported file: what it lists, who published it, and of which day it is.

    A list is known by its kind and title: a newer file of the same replaces all its places.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=200)
    url = models.CharField(_("address of the source"), max_length=500, blank=True)
    source_format = models.CharField(_("read as"), max_length=10, choices=Format)
    file_name = models.CharField(_("file"), max_length=300)
    sha256 = models.CharField(max_length=64)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    imported_at = models.DateTimeField(_("imported"))
    imported_by = models.CharField(_("imported by"), max_length=150, blank=True)
    rules = models.CharField(max_length=20, help_text=_("Of the rules its rows were read by."))
    report = models.JSONField(_("report"), default=dict, help_text=_("What its import did."))

    class Meta:
        verbose_name = _("list of places that help")
        verbose_name_plural = _("lists of places that help")
        ordering = ["kind", "title"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "title"], name="resource_list_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="resource_list_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(source_format__in=["table", "geojson"])
                | Q(source_format="hrsa", kind=Kind.HEALTH_CENTER),
                name="resource_list_hrsa_lists_health_centers",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(publisher=""), name="resource_list_says_whose"
            ),
            models.CheckConstraint(condition=Q(url="") | HTTP, name="resource_list_url_is_http"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def description(self) -> str | Promise:
        """What its places are, as far as the list proves it."""
        return HRSA_DESCRIPTION if self.source_format == Format.HRSA else DESCRIPTIONS[self.kind]

    @property
    def treatment_note(self) -> str | Promise:
        """What to know before one calls there about treatment."""
        return TREATMENT_NOT_SAID if self.kind == Kind.HEALTH_CENTER else NOT_TREATMENT


class Resource(models.Model):
    """A place of a list, as its row describes it; "" and None mean that the list doesn't say.

    `phone` is shown and `e164` dialed; `phone_text` is the whole cell, where it holds more than
    that number. `raw`: the row as published.
    """

    class Precision(models.TextChoices):
        SOURCE = "source", _("from the source")
        ZIP = "zip", _("center of its ZIP code")
        CITY = "city", _("center of its city")

    list = models.ForeignKey(ResourceList, models.CASCADE, related_name="resources")
    # The list's: so that one index finds what is near.
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    line = models.PositiveIntegerField(_("line"))
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("street"), max_length=200, blank=True)
    address_withheld = models.BooleanField(_("address withheld"), default=False)
    city = models.CharField(_("city"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    zip = models.CharField(_("ZIP code"), max_length=5, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    precision = models.CharField(max_length=6, choices=Precision)
    phone = models.CharField(_("phone"), max_length=100, blank=True)
    e164 = models.CharField(max_length=16, blank=True)
    extension = models.CharField(max_length=10, blank=True)
    phone_text = models.CharField(max_length=200, blank=True)
    website = models.CharField(_("website"), max_length=500, blank=True)
    hours = models.CharField(_("hours"), max_length=500, blank=True)
    hours_per_week = models.FloatField(_("hours a week"), null=True, blank=True)
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    notes = models.CharField(_("notes"), max_length=1000, blank=True)
    setting = models.CharField(_("setting"), max_length=12, choices=Setting, blank=True)
    raw = models.JSONField(default=dict)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place that helps")
        verbose_name_plural = _("places that help")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["kind", "latitude", "longitude"], name="resource_near"),
            models.Index(fields=["kind", "state", "city"], name="resource_in_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["list", "line"], name="resource_line_unique"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="resource_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="resource_has_a_name"),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
                & ~Q(latitude=0, longitude=0),
                name="resource_point_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(precision__in=["source", "zip", "city"]),
                name="resource_precision_known",
            ),
            models.CheckConstraint(
                condition=Q(address_withheld=False) | Q(street="", precision__in=["zip", "city"]),
                name="resource_withheld_address_is_absent",
            ),
            models.CheckConstraint(
                condition=Exact(Length("state"), 2) | Q(state=""),
                name="resource_state_two_letters",
            ),
            models.CheckConstraint(
                condition=Exact(Length("zip"), 5) | Q(zip=""), name="resource_zip_five_digits"
            ),
            models.CheckConstraint(
                condition=Q(e164="", extension="") | Q(e164__startswith="+") & ~Q(phone=""),
                name="resource_dialed_number_is_shown",
            ),
            models.CheckConstraint(
                condition=Q(website="")
                | Q(website__startswith="http://")
                | Q(website__startswith="https://"),
                name="resource_website_is_http",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True)
                | Q(
                    hours_per_week__isnull=False,
                    hours_per_week__gt=0,
                    hours_per_week__lte=HOURS_OF_A_WEEK,
                ),
                name="resource_hours_of_a_week",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_exact(self) -> bool:
        """Whether its position is that of the place itself, not the middle of an area.

        GeoJSON draws the place; the point in a table, without a street, may be that of a town.
        """
        is_drawn = bool(self.street) or self.list.source_format == Format.GEOJSON
        return self.precision == self.Precision.SOURCE and is_drawn

    @property
    def place(self) -> str:
        """Its city, state and ZIP code, as far as the list says them."""
        return ", ".join(filter(None, [self.city, f"{self.state} {self.zip}".strip()]))

    @property
    def address(self) -> str:
        """Its address in one line, as far as the list says it."""
        return ", ".join(filter(None, [self.street, self.place]))

    @property
    def counted_hours(self) -> int:
        """Return what the plural of its hours a week goes by: "37.5 hours", "1 hour"."""
        return 1 if self.hours_per_week == 1 else 2

    @property
    def says_more(self) -> bool:
        """Whether its list says more of it than its name, address and number."""
        more = (self.hours, self.hours_per_week, self.languages, self.website, self.notes)
        return any(more)

    @property
    def uri(self) -> str | None:
        """The RFC 3966 link of its number, or None where nothing can be dialed."""
        return uri_of(self.e164, self.extension)
