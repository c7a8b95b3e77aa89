"""The numbers of a facility."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilities.models.facility import Facility
from facilities.numbers import uri_of


class Phone(models.Model):
    """A number of a facility, exactly as its source gives it, and how to dial it."""

    class Kind(models.TextChoices):
        MAIN = "main", _("Main number")
        INTAKE = "intake", _("Intake")
        OTHER = "other", _("Other number")

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="phones")
    kind = models.CharField(max_length=6, choices=Kind)
    position = models.PositiveSmallIntegerField()
    display = models.CharField(max_length=100)
    e164 = models.CharField(max_length=16, blank=True, help_text=_("Empty: can't be dialled."))
    extension = models.CharField(max_length=10, blank=True)
    answered_by = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "position"], name="phone_position_unique"),
            models.UniqueConstraint(
                fields=["facility"], condition=Q(kind="main"), name="phone_one_main"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["main", "intake", "other"]), name="phone_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(e164="") | Q(e164__startswith="+"), name="phone_e164_has_a_plus"
            ),
            models.CheckConstraint(condition=~Q(display=""), name="phone_has_text"),
        ]

    def __str__(self):
        return self.display

    @property
    def uri(self):
        """Return the RFC 3966 link, or None when the source's text can't be dialled."""
        return uri_of(self.e164, self.extension)
