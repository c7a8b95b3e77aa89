"""Typos: the known word that a misspelled one must have been, or none."""

from collections.abc import Iterator, Mapping

from text.edits import close

# Shorter words have too many neighbors.
SHORTEST = 5
LONG = 8


class Spelling:
    """Known words, looked up by how little a typed word differs from them."""

    def __init__(self, meanings: Mapping[str, object]) -> None:
        """Take `meanings`, {word: what it means}: words that mean the same don't compete."""
        self.meanings = meanings
        self.like: dict[tuple[str, int], list[str]] = {}
        for word in meanings:
            if len(word) >= SHORTEST:
                self.like.setdefault((word[0], len(word)), []).append(word)
                self.like.setdefault((word[:2], len(word)), []).append(word)

    def nearest(self, typed: str) -> str:
        """Return the only known word nearest to `typed`; "" for none, or for several as near.

        One edit is forgiven (a letter too many, too few, another, or two swapped), from 8
        letters on two; the first letter must be right, or swapped with the second.
        """
        if len(typed) < SHORTEST or not typed.isalpha():
            return ""
        limit = 2 if len(typed) >= LONG else 1
        near = close(typed, list(self._candidates(typed, limit)), limit)
        nearest = [word for word, edits in near if edits == near[0][1]]
        if not nearest or len({self.meanings[word] for word in nearest}) > 1:
            return ""
        return nearest[0]

    def _candidates(self, typed: str, limit: int) -> Iterator[str]:
        """Yield the known words about as long, with the same or swapped first letters."""
        swapped = typed[1] + typed[0]
        for length in range(len(typed) - limit, len(typed) + limit + 1):
            yield from self.like.get((typed[0], length), ())
            if typed[0] != typed[1]:
                yield from self.like.get((swapped, length), ())
