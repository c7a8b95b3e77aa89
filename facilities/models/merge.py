"""Two listings of the directory that an operator knows to be one place."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from facilities.models.facility import Facility


class MergeQuerySet(models.QuerySet):
    def active(self):
        """Keep those in force."""
        return self.filter(undone_at=None)

    def of(self, facility):
        """Keep those that a facility has a part in, whichever of the two it is."""
        return self.filter(Q(facility=facility) | Q(into=facility))


class Merge(models.Model):
    """An operator's word that `facility` is the same place as `into`, which stays.

    A row of its own, because an import would not know of it otherwise: editions are matched
    with what they said of both. `facility` shows nothing of its own while it is in force, and
    its address leads to `into`. `Facility.merged_into` is derived from those in force.
    """

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="merges")
    into = models.ForeignKey(
        Facility, models.CASCADE, related_name="merges_from", verbose_name=_("is the same place as")
    )
    reason = models.CharField(_("how you know"), max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True,
        related_name="+", verbose_name=_("made by"),
    )  # fmt: skip
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True,
        related_name="+", verbose_name=_("undone by"),
    )  # fmt: skip
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("merge"), _("merges")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(facility=F("into")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["facility"], condition=Q(undone_at=None), name="merge_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.facility} → {self.into}"
