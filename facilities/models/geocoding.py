"""Where addresses are, as a geocoder or a published table says."""

from django.db import models
from django.db.models import Q


class GeocodedAddress(models.Model):
    """Where an address is; no position: the operator's geocoder found nothing.

    `provider`: the geocoder, or TABLE. `source`: the published table's file name.
    """

    TABLE = "table"

    address = models.CharField(max_length=500, unique=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    provider = models.CharField(max_length=20)
    source = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "geocoded addresses"
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="geocodedaddress_position_whole_or_none",
            ),
        ]

    def __str__(self):
        return self.address

    @property
    def said_by(self):
        """Return who says it and since when we have it, for a facility's `position_from`."""
        return f"{self.source or self.provider}, {self.asked_at.date().isoformat()}"
