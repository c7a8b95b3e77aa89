"""The phrases of fixtures/taxonomy/words.csv, in all languages."""

import csv
from functools import cache

from django.conf import settings

from search.language import fillers
from text.spans import words

# A language of words.csv: spellings that are too far from the right one to be guessed.
TYPO = "typo"
WORDS = settings.BASE_DIR / "fixtures" / "taxonomy" / "words.csv"


@cache
def written() -> list[tuple[str, tuple[str, ...], str]]:
    """Return the rows of words.csv: [(phrase, slugs, language)]; no slugs: it stays a name."""
    with WORDS.open(encoding="utf-8", newline="") as lines:
        return [
            (row["phrase"], tuple(row["services"].split()), row["language"])
            for row in csv.DictReader(lines)
        ]


@cache
def surfaces() -> dict[str, str]:
    """Return {key: the word as words.csv spells it}, to show what a typo was read as."""
    surfaces = {word: word for word in fillers.KINDS}
    for phrase, _slugs, language in written():
        if language != TYPO:
            for word in words(phrase):
                surfaces.setdefault(word.stem, phrase[word.start : word.end])
    return surfaces
