"""The steps to take in an overdose, for pages besides the guide that holds them."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.safestring import SafeString

from guides.files.fixture import FOLDER, make
from guides.files.written import split
from guides.models import Guide
from guides.rendering.guide import render, rendered

OVERDOSE = "overdose"


@dataclass(frozen=True)
class Steps:
    """Lines of HTML, and the code of the language they are in."""

    lines: list[SafeString]
    language: str


def overdose_steps(language):
    """Return the Steps of the guide to overdose for readers of a language.

    The published guide's, or else those of the shipped one: whoever is asked to act must be
    told how.
    """
    try:
        guide = Guide.objects.get_for_readers_of(language, OVERDOSE)
    except Guide.DoesNotExist:
        return _shipped(language)
    if not guide.steps:
        return _shipped(language)
    return Steps(rendered(guide, language).steps, guide.language)


@cache
def _shipped(language):
    path = FOLDER / language / f"{OVERDOSE}.md"
    if not path.exists():
        path = FOLDER / settings.LANGUAGE_CODE / path.name
    guide = make(split(path))
    return Steps(render(guide, language).steps, guide.language)
