"""The helplines at the top of every page, from the database or as shipped."""

import functools

from django.conf import settings
from django.core.cache import cache

from helplines.fixture import read_fixture, read_translations
from helplines.models import Helpline
from helplines.translation import language_in_use, localized

# An edit in the admin shows on pages within this many seconds.
SECONDS_KEPT = 5


def header_lines():
    """Return the published Helplines of the header, in order, in the language in use.

    One or two queries every few seconds. Before load_helplines has run there are none: the
    shipped ones stand in, for a page without a number to call is worse than one an operator
    hasn't edited yet.
    """
    return cache.get_or_set(f"header-lines-{language_in_use()}", _header_lines, SECONDS_KEPT)


def _header_lines():
    return Helpline.objects.in_header().localized() or printed_lines()


def printed_lines():
    """Return the header's Helplines as shipped, without a database: for error pages.

    In the language in use. They aren't saved; templates read them like stored ones.
    """
    return _printed(language_in_use())


@functools.cache
def _printed(language):
    """Return the shipped lines in a language; read once per process."""
    lines = read_fixture()
    own = {
        translation.line.slug: translation
        for translation in read_translations(lines)
        if translation.language == language
    }
    lines = [line for line in lines if line.in_header and line.is_published]
    lines.sort(key=lambda line: (line.position, line.name))
    if language == settings.LANGUAGE_CODE:
        return lines
    return [localized(line, own.get(line.slug)) for line in lines]
