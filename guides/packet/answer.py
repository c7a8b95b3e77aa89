"""What a reviewer sends back: packet.toml, filled in."""

import tomllib
from dataclasses import dataclass
from datetime import date as Day

from guides.reviews import Review, parse_review
from helplines.fixture import FixtureError

FIELDS = {"reviewer": str, "kind": str, "date": str, "agrees": bool, "guides": list}
OF_A_GUIDE = {"slug": str, "language": str, "digest": str, "read": bool}


@dataclass(frozen=True)
class Answer:
    """That somebody has read a guide."""

    slug: str
    language: str
    review: Review

    def __str__(self):
        return f"{self.language}/{self.slug}"


def read_answers(path):
    """Return the Answers of a file; FixtureError says what is missing or wrong."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FixtureError(f"can't be read: {error}") from error
    # An unquoted date is one of TOML's own.
    if isinstance(values.get("date"), Day):
        values["date"] = values["date"].isoformat()
    _must_have(values, FIELDS, "the file")
    if not values["agrees"]:
        raise FixtureError("agrees: they have to agree to be named on the page")
    for guide in values["guides"]:
        _must_have(guide, OF_A_GUIDE, "[[guides]]")
    answers = [_answer(values, guide) for guide in values["guides"] if guide["read"]]
    if not answers:
        raise FixtureError("guides: they say that they have read none")
    return answers


def _must_have(values, fields, place):
    if not isinstance(values, dict) or set(values) != set(fields):
        raise FixtureError(f"{place} needs {', '.join(fields)}, and nothing else")
    for name, expected in fields.items():
        if type(values[name]) is not expected:
            raise FixtureError(f"{name}: {values[name]!r} is not {expected.__name__}")


def _answer(values, guide):
    line = str(Review(values["kind"], values["reviewer"], values["date"], guide["digest"]))
    try:
        return Answer(guide["slug"], guide["language"], parse_review(line))
    except ValueError as error:
        raise FixtureError(str(error)) from error
