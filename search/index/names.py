"""Facilities by the words of their names, programs, cities and streets.

Pure Python over words in memory, so that every database gives the same answer. Each word
typed must fit a word of the facility, in any field and any order; how well it fits gives
its points. The directory caps names at 38 letters, so both sides know its abbreviations.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, pairwise, repeat
from operator import add

from search.index.bits import bits_of
from search.index.reading import LAST, NameReading, NameVocabulary, Ranges, words_of
from text.abbreviations import in_full
from text.analysis import words as plain_words

# Points of a word: how well it fits, times where. Fields in the order of a row.
NAME, PROGRAM, STREET, CITY = range(4)
WEIGHTS = {NAME: 4, PROGRAM: 3, CITY: 2, STREET: 1}
# For the whole text, more than for all its words: it is the name, begins it with whole
# words, begins it and breaks off in a word.
WHOLE = (600, 400, 200)

Hits = list[tuple[int, array]]  # (points, ordinals), most points first


@dataclass(frozen=True)
class Matches:
    """The facilities that fit a text, and how it was understood."""

    bits: int  # a set of ordinals: bit 0 for the first facility
    scores: dict[int, int]  # ordinal -> points, more is better; empty if nothing narrowed
    corrected: tuple[tuple[str, str], ...] = ()  # (typed, understood)
    unknown: tuple[str, ...] = ()  # words that occur nowhere and were not applied


class Field:
    """Where each word of the vocabulary occurs in one field: ordinals, word after word."""

    def __init__(self, vocabulary: list[str], occurrences: dict[str, list[int]]):
        self.ordinals = array("I")
        self.starts = array("I", [0])
        for word in vocabulary:
            self.ordinals.extend(occurrences.get(word, ()))
            self.starts.append(len(self.ordinals))

    def __getitem__(self, span: tuple[int, int]) -> array:
        start, end = span
        return self.ordinals[self.starts[start] : self.starts[end]]


class NameIndex:
    """The words of the facilities of `rows`: (name, program, street, city) by ordinal."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str]]):
        columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
        self.size = len(columns[NAME])
        plain = {text: plain_words(text) for text in set(chain(*columns))}
        words = _with_joined(plain)
        columns_of_words = [_occurrences(column, words) for column in columns]
        texts = set(chain(columns[NAME], columns[PROGRAM], columns[CITY]))
        full = {text: in_full(plain[text]) for text in texts}
        self.vocabulary = NameVocabulary(set().union(*columns_of_words), set(full.values()))
        self.fields = [Field(self.vocabulary.words, column) for column in columns_of_words]
        names = _occurrences(columns[NAME], {text: (name,) for text, name in full.items()})
        self.names = sorted(names)
        self.named = Field(self.names, names)

    def __contains__(self, word: str) -> bool:
        """Tell whether names or programs hold `word`, spelt so but for case and accents."""
        spans = [self.vocabulary.span(part) for part in plain_words(word)]
        return bool(spans) and all(
            span and (self.fields[NAME][span] or self.fields[PROGRAM][span]) for span in spans
        )

    def is_name(self, text: str) -> bool:
        """Tell whether `text` is a facility's whole name."""
        whole = in_full(plain_words(text))
        at = bisect_left(self.names, whole)
        return bool(whole) and self.names[at : at + 1] == [whole]

    def match(self, text: str) -> Matches:
        """Return the facilities that fit every word of `text`; all if it has none to fit."""
        words = words_of(text)
        reading = self.vocabulary.read(words)
        if not reading.ways:
            return Matches((1 << self.size) - 1, {}, unknown=tuple(reading.unknown))
        scores = self._scores(reading, WEIGHTS)
        if not scores:
            reading, scores = self._doubted(words)
        for meant in reading.corrected.values():
            meant.sort(key=lambda word: self._frequency(word, scores), reverse=True)
        self._add_whole(reading, scores)
        corrected = tuple((typed, meant[0]) for typed, meant in reading.corrected.items())
        return Matches(bits_of(scores, self.size), scores, corrected, tuple(reading.unknown))

    def _doubted(self, words):
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
        scores, *alternatives = [_points(hits, extra) for hits in ways]
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
        most = {}
        for text in texts:
            marks = [bisect_left(self.names, text + mark) for mark in ("", " ", "!", LAST)]
            for points, span in zip(WHOLE, pairwise(marks), strict=True):
                for ordinal in self.named[span]:
                    most[ordinal] = max(points, most.get(ordinal, 0))
        for ordinal in most.keys() & scores.keys():
            scores[ordinal] += most[ordinal]


def _with_joined(plain: dict[str, list[str]]) -> dict[str, list[str]]:
    """Add to the words of each text two in a row as one, where that is a word: "newday"."""
    vocabulary = set().union(*plain.values())
    return {
        text: [*words, *vocabulary.intersection(map(add, words, words[1:]))]
        for text, words in plain.items()
    }


def _occurrences(column: Iterable[str], words_of: dict[str, Iterable[str]]) -> dict[str, list[int]]:
    """Return {word: ordinals of the texts that hold it}."""
    occurrences = defaultdict(list)
    for ordinal, text in enumerate(column):
        for word in words_of[text]:
            occurrences[word].append(ordinal)
    return occurrences


def _points(needed: list[Hits], extra: list[Hits]) -> dict[int, int]:
    """Return {ordinal: points} of what is among the hits of every word needed."""
    members, best = None, []
    for hits in sorted(needed, key=lambda hits: sum(len(ordinals) for _points, ordinals in hits)):
        best.append(_best(hits, members))
        members = best[-1].keys()
    best += [_best(hits, members) for hits in extra]
    if len(best) == 1:
        return best[0]
    each = [map(points.get, members, repeat(0)) for points in best]
    return dict(zip(members, map(sum, zip(*each, strict=True)), strict=True))


def _best(hits: Hits, members: Set[int] | None) -> dict[int, int]:
    """Return {ordinal: most points it has among the hits}, of the members if given."""
    best = {}
    for points, ordinals in reversed(hits):
        best.update(dict.fromkeys(ordinals if members is None else members & ordinals, points))
    return best
