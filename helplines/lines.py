"""The helplines of pages, from the database or as shipped."""

import functools
from typing import NamedTuple

from django.conf import settings

from derived import asked_lately
from helplines.choices import Situation
from helplines.fixture import read_fixture, read_translations
from helplines.models import Helpline, HelplineTranslation
from helplines.translation import language_in_use, localized


class Row(NamedTuple):
    """A line in a list; what to know about it stands beside it only once on a page."""

    line: Helpline
    has_facts: bool


class Group(NamedTuple):
    """The lines for a situation."""

    situation: Situation
    rows: list[Row]


def in_situations(lines):
    """Return (the Groups of Helplines, the Rows of those that no situation leads to)."""
    groups, shown = [], set()
    for situation in Situation:
        own = [line for line in lines if situation in line.situations.split()]
        rows = [Row(line, line.slug not in shown) for line in own]
        shown.update(line.slug for line in own)
        if rows:
            groups.append(Group(situation, rows))
    return groups, [Row(line, True) for line in lines if line.slug not in shown]


def header_lines():
    """Return the published Helplines of the header, in order, in the language in use.

    One or two queries every few seconds. Before load_helplines has run there are none: the
    shipped ones stand in, for a page without a number to call is worse than one an operator
    hasn't edited yet.
    """
    return asked_lately(f"header-lines-{language_in_use()}", _header_lines)


def _header_lines():
    return Helpline.objects.in_header().localized() or printed_lines()


def line_of(slug):
    """Return the Helpline of that slug in the language in use; KeyError if there is none.

    The published one, or else the shipped one: a sentence that says whom to call can't do
    without its number.
    """
    return lines_by_slug()[slug]


def lines_by_slug():
    """Return {slug: Helpline} of the published lines and, below them, the shipped ones."""
    return asked_lately(f"lines-by-slug-{language_in_use()}", _lines_by_slug)


def _lines_by_slug():
    lines = [*_printed(language_in_use()), *Helpline.objects.published().localized()]
    return {line.slug: line for line in lines}


def lines_version():
    """Return a value that changes with the published lines and their translations."""
    return asked_lately("lines-version", _lines_version)


def _lines_version():
    lines = Helpline.objects.published()
    translations = HelplineTranslation.objects.order_by("pk")
    return tuple(lines.values_list()), tuple(translations.values_list())


def printed_lines():
    """Return the header's Helplines as shipped, without a database: for error pages.

    In the language in use. They aren't saved; templates read them like stored ones.
    """
    return _printed_header(language_in_use())


@functools.cache
def _printed_header(language):
    return [line for line in _printed(language) if line.in_header]


@functools.cache
def _printed(language):
    """Return the published shipped lines in a language; read once per process."""
    lines = read_fixture()
    own = {
        translation.line.slug: translation
        for translation in read_translations(lines)
        if translation.language == language
    }
    lines = [line for line in lines if line.is_published]
    lines.sort(key=lambda line: (line.position, line.name))
    if language == settings.LANGUAGE_CODE:
        return lines
    return [localized(line, own.get(line.slug)) for line in lines]
