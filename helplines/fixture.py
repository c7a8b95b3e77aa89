"""Read the helplines shipped with the code: fixtures/helplines.json, without a database.

The file is a list of objects; their keys are Helpline's fields. Beside it lie the words in
other languages, as in helplines.es.json: a line's slug and HelplineTranslation's fields.
"""

import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from helplines.languages import translated_languages
from helplines.models import Helpline, HelplineTranslation
from helplines.translation import words_digest

FIXTURE = settings.BASE_DIR / "fixtures" / "helplines.json"
JSON_TYPES = {models.BooleanField: bool, models.PositiveSmallIntegerField: int}
# Fields implied by the file's name.
IMPLIED = {"language", "translates"}


class FixtureError(Exception):
    """What is wrong, and where: "entry 3 (samhsa): hours: This field cannot be blank."."""


def read_fixture(path=FIXTURE):
    """Return the file's lines as Helplines that aren't saved; FixtureError names what is wrong."""
    fields = {field.name: field for field in Helpline.content_fields()}
    return [_checked(Helpline(**entry), where) for entry, where in _entries(path, fields)]


def read_translations(lines, path=FIXTURE):
    """Return HelplineTranslations of Helplines, neither saved, of the files beside theirs.

    A language without a file has none; FixtureError names what is wrong.
    """
    files = [(code, path.with_suffix(f".{code}.json")) for code, _name in translated_languages()]
    by_slug = {line.slug: line for line in lines}
    return [
        translation
        for code, file in files
        if file.exists()
        for translation in _read_translations(code, file, by_slug)
    ]


def _read_translations(language, path, by_slug):
    fields = {field.name: field for field in HelplineTranslation.content_fields()}
    fields = {"slug": Helpline._meta.get_field("slug")} | fields
    try:
        for entry, where in _entries(path, {n: f for n, f in fields.items() if n not in IMPLIED}):
            line = by_slug.get(entry.pop("slug"))
            if line is None:
                raise FixtureError(f"{where}: slug: no line has it")
            translation = HelplineTranslation(
                line=line, language=language, translates=words_digest(line), **entry
            )
            yield _checked(translation, where, exclude=["line"])
    except FixtureError as error:
        raise FixtureError(f"{path.name}: {error}") from error


def _entries(path, fields):
    """Yield (entry, where it is) of a file, each of its keys one of `fields` and of its type."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FixtureError(error.strerror) from error
    except ValueError as error:  # not UTF-8 or not JSON; says where
        raise FixtureError(f"not JSON: {error}") from error
    if not isinstance(entries, list):
        raise FixtureError("not a list of helplines")

    slugs = set()
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            raise FixtureError(f"entry {number}: not an object")
        slug = entry.get("slug", "")
        where = f"entry {number} ({slug or 'no slug'})"
        _check_types(entry, fields, where)
        if slug in slugs:
            raise FixtureError(f"{where}: slug: used twice")
        slugs.add(slug)
        yield {"slug": "", **entry}, where


def _check_types(entry, fields, where):
    for name, value in entry.items():
        if name not in fields:
            raise FixtureError(f"{where}: {name}: no such field")
        expected = JSON_TYPES.get(type(fields[name]), str)
        if type(value) is not expected:
            raise FixtureError(f"{where}: {name}: {value!r} is not {expected.__name__}")


def _checked(entry, where, exclude=None):
    """Return a line or translation with every field checked and converted."""
    try:
        entry.clean_fields(exclude=exclude)
        entry.clean()
    except ValidationError as error:
        raise FixtureError(f"{where}: {first_problem(error)}") from error
    return entry


def first_problem(error):
    """Return a ValidationError's first field and message: "hours: This field …"."""
    field, messages = next(iter(error.message_dict.items()))
    return messages[0] if field == "__all__" else f"{field}: {messages[0]}"
