"""Encrypt what visitors type before it reaches the database.

Fernet (AES-128-CBC with HMAC-SHA256, https://github.com/fernet/spec). `FIELD_KEYS` holds the
keys, newest first: the first encrypts, all of them decrypt, so that keys can be rotated.
"""

import hmac
from base64 import urlsafe_b64decode
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NO_KEY = (
    "FIELD_KEYS is not set, so nothing that visitors type can be kept. "
    "Make a key with `manage.py new_field_key`."
)


class Unreadable(Exception):
    """No key decrypts the stored token: a key was dropped before its rows were rotated."""


def has_keys():
    """Tell whether anything can be encrypted at all."""
    return bool(settings.FIELD_KEYS)


@lru_cache(maxsize=4)
def _box(keys):
    if not keys:
        raise ImproperlyConfigured(NO_KEY)
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text):
    """Return `text` as a token of bytes, another one each time. ImproperlyConfigured: no key."""
    return _box(tuple(settings.FIELD_KEYS)).encrypt(text.encode())


def decrypt(token):
    """Return the text of a token. Unreadable: no key of FIELD_KEYS made it."""
    if not has_keys():
        raise Unreadable(NO_KEY)
    try:
        return _box(tuple(settings.FIELD_KEYS)).decrypt(bytes(token)).decode()
    except InvalidToken as error:
        raise Unreadable("No key in FIELD_KEYS opens this.") from error


def fingerprints(text, purpose):
    """Return keyed digests that reveal whether two texts are equal, one per field key.

    The newest key comes first: store the first digest, search for any of them. A plain hash
    wouldn't do, as all phone numbers can be tried in a minute. `purpose` separates columns.
    """
    message = f"{purpose}\0{text}".encode()
    return [
        hmac.new(urlsafe_b64decode(key), message, sha256).hexdigest() for key in settings.FIELD_KEYS
    ]


def idempotency_keys(nonce, *answers):
    """Return the idempotency keys of a submission: one 22-character digest per field key.

    The newest field key comes first. Pressing "Send" twice gives the same keys; going back,
    changing an answer and sending the same page again gives different ones.
    """
    return [digest[:22] for digest in fingerprints("\0".join((nonce, *answers)), "sending")]
