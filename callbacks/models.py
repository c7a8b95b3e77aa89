"""Callback requests: visitors' answers are encrypted, and every look at them is recorded."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from callbacks.choices import DONE, OPEN, Action, State, Times, Voicemail, WhomFor
from callbacks.phones import formatted, masked
from visitor_forms.crypto import fingerprints
from visitor_forms.fields import EncryptedTextField, Sealed, is_sealed
from visitor_forms.floods import FloodQuerySet, flood_mark

PURPOSE = "callbacks.phone"


class CallbackRequestQuerySet(FloodQuerySet):
    def open(self):
        """Keep what nobody has finished yet."""
        return self.filter(state__in=OPEN)

    def with_phone(self, phone):
        """Keep open requests for a canonical number, whichever key fingerprinted it."""
        return self.open().filter(phone_fingerprint__in=fingerprints(phone, PURPOSE))


class CallbackRequest(models.Model):
    """One request. Only the encrypted fields say anything about the person."""

    name = EncryptedTextField(_("what to call them"), blank=True)
    phone = EncryptedTextField(_("phone"))  # canonical: phones.py
    times = EncryptedTextField(_("good times"))  # Times
    voicemail = EncryptedTextField(_("voicemail"))  # Voicemail
    whom_for = EncryptedTextField(_("for whom"))  # WhomFor
    language = EncryptedTextField(_("language of the page"))  # a code of LANGUAGES

    phone_fingerprint = models.CharField(max_length=64, editable=False)
    nonce = models.CharField(max_length=22, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.NEW)
    tries = models.PositiveSmallIntegerField(_("calls without answer"), default=0)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("agent")
    )
    created_at = models.DateTimeField(_("came in"), db_index=True)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    notified_at = models.DateTimeField(_("mail sent at"), null=True, blank=True)
    in_flood = flood_mark()

    objects = CallbackRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("callback request")
        verbose_name_plural = _("callback requests")
        ordering = ["created_at", "pk"]
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="callback_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLAIMED, claimed_by__isnull=False, claimed_at__isnull=False)
                | ~Q(state=State.CLAIMED) & Q(claimed_by__isnull=True, claimed_at__isnull=True),
                name="callback_claimed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DONE, closed_at__isnull=False)
                | ~Q(state__in=DONE) & Q(closed_at__isnull=True),
                name="callback_done_at_some_time",
            ),
            # Whoever asks twice is called once.
            models.UniqueConstraint(
                fields=["phone_fingerprint"],
                condition=Q(state__in=OPEN),
                name="callback_one_open_for_a_phone",
            ),
        ]

    def __str__(self):
        return _("Callback %(number)s") % {"number": self.pk}

    def save(self, *args, **kwargs):
        # Anew each time, so that it follows the newest key (rotate_field_keys).
        if not isinstance(self.phone, Sealed):
            self.phone_fingerprint = fingerprints(self.phone, PURPOSE)[0]
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("admin:callbacks_callbackrequest_change", args=[self.pk])

    @property
    def is_sealed(self):
        """Whether its fields can't be decrypted: nobody can call until the key is restored."""
        return is_sealed(self)

    @property
    def formatted_phone(self):
        return formatted(self.phone)

    @property
    def phone_masked(self):
        return self._display("phone", masked)

    @property
    def phone_uri(self):
        return f"tel:{self.phone}"

    @property
    def times_label(self):
        return self._display("times", lambda value: Times(value).label)

    @property
    def whom_for_label(self):
        return WhomFor(self.whom_for).label

    @property
    def voicemail_label(self):
        return Voicemail(self.voicemail).label

    @property
    def language_label(self):
        return self._display("language", lambda code: dict(settings.LANGUAGES).get(code, code))

    def _display(self, field, label_of):
        """Return a field's label, or a note that it can't be read."""
        value = getattr(self, field)
        return str(value) if isinstance(value, Sealed) else label_of(value)


class CallbackAccess(models.Model):
    """Who saw or did what with which request. Kept longer than the request itself."""

    request_number = models.BigIntegerField(_("request"), db_index=True)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("agent")
    )
    # As accounts are deleted one day.
    agent_name = models.CharField(_("agent's name then"), max_length=150)
    what = models.CharField(_("what"), max_length=9, choices=Action)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("callback access")
        verbose_name_plural = _("callback accesses")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=Action.values), name="callback_access_is_known"
            )
        ]

    def __str__(self):
        return f"{self.request_number}: {self.get_what_display()}"
