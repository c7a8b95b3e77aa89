"""What came in while more was sent than usual: marked, so that it can be looked at and closed."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A flood begins once more came in this time than usual; what came before belongs to it.
WINDOW = timedelta(hours=1)


class FloodQuerySet(models.QuerySet):
    """Of rows with `in_flood`. `came_in` names the field that says when they came."""

    came_in = "created_at"

    def recent(self):
        """Keep what came within the last hour."""
        return self.filter(**{f"{self.came_in}__gte": timezone.now() - WINDOW})

    def mark_recent(self):
        """Mark what came within the last hour as part of the flood that begins now."""
        return self.recent().update(in_flood=True)


def flood_mark():
    """Return the field of a model that says whether a row came in during a flood."""
    return models.BooleanField(_("came in during a flood"), default=False, editable=False)
