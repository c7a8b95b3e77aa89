"""A text as words: where each stands, and the form in which words are compared."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

APOSTROPHES = "'`´‘’ʼ′"
QUOTES = '"“”„«»'
LETTER = r"[^\W_]"
# Initials with full stops are one word, and so is a word with an apostrophe or a combining mark.
WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}[^\W\d_]?\b|{LETTER}(?:[\u0300-\u036f{APOSTROPHES}]*{LETTER})*[\u0300-\u036f]*|&"
)
QUOTED = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")
# No phrase goes on behind one of these.
BREAKS = re.compile(r"[;|\n•·]")
DROPPED = re.compile(rf"[\u0300-\u036f.{APOSTROPHES}]")
# Words whose last letter is no plural: the word without it means something else.
WHOLE = frozenset({"aids", "dts", "meds", "strips", "subs"})


class Word(NamedTuple):
    """A word of a text: its place, its plain form, the key it is compared by."""

    start: int
    end: int
    plain: str
    key: str
    is_quoted: bool = False
    # What stands between it and the word before: nothing of note, a comma, or a break.
    after_comma: bool = False
    after_break: bool = False


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """Return a word in lower case, without accents, apostrophes and full stops."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word)
    return "and" if word == "&" else DROPPED.sub("", word).casefold()


@lru_cache(maxsize=4096)
def key(word: str) -> str:
    """Return the singular of a plain word, roughly: the same for "clinics" and "clinic"."""
    if len(word) < 4 or word[-1] != "s" or word in WHOLE or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-1]


def words(text: str) -> list[Word]:
    """Cut `text` into words, in order."""
    quoted = [match.span(1) for match in QUOTED.finditer(text)]
    found = []
    before, was_quoted = 0, False
    for match in WORD.finditer(text):
        start, end = match.span()
        is_quoted = any(first <= start < last for first, last in quoted) if quoted else False
        gap = text[before:start]
        bare = plain(match[0])
        found.append(
            Word(
                start,
                end,
                bare,
                key(bare),
                is_quoted,
                "," in gap,
                is_quoted != was_quoted or (len(gap) > 1 and bool(BREAKS.search(gap))),
            )
        )
        before, was_quoted = end, is_quoted
    return found


def keys(text: str) -> tuple[str, ...]:
    """Return the keys of the words of `text`."""
    return tuple(word.key for word in words(text))
