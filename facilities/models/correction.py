"""What somebody of this site has confirmed about a facility, against what its listing says."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from facilities.models.correction_rules import RULES
from facilities.models.edition import Edition
from facilities.models.facility import Facility
from facilities.models.taxonomy import Service


class CorrectionQuerySet(models.QuerySet):
    def active(self):
        """Keep those in force."""
        return self.filter(state=Correction.State.ACTIVE)

    def about(self, kind, service=None):
        """Keep those about a service, whatever they say of it; without one, those of a kind."""
        return self.filter(service=service) if service else self.filter(what=kind, service=None)


class Correction(models.Model):
    """One thing about a facility that its listing has wrong, what is right, and who found out how.

    Active ones are laid over what the listings say. What each kind means, besides what the
    database refuses, is in facilities/corrections/kinds/. `what`: its Kind.
    `said`: what the listings said of it when it was confirmed, in words; `is_contested`:
    they have said something new since, which nobody has looked into yet. `is_gone`: a number
    or a website is wrong, and nothing is known to be right in its place. `wrong`: the numbers
    found wrong, "; " between them; `line`: what the right one of several is for. `ended_by`: the
    edition whose import ended it: without that edition it is in force again. `latitude`,
    `longitude`: of the door of a corrected address in degrees, both or neither.
    """

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone: the number to call")
        OTHER_PHONE = "other-phone", _("Phone: another of its numbers")
        MORE_PHONE = "more-phone", _("Phone: a number that its listing lacks")
        ADDRESS = "address", _("Address")
        WITHHELD = "withheld", _("Its address must not be shown")
        WEBSITE = "website", _("Website")
        CLOSED = "closed", _("It has closed")
        OFFERED = "offered", _("It offers a service that its listing lacks")
        NOT_OFFERED = "not-offered", _("It doesn't offer a service")
        UNCLEAR = "unclear", _("Nobody can say if it offers a service")

    class Line(models.TextChoices):
        INTAKE = "intake", _("to ask about starting treatment (intake)")
        OTHER = "other", _("another line")

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
    what = models.CharField(_("what is wrong"), max_length=11, choices=Kind)
    wrong = models.TextField(_("number that is wrong"), blank=True)
    phone = models.CharField(_("right number"), max_length=100, blank=True)
    line = models.CharField(_("what this line is for"), max_length=6, choices=Line, blank=True)
    is_gone = models.BooleanField(_("it is wrong, and the right one isn't known"), default=False)
    street = models.CharField(_("street"), max_length=200, blank=True)
    street2 = models.CharField(_("suite or floor"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    state_code = models.CharField(_("state, two letters"), max_length=2, blank=True)
    zip = models.CharField(_("ZIP code"), max_length=5, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True, editable=False)
    longitude = models.FloatField(_("longitude"), null=True, blank=True, editable=False)
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
    ended_by = models.ForeignKey(
        Edition, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("correction"), _("corrections")
        ordering = ["-made_at", "-pk"]
        constraints = RULES

    def __str__(self):
        return f"{self.facility}: {self.get_what_display()}"

    @property
    def is_active(self):
        return self.state == Correction.State.ACTIVE

    @property
    def address(self):
        """Return the corrected address in one line."""
        place = f"{self.city}, {self.state_code} {self.zip}".strip()
        return ", ".join(filter(None, [self.street, self.street2, place]))

    @property
    def point(self):
        """Return where its door is, as maps write it; "" where nobody said so."""
        if self.latitude is None:
            return ""
        return f"{self.latitude:.5f}, {self.longitude:.5f}"
