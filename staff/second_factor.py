"""Rules of the second factor: who needs it, how it is set up, checked and reset."""

import base64
import secrets
from urllib.parse import quote, urlencode

import django_otp
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from staff import record
from staff.models import Authenticator, Event, RecoveryCode, matching_step

What = Event.What
REQUIRED, OPTIONAL = "required", "optional"
CODES = 10
KEY_BYTES = 20  # what RFC 4226 recommends
RECOVERY_BYTES = 15  # 120 bits, 24 letters and digits


def of(user):
    """Return the Authenticator of an account, or None."""
    return Authenticator.objects.filter(user=user, confirmed=True).first()


def is_given(user):
    """Return whether this session's user has given the second factor."""
    return getattr(user, "otp_device", None) is not None


def is_missing(user):
    """Return whether a user has yet to give, or to set up, the second factor."""
    if is_given(user):
        return False
    return settings.SECOND_FACTOR == REQUIRED or of(user) is not None


def new_key():
    """Return a new key for an app: 40 hexadecimal digits."""
    return secrets.token_hex(KEY_BYTES)


def address(key, user):
    """Return the otpauth: address that an app reads from a QR code."""
    issuer = settings.SITE_NAME.replace(":", " ")
    label = quote(f"{issuer}:{user.get_username()}")
    return f"otpauth://totp/{label}?" + urlencode(
        {"secret": as_typed(key).replace(" ", ""), "issuer": issuer}, quote_via=quote
    )


def as_typed(key):
    """Return a key as people type it into an app: base32, in groups of four."""
    return in_fours(base64.b32encode(bytes.fromhex(key)).decode(), " ")


def in_fours(text, between):
    """Return a text in groups of four characters."""
    return between.join(text[start : start + 4] for start in range(0, len(text), 4))


def without_spaces(code):
    """Return a code as it is checked: people type spaces, hyphens and capitals."""
    return "".join(code.split()).replace("-", "").lower()


def set_up(user, key, code):
    """Make the app with `key` the second factor of an account if `code` is the one it shows.

    Return the recovery codes, which are shown this once, or None if the code is wrong. It takes
    the place of one that was there before.
    """
    step = matching_step(key, without_spaces(code))
    if step is None:
        record.note_failure(What.WRONG_CODE, user)
        return None
    with transaction.atomic():
        # Who presses twice is served one after the other.
        get_user_model().objects.select_for_update().get(pk=user.pk)
        Authenticator.objects.filter(user=user).delete()
        device = Authenticator.objects.create(
            user=user, name="app", key=key, last_step=step, last_used_at=timezone.now()
        )
        record.note(What.SET_UP, user)
        return new_recovery_codes(device)


def new_recovery_codes(device):
    """Replace the recovery codes of an account; return them as people read them."""
    codes = [
        base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode().lower()
        for _number in range(CODES)
    ]
    with transaction.atomic():
        device.recovery_codes.all().delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(authenticator=device, digest=RecoveryCode.digest_of(code))
            for code in codes
        )
    return [in_fours(code, "-") for code in codes]


def check(user, code):
    """Return the Authenticator that accepts a code, or None; either way it is on record."""
    device, code = of(user), without_spaces(code)
    if device and (device := django_otp.verify_token(user, device.persistent_id, code)):
        record.note(What.CODE if code.isdecimal() else What.RECOVERY_CODE, user)
        return device
    record.note_failure(What.WRONG_CODE, user)
    return None


def seconds_to_wait(user):
    """Return how long an account has to wait after wrong codes."""
    device = of(user)
    is_allowed, why = device.verify_is_allowed() if device else (True, None)
    if is_allowed or why is None:
        return 0
    return max(1, round((why["locked_until"] - timezone.now()).total_seconds()))


def reset(user, by):
    """Take the second factor off an account, on record. Return whether there was one."""
    was_there = bool(Authenticator.objects.filter(user=user).delete()[0])
    if was_there:
        record.note(What.RESET, user, by=by)
    return was_there
