"""The packet: guides with their sources, what changed, what is open, and a form to send back."""

from dataclasses import dataclass
from itertools import zip_longest

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from guides.models import Guide
from guides.packet import copies
from guides.packet.statements import Reader, Statement
from guides.reviews import Kind
from helplines.fixture import FixtureError

NAMES = ("packet.html", "packet.md", "packet.toml")


@dataclass
class Chapter:
    """A guide in the packet. `rows`: [(Statement, what the original says there or None)]."""

    guide: Guide
    rows: list[tuple[Statement, Statement | None]]
    changed: list
    questions: list[str]

    @property
    def is_translation(self):
        return any(original for _statement, original in self.rows)


def write(slugs, language, out, folder=copies.FOLDER):
    """Write a packet of guides into a directory, or beside a file *.html; return the paths."""
    chapters = [_chapter(guide, folder) for guide in _guides(slugs, language)]
    context = {"chapters": chapters, "today": timezone.localdate(), "kinds": list(Kind)}
    base = out.with_suffix("") if out.suffix == ".html" else out / "packet"
    base.parent.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in NAMES:
        path = base.with_suffix(f".{name.partition('.')[2]}")
        with override(settings.LANGUAGE_CODE):
            path.write_text(render_to_string(f"admin/guides/{name}", context), encoding="utf-8")
        paths.append(path)
    return paths


def _guides(slugs, language):
    """Return the guides of these slugs, or all; FixtureError if one isn't there."""
    guides = Guide.objects.filter(language=language)
    if slugs:
        guides = guides.filter(slug__in=slugs)
        if unknown := sorted(set(slugs) - {guide.slug for guide in guides}):
            raise FixtureError(f"there is no guide {language}/{unknown[0]}; run load_guides")
    if not guides:
        raise FixtureError(f"there is no guide in the language {language}")
    return guides


def _chapter(guide, folder):
    statements = Reader(guide).statements()
    changed = [
        (review, copies.changes(guide, review.digest, folder)) for review in guide.past_reviews
    ]
    return Chapter(guide, _rows(guide, statements), changed, [*_questions(guide, statements)])


def _rows(guide, statements):
    """Return each Statement with the original's where a translation has as many of them."""
    original = None
    if guide.language != settings.LANGUAGE_CODE:
        original = Guide.objects.filter(slug=guide.slug, language=settings.LANGUAGE_CODE).first()
    originals = Reader(original).statements() if original else []
    if [each.kind for each in originals] != [each.kind for each in statements]:
        originals = []
    return list(zip_longest(statements, originals))


def _questions(guide, statements):
    """Yield what the text itself leaves open."""
    for source in guide.source_list:
        if source.expires:
            yield f"“{source.title}” is set to end on {source.expires}. What holds then?"
        if not source.date:
            yield f"“{source.title}” has no date. Does it still say so?"
    for statement in statements:
        if statement.lacks_source:
            yield f"No source is given for a number: “{statement.words}”"
