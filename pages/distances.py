"""Distances in words, and in short for cards."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _


def how_far(miles, is_exact):
    """Return a distance in words, "about" where only the facility's area is known."""
    return both(miles, is_exact)[0]


def how_far_in_short(miles, is_exact):
    """Return a distance as HTML: a few characters to see, and how_far's words to hear."""
    return both(miles, is_exact)[1]


def both(miles, is_exact, language=None):
    """Return a distance in words, and in short as HTML; `language`: the one in use, if known."""
    number = round(miles, 1 if miles < 10 else None)
    return _distance(number, is_exact, language or get_language())


@lru_cache(maxsize=4000)
def _distance(miles, is_exact, _language):
    """Return a distance in words, and in short as HTML."""
    number = f"{miles:.1f}".removesuffix(".0") if miles < 10 else f"{miles:,.0f}"
    count = 1 if number == "1" else 2
    if is_exact:
        words = (
            _("Less than 1 mile")
            if miles < 1
            else ngettext("%(number)s mile", "%(number)s miles", count)
        )
        short = _("<1 mi") if miles < 1 else _("%(number)s mi")
    else:
        words = (
            _("About 1 mile or less")
            if miles < 1
            else ngettext("About %(number)s mile", "About %(number)s miles", count)
        )
        short = _("~%(number)s mi")
    seen = short % {"number": number if is_exact else f"{max(1, miles):,.0f}"}
    heard = words % {"number": number}
    return heard, format_html(
        '<span aria-hidden="true">{}</span><span class="vh">{}</span>', seen, heard
    )
