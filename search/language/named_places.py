"""Places that words name exactly, wherever in a text: "tulsa ok detox", "detox memphis"."""

from collections.abc import Iterator

from places.exact import exactly, is_place, named_with_state
from places.states import state_named
from search.language import fillers
from search.language.phrases import PhraseKind
from search.language.place_words import (
    LONGEST_STATE,
    NOT_STATES,
    STATES_THAT_ARE_WORDS,
    is_free,
    plain_of,
)
from search.language.reading import Reading, is_ordinary, is_small, is_talk
from text.languages import single_words

# "Rancho Santa Margarita", "St. John the Baptist Parish"
LONGEST_NAME = 5
SHORTEST_NAME = 3  # letters: no "a la"
NAMES_THAT_ARE_WORDS = frozenset({"la"})
DETERMINERS = frozenset(single_words("search.txt", "determiners"))


def with_state(reading: Reading) -> range | None:
    """Return the numbers of the words of the first name with the state in which it is, or None.

    No abbreviation needs capitals here: a state is meant if the words before it name a city or
    county of that very state. Phrases that begin in it are dropped: in "richmond va rehab" no
    veteran is meant. But of "dayton va medical center dayton oh" the second is the place.
    """
    doubtful = None
    for numbers, state in _spans(reading):
        words = _plain(reading, numbers)
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
        words = plain_of(reading, first, end)
        if not state_named(list(words)) or words in NOT_STATES:
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
        is_inside = first <= claim.first and claim.last < end
        # "grand rapids mi detox", "rehab in spanish fork ut": only in a name of several words.
        if claim.meaning.kind == PhraseKind.NEGATION or not (is_inside or state - first > 1):
            return False
    return True


def within(reading: Reading, span: range) -> range:
    """Return the numbers of the words after "in" or "near" that name a place; none for no place.

    The longest name that they begin with; a name of a village only if nothing follows it but
    ordinary words ("near ekalaka for my mom"); else a name further on ("near downtown chicago").
    What names nothing may be misspelled, and is left as it is; ordinary words are no place ("in
    winter").
    """
    ends = range(span.stop, span.start, -1)
    for end in ends:
        if is_exact(reading, range(span.start, end)):
            return range(span.start, end)
    for end in ends:
        numbers, rest = range(span.start, end), range(end, span.stop)
        is_village = not _are_ordinary(reading, numbers) and is_place(_plain(reading, numbers))
        if is_village and _are_ordinary(reading, rest):
            return numbers
    for first in range(span.start + 1, span.stop):
        for end in range(span.stop, first, -1):
            if is_exact(reading, range(first, end)):
                return range(first, end)
    return range(0) if _are_ordinary(reading, span) else span


def is_exact(reading: Reading, numbers: range) -> bool:
    """Tell whether words name a place so surely that nothing else need say that they do."""
    is_word = len(numbers) == 1 and _are_ordinary(reading, numbers)
    return bool(numbers) and not is_word and exactly(_plain(reading, numbers)) is not None


def claimed_city(reading: Reading, first: int) -> range:
    """Return the numbers of a large city's name that begins with a service: "in chino"."""
    claim = reading.claim_of.get(first)
    if claim is None or not claim.asks or claim.first != first:
        return range(0)
    for end in range(min(first + LONGEST_NAME, len(reading.words)), claim.last, -1):
        numbers = range(first, end)
        if _are_together(reading, first, end) and exactly(_plain(reading, numbers)):
            return numbers
    return range(0)


def los_angeles(reading: Reading, first: int) -> range:
    """Return the number of an "la" that ends the text after "in" or "near": no article there."""
    is_last = first == len(reading.words) - 1
    is_la = is_last and reading.words[first].plain in NAMES_THAT_ARE_WORDS
    return range(first, first + 1) if is_la and is_free(reading, first) else range(0)


def _plain(reading: Reading, numbers: range) -> tuple[str, ...]:
    return plain_of(reading, numbers.start, numbers.stop)


def _are_ordinary(reading: Reading, numbers: range) -> bool:
    return all(is_ordinary(reading.words[i]) for i in numbers)


def alone(reading: Reading) -> range | None:
    """Return the numbers of words that name a place and stand between phrases alone, or None."""
    asking = [claim for claim in reading.claims if claim.asks]
    if not asking:
        return None
    is_service = any(claim.meaning.kind == PhraseKind.SERVICE for claim in asking)
    # Beside words that names have, a place that opens the text is of the name: "Boston Counseling".
    start = 0 if is_service else min(claim.last for claim in asking) + 1
    # The last run: "Charleston Residential Services Las Vegas".
    for run in reversed(list(_runs(reading))):
        if run.start >= start and (numbers := _in_run(reading, run)):
            return numbers
    return None


def _in_run(reading: Reading, run: range) -> range:
    """Return the numbers of the words of a run that name a place: all of them, or some of them."""
    pieces = (run, _trimmed(reading, run), *_pieces(reading, run))
    for whole in pieces[:2]:
        if _may_stand_alone(reading, whole):
            return whole
        if is_place(_plain(reading, whole)):
            return range(0)  # "detroit beach" is a village, and not in Detroit
    return next((piece for piece in pieces if _may_stand_alone(reading, piece)), range(0))


def _may_stand_alone(reading: Reading, numbers: range) -> bool:
    if not is_exact(reading, numbers):
        return False
    # "my son jackson"
    before = numbers.start - 1
    return before < 0 or reading.words[before].stem not in fillers.RELATIVES


def _pieces(reading: Reading, run: range) -> Iterator[range]:
    """Yield the parts of a run between everyday words: "dayton or cincinnati"."""
    first = run.start
    for i in range(run.start, run.stop + 1):
        if i == run.stop or is_talk(reading.words[i]):
            if first < i:
                yield range(first, i)
            first = i + 1


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
