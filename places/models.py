"""The gazetteer: every place a search can start from, and the other names of some.

`load_gazetteer` replaces both tables as a whole, so nothing may hold a foreign key to
them: keep a place's kind, name and state instead.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from places.geo import Point


class Kind(models.TextChoices):
    STATE = "state", _("State")
    COUNTY = "county", _("County")
    CITY = "city", _("City")
    ZIP = "zip", _("ZIP code")
    REGION = "region", _("Region")


class ZipKind(models.TextChoices):
    STANDARD = "standard", _("Standard")
    PO_BOX = "po_box", _("PO boxes only")
    UNIQUE = "unique", _("One organization")


class Place(models.Model):
    """A state, county, city, ZIP code or region, with the point that stands for it.

    The point is a ZIP's center in the ZIP table, a city's in GeoNames, and the middle
    of the ZIP centers for counties, states and regions.
    """

    kind = models.CharField(max_length=6, choices=Kind)
    # places.names.key of the name (or the five digits, or the state's abbreviation).
    key = models.CharField(max_length=60)
    # As displayed; a ZIP's is its city.
    name = models.CharField(max_length=60)
    # "" for a region in several states.
    state = models.CharField(max_length=2, blank=True)
    county = models.CharField(max_length=60, blank=True)
    zip = models.CharField(max_length=5, blank=True)
    zip_kind = models.CharField(max_length=8, choices=ZipKind, blank=True)
    # Two digits for a state, five for a county.
    fips = models.CharField(max_length=5, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    # Only orders candidates: see City.weight in gazetteer/gathering.py.
    population = models.PositiveIntegerField(default=0)
    # Another city of the state bears the name: people are told the county.
    shares_name = models.BooleanField(default=False)
    # What a region is made of, as members_of reads it.
    members = models.TextField(blank=True)

    class Meta:
        indexes = [
            # For the ZIP codes around a point.
            models.Index(fields=["zip_kind", "latitude", "longitude"], name="place_zip_near"),
        ]
        constraints = [
            # Led by the key, so that it serves every look-up.
            models.UniqueConstraint(fields=["key", "kind", "state", "county"], name="place_unique"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="place_kind_known"),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_coordinates_in_range",
            ),
            models.CheckConstraint(
                condition=~Q(latitude=0, longitude=0), name="place_not_at_zero_zero"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.ZIP, zip=F("key"), zip_kind__in=ZipKind.values)
                & Exact(Length("zip"), 5)
                | ~Q(kind=Kind.ZIP) & Q(zip="", zip_kind=""),
                name="place_zip_only_of_zips",
            ),
            models.CheckConstraint(
                condition=Exact(Length("state"), 2) | Q(kind=Kind.REGION, state=""),
                name="place_state_two_letters",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.REGION) & ~Q(members="")
                | ~Q(kind=Kind.REGION) & Q(members=""),
                name="place_members_only_of_regions",
            ),
            models.CheckConstraint(condition=~Q(key="") & ~Q(name=""), name="place_named"),
        ]

    def __str__(self) -> str:
        return f"{self.zip or self.name}, {self.state} ({self.kind})"

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)


def members_of(members: str) -> tuple[tuple[str, str], ...]:
    """Return the ((state, county or ""), …) of a region from "MA/Dukes County;NH"."""
    pairs = (member.partition("/") for member in members.split(";") if member)
    return tuple((state, county) for state, _slash, county in pairs)


class Alias(models.Model):
    """Another name of a place: a nickname, a neighborhood, or a name the post accepts."""

    key = models.CharField(max_length=60)
    # As displayed.
    name = models.CharField(max_length=60)
    # Loading empties both tables at once; cascading would fetch every row first.
    place = models.ForeignKey(Place, on_delete=models.DO_NOTHING, related_name="aliases")
    # Known by this name everywhere (NYC): it wins over a state or city of the same name.
    well_known = models.BooleanField(default=False)
    # Of many cities (Downtown): it says nothing without the city or the state.
    local = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(fields=["key", "place"], name="alias_unique"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(name=""), name="alias_named"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.place}"


class GazetteerLoad(models.Model):
    """What the tables were last filled from; one row, written with them."""

    fingerprint = models.CharField(max_length=64, unique=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.fingerprint[:12]} at {self.loaded_at:%Y-%m-%d %H:%M}"
