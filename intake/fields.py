"""A model field whose column holds nothing readable."""

from django.core.validators import EMPTY_VALUES
from django.db import models

from intake.crypto import decrypt, encrypt


class EncryptedTextField(models.BinaryField):
    """
    A text, kept as a Fernet token (see crypto.py); "" is kept as no bytes.

    It can't be searched or sorted by, on purpose. Reading one that no key opens raises
    Unreadable: rather no page than a page that looks as if nothing had been written.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    # A BinaryField's own are bytes.
    empty_values = list(EMPTY_VALUES)

    def get_default(self):
        return super().get_default() or ""

    def get_db_prep_value(self, value, connection, prepared=False):
        token = encrypt(value) if value else b""
        return super().get_db_prep_value(token, connection, prepared)

    def from_db_value(self, value, expression, connection):
        return decrypt(value) if value else ""

    def to_python(self, value):
        return value

    def value_to_string(self, obj):
        raise NotImplementedError("What visitors typed isn't exported (dumpdata).")

    def get_lookup(self, lookup_name):
        return None
