"""Read the guides shipped with the code: fixtures/guides/<language>/<slug>.md.

TOML between two lines of `+++`, then Markdown: docs/guides.md documents both.
"""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError

from guides.checks import problems
from guides.files.written import split
from guides.models import Guide
from guides.reviews import Review
from guides.sources import Source
from helplines.fixture import FixtureError, first_problem

FOLDER = settings.BASE_DIR / "fixtures" / "guides"
TYPES = {
    "title": str,
    "summary": str,
    "position": int,
    "topic": str,
    "search": str,
    "search_label": str,
    "services": list,
    "author": str,
    "reviewer": str,
    "last_reviewed": date,
    "next_due": date,
    "steps": list,
    "sources": list,
    "reviews": list,
}
# An operator's own guides may lack a topic; those that are shipped have one (a test).
OPTIONAL = {"steps", "topic", "reviews"}
SOURCE_FIELDS = tuple(Source.__dataclass_fields__)
REVIEW_FIELDS = tuple(Review.__dataclass_fields__)
MAY_LACK = {"expires"}


def read_fixture(folder=FOLDER, checked=frozenset()):
    """Return the files' Guides, not saved, all checked; FixtureError names file, line, field.

    `checked`: digests of stored guides to skip, as checking takes 0.1 s each.
    """
    paths = sorted(folder.glob("*/*.md"))
    if not paths:
        raise FixtureError("no guides: it holds no <language>/<slug>.md")
    guides = [(written, make(written)) for written in map(split, paths)]
    for written, guide in guides:
        guide.together_with = frozenset(
            other.slug
            for _written, other in guides
            if other.language in (guide.language, settings.LANGUAGE_CODE)
        )
        if guide.content_digest() not in checked:
            check(written, guide)
    return [guide for _written, guide in guides]


def make(written):
    """Return the unsaved Guide of a Written, with its values converted."""
    values = written.values
    for field in values:
        if field not in TYPES:
            written.stop(f"{field}: no such field", written.line_of(field))
    for field, expected in TYPES.items():
        if field not in values:
            if field not in OPTIONAL:
                written.stop(f"{field}: missing")
        elif type(values[field]) is not expected:
            message = f"{field}: {values[field]!r} is not {expected.__name__}"
            written.stop(message, written.line_of(field))
    return Guide(
        slug=written.path.stem,
        language=written.path.parent.name,
        body=written.body,
        **values
        | {
            "services": " ".join(_texts(written, "services")),
            "steps": "\n".join(_texts(written, "steps")),
            "sources": "\n".join(_sources(written)),
            "reviews": "\n".join(_reviews(written)),
        },
    )


def _texts(written, field):
    """Return a list's texts, each one line."""
    texts = written.values.get(field, [])
    for text in texts:
        if not isinstance(text, str) or len(text.splitlines()) != 1:
            written.stop(f"{field}: {text!r} is not one line of text", written.line_of(field))
    return texts


def _sources(written):
    """Yield each source as the line that a Guide keeps."""
    for number, values in enumerate(written.values["sources"], start=1):
        line = written.line_of("sources", number)
        if not isinstance(values, dict) or set(values) | MAY_LACK != set(SOURCE_FIELDS):
            needed = ", ".join(field for field in SOURCE_FIELDS if field not in MAY_LACK)
            message = f"sources: give each {needed}, expires if it ends, and nothing else"
            written.stop(message, line)
        _must_be_lines(written, "sources", values, line)
        yield str(Source(**values))


def _reviews(written):
    """Yield each review as the line that a Guide keeps."""
    for number, values in enumerate(written.values.get("reviews", []), start=1):
        line = written.line_of("reviews", number)
        if not isinstance(values, dict) or set(values) != set(REVIEW_FIELDS):
            written.stop(f"reviews: give each {', '.join(REVIEW_FIELDS)}, and nothing else", line)
        _must_be_lines(written, "reviews", values, line)
        yield str(Review(**values))


def _must_be_lines(written, field, values, line):
    """Stop at the first of a table's values that a line can't hold."""
    for name, text in values.items():
        if not isinstance(text, str) or "|" in text or len(text.splitlines()) > 1:
            written.stop(f"{field}: {name}: {text!r} is not one line without “|”", line)


def check(written, guide):
    """Raise a FixtureError for the first problem of a Guide."""
    try:
        guide.clean_fields()
    except ValidationError as error:
        [field, *_others] = error.message_dict
        written.stop(first_problem(error), written.line_of(field))
    for problem in problems(guide, guide.known_guides()):
        line = written.line_of(problem.field, problem.line)
        written.stop(f"{problem.field}: {problem.message}", line)
