"""What can be asked of many facilities in the database; searches ask search/results.py."""

from django.db import models

from facilities.offered import offers
from places.geo import miles_from


class FacilityQuerySet(models.QuerySet):
    """Verbs narrow; all chain."""

    def unlisted(self):
        """Return those that the newest lists lack: they may have closed or moved."""
        return self.filter(status="unlisted", merged_into=None)

    def listed(self):
        """Keep facilities that a current edition lists."""
        return self.filter(status="open", merged_into=None)

    def offering(self, *services):
        """Keep facilities that offer every one of some Services."""
        return self.filter(*(offers(service.pk) for service in services))

    def in_state(self, state):
        """Keep facilities of a state or territory, given by its two letters."""
        return self.filter(state=state)

    def near(self, point, miles):
        """Keep facilities within `miles` of `point`, with their `distance` in miles."""
        return (
            self.filter(**point.box(miles))
            .annotate(distance=miles_from(point))
            .filter(distance__lte=miles)
        )
