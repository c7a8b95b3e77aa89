"""What the copy holds: the tables of `settings.COPIED_APPS`, but for `UNCOPIED_TABLES`."""

from functools import cache
from hashlib import blake2b

from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey


@cache
def models():
    """Return the models to copy, and the tables between them that Django makes by itself."""
    copied = [
        model
        for app in settings.COPIED_APPS
        for model in apps.get_app_config(app).get_models()
        if model._meta.label not in settings.UNCOPIED_TABLES
    ]
    throughs = (
        many.remote_field.through for model in copied for many in model._meta.local_many_to_many
    )
    between = [through for through in throughs if through and through._meta.auto_created]
    return tuple(copied), tuple(between)


def all_models():
    copied, between = models()
    return [*copied, *between]


def leads_out(field):
    """Tell whether a column leads to a table that isn't copied, such as an account."""
    return isinstance(field, ForeignKey) and field.related_model not in models()[0]


@cache
def schema():
    """Return a digest of the tables' columns: a copy of another release isn't read."""
    columns = [
        (model._meta.db_table, field.column, field.get_internal_type(), field.null)
        for model in all_models()
        for field in model._meta.concrete_fields
    ]
    return blake2b(repr(sorted(columns)).encode(), digest_size=12).hexdigest()
