"""What comes with the software and may be edited in the admin: helplines, guides.

Loading it again follows the files, but for what an operator changed.
"""

import hashlib
import json
from collections import Counter

from django.db import models

OUTCOMES = ("created", "changed", "unchanged", "kept")


class Shipped(models.Model):
    """Knows whether somebody changed it since a command stored it from its file."""

    # Digest of what that command last stored; "" for what was made in the admin.
    fixture_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_edited(self):
        """Whether somebody changed it since its command stored it, or made it."""
        return self.content_digest() != self.fixture_digest

    @classmethod
    def content_fields(cls):
        """Return the fields that say something, leaving out the bookkeeping."""
        return [
            field for field in cls._meta.concrete_fields if field.editable and field.name != "id"
        ]

    def content_digest(self):
        """Return a fingerprint of all it says.

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
    """Write `shipped` over `stored` (None: it's new) where that is called for; say what was done.

    One of OUTCOMES; "kept" is what was edited in the admin, which only `force` overwrites.
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
    """Check `one` against every constraint, so that a mistake gets a sentence, and save it."""
    shipped.fixture_digest = shipped.content_digest()
    shipped.full_clean()
    shipped.save()


def outcome_lines(label, outcomes):
    """Yield what a command prints of (name, outcome) pairs; its last line sums up."""
    for name, outcome in outcomes:
        if outcome == "kept":
            yield f"{name}: kept as edited in the admin; --force overwrites it"
        elif outcome != "unchanged":
            yield f"{name}: {outcome}"
    counts = Counter(outcome for _, outcome in outcomes)
    yield f"{label}: " + ", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES) + "."
