"""Which facility offers which service."""

from django.db import models

from facilities.models.taxonomy import Service


class FacilityService(models.Model):
    """One service of one facility.

    There are a million rows, so there are only the indexes that searches need, and no foreign
    keys in the database: checking them row by row takes PostgreSQL longer than the whole
    import (docs/decisions/0003-bulk-writes.md).
    """

    facility = models.ForeignKey("Facility", models.CASCADE, db_index=False, db_constraint=False)
    service = models.ForeignKey(Service, models.PROTECT, db_index=False, db_constraint=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility", "service"], name="facilityservice_once"),
        ]
        indexes = [models.Index(fields=["service", "facility"], name="facilityservice_by_service")]

    def __str__(self):
        return f"{self.facility_id}: {self.service_id}"
