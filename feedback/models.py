"""What visitors say is wrong with a listing, until somebody has found out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from facilities.models import Correction, Facility, Service
from visitor_forms.fields import EncryptedTextField, is_sealed
from visitor_forms.floods import FloodQuerySet, flood_mark

LONGEST_NOTE = 500


class ReportQuerySet(FloodQuerySet):
    came_in = "sent_at"

    def open(self):
        """Keep what nobody has decided on yet."""
        return self.filter(state__in=Report.OPEN)


class Report(models.Model):
    """A visitor's word that something in a listing isn't right. Nothing tells who sent it.

    `number`: which of several numbers, as the page showed it: chosen, not typed.
    `nonce`: of the page it was sent from and what it says, so that it comes once. `note`:
    encrypted, and emptied some months after the report is closed (feedback/purging.py).
    """

    class Kind(models.TextChoices):
        NUMBER = "number", _("The phone number is wrong")
        WEBSITE = "website", _("The website is wrong")
        MOVED = "moved", _("It has moved")
        SECRET = "secret", _("Its address should not be shown")
        CLOSED = "closed", _("It has closed")
        SERVICE = "service", _("It doesn't have something it lists")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        NEW = "new", _("New")
        CHECKING = "checking", _("Being checked")
        CONFIRMED = "confirmed", _("Confirmed")
        DISMISSED = "dismissed", _("Dismissed")

    OPEN = (State.NEW, State.CHECKING)

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="reports")
    kind = models.CharField(_("what is wrong"), max_length=7, choices=Kind)
    service = models.ForeignKey(
        Service, models.SET_NULL, null=True, blank=True, verbose_name=_("service")
    )
    number = models.CharField(_("number"), max_length=100, blank=True)
    note = EncryptedTextField(_("note"), blank=True)
    nonce = models.CharField(max_length=40, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.NEW)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    in_flood = flood_mark()
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    correction = models.ForeignKey(
        Correction, models.SET_NULL, null=True, blank=True, editable=False,
        related_name="reports", verbose_name=_("correction"),
    )  # fmt: skip
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False,
        related_name="+", verbose_name=_("handled by"),
    )  # fmt: skip

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("report"), _("reports")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in="number website moved secret closed service other".split()),
                name="report_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["new", "checking"], closed_at__isnull=True)
                | Q(state__in=["confirmed", "dismissed"], closed_at__isnull=False),
                name="report_open_or_closed",
            ),
            models.CheckConstraint(
                condition=Q(service__isnull=True) | Q(kind="service"), name="report_service_of_kind"
            ),
            models.CheckConstraint(
                condition=Q(number="") | Q(kind="number"), name="report_number_of_kind"
            ),
            models.CheckConstraint(condition=~Q(nonce=""), name="report_has_a_nonce"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.pk})"

    @property
    def is_sealed(self):
        """Whether no key opens its note."""
        return is_sealed(self)

    @property
    def is_open(self):
        return self.state in Report.OPEN

    def move(self, state, user, correction=None):
        """Change the state, and save it with who did and what came of it."""
        self.state, self.handled_by = state, user
        self.closed_at = None if self.is_open else self.closed_at or timezone.now()
        self.correction = correction or self.correction
        self.save(update_fields=["state", "handled_by", "closed_at", "correction"])
