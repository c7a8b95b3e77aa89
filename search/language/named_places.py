"""Places that words name exactly, wherever in a text: "tulsa ok detox", "detox memphis"."""

from collections.abc import Iterator

from places.exact import exactly, is_place, named_with_state
from places.states import state_named
from search.language.phrases import PhraseKind
from search.language.place_words import (
    LONGEST_STATE,
    NOT_STATES,
    STATES_THAT_ARE_WORDS,
    is_free,
    plain_of,
)
from search.language.reading import Reading, is_ordinary, is_small
from text.languages import single_words

# "Rancho Santa Margarita", "St. John the Baptist Parish"
LONGEST_NAME = 5
SHORTEST_NAME = 3  # letters: no "a la"
DETERMINERS = frozenset(single_words("search.txt", "determiners"))


def with_state(reading: Reading) -> range | None:
    """Return the numbers of the words of the first name with the state in which it is, or None.

    No abbreviation needs capitals here: a state is meant if the words before it name a city or
    county of that very state. Phrases that begin in it are dropped: in "richmond va rehab" no
    veteran is meant. But of "dayton va medical center dayton oh" the second is the place.
    """
    doubtful = None
    for numbers, state in _spans(reading):
        words = [word.plain for word in reading.words[numbers.start : numbers.stop]]
        if len("".join(words[: state - numbers.start])) < SHORTEST_NAME:
            continue
        if reading.claim_of.get(state) is None:
            if named_with_state(words):
                return numbers
        elif doubtful is None and named_with_state(words, largest=True):
            doubtful = numbers
    return doubtful


def _spans(reading: Reading) -> Iterator[tuple[range, int]]:
    """Yield the numbers of words that may be a name and a state, and where the state begins."""
    for end in range(2, len(reading.words) + 1):
        for state in _states_ending(reading, end):
            for first in range(max(0, state - LONGEST_NAME), state):
                if _are_together(reading, first, end) and _may_name(reading, first, state, end):
                    yield range(first, end), state


def _states_ending(reading: Reading, end: int) -> Iterator[int]:
    """Yield where a state begins that ends before `end`, the longest first."""
    for first in range(max(1, end - LONGEST_STATE), end):
        words = [word.plain for word in reading.words[first:end]]
        if not state_named(words) or plain_of(reading, first, end) in NOT_STATES:
            continue
        if words[0] in STATES_THAT_ARE_WORDS and len(words) == 1 and _goes_on(reading, first, end):
            continue
        yield first


def _goes_on(reading: Reading, first: int, end: int) -> bool:
    """Tell whether a word that may be a state ("in", "or") rather leads on to what follows it."""
    is_marked = reading.slice(first, first).isupper() and not reading.text.isupper()
    if end == len(reading.words) or is_marked or not is_small(reading.words[first]):
        return False
    after = reading.words[end]
    is_apart = after.after_break or after.after_comma
    return not is_apart and (reading.is_name(end) or after.plain in DETERMINERS)


def _are_together(reading: Reading, first: int, end: int) -> bool:
    words = reading.words[first:end]
    return not any(word.is_quoted for word in words) and not any(
        word.after_break for word in words[1:]
    )


def _may_name(reading: Reading, first: int, state: int, end: int) -> bool:
    """Tell whether the words `first` to before `state` are free to name a city, as one."""
    if any(word.after_comma for word in reading.words[first + 1 : state]):
        return False
    for i in range(first, state):
        claim = reading.claim_of.get(i)
        if claim is None or claim.meaning.kind == PhraseKind.NAME:
            continue
        is_filler = claim.meaning.kind in (PhraseKind.FILLER, PhraseKind.NEGATION)
        # "grand rapids mi detox": the phrase "rapid detox" leaves out a word, the place doesn't.
        reaches_out = claim.last >= end and claim.first == first
        if is_filler or claim.first < first or reaches_out:
            return False
    return True


def alone(reading: Reading) -> range | None:
    """Return the numbers of words that name a place and stand between phrases alone, or None."""
    asking = [claim for claim in reading.claims if claim.asks]
    if not asking:
        return None
    is_service = any(claim.meaning.kind == PhraseKind.SERVICE for claim in asking)
    # Beside words that names have, a place that opens the text is of the name: "Boston Counseling".
    start = 0 if is_service else min(claim.last for claim in asking) + 1
    # The last: "Charleston Residential Services Las Vegas".
    for run in reversed(list(_runs(reading))):
        if run.start >= start:
            for numbers in (run, _trimmed(reading, run)):
                words = [reading.words[i].plain for i in numbers]
                if words and exactly(words):
                    return numbers
                if words and is_place(words):
                    break  # "detroit lakes" is a small city, and not in Detroit
    return None


def _runs(reading: Reading) -> Iterator[range]:
    """Yield the runs of words that no phrase claims, between commas and breaks."""
    first = 0
    for i in range(len(reading.words) + 1):
        is_end = i == len(reading.words) or not is_free(reading, i)
        if is_end or reading.words[i].after_comma or reading.words[i].after_break:
            if first < i:
                yield range(first, i)
            first = i
        if is_end:
            first = i + 1


def _trimmed(reading: Reading, run: range) -> range:
    """Return a run without the words at its edges that nobody means as a name."""
    kept = [i for i in run if not is_ordinary(reading.words[i])]
    return range(kept[0], kept[-1] + 1) if kept else range(0)
