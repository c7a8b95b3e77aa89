"""What somebody of this site has confirmed about a facility, against what its listing says."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from facilities.models.facility import Facility
from facilities.models.taxonomy import Service


class CorrectionQuerySet(models.QuerySet):
    def active(self):
        """Keep those in force."""
        return self.filter(state=Correction.State.ACTIVE)


class Correction(models.Model):
    """
    One thing about a facility that its listing has wrong, what is right, and who found out how.

    Active ones are laid over what the listings say (facilities/directory/overlay.py).
    `said`: what the listings said of it when it was confirmed, in words; `is_contested`:
    they have said something new since, which nobody has looked into yet.
    """

    class What(models.TextChoices):
        PHONE = "phone", _("Phone: the number to call")
        ADDRESS = "address", _("Address")
        WEBSITE = "website", _("Website")
        CLOSED = "closed", _("It has closed")
        NOT_OFFERED = "not-offered", _("It doesn't offer a service")

    class How(models.TextChoices):
        CALL = "call", _("confirmed by call")
        WEBSITE = "website", _("confirmed on its website")
        WRITING = "writing", _("confirmed by the place in writing")
        VISIT = "visit", _("confirmed in person")

    class State(models.TextChoices):
        ACTIVE = "active", _("In force")
        SETTLED = "settled", _("Settled: the source says the same now")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="corrections")
    what = models.CharField(_("what is wrong"), max_length=11, choices=What)
    phone = models.CharField(_("number to call"), max_length=100, blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    street2 = models.CharField(_("suite or floor"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    state_code = models.CharField(_("state, two letters"), max_length=2, blank=True)
    zip = models.CharField(_("ZIP code"), max_length=5, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, verbose_name=_("service")
    )
    said = models.TextField(_("what the source said"), blank=True)
    is_contested = models.BooleanField(_("the source says something new"), default=False)
    confirmed_on = models.DateField(_("confirmed on"))
    confirmed_by = models.CharField(_("how"), max_length=7, choices=How)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True,
        related_name="+", verbose_name=_("made by"),
    )  # fmt: skip
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ACTIVE)
    ended_on = models.DateField(_("settled or withdrawn on"), null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("correction"), _("corrections")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "what"],
                condition=Q(state="active", service__isnull=True),
                name="correction_one_active_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["facility", "service"],
                condition=Q(state="active", service__isnull=False),
                name="correction_one_active_of_a_service",
            ),
            models.CheckConstraint(
                condition=Q(what="closed", service__isnull=True)
                | Q(what="phone", service__isnull=True) & ~Q(phone="")
                | Q(what="website", service__isnull=True) & ~Q(website="")
                | Q(what="address", service__isnull=True)
                & ~(Q(street="") | Q(city="") | Q(state_code="") | Q(zip=""))
                | Q(what="not-offered", service__isnull=False),
                name="correction_says_what_is_right",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__in=["call", "website", "writing", "visit"]),
                name="correction_way_known",
            ),
            models.CheckConstraint(
                condition=Q(state="active", ended_on__isnull=True)
                | Q(state__in=["settled", "withdrawn"], ended_on__isnull=False),
                name="correction_active_or_ended",
            ),
        ]

    def __str__(self):
        return f"{self.facility}: {self.get_what_display()}"

    @property
    def is_active(self):
        return self.state == Correction.State.ACTIVE

    @property
    def address(self):
        """Return the corrected address in one line."""
        street = ", ".join(filter(None, [self.street, self.street2]))
        return f"{street}, {self.city}, {self.state_code} {self.zip}"

    @property
    def right(self):
        """Return what is right, in words; "" for what is only no longer so."""
        values = {"phone": self.phone, "address": self.address, "website": self.website}
        return values.get(self.what, "")

    @property
    def provenance(self):
        """Return what a page says of it: "Phone corrected Nov. 20, 2026, confirmed by call"."""
        said = {
            Correction.What.PHONE: _("Phone corrected %(date)s, %(how)s"),
            Correction.What.ADDRESS: _("Address corrected %(date)s, %(how)s"),
            Correction.What.WEBSITE: _("Website corrected %(date)s, %(how)s"),
            Correction.What.CLOSED: _("Closed: put in here %(date)s, %(how)s"),
            Correction.What.NOT_OFFERED: _("Corrected %(date)s, %(how)s"),
        }
        date = date_format(self.confirmed_on, "DATE_FORMAT")
        return said[self.what] % {"date": date, "how": self.get_confirmed_by_display()}
