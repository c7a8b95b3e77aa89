"""The place in a text: marked as one, or named exactly."""

from typing import NamedTuple

from search.language import named_places
from search.language.phrases import PhraseKind
from search.language.place_words import (
    LONGEST_STATE,
    MARKER_LENGTHS,
    MARKERS,
    SURE_MARKERS,
    city_before,
    end_of_place,
    is_free,
    is_state,
    marker_before,
    plain_of,
    state_at,
    state_before,
)
from search.language.reading import Reading, is_small
from text.languages import single_words

ZIP_LENGTH = 5
BEFORE_A_STATE_IN_NAMES = frozenset(single_words("places.txt", "before a state in names"))


class Place(NamedTuple):
    """The words `first` to `last` (both in) name a place; `start` opens its marker.

    `is_marked`: a marker, a state or a ZIP code says that it is one; else its name alone.
    """

    start: int
    first: int
    last: int
    is_marked: bool = True


def find(reading: Reading) -> Place | None:
    """Return the place in a text, or None. Phrases that reach into its name are the caller's."""
    for look in (_by_zip, _with_state, _by_marker, _by_comma, _by_state, _alone):
        if place := look(reading):
            return place
    return None


def _with_state(reading: Reading) -> Place | None:
    numbers = named_places.with_state(reading)
    return _of(reading, numbers) if numbers else None


def _alone(reading: Reading) -> Place | None:
    numbers = named_places.alone(reading)
    return _of(reading, numbers)._replace(is_marked=False) if numbers else None


def _of(reading: Reading, numbers: range) -> Place:
    return Place(marker_before(reading, numbers.start), numbers.start, numbers.stop - 1)


def _by_zip(reading: Reading) -> Place | None:
    for i, word in enumerate(reading.words):
        if len(word.plain) != ZIP_LENGTH or not word.plain.isdecimal() or not is_free(reading, i):
            continue
        last = i
        if is_free(reading, i + 1) and reading.words[i + 1].plain.isdecimal():
            last = i + 1
        elif is_free(reading, i + 1) and reading.is_name(i + 1) and i == 0:
            continue  # a street's number
        first = state_before(reading, i)
        if first < i:
            first = city_before(reading, first)
        return Place(marker_before(reading, first), first, last)
    return None


def _by_marker(reading: Reading) -> Place | None:
    for start in range(len(reading.words)):
        if not is_free(reading, start):
            continue
        for length in MARKER_LENGTHS:
            first = start + length
            marker = plain_of(reading, start, first)
            is_marker = marker in SURE_MARKERS or marker in MARKERS
            if is_marker and (place := _after_marker(reading, marker, start, first)):
                return place
    return None


def _after_marker(
    reading: Reading, marker: tuple[str, ...], start: int, first: int
) -> Place | None:
    if numbers := named_places.claimed_city(reading, first) or named_places.los_angeles(
        reading, first
    ):
        return Place(start, numbers.start, numbers.stop - 1)
    last = end_of_place(reading, first)
    if last < first:
        return None
    numbers = named_places.within(reading, range(first, last + 1))
    is_named = named_places.is_exact(reading, numbers)
    if not numbers or not (is_named or _is_marked(reading, marker, start, first, last)):
        return None
    # Other words stand between: "near downtown Chicago".
    return Place(
        start if numbers.start == first else numbers.start, numbers.start, numbers.stop - 1
    )


def _is_marked(
    reading: Reading, marker: tuple[str, ...], start: int, first: int, last: int
) -> bool:
    numbers = range(first, last + 1)
    if not any(reading.is_name(i) or state_at(reading, i) for i in numbers):
        return False
    kinds = {claim.meaning.kind for claim in reading.claims if claim.asks}
    opens = start == 0 or reading.words[start].after_comma or reading.words[start].after_break
    if (
        marker in SURE_MARKERS
        or PhraseKind.SERVICE in kinds
        or state_before(reading, last + 1) <= last
    ):
        return True
    # "counseling in Boston", but not "Choices in Living Counseling".
    return (bool(kinds) or opens) and not any(
        reading.is_name(i) or reading.claim_of.get(i) for i in range(last + 1, len(reading.words))
    )


def _by_comma(reading: Reading) -> Place | None:
    """Find "City, ST"; of "Harbor House, MA" only the state."""
    for i in range(1, len(reading.words)):
        if not reading.words[i].after_comma or not is_free(reading, i):
            continue
        for length in range(LONGEST_STATE, 0, -1):
            end = i + length
            words = reading.words[i:end]
            if (
                len(words) == length
                and all(is_free(reading, n) for n in range(i, end))
                and is_state(reading, i, end)
                and not (is_free(reading, end) and reading.is_name(end))
                and is_free(reading, i - 1)
            ):
                first = city_before(reading, i)
                return Place(marker_before(reading, first), first, end - 1)
    return None


def _by_state(reading: Reading) -> Place | None:
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
        if not is_free(reading, i) or (is_free(reading, i + 1) and reading.is_name(i + 1)):
            continue
        state = state_before(reading, i + 1)
        if state > i or (state > 0 and reading.words[state - 1].plain in BEFORE_A_STATE_IN_NAMES):
            continue
        first = city_before(reading, state)
        is_whole = not is_free(reading, first - 1) or is_small(reading.words[first - 1])
        if first >= start and is_whole:
            return Place(first, first, i)
    return None
