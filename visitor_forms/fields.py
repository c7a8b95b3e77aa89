"""An encrypted model field."""

from django.core.validators import EMPTY_VALUES
from django.db import models
from django.utils.translation import gettext as _

from visitor_forms.crypto import Unreadable, decrypt, encrypt


class Sealed:
    """The value of a field that no key decrypts. Saving it keeps the stored token unchanged.

    It is not a string on purpose: code that takes it for the visitor's text fails at once. Such a
    row must neither break a page that lists others nor look empty.
    """

    def __init__(self, token):
        self.token = bytes(token)

    def __str__(self):
        return _("can't be read: its key is missing")


def is_sealed(row):
    """Return whether any field of a model instance can't be decrypted."""
    return any(isinstance(value, Sealed) for value in vars(row).values())


def _token_of(value):
    if isinstance(value, Sealed):
        return value.token
    return encrypt(value) if value else b""


class EncryptedTextField(models.BinaryField):
    """A text stored as a Fernet token (see crypto.py); "" is stored as no bytes.

    It can't be searched or sorted, on purpose. A token that no key decrypts is read as Sealed.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    # BinaryField's are bytes.
    empty_values = list(EMPTY_VALUES)

    def get_default(self):
        return super().get_default() or ""

    def get_db_prep_value(self, value, connection, prepared=False):
        return super().get_db_prep_value(_token_of(value), connection, prepared)

    def from_db_value(self, value, expression, connection):
        if not value:
            return ""
        try:
            return decrypt(value)
        except Unreadable:
            return Sealed(value)

    def to_python(self, value):
        return value

    def value_to_string(self, obj):
        raise NotImplementedError("What visitors typed isn't exported (dumpdata).")

    def get_lookup(self, lookup_name):
        return None
