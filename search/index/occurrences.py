"""Where each word occurs: in which facilities' names, programs, cities or streets."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import add


class Field:
    """Where each word of the vocabulary occurs in one field: ordinals, word after word."""

    def __init__(self, vocabulary: list[str], occurrences: Mapping[str, Sequence[int]]):
        self.ordinals = array("I")
        self.starts = array("I", [0])
        for word in vocabulary:
            self.ordinals.extend(occurrences.get(word, ()))
            self.starts.append(len(self.ordinals))

    def __getitem__(self, span: tuple[int, int]) -> "array[int]":
        start, end = span
        return self.ordinals[self.starts[start] : self.starts[end]]


def with_joined(plain: dict[str, list[str]]) -> dict[str, list[str]]:
    """Add to the words of each text two in a row as one, where that is a word: "newday"."""
    vocabulary = set[str]().union(*plain.values())
    return {
        text: [*words, *vocabulary.intersection(map(add, words, words[1:]))]
        for text, words in plain.items()
    }


def occurrences(
    column: Iterable[str], words_of: Mapping[str, Iterable[str]]
) -> dict[str, list[int]]:
    """Return {word: ordinals of the texts that hold it}."""
    occurrences: dict[str, list[int]] = defaultdict(list)
    for ordinal, text in enumerate(column):
        for word in words_of[text]:
            occurrences[word].append(ordinal)
    return occurrences
