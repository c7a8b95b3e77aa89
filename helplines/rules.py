"""Database constraints that helplines and their translations share."""

from django.db import models
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan

# What callers must be able to read before they dial, in any language.
MUST_KNOW = ("name", "who_answers", "who_pays", "hours", "languages", "cost", "does", "does_not")


def says(field, of="helpline"):
    """Return the constraint that `field` holds more than spaces."""
    return models.CheckConstraint(
        condition=GreaterThan(Length(Trim(field)), 0),
        name=f"{of}_says_{field}",
    )
