"""Misspelt names: the names close to them, and whether one of these is surely meant.

Closeness is the number of letters to change, add, drop or swap (optimal string alignment). Each
edit costs a place as much of its score as having a hundredth of its population.
"""

from math import log10
from typing import NamedTuple

from places.gazetteer.atlas import GREAT, LEAST_WEIGHT, Atlas
from places.gazetteer.elsewhere import is_elsewhere, says_no_place
from places.lookup import Match, look_up, says_county
from places.names import spelling
from text.abbreviations import BEFORE_A_PLACE
from text.edits import close as close_to
from text.edits import distance

MOST_GUESSES = 8
SHORTEST = 3
# Guesses with a lower score are dropped.
LEAST_SCORE = 0.8
EDIT_COST = 2.0
# People seldom mistype the first letter.
FIRST_LETTER_COST = 0.5
# How much the best guess's score must exceed the next one's; less if a state was typed.
MARGIN, MARGIN_IN_STATE = 1.0, 0.7
# A typed state makes its own places a thousand times likelier than others.
STATE_GAIN = 3.0
# The score of the largest city's own name.
MOST_LIKELY = 7.0
# {letters typed, at most: edits: weight a place must have to be surely meant}.
LEAST = {
    4: {},
    5: {1: 100_000},
    7: {1: 20_000, 2: 200_000},
    60: LEAST_WEIGHT,
}
LEAST_IN_STATE = {3: {}, 4: {1: 50_000}, 5: {1: 0}, 7: {1: 0, 2: 20_000}, 60: {1: 0, 2: 0}}

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


def guesses(book: Atlas, name: tuple[str, ...], state: str = "") -> list[Guess]:
    """Return the names close to some normal words, the likeliest first.

    Only those of `state` if given; none for what can't be a place. Exact names aren't
    guesses.
    """
    typed = "".join(name)
    if len(typed) < SHORTEST or not typed.isalpha() or says_no_place(name, state):
        return []
    best = {}
    for close, edits in _close_keys(book, name, state):
        for match in look_up(book, [(close,)], state)[close,][:1]:
            guess = Guess(match, close, edits, _score(typed, close, edits, match.weight))
            if (at := match.place[:4]) not in best or best[at].score < guess.score:
                best[at] = guess
    likely = [guess for guess in best.values() if state or guess.score >= LEAST_SCORE]
    return sorted(likely, key=lambda guess: (-guess.score, guess.key))[:MOST_GUESSES]


def _close_keys(book, name, state):
    """Return the likeliest pairs of (key, edits) for a name."""
    typed, pairs = "".join(name), {}
    most = 1 if _length(name) < 6 else 2
    for spelt, edits_made in _spellings(name) if state else [(typed, 0)]:
        keys = book.keys_of.get(state, ()) if state else book.within(len(spelt), 1)
        near = close_to(spelt, keys, most)
        if most == 2 and not state:
            keys = book.within(len(spelt), 2)
            near += close_to(spelt, keys, 2)
        for close, edits in near:
            if 0 < (edits := edits + edits_made) < pairs.get(close, most + 1):
                pairs[close] = edits
    ordered = sorted(pairs.items(), key=lambda pair: -_score(typed, *pair, book.weight(pair[0])))
    return ordered[: MOST_GUESSES * 2]


def _spellings(name):
    """Yield (key, edits) of what a name may have been before it was written in full.

    "Stt. Louis" is one edit off "St. Louis", but further from "saintlouis"; the "e" of "E
    Paso" isn't east.
    """
    first, *rest = name
    rest = "".join(rest)
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


def _score(typed, close, edits, weight):
    """Return the logarithm of how likely a name is meant."""
    missed = FIRST_LETTER_COST if typed[0] != close[0] else 0
    return log10(weight + 1) - EDIT_COST * edits - missed


def near_prefixes(book: Atlas, name: tuple[str, ...]) -> list[Guess]:
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


def surest(
    book: Atlas, candidates: list[Guess], name: tuple[str, ...], state: str = ""
) -> Guess | None:
    """Return the guess that is surely meant, None if any other may be.

    `candidates` is what guesses() returned for the same name and state.
    """
    if not candidates or (not state and is_elsewhere(name)):
        return None
    best, *rest = candidates
    least = LEAST_IN_STATE if state else LEAST
    length = _length(name)
    weights = next(weights for longest, weights in least.items() if length <= longest)
    if best.match.weight < weights.get(best.edits, float("inf")):
        return None
    margin = MARGIN_IN_STATE if state else MARGIN
    # "Nashvegas" isn't Las Vegas.
    if not state and best.edits > 1 and best.key[0] != name[0][0]:
        return None
    if rest and best.score - rest[0].score < margin:
        return None
    if state and best.score + STATE_GAIN < _best_anywhere(book, name, best.score + STATE_GAIN):
        return None
    return best


def _best_anywhere(book, name, enough):
    """Return the score of the likeliest place of any state that bears a name, or nearly.

    Stops looking when one is better than `enough`, or when none can be.
    """
    exact = max((log10(match.weight + 1) for match in look_up(book, [name])[name][:1]), default=0)
    if exact > enough or enough > MOST_LIKELY - EDIT_COST:
        return exact
    return max([exact, *(guess.score for guess in guesses(book, name)[:1])])


def greater_spellings(
    book: Atlas, name: tuple[str, ...], match: Match, state: str = ""
) -> list[Match]:
    """Return great cities that differ from a name in one letter, far larger than its match.

    "Pittsburg" is in California, but perhaps Pittsburgh was meant.
    """
    typed = "".join(name)
    if len(typed) < GREAT_LENGTH or match.weight >= GREAT or not typed.isalpha():
        return []
    least = max(GREAT, 2 * match.weight)
    keys = [close for close, edits in close_to(typed, book.great, 1) if edits]
    likeliest = [match for close in keys for match in look_up(book, [(close,)], state)[close,][:1]]
    return [match for match in likeliest if match.weight >= least][:2]


def matches_of(book: Atlas, guess: Guess, state: str = "") -> list[Match]:
    """Return all that bear the guessed name, best first, as if it had been typed."""
    words = tuple(spelling(guess.match.alias or guess.match.place.name).split())
    name = words if "".join(words) == guess.key else (guess.key,)
    return look_up(book, [name], state)[name]


def split_misspelt_state(book: Atlas, words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Split ("boston", "massachusets") into the words before the state and its abbreviation.

    No state that is surely meant leaves "".
    """
    for start in range(max(0, len(words) - 3), len(words)):
        typed = "".join(words[start:])
        if is_elsewhere(words[start:]):
            return words, ""
        most = 2 if len(typed) > 7 else 1 if len(typed) > 3 else 0
        close = close_to(typed, tuple(book.state_names), most)[:2]
        close = [pair for pair in close if len(typed) > 4 or pair[0][0] == typed[0]]
        if close and (len(close) == 1 or close[0][1] < close[1][1]):
            return words[:start], book.state_names[close[0][0]][0][3]
    return words, ""


def _length(name):
    """Return how many letters tell a name from others: "county" doesn't."""
    return len("".join(name[:-1] if says_county(name) else name))
