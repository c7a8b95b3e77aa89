"""What a typed text asks for, in words that facilities have."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, permutations

from search.index.words import MISSPELLED, PREFIX_FROM, Ranges, Words
from text.abbreviations.facilities import FILLERS, PHRASES
from text.analysis import words as plain_words

MOST_WORDS = 12  # what follows is left unread


@dataclass
class NameReading:
    """What a text asks for: any of `ways`, a way being the ranges of each word needed."""

    words: list[str]
    ways: list[list[Ranges]]
    extra: list[Ranges]  # give points, aren't needed
    corrected: dict[str, list[str]]  # typed -> what it may have meant
    unknown: list[str]
    joined: Iterable[tuple[str, str]] = ()


def is_soft(word: str) -> bool:
    """Tell whether facilities needn't have a word that was typed."""
    return word in FILLERS or word.isdigit()


def words_of(text: str) -> list[str]:
    """Return the words of what was typed, each once."""
    return list(dict.fromkeys(plain_words(text)))[:MOST_WORDS]


class NameVocabulary(Words):
    """What typed words may mean among those of the facilities."""

    def read(self, words: list[str], begun: str = "", doubts: bool = False) -> NameReading:
        """Find what each of the words may fit: joined, split and corrected where need be.

        `doubts`: words that occur somewhere may be misspelled, too ("heath" for "health").
        """
        soft = [word for word in words if word != begun and is_soft(word)]
        needs = {word: self._needs(word, word == begun) for word in words if word not in soft}
        joined = self._joined(needs, begun)
        reading = NameReading(words, [], [self.exact(word) for word in soft], {}, [])
        if doubts:
            self._doubt(needs, reading)
        apart = [word for word in needs if not needs[word] and word not in chain(*joined)]
        self._correct(apart, needs, reading)
        lost = [word for word in needs if not needs[word]]
        if not any(set(lost) <= set(pair) for pair in joined):
            self._correct(lost, needs, reading)
        if needs and all(needs.values()):
            reading.ways.append(list(chain.from_iterable(needs.values())))
        for pair, ranges in joined.items():
            rest = [need for word, need in needs.items() if word not in pair]
            if all(rest) and needs.keys() >= set(pair):
                # The joined word stands for two and gets the points of two.
                reading.ways.append([ranges, ranges, *chain.from_iterable(rest)])
        reading.joined = joined
        return reading

    def _joined(self, needs: Iterable[str], begun: str) -> dict[tuple[str, str], Ranges]:
        """Return the pairs of words that are also written as one, with where that occurs."""
        joined = {}
        for pair in permutations(needs, 2):
            word = "".join(pair)
            # "children s" is one word, but an s just begun can still become any.
            ranges = [] if len(begun) == 1 and begun in pair else self.exact(word)
            if pair[1] == begun:
                ranges = ranges or self._prefix(word)
            if ranges:
                joined[pair] = ranges
        return joined

    def _correct(
        self, words: Iterable[str], needs: dict[str, list[Ranges]], reading: NameReading
    ) -> None:
        """Replace `words` that occur nowhere by what was perhaps meant."""
        for word in words:
            if meant := self._split(word) or self._misspelled(word):
                reading.corrected[word] = meant
                needs[word] = self._instead(meant)
            else:
                reading.unknown.append(word)
                del needs[word]

    def _doubt(self, needs: dict[str, list[Ranges]], reading: NameReading) -> None:
        """Add to each word the words that it may be a misspelling of."""
        for word, needed in needs.items():
            if len(needed) == 1 and (meant := self._misspelled(word, itself=False)):
                reading.corrected[word] = meant
                needs[word] = [needed[0] + self._instead(meant)[0]]

    def _needs(self, word: str, begun: bool) -> list[Ranges]:
        """Return what must be found for a word, one item unless it stands for a phrase."""
        own = self.exact(word) + self._prefix(word, 1 if begun else PREFIX_FROM)
        if word in PHRASES:
            needs = [self.exact(part) + own for part in PHRASES[word].split()]
            if all(needs):
                return needs
        return [own] if own else []

    def _instead(self, meant: list[str]) -> list[Ranges]:
        """Return what must be found for a corrected word: any of `meant`, or its two parts."""
        parts = meant[0].split()
        if len(parts) > 1:
            return [self.exact(part) for part in parts]
        return [[(MISSPELLED, *span[1:]) for word in meant for span in self.exact(word)]]
