"""Who read a guide, one review a line: "kind | name, credential | date | digest".

The digest is that of the text they read: after a change of it a review no longer counts.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date as Day
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from guides.sources import is_day, numbered_lines

DIGEST = re.compile(r"[0-9a-f]{16}")


class Kind(StrEnum):
    """What somebody can answer for."""

    CLINICIAN = "clinician"
    LAWYER = "lawyer"
    TRANSLATOR = "translator"


@dataclass(frozen=True)
class Review:
    """`reviewer`: name and credential, as they agreed to have them shown."""

    kind: str
    reviewer: str
    date: str
    digest: str

    def __str__(self):
        return " | ".join((self.kind, self.reviewer, self.date, self.digest))

    @property
    def day(self):
        return Day.fromisoformat(self.date)


def digest_of(text):
    """Return the digest of a reviewed text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def parse_review(line):
    """Return the Review of one line; ValueError says what is wrong with it."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 4 or not all(parts):
        raise ValueError(_("Write “kind | name, credential | date | digest”."))
    review = Review(*parts)
    if review.kind not in [*Kind]:
        raise ValueError(_("kind: write one of %s.") % ", ".join(Kind))
    if "," not in review.reviewer.strip(" ,"):
        raise ValueError(_("Write a name and a credential, such as “A. Example, MD”."))
    if not is_day(review.date) or review.day > timezone.localdate():
        raise ValueError(_("date: write the day they read it, such as 2026-05-31."))
    if not DIGEST.fullmatch(review.digest):
        raise ValueError(_("digest: take it from the packet that was read."))
    return review


def numbered_reviews(text):
    """Yield (line from 1, Review, or ValueError where it can't be read)."""
    return numbered_lines(text, parse_review)


def parse_reviews(text):
    """Return the Reviews of a guide's `reviews`, which was checked when it was saved."""
    return [review for _line, review in numbered_reviews(text) if isinstance(review, Review)]
