"""The words that facilities have, in order, and which of them a typed one fits."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from text.abbreviations.facilities import FILLERS, SAME, forms, in_full
from text.edits import close

# How well a word fits.
EXACT, PREFIX, MISSPELLED = 3, 2, 1
LONGEST = 40  # letters of a word that is looked at as two
PREFIX_FROM = 3  # letters
LAST = "~"  # sorts after every letter and digit

Ranges = list[tuple[int, int, int]]  # (how well it fits, from, to) in the vocabulary


class Words:
    """All words of the facilities, and where those are that a typed one fits.

    `texts`: names, programs and cities in full, for words in a row.
    """

    def __init__(self, words: Iterable[str], texts: Iterable[str]):
        self.words = sorted(words)
        self.by_length = defaultdict(list)
        for word in self.words:
            if word.isalpha() and word not in FILLERS:
                self.by_length[len(word)].append(word)
        self.running_text = " | ".join(["", *texts, ""])

    def span(self, word: str) -> tuple[int, int] | None:
        """Return where in the vocabulary a word is: from, to."""
        start = bisect_left(self.words, word)
        is_present = self.words[start : start + 1] == [word]
        return (start, start + 1) if is_present else None

    def exact(self, word: str) -> Ranges:
        return [(EXACT, *span) for form in forms(word) if (span := self.span(form))]

    def _prefix(self, word: str, shortest: int = PREFIX_FROM) -> Ranges:
        """Return where longer words begin with `word`, from 3 letters also if written short."""
        if len(word) < shortest:
            return []
        start = bisect_left(self.words, word) + bool(self.span(word))
        spans = [(start, bisect_left(self.words, word + LAST))]
        if len(word) >= PREFIX_FROM:
            begun = {short for full in SAME if full.startswith(word) for short in SAME[full]}
            shorts = [short for short in sorted(begun) if not short.startswith(word)]
            spans += [span for short in shorts if (span := self.span(short))]
        return [(PREFIX, *span) for span in spans if span[0] < span[1]]

    def _split(self, word: str) -> list[str]:
        """Return the two words that `word` joins, if a name, program or city has them in a row."""
        counts: dict[str, int] = {}
        for cut in range(2, min(len(word), LONGEST) - 1):
            parts = word[:cut], word[cut:]
            if all(map(self.span, parts)):
                counts[" ".join(parts)] = self.running_text.count(f" {in_full(parts)} ")
        best = max(counts, key=counts.__getitem__, default="")
        return [best] if counts.get(best) else []

    def _misspelled(self, word: str, itself: bool = True) -> list[str]:
        """Return the words nearest to one, all equally near; `itself` only if it may be."""
        length = len(word)
        allowed = 0 if length < 4 else 1 if length < 7 else 2
        lengths = range(length - allowed, length + allowed + 1) if allowed else ()
        candidates = list(chain.from_iterable(self.by_length.get(n, ()) for n in lengths))
        near = [
            (candidate, edits)
            for candidate, edits in close(word, candidates, allowed)
            if itself or edits
        ]
        least = min((edits for _word, edits in near), default=0)
        return [candidate for candidate, edits in near if edits == least]
