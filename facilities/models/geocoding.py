"""What a geocoder answered, so that no address is asked for twice."""

from django.db import models
from django.db.models import Q


class GeocodedAddress(models.Model):
    """What the operator's geocoder answered for an address; no position: it found nothing."""

    address = models.CharField(max_length=500, unique=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    provider = models.CharField(max_length=20)
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
