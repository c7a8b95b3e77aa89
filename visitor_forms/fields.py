"""A model field whose column holds nothing readable."""

from django.core.validators import EMPTY_VALUES
from django.db import models
from django.utils.translation import gettext as _

from visitor_forms.crypto import Unreadable, decrypt, encrypt


class Sealed:
    """What is read in place of a text that no key opens. Saved again, it is kept as it was.

    Not a string, on purpose: whoever takes it for what was typed fails at once. One such row
    mustn't take the others' page away, nor look as if nothing had been written.
    """

    def __init__(self, token):
        self.token = bytes(token)

    def __str__(self):
        return _("can't be read: its key is missing")


def is_sealed(row):
    """Tell whether anything of a model's row can't be read."""
    return any(isinstance(value, Sealed) for value in vars(row).values())


def _token_of(value):
    if isinstance(value, Sealed):
        return value.token
    return encrypt(value) if value else b""


class EncryptedTextField(models.BinaryField):
    """A text, kept as a Fernet token (see crypto.py); "" is kept as no bytes.

    It can't be searched or sorted by, on purpose. One that no key opens is read as Sealed.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    # A BinaryField's own are bytes.
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
