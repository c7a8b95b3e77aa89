"""A text as words: where each stands, and the form in which words are compared."""

import re
from functools import lru_cache
from typing import NamedTuple

from text.analysis import APOSTROPHES, fold, stem

# Keyboards put curly quotes around words by themselves: only the straight one says "as it stands".
QUOTE = '"'
QUOTES = '"“”„«»'
LETTER = r"[^\W_]"
# Initials with full stops are one word, and so is a word with an apostrophe or a combining mark.
WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}[^\W\d_]?\b|{LETTER}(?:[\u0300-\u036f{APOSTROPHES}]*{LETTER})*[\u0300-\u036f]*|&"
)
QUOTED = re.compile(rf"{QUOTE}([^{QUOTE}]*){QUOTE}")
# No phrase goes on behind one of these.
BREAKS = re.compile(r"[;|\n•·]")
DROPPED = re.compile(rf"[.{APOSTROPHES}]")


class Word(NamedTuple):
    """A word of a text: its place, its plain form, the stem it is compared by."""

    start: int
    end: int
    plain: str
    stem: str
    is_quoted: bool = False
    # What stands between it and the word before: nothing of note, a comma, or a break.
    after_comma: bool = False
    after_break: bool = False


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """Return a word in lower case, without accents, apostrophes and full stops."""
    return "and" if word == "&" else DROPPED.sub("", fold(word))


def words(text: str) -> list[Word]:
    """Cut `text` into words, in order."""
    quoted = [match.span(1) for match in QUOTED.finditer(text)]
    cut = []
    before, was_quoted = 0, False
    for match in WORD.finditer(text):
        start, end = match.span()
        is_quoted = any(first <= start < last for first, last in quoted) if quoted else False
        gap = text[before:start]
        bare = plain(match[0])
        cut.append(
            Word(
                start,
                end,
                bare,
                stem(bare),
                is_quoted,
                "," in gap,
                is_quoted != was_quoted or (len(gap) > 1 and bool(BREAKS.search(gap))),
            )
        )
        before, was_quoted = end, is_quoted
    return cut


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of `text`."""
    return tuple(word.stem for word in words(text))
