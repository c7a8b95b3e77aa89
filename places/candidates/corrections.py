"""What a misspelled name surely means, and what else may be meant."""

from math import log10

from places.candidates.guesses import EDIT_COST, GREAT_LENGTH, Guess, guesses, letters_of
from places.candidates.matches import Match, look_up
from places.gazetteer.atlas import GREAT, LEAST_WEIGHT, Atlas
from places.gazetteer.elsewhere import is_elsewhere
from places.names import Name, spelling
from text.edits import close as close_to

# How much the best guess's score must exceed the next one's; less if a state was typed.
MARGIN, MARGIN_IN_STATE = 1.0, 0.7
# A typed state makes its own places a thousand times likelier than others.
STATE_GAIN = 3.0
# The score of the largest city's own name.
MOST_LIKELY = 7.0
# {letters typed, at most: edits: weight a place must have to be surely meant}.
LEAST: dict[int, dict[int, int]] = {
    4: {},
    5: {1: 100_000},
    7: {1: 20_000, 2: 200_000},
    60: LEAST_WEIGHT,
}
LEAST_IN_STATE: dict[int, dict[int, int]] = {
    3: {},
    4: {1: 50_000},
    5: {1: 0},
    7: {1: 0, 2: 20_000},
    60: {1: 0, 2: 0},
}


def surest(book: Atlas, candidates: list[Guess], name: Name, state: str = "") -> Guess | None:
    """Return the guess that is surely meant, None if any other may be.

    `candidates` is what guesses() returned for the same name and state.
    """
    if not candidates or (not state and is_elsewhere(name)):
        return None
    best, *rest = candidates
    least = LEAST_IN_STATE if state else LEAST
    length = letters_of(name)
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


def _best_anywhere(book: Atlas, name: Name, enough: float) -> float:
    """Return the score of the likeliest place of any state that bears a name, or nearly.

    Stops looking when one is better than `enough`, or when none can be.
    """
    exact = max((log10(match.weight + 1) for match in look_up(book, [name])[name][:1]), default=0)
    if exact > enough or enough > MOST_LIKELY - EDIT_COST:
        return exact
    return max([exact, *(guess.score for guess in guesses(book, name)[:1])])


def greater_spellings(book: Atlas, name: Name, match: Match, state: str = "") -> list[Match]:
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


def split_misspelt_state(book: Atlas, words: Name) -> tuple[Name, str]:
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
