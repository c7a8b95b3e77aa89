"""Make the stored helplines equal to the shipped ones, but for what an operator edited."""

from django.core.exceptions import ValidationError
from django.db import transaction

from .fixture import FixtureError, first_problem
from .models import Helpline


@transaction.atomic
def sync_helplines(shipped, *, force=False):
    """Store `shipped` and return what became of each, as (slug, outcome) pairs.

    Outcomes: "created", "changed", "unchanged", and "kept" for a line edited in the admin,
    which only `force` overwrites. Nothing is deleted. All or nothing: FixtureError if a
    line breaks a rule of the database.
    """
    stored = {line.slug: line for line in Helpline.objects.select_for_update()}
    return [(line.slug, _store(line, stored.get(line.slug), force)) for line in shipped]


def _store(line, stored, force):
    """Write `line` over `stored` (None: it's new) where that is called for; say what was done."""
    if stored is None:
        _save(line)
        return "created"
    if stored.content_digest() == line.content_digest():
        return "unchanged"
    if stored.is_edited and not force:
        return "kept"
    for field in Helpline.content_fields():
        setattr(stored, field.attname, getattr(line, field.attname))
    _save(stored)
    return "changed"


def _save(line):
    """Check `line` against every constraint, so that a mistake gets a sentence, and save it."""
    line.fixture_digest = line.content_digest()
    try:
        line.full_clean()
    except ValidationError as error:
        raise FixtureError(f"{line.slug}: {first_problem(error)}") from error
    line.save()
