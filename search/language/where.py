"""The place in a text, where it is clearly marked as one."""

from typing import NamedTuple

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
ZIP_LENGTH = 5
STATES_THAT_ARE_WORDS = frozenset(single_words("places.txt", "states that are words"))
BEFORE_A_STATE_IN_NAMES = frozenset(single_words("places.txt", "before a state in names"))
NOT_STATES = _phrases("places.txt", "not a state")


class Place(NamedTuple):
    """The words `first` to `last` (both in) name a place; `start` opens its marker."""

    start: int
    first: int
    last: int


def find(reading: Reading) -> Place | None:
    """Return the place that is marked as one in what no phrase has claimed, or None."""
    for look in (_by_zip, _by_marker, _by_comma, _by_state):
        if place := look(reading):
            return place
    return None


def _is_free(reading, i):
    """Tell whether word `i` can be part of a place."""
    if not 0 <= i < len(reading.words) or reading.words[i].is_quoted:
        return False
    claim = reading.claim_of.get(i)
    return claim is None or claim.meaning.kind == PhraseKind.NAME


def _by_zip(reading):
    for i, word in enumerate(reading.words):
        if len(word.plain) != ZIP_LENGTH or not word.plain.isdecimal() or not _is_free(reading, i):
            continue
        last = i
        if _is_free(reading, i + 1) and reading.words[i + 1].plain.isdecimal():
            last = i + 1
        elif _is_free(reading, i + 1) and reading.is_name(i + 1) and i == 0:
            continue  # a street's number
        first = _state_before(reading, i)
        if first < i:
            first = _city_before(reading, first)
        return Place(_marker_before(reading, first), first, last)
    return None


def _state_before(reading, end):
    """Return the number of the first word of the state that ends before `end`, or `end`."""
    for length in range(LONGEST_STATE, 0, -1):
        first = end - length
        if all(_is_free(reading, i) for i in range(first, end)) and _is_state(reading, first, end):
            return first
    return end


def _is_state(reading, first, end):
    words = reading.words[first:end]
    if not words or _plain(reading, first, end) in NOT_STATES:
        return False
    is_after_a_city = words[0].after_comma and _city_before(reading, first) < first
    if len(words) == 1 and words[0].plain in STATES_THAT_ARE_WORDS and not is_after_a_city:
        return reading.slice(first, first).isupper() and not reading.text.isupper()
    return bool(state_named([word.plain for word in words]))


def _city_before(reading, end):
    """Return the number of the first word of what may be a city before `end`, or `end`."""
    first = end
    while _is_free(reading, first - 1) and (
        reading.is_name(first - 1) or reading.words[first - 1].stem in fillers.SMALL
    ):
        first -= 1
        if reading.words[first].after_comma or reading.words[first].after_break:
            break
    while first < end and is_small(reading.words[first]):
        first += 1
    city = reading.words[first:end]
    is_apart = bool(city) and city[0].after_comma
    before = reading.words[first - 1].stem if _is_free(reading, first - 1) else ""
    is_name = any(word.stem in fillers.KINDS for word in city)
    if len(city) > LONGEST_CITY or is_name or (before in fillers.KINDS and not is_apart):
        return end
    return first


def _marker_before(reading, first):
    for marker in SURE_MARKERS | MARKERS:
        start = first - len(marker)
        if start >= 0 and _plain(reading, start, first) == marker and _is_free(reading, start):
            return start
    return first


def _plain(reading, first, end):
    return tuple(word.plain for word in reading.words[first:end])


def _by_marker(reading):
    for start in range(len(reading.words)):
        if not _is_free(reading, start):
            continue
        for length in MARKER_LENGTHS:
            first = start + length
            marker = _plain(reading, start, first)
            if marker in SURE_MARKERS or marker in MARKERS:
                last = _end_of_place(reading, first)
                if last >= first and _is_marked(reading, marker, start, first, last):
                    return Place(start, first, last)
    return None


def _end_of_place(reading, first):
    """Return the number of the last word of the place that begins at `first`; less for none."""
    end = first
    while _is_free(reading, end) and end - first < MOST_WORDS:
        word = reading.words[end]
        if _is_of_a_name(reading, end):
            break
        ends = word.after_break or (is_small(word) and word.stem not in fillers.SMALL)
        if (ends or (end > first and word.after_comma)) and not _state_at(reading, end):
            break
        end += 1
    while end > first and is_small(reading.words[end - 1]) and not _state_at(reading, end - 1):
        end -= 1
    return end - 1


def _is_of_a_name(reading, i):
    """Tell whether word `i` is of a facility's name: "House", or "Phoenix" before it."""
    claim = reading.claim_of.get(i)
    words = reading.words[claim.first : claim.last + 1] if claim else [reading.words[i]]
    return any(word.stem in fillers.KINDS for word in words)


def _state_at(reading, first):
    return any(_is_state(reading, first, first + n) for n in range(1, LONGEST_STATE + 1))


def _is_marked(reading, marker, start, first, last):
    numbers = range(first, last + 1)
    if not any(reading.is_name(i) or _state_at(reading, i) for i in numbers):
        return False
    kinds = {claim.meaning.kind for claim in reading.claims if claim.asks}
    opens = start == 0 or reading.words[start].after_comma or reading.words[start].after_break
    if (
        marker in SURE_MARKERS
        or PhraseKind.SERVICE in kinds
        or _state_before(reading, last + 1) <= last
    ):
        return True
    # "counseling in Boston", but not "Choices in Living Counseling".
    return (bool(kinds) or opens) and not any(
        reading.is_name(i) or reading.claim_of.get(i) for i in range(last + 1, len(reading.words))
    )


def _by_comma(reading):
    """Find "City, ST"; of "Harbor House, MA" only the state."""
    for i in range(1, len(reading.words)):
        if not reading.words[i].after_comma or not _is_free(reading, i):
            continue
        for length in range(LONGEST_STATE, 0, -1):
            end = i + length
            words = reading.words[i:end]
            if (
                len(words) == length
                and all(_is_free(reading, n) for n in range(i, end))
                and _is_state(reading, i, end)
                and not (_is_free(reading, end) and reading.is_name(end))
                and _is_free(reading, i - 1)
            ):
                first = _city_before(reading, i)
                return Place(_marker_before(reading, first), first, end - 1)
    return None


def _by_state(reading):
    """Find a state, perhaps with a city before it, that is all that stands between phrases.

    It follows a phrase that may be part of a name, or it is part of the name itself: "mental
    health Ohio", but "Ohio Mental Health".
    """
    kinds = {claim.meaning.kind: claim.last for claim in reading.claims if claim.asks}
    if not kinds:
        return None
    start = 0 if PhraseKind.SERVICE in kinds else min(kinds.values()) + 1
    if PhraseKind.SERVICE not in kinds and any(map(reading.is_name, range(start))):
        return None
    for i in range(start, len(reading.words)):
        if not _is_free(reading, i) or (_is_free(reading, i + 1) and reading.is_name(i + 1)):
            continue
        state = _state_before(reading, i + 1)
        if state > i or (state > 0 and reading.words[state - 1].plain in BEFORE_A_STATE_IN_NAMES):
            continue
        first = _city_before(reading, state)
        is_whole = not _is_free(reading, first - 1) or is_small(reading.words[first - 1])
        if first >= start and is_whole:
            return Place(first, first, i)
    return None
