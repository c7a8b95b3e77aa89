"""Read the helplines shipped with the code: fixtures/helplines.json, without a database.

The file is a list of objects; their keys are Helpline's fields.
"""

import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from .models import Helpline

FIXTURE = settings.BASE_DIR / "fixtures" / "helplines.json"
JSON_TYPES = {models.BooleanField: bool, models.PositiveSmallIntegerField: int}


class FixtureError(Exception):
    """What is wrong, and where: "entry 3 (samhsa): hours: This field cannot be blank."."""


def read_fixture(path=FIXTURE):
    """Return the file's lines as Helplines that aren't saved; FixtureError names what is wrong."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FixtureError(error.strerror) from error
    except ValueError as error:  # not UTF-8 or not JSON; says where
        raise FixtureError(f"not JSON: {error}") from error
    if not isinstance(entries, list):
        raise FixtureError("not a list of helplines")

    lines = {}
    for number, entry in enumerate(entries, start=1):
        line = _read_entry(entry, number)
        if line.slug in lines:
            raise FixtureError(f"entry {number} ({line.slug}): slug: used twice")
        lines[line.slug] = line
    return list(lines.values())


def _read_entry(entry, number):
    """Return one entry as a Helpline with every field checked and converted."""
    if not isinstance(entry, dict):
        raise FixtureError(f"entry {number}: not an object")
    where = f"entry {number} ({entry.get('slug', 'no slug')})"
    fields = {field.name: field for field in Helpline.content_fields()}
    for name, value in entry.items():
        if name not in fields:
            raise FixtureError(f"{where}: {name}: no such field")
        expected = JSON_TYPES.get(type(fields[name]), str)
        if type(value) is not expected:
            raise FixtureError(f"{where}: {name}: {value!r} is not {expected.__name__}")
    line = Helpline(**entry)
    try:
        line.clean_fields()
        line.clean()
    except ValidationError as error:
        raise FixtureError(f"{where}: {first_problem(error)}") from error
    return line


def first_problem(error):
    """Return a ValidationError's first field and message: "hours: This field …"."""
    field, messages = next(iter(error.message_dict.items()))
    return messages[0] if field == "__all__" else f"{field}: {messages[0]}"
