"""Content that ships with the software and can be edited in the admin: helplines, guides.

Loading it again updates it from the files, except what an operator edited.
"""

import hashlib
import json
from collections import Counter

from django.db import models

OUTCOMES = ("created", "changed", "unchanged", "kept")


class Shipped(models.Model):
    """A row that knows whether it was edited since a command stored it from its file."""

    # Digest of what that command last stored; "" for rows created in the admin.
    fixture_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_edited(self):
        """Whether it was edited or created in the admin."""
        return self.content_digest() != self.fixture_digest

    @classmethod
    def content_fields(cls):
        """Return the editable fields, without the bookkeeping."""
        return [
            field for field in cls._meta.concrete_fields if field.editable and field.name != "id"
        ]

    def content_digest(self):
        """Return a digest of all its content.

        Values left at their default don't count: a field added by a later release doesn't
        make everything look edited. Nor do the line endings a browser's form sends.
        """
        content = {
            field.name: str(getattr(self, field.attname)).replace("\r\n", "\n")
            for field in self.content_fields()
            if getattr(self, field.attname) != field.get_default()
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def store(shipped, stored, *, force=False):
    """Write `shipped` over `stored` (None if new) unless it was edited; return the outcome.

    One of OUTCOMES; "kept" means edited in the admin, which only `force` overwrites.
    ValidationError if it breaks a rule of its own or of the database.
    """
    if stored is None:
        _save(shipped)
        return "created"
    if stored.content_digest() == shipped.content_digest():
        return "unchanged"
    if stored.is_edited and not force:
        return "kept"
    for field in shipped.content_fields():
        setattr(stored, field.attname, getattr(shipped, field.attname))
    _save(stored)
    return "changed"


def _save(shipped):
    """Validate `shipped` against every constraint, so that errors are readable, and save it."""
    shipped.fixture_digest = shipped.content_digest()
    shipped.full_clean()
    shipped.save()


def outcome_lines(label, outcomes):
    """Yield the lines a command prints for (name, outcome) pairs; the last one sums up."""
    for name, outcome in outcomes:
        if outcome == "kept":
            yield f"{name}: kept as edited in the admin; --force overwrites it"
        elif outcome != "unchanged":
            yield f"{name}: {outcome}"
    counts = Counter(outcome for _, outcome in outcomes)
    yield f"{label}: " + ", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES) + "."
