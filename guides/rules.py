"""What the database refuses to store of a guide."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan

from helplines.languages import is_a_code

MUST_SAY = ("title", "summary", "body", "author")


def says(field):
    """Return the constraint that `field` holds more than spaces."""
    return models.CheckConstraint(
        condition=GreaterThan(Length(Trim(field)), 0), name=f"guide_says_{field}"
    )


CONSTRAINTS = [
    *map(says, MUST_SAY),
    models.UniqueConstraint(fields=["slug", "language"], name="guide_once_a_language"),
    is_a_code("guide_language_is_a_code"),
    models.CheckConstraint(
        condition=Q(next_due__gt=F("last_reviewed")), name="guide_due_after_review"
    ),
]
