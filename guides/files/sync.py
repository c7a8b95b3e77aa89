"""Update the stored guides from the shipped ones, except what an operator edited."""

from django.core.exceptions import ValidationError
from django.db import transaction

from guides.models import Guide
from helplines.fixture import FixtureError, first_problem
from helplines.shipped import store


@transaction.atomic
def sync_guides(shipped, *, force=False):
    """Store `shipped` and return what became of each, as ("en/overdose", outcome) pairs.

    Outcomes: see helplines/shipped.py. Nothing is deleted. All or nothing: FixtureError if a
    guide breaks a rule.
    """
    stored = {(guide.language, guide.slug): guide for guide in Guide.objects.select_for_update()}
    return [(_name(guide), _store(guide, stored, force)) for guide in shipped]


def _name(guide):
    return f"{guide.language}/{guide.slug}"


def _store(guide, stored, force):
    before = stored.get((guide.language, guide.slug))
    if before is not None:
        before.together_with = guide.together_with
    try:
        return store(guide, before, force=force)
    except ValidationError as error:
        raise FixtureError(f"{_name(guide)}: {first_problem(error)}") from error
