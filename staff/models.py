"""The second factor of an account, its sessions, and the record of log-ins."""

import uuid
from binascii import unhexlify
from hashlib import sha256
from secrets import compare_digest
from time import time

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin, TimestampMixin
from django_otp.oath import hotp

from visitor_forms.fields import EncryptedTextField, Sealed

PERIOD = 30  # seconds that a code is shown for (RFC 6238)
# The longest wait after wrong codes is 2 ** 9 seconds: who knows a password can't lock its owner
# out for longer than that, and in a day has one chance in 3,000 to guess a code.
MOST_FAILURES = 10
# The code shown now, or the one before, for who typed it as it changed; none of the future.
STEPS_BACK = (0, 1)


class Authenticator(TimestampMixin, ThrottlingMixin, Device):
    """An app that shows six digits, and the recovery codes for when it is lost.

    django-otp's own model keeps the key readable in the database; this one encrypts it, with
    FIELD_KEYS, as what visitors type. Wrong codes make the next try wait: 1 second, then 2, 4, 8.
    """

    key = EncryptedTextField(_("key"))  # 40 hexadecimal digits
    last_step = models.BigIntegerField(_("step of the last code used"), default=-1)

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user"], name="staff_one_second_factor_each")
        ]

    def get_throttle_factor(self):
        return 1

    def throttle_increment(self, commit=True):
        """Count a wrong code, MOST_FAILURES at most."""
        most = MOST_FAILURES - 1
        self.throttling_failure_count = min(self.throttling_failure_count, most)  # type: ignore[has-type]
        super().throttle_increment(commit=commit)

    def verify_token(self, token):
        """Return whether a code is right, and use it up: none is good twice."""
        is_allowed, _why = self.verify_is_allowed()
        if not is_allowed:
            return False
        if not (self._use_digits(token) or self._use_recovery_code(token)):
            self.throttle_increment()
            return False
        self.throttle_reset(commit=False)
        self.set_last_used_timestamp(commit=False)
        self.save()
        return True

    def _use_digits(self, token):
        step = None if isinstance(self.key, Sealed) else matching_step(self.key, token)
        if step is None or step <= self.last_step:
            return False
        self.last_step = step
        return True

    def _use_recovery_code(self, token):
        return bool(self.recovery_codes.filter(digest=RecoveryCode.digest_of(token)).delete()[0])


def matching_step(key, token):
    """Return the 30-second step whose six digits `token` is, or None. `key`: hexadecimal."""
    now = int(time()) // PERIOD
    for step in (now - back for back in STEPS_BACK):
        if compare_digest(f"{hotp(unhexlify(key), step):06d}".encode(), token.encode()):
            return step
    return None


class RecoveryCode(models.Model):
    """One code that works once. 120 random bits, so that a plain digest tells nothing of it."""

    authenticator = models.ForeignKey(Authenticator, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.pk)

    @staticmethod
    def digest_of(code):
        return sha256(code.encode()).hexdigest()


class StaffSession(AbstractBaseSession):
    """A session of somebody who logged in. No address and no browser is stored."""

    # For pages: the key is what a browser proves itself with, so no page has it.
    number = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    started_at = models.DateTimeField(_("since"))
    used_at = models.DateTimeField(_("last used"))

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls):
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class Event(models.Model):
    """What happened to an account: log-ins, attempts, changes of what one logs in with."""

    class What(models.TextChoices):
        LOG_IN = "log-in", _("logged in")
        WRONG_PASSWORD = "wrong-password", _("wrong password")
        CODE = "code", _("gave the second factor")
        RECOVERY_CODE = "recovery", _("used a recovery code")
        WRONG_CODE = "wrong-code", _("wrong code")
        SET_UP = "set-up", _("set up a second factor")
        NEW_CODES = "new-codes", _("made new recovery codes")
        RESET = "reset", _("second factor reset")
        PASSWORD_CODE = "password-code", _("code for a new password made")
        NEW_PASSWORD = "password", _("password changed")
        SESSIONS_ENDED = "ended", _("sessions ended")
        LOG_OUT = "log-out", _("logged out")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    # As accounts are deleted one day; "": there was no account of the name that was typed.
    account = models.CharField(_("account"), max_length=150, blank=True)
    what = models.CharField(_("what"), max_length=14, choices=What)
    by = models.CharField(_("by whom, if by somebody else"), max_length=150, blank=True)
    at = models.DateTimeField(_("when"), db_index=True)
    times = models.PositiveIntegerField(_("times within an hour"), default=1)

    class Meta:
        verbose_name = _("log-in on record")
        verbose_name_plural = _("log-ins on record")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.account}: {self.get_what_display()}"
