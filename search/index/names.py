"""Facilities by the words of their names, programs, cities and streets.

Pure Python over words in memory, so that every database gives the same answer. Each word
typed must fit a word of the facility, in any field and any order; how well it fits gives
its points. The directory caps names at 38 letters, so both sides know its abbreviations.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from itertools import chain, pairwise

from derived.packed import Rows
from search.index.bits import Bits, bits_of
from search.index.hits import Hits, Matches, points_of
from search.index.occurrences import Field, occurrences, with_joined
from search.index.reading import NameReading, NameVocabulary, is_soft, words_of
from search.index.words import LAST, Ranges
from text.abbreviations.facilities import in_full
from text.analysis import words as plain_words

# Points of a word: how well it fits, times where. Fields in the order of a row.
NAME, PROGRAM, STREET, CITY = range(4)
WEIGHTS = {NAME: 4, PROGRAM: 3, CITY: 2, STREET: 1}
# A word in fewer names than this may be a typo there, too ("opiod").
COMMON = 3
# Where a word must stand, whole, if it is to narrow a search for something else.
WHOLE_FIELDS = {field: WEIGHTS[field] for field in (NAME, PROGRAM, CITY)}
# For the whole text, more than for all its words: it is the name, begins it with whole
# words, begins it and breaks off in a word.
WHOLE = (600, 400, 200)


class NameIndex:
    """The words of the facilities of `rows`: (name, program, street, city) by ordinal."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str]]):
        columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
        self.size = len(columns[NAME])
        self.everyone: Bits = (1 << self.size) - 1
        plain = {text: plain_words(text) for text in set(chain(*columns))}
        words = with_joined(plain)
        columns_of_words = [occurrences(column, words) for column in columns]
        texts = set(chain(columns[NAME], columns[PROGRAM], columns[CITY]))
        full = {text: in_full(plain[text]) for text in texts}
        self.vocabulary = NameVocabulary(set().union(*columns_of_words), set(full.values()))
        self.fields = [Field(self.vocabulary.words, column) for column in columns_of_words]
        names = occurrences(columns[NAME], {text: (name,) for text, name in full.items()})
        self.names: Rows[str] = Rows.of(sorted(names))
        self.named = Field(sorted(names), names)

    def is_common(self, word: str) -> bool:
        """Tell whether names or programs of several facilities hold `word`: so it is no typo."""
        spans = [self.vocabulary.span(part) for part in plain_words(word)]
        return bool(spans) and all(span and self._holders(span) >= COMMON for span in spans)

    def _holders(self, span: tuple[int, int]) -> int:
        return len(self.fields[NAME][span]) + len(self.fields[PROGRAM][span])

    def match(self, text: str) -> Matches:
        """Return the facilities that fit every word of `text`; all if it has none to fit."""
        words = words_of(text)
        reading = self.vocabulary.read(words)
        if not reading.ways:
            return Matches(self.everyone, {}, unknown=tuple(reading.unknown))
        scores = self._scores(reading, WEIGHTS)
        if not scores:
            reading, scores = self._doubted(words)
        for meant in reading.corrected.values():
            meant.sort(key=lambda word: self._frequency(word, scores), reverse=True)
        self._add_whole(reading, scores)
        corrected = tuple((typed, meant[0]) for typed, meant in reading.corrected.items())
        return Matches(bits_of(scores, self.size), scores, corrected, tuple(reading.unknown))

    def holding(self, words: Sequence[str]) -> Matches:
        """Return the facilities that hold each of some plain words, whole, outside their streets.

        None for no words. Nothing is corrected or completed.
        """
        if not words:
            return Matches(0, {})
        needed = [word for word in words if not is_soft(word)] or words
        scores = points_of([self._hits(self.vocabulary.exact(w), WHOLE_FIELDS) for w in needed], [])
        return Matches(bits_of(scores, self.size), scores)

    def bearing(self, text: str) -> Bits:
        """Return the facilities whose whole name is `text`."""
        whole = in_full(plain_words(text))
        at = bisect_left(self.names, whole)
        is_name = bool(whole) and self.names[at : at + 1] == (whole,)
        return bits_of(self.named[at, at + 1], self.size) if is_name else 0

    def _doubted(self, words: list[str]) -> tuple[NameReading, dict[int, int]]:
        """Read again, as perhaps misspelled, words that each occur but never together."""
        reading = self.vocabulary.read(words, doubts=True)
        scores = self._scores(reading, WEIGHTS)
        reading.corrected = {
            typed: meant
            for typed, meant in reading.corrected.items()
            if scores and not self._frequency(typed, scores)[0]
        }
        return reading, scores

    def complete(self, text: str, limit: int) -> list[int]:
        """Return up to `limit` ordinals whose name or program fits best, best first.

        The last word may be just begun, from one letter, unless a space ends it. A word
        that occurs nowhere fits nothing. Equals come in the order of their ordinals.
        """
        words = words_of(text)
        begun = words[-1] if words and not text[-1].isspace() else ""
        if len(begun) == len(words) == 1:
            named = self.named[
                bisect_left(self.names, begun), bisect_left(self.names, begun + LAST)
            ]
            if len(named) >= limit:  # half the directory has some word with this letter
                return nsmallest(limit, named)
        reading = self.vocabulary.read(words, begun)
        if reading.unknown or not reading.ways:
            return []
        scores = self._scores(reading, {NAME: WEIGHTS[NAME], PROGRAM: WEIGHTS[PROGRAM]})
        self._add_whole(reading, scores)
        return nsmallest(limit, scores, key=lambda ordinal: (-scores[ordinal], ordinal))

    def _scores(self, reading: NameReading, weights: dict[int, int]) -> dict[int, int]:
        """Return the points of the facilities that fit any way of reading."""
        extra = [self._hits(ranges, weights) for ranges in reading.extra]
        ways = [[self._hits(ranges, weights) for ranges in way] for way in reading.ways]
        scores, *alternatives = [points_of(hits, extra) for hits in ways]
        for alternative in alternatives:
            for ordinal, points in alternative.items():
                scores[ordinal] = max(points, scores.get(ordinal, 0))
        return scores

    def _hits(self, ranges: Ranges, weights: dict[int, int]) -> Hits:
        """Return all that is in the ranges."""
        hits = [
            (fit * weight, self.fields[field][start, end])
            for fit, start, end in ranges
            for field, weight in weights.items()
        ]
        return sorted((hit for hit in hits if hit[1]), key=lambda hit: -hit[0])

    def _frequency(self, words: str, scores: dict[int, int]) -> tuple[int, int]:
        """Return in how many of the facilities found, and of all, a word occurs."""
        spans = filter(None, map(self.vocabulary.span, words.split()))
        holders = [ordinal for span in spans for field in self.fields for ordinal in field[span]]
        return sum(ordinal in scores for ordinal in holders), len(holders)

    def _add_whole(self, reading: NameReading, scores: dict[int, int]) -> None:
        """Add what the text as a whole deserves, the last word read in full and as it is."""
        words = [reading.corrected.get(word, [word])[0] for word in reading.words]
        texts = {in_full(words), f"{in_full(words[:-1])} {words[-1]}".strip()} - {""}
        for pair in reading.joined:
            texts |= {text.replace(" ".join(pair), "".join(pair)) for text in texts}
        most: dict[int, int] = {}
        for text in texts:
            marks = [bisect_left(self.names, text + mark) for mark in ("", " ", "!", LAST)]
            for points, span in zip(WHOLE, pairwise(marks), strict=True):
                for ordinal in self.named[span]:
                    most[ordinal] = max(points, most.get(ordinal, 0))
        for ordinal in most.keys() & scores.keys():
            scores[ordinal] += most[ordinal]
