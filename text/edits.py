"""How far apart two words are, and how alike two names.

Distances are counted in letters changed, added, dropped or swapped with their neighbor
(optimal string alignment).
"""

from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_sort_ratio

# Its stubs know no scorer whose scores are whole numbers.
extract: Callable[..., list[tuple[str, int, int]]] = process.extract


def distance(a: str, b: str) -> int:
    """Return how many edits lie between two words."""
    return OSA.distance(a, b)


def close(word: str, choices: Iterable[str], most: int) -> list[tuple[str, int]]:
    """Return the (choice, edits) at most `most` edits from `word`, the nearest first."""
    matches = extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=None)
    return [(choice, edits) for choice, edits, _at in matches]


def likeness(a: str, b: str) -> float:
    """Return how alike two texts of plain words are, 0 to 1, whatever their words' order."""
    return token_sort_ratio(a, b) / 100
