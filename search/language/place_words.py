"""Which words of a text may belong to a place: markers before it, cities, states."""

from places.states import state_named
from search.language import fillers
from search.language.phrases import PhraseKind
from search.language.reading import Reading, is_small
from text.analysis import words as plain_words
from text.languages import phrases, single_words


def _phrases(file: str, section: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(plain_words(phrase)) for phrase in phrases(file, section))


# What stands before a place. The second kind stands in names, too ("Healing in Motion").
SURE_MARKERS = _phrases("search.txt", "before a place")
MARKERS = _phrases("search.txt", "before a place or in names")
MARKER_LENGTHS = sorted({len(marker) for marker in SURE_MARKERS | MARKERS}, reverse=True)
MOST_WORDS = 5
# "Rancho Mission Viejo, CA"
LONGEST_CITY = 3
LONGEST_STATE = 3
STATES_THAT_ARE_WORDS = frozenset(single_words("places.txt", "states that are words"))
NOT_STATES = _phrases("places.txt", "not a state")


def is_free(reading: Reading, i: int) -> bool:
    """Tell whether word `i` can be part of a place."""
    if not 0 <= i < len(reading.words) or reading.words[i].is_quoted:
        return False
    claim = reading.claim_of.get(i)
    return claim is None or claim.meaning.kind == PhraseKind.NAME


def state_before(reading: Reading, end: int) -> int:
    """Return the number of the first word of the state that ends before `end`, or `end`."""
    for length in range(LONGEST_STATE, 0, -1):
        first = end - length
        if all(is_free(reading, i) for i in range(first, end)) and is_state(reading, first, end):
            return first
    return end


def is_state(reading: Reading, first: int, end: int) -> bool:
    words = reading.words[first:end]
    if not words or plain_of(reading, first, end) in NOT_STATES:
        return False
    is_after_a_city = words[0].after_comma and city_before(reading, first) < first
    if len(words) == 1 and words[0].plain in STATES_THAT_ARE_WORDS and not is_after_a_city:
        return reading.slice(first, first).isupper() and not reading.text.isupper()
    return bool(state_named([word.plain for word in words]))


def city_before(reading: Reading, end: int) -> int:
    """Return the number of the first word of what may be a city before `end`, or `end`."""
    first = end
    while is_free(reading, first - 1) and (
        reading.is_name(first - 1) or reading.words[first - 1].stem in fillers.SMALL
    ):
        first -= 1
        if reading.words[first].after_comma or reading.words[first].after_break:
            break
    while first < end and is_small(reading.words[first]):
        first += 1
    city = reading.words[first:end]
    is_apart = bool(city) and city[0].after_comma
    before = reading.words[first - 1].stem if is_free(reading, first - 1) else ""
    is_name = any(word.stem in fillers.KINDS for word in city)
    if len(city) > LONGEST_CITY or is_name or (before in fillers.KINDS and not is_apart):
        return end
    return first


def marker_before(reading: Reading, first: int) -> int:
    for marker in SURE_MARKERS | MARKERS:
        start = first - len(marker)
        if start >= 0 and plain_of(reading, start, first) == marker and is_free(reading, start):
            return start
    return first


def plain_of(reading: Reading, first: int, end: int) -> tuple[str, ...]:
    return tuple(word.plain for word in reading.words[first:end])


def state_at(reading: Reading, first: int) -> bool:
    return any(is_state(reading, first, first + n) for n in range(1, LONGEST_STATE + 1))


def end_of_place(reading: Reading, first: int) -> int:
    """Return the number of the last word of the place that begins at `first`; less for none."""
    end = first
    while is_free(reading, end) and end - first < MOST_WORDS:
        word = reading.words[end]
        if is_of_a_name(reading, end):
            break
        ends = word.after_break or (is_small(word) and word.stem not in fillers.SMALL)
        if (ends or (end > first and word.after_comma)) and not state_at(reading, end):
            break
        end += 1
    while end > first and is_small(reading.words[end - 1]) and not state_at(reading, end - 1):
        end -= 1
    return end - 1


def is_of_a_name(reading: Reading, i: int) -> bool:
    """Tell whether word `i` is of a facility's name: "House", or "Phoenix" before it."""
    claim = reading.claim_of.get(i)
    words = reading.words[claim.first : claim.last + 1] if claim else [reading.words[i]]
    return any(word.stem in fillers.KINDS for word in words)
