"""A language of marks: every string that comes from gettext stands between them, and only those.

What a page shows outside of the marks can't be translated: it was written past gettext.
"""

from contextlib import contextmanager
from functools import lru_cache
from html.parser import HTMLParser

from django.core.cache import cache
from django.utils.translation import trans_real

import derived
from pages.distances import _distance
from scripts.translations import wanted

OPEN, CLOSE = "⟦", "⟧"
VOID = set("area base br col embed hr img input link meta source track wbr path".split())
# What a browser shows or reads out; data-* besides: words for scripts.
SHOWN_ATTRIBUTES = {"aria-label", "title", "placeholder", "alt", "label"}
DESCRIPTIONS = {"description", "og:title", "og:description"}
# Shorter words of data are let off where they stand alone: "o" is a part of many others.
LONG_ENOUGH = 4
NO_WORDS = {"script", "style", "time"}
# data-* that hold no words.
CODES = {
    f"data-{name}"
    for name in (
        "script source count near map pins style leaflet leaflet-style outlines states panel "
        "basemap basemap-library basemap-script filters page worker "
        "id ids suggest print print-hint beacon calls"
    ).split()
}


@lru_cache
def strings():
    return {text for _context, *texts in wanted() for text in texts if text}


class Marked:
    """A catalogue as trans_real asks it: each string of ours or Django's, between marks."""

    def __init__(self, spanish):
        self.spanish = spanish  # knows Django's own, such as a field's errors, and the taxonomy
        self.ours = strings()

    def gettext(self, text):
        plain = text.rpartition(trans_real.CONTEXT_SEPARATOR)[2]
        is_known = plain in self.ours or self.spanish.gettext(text) != text
        return f"{OPEN}{plain}{CLOSE}" if is_known and plain.strip() else text

    def ngettext(self, singular, plural, number):
        return self.gettext(singular if number == 1 else plural)

    def __getattr__(self, name):
        return getattr(self.spanish, name)


@contextmanager
def marked(code="es"):
    """Put the marks in force for a language: within, its pages are all marks."""
    spanish = trans_real.translation(code)
    trans_real._translations[code] = Marked(spanish)
    forget()
    try:
        yield
    finally:
        trans_real._translations[code] = spanish
        forget()


def forget():
    """Drop what is kept in the words of a language."""
    cache.clear()
    derived.reset()
    _distance.cache_clear()


class Unmarked(HTMLParser):
    """Collects `untranslated`: [(where, words)] that a page shows outside of the marks.

    Let off is what is not for translation (translate="no"), what has a `lang` of its own, times,
    and `translated`: words of data that is translated elsewhere. `names` have to be told apart by
    translate="no", between marks, too, but where there is no room for it.
    """

    def __init__(self, html, translated=(), names=()):
        super().__init__()
        self.translated, self.names = sorted(translated, key=len, reverse=True), names
        self.depth, self.open, self.untranslated = 0, [], []
        self.feed(html)
        self.close()
        assert self.depth == 0, "marks that don't match"

    @property
    def is_off(self):
        return any(is_off for _tag, is_off in self.open)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        is_off = attrs.get("translate") == "no" or "lang" in attrs and tag != "html"
        if tag not in VOID:
            self.open.append((tag, is_off or tag in NO_WORDS))
        if is_off or self.is_off:
            return
        for name, value in attrs.items():
            is_shown = name in SHOWN_ATTRIBUTES or name.startswith("data-") and name not in CODES
            is_shown |= tag == "meta" and name == "content" and attrs.get("name") in DESCRIPTIONS
            if value and is_shown:
                self.check(f"{tag} {name}", without(self.names, outside(value)[0]))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        where = self.open[-1][0] if self.open else ""
        rest, self.depth = outside(data, self.depth)
        if where == "title":
            rest = without(self.names, rest)
        elif not self.is_off:
            self.untranslated += [(where, name) for name in self.names if name in data]
        if not self.is_off:
            self.check(where, rest)

    def check(self, where, rest):
        rest = " ".join(rest.split())
        if rest not in self.translated:
            rest = without((words for words in self.translated if len(words) >= LONG_ENOUGH), rest)
        else:
            rest = ""
        if sum(map(str.isalpha, rest)) > 1:  # a letter alone is a label
            self.untranslated.append((where, rest))


def outside(text, depth=0):
    """Return (what of a text stands outside of the marks, how deep in them it ends)."""
    kept = []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        kept.append(" " if depth or letter == CLOSE else letter)
    return "".join(kept), depth


def without(words, text):
    for word in words:
        text = text.replace(word, " ")
    return text
