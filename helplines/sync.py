"""Update the stored helplines from the shipped ones, except what an operator edited."""

from django.core.exceptions import ValidationError
from django.db import transaction

from helplines.fixture import FixtureError, first_problem
from helplines.models import Helpline, HelplineTranslation
from helplines.shipped import store


@transaction.atomic
def sync_helplines(shipped, translations=(), *, force=False):
    """Store `shipped` and return what became of each, as (slug, outcome) pairs.

    Then `translations`, of the shipped lines, as ("slug (language)", outcome) pairs.
    Outcomes: "created", "changed", "unchanged", and "kept" for what was edited in the admin,
    which only `force` overwrites. Nothing is deleted. All or nothing: FixtureError if
    one breaks a rule of the database.
    """
    stored = {line.slug: line for line in Helpline.objects.select_for_update()}
    outcomes = []
    for line in shipped:
        outcomes.append((line.slug, _store(line.slug, line, stored.get(line.slug), force)))
        stored.setdefault(line.slug, line)
    return outcomes + (_sync_translations(translations, stored, force) if translations else [])


def _sync_translations(translations, lines, force):
    stored = {
        (translation.line_id, translation.language): translation
        for translation in HelplineTranslation.objects.select_for_update()
    }
    outcomes = []
    for translation in translations:
        translation.line = lines[translation.line.slug]
        name = f"{translation.line.slug} ({translation.language})"
        current = stored.get((translation.line_id, translation.language))
        outcomes.append((name, _store(name, translation, current, force)))
    return outcomes


def _store(name, shipped, stored, force):
    try:
        return store(shipped, stored, force=force)
    except ValidationError as error:
        raise FixtureError(f"{name}: {first_problem(error)}") from error
