"""Names close to what was typed, the likeliest first.

Closeness is the number of letters to change, add, drop or swap (optimal string alignment). Each
edit costs a place as much of its score as having a hundredth of its population.
"""

from collections.abc import Iterable, Iterator
from math import log10
from typing import NamedTuple

from places.candidates.matches import Match, look_up
from places.gazetteer.atlas import Atlas
from places.gazetteer.elsewhere import says_no_place
from places.names import Name
from places.wordings import says_county
from text.abbreviations.places import BEFORE_A_PLACE
from text.edits import close as close_to
from text.edits import distance

MOST_GUESSES = 8
SHORTEST = 3
# Guesses with a lower score are dropped.
LEAST_SCORE = 0.8
EDIT_COST = 2.0
# People seldom mistype the first letter.
FIRST_LETTER_COST = 0.5

# The words that one letter may stand for.
FULL = {"east", "north", "south", "west"}
# A shorter name is close to too many other names.
GREAT_LENGTH = 5


class Guess(NamedTuple):
    """A name close to what was typed, with the likeliest place that bears it."""

    match: Match
    key: str
    edits: int
    score: float


def guesses(book: Atlas, name: Name, state: str = "") -> list[Guess]:
    """Return the names close to some normal words, the likeliest first.

    Only those of `state` if given; none for what can't be a place. Exact names aren't
    guesses.
    """
    typed = "".join(name)
    if len(typed) < SHORTEST or not typed.isalpha() or says_no_place(name, state):
        return []
    best: dict[tuple[str, ...], Guess] = {}
    for close, edits in _close_keys(book, name, state):
        for match in look_up(book, [(close,)], state)[close,][:1]:
            guess = Guess(match, close, edits, _score(typed, close, edits, match.weight))
            if (at := match.place[:5]) not in best or best[at].score < guess.score:
                best[at] = guess
    if name[0] in FULL:  # "West Boston" is no misspelled East Boston
        best = {at: guess for at, guess in best.items() if guess.key.startswith(name[0])}
    likely = [guess for guess in best.values() if state or guess.score >= LEAST_SCORE]
    return sorted(likely, key=lambda guess: (-guess.score, guess.key))[:MOST_GUESSES]


def _close_keys(book: Atlas, name: Name, state: str) -> list[tuple[str, int]]:
    """Return the likeliest pairs of (key, edits) for a name."""
    typed, pairs = "".join(name), dict[str, int]()
    most = 1 if letters_of(name) < 6 else 2
    for spelt, edits_made in _spellings(name) if state else [(typed, 0)]:
        keys: Iterable[str] = book.keys_of.get(state, ()) if state else book.within(len(spelt), 1)
        near = close_to(spelt, keys, most)
        if most == 2 and not state:
            keys = book.within(len(spelt), 2)
            near += close_to(spelt, keys, 2)
        for close, edits in near:
            if 0 < (edits := edits + edits_made) < pairs.get(close, most + 1):
                pairs[close] = edits
    ordered = sorted(
        pairs.items(), key=lambda pair: -_score(typed, pair[0], pair[1], book.weight(pair[0]))
    )
    return ordered[: MOST_GUESSES * 2]


def _spellings(name: Name) -> Iterator[tuple[str, int]]:
    """Yield (key, edits) of what a name may have been before it was written in full.

    "Stt. Louis" is one edit off "St. Louis", but further from "saintlouis"; the "e" of "E
    Paso" isn't east.
    """
    first, rest = name[0], "".join(name[1:])
    yield first + rest, 0
    if first in FULL and rest:
        yield first[0] + rest, 0
    if first == "south" and rest:
        yield "saint" + rest, 1
    if rest and len(first) <= 3:
        for short in ("st", "ft", "mt"):
            if first != short and distance(first, short) == 1:
                yield BEFORE_A_PLACE[short] + rest, 1
    if not rest and first.startswith("the") and len(first) > 6:
        yield first.removeprefix("the"), 0


def _score(typed: str, close: str, edits: int, weight: int) -> float:
    """Return the logarithm of how likely a name is meant."""
    missed = FIRST_LETTER_COST if typed[0] != close[0] else 0
    return log10(weight + 1) - EDIT_COST * edits - missed


def near_prefixes(book: Atlas, name: Name) -> list[Guess]:
    """Return the great cities whose names begin nearly as some normal words do."""
    typed = "".join(name)
    if len(typed) < GREAT_LENGTH or not typed.isalpha() or says_no_place(name):
        return []
    # A letter may be missing, or be too many.
    lengths = range(len(typed) - 1, len(typed) + 2)
    alike = [name for name in book.great if name[0] == typed[0]]
    beginnings = {name[:n]: name for n in lengths for name in alike}
    pairs = close_to(typed, tuple(beginnings), 1)
    near = [
        Guess(match, name, edits, _score(typed, name, edits, match.weight))
        for beginning, edits in pairs
        for name in [beginnings[beginning]]
        for match in look_up(book, [(name,)])[name,][:1]
    ]
    return sorted(near, key=lambda guess: (-guess.score, guess.key))[:MOST_GUESSES]


def letters_of(name: Name) -> int:
    """Return how many letters tell a name from others: "county" doesn't, nor does "east"."""
    if says_county(name):
        name = name[:-1]
    return len("".join(name[1:] if name[0] in FULL and len(name) > 1 else name))
