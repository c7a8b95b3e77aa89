"""The phrases of fixtures/taxonomy/words.csv, in all languages."""

import csv
from functools import cache

from django.conf import settings

from search.language import fillers
from text.edits import close
from text.spans import stems, words

# A language of words.csv: spellings that are too far from the right one to be guessed.
TYPO = "typo"
# Street names and brands, read only as they stand: too near to ordinary words to be guessed.
EXACT = "exact"
# What is read only where nothing else is typed: "ice", "Oscar". Their smallest words count.
WHOLE = "whole"
# A misspelling that we know may be farther off than one that is guessed.
MOST_EDITS = 4
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
def misspellings() -> dict[str, str]:
    """Return {misspelled key: the right one} of the single words that words.csv knows as typos.

    The right word is the one nearest in spelling that asks for the same by itself.
    """
    right: dict[tuple[str, ...], list[str]] = {}
    for phrase, slugs, language in written():
        if language not in (TYPO, EXACT) and len(keys := stems(phrase)) == 1:
            right.setdefault(slugs, []).append(keys[0])
    misspelled = {}
    for phrase, slugs, language in written():
        keys = stems(phrase)
        if language == TYPO and len(keys) == 1 and slugs in right:
            near = close(keys[0], right[slugs], MOST_EDITS)
            if near:
                misspelled[keys[0]] = near[0][0]
    return misspelled


@cache
def surfaces() -> dict[str, str]:
    """Return {key: the word as words.csv spells it}, to show what a typo was read as."""
    surfaces = {word: word for word in fillers.KINDS}
    for phrase, _slugs, language in written():
        if language != TYPO:
            for word in words(phrase):
                surfaces.setdefault(word.stem, phrase[word.start : word.end])
    return surfaces
