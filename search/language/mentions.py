"""The topics that a text names: what no list knows, and has an answer of its own."""

from collections.abc import Iterator
from typing import NamedTuple

from search.language.phrases import PhraseKind
from search.language.reading import Reading
from search.language.topics import MEETINGS, ROOM, SUICIDE, TOPICS, UNLISTED, phrases
from text.spans import Word

PREVENTION = "suicide-prevention"
# Told even where the words are part of a service's phrase: "detox bed" asks for room, too.
WITHIN_A_SERVICE = {SUICIDE, MEETINGS, ROOM}


class Mention(NamedTuple):
    """A topic that a text names, and the words that did so, as typed, each once."""

    topic: str
    words: tuple[str, ...]


class Match(NamedTuple):
    """The words `first` to `last` (both in) name a topic."""

    topic: str
    first: int
    last: int


def topics_of(reading: Reading, place: range = range(0)) -> tuple[Mention, ...]:
    """Return the topics that a text names, the most urgent first, each once.

    Words of the `place` (their numbers) name none, nor do those in quotes: they are a name.
    """
    typed: dict[str, dict[str, str]] = {}
    for match in _matches(reading.words):
        if place.start <= match.first < place.stop or not _is_told(reading, match):
            continue
        words = reading.slice(match.first, match.last)
        typed.setdefault(match.topic, {}).setdefault(words.casefold(), words)
    for claim in reading.claims:
        # Whoever is led to suicide prevention hears of 988 first.
        if claim.asks and PREVENTION in claim.meaning.services:
            words = reading.slice(claim.first, claim.last)
            typed.setdefault(SUICIDE, {}).setdefault(words.casefold(), words)
    return tuple(Mention(topic, tuple(typed[topic].values())) for topic in TOPICS if topic in typed)


def words_for(topic: str, reading: Reading) -> Iterator[range]:
    """Yield the numbers of the words that name a topic, phrase by phrase."""
    for match in _matches(reading.words):
        if match.topic == topic:
            yield range(match.first, match.last + 1)


def _is_told(reading: Reading, match: Match) -> bool:
    claim = reading.claim_of.get(match.first)
    if match.topic == UNLISTED and claim is None:
        # Without a service it is rather a facility's name: "Christian Community Action".
        return any(claim.meaning.kind == PhraseKind.SERVICE for claim in reading.claims)
    if claim is None or not claim.asks or match.topic in WITHIN_A_SERVICE:
        return True
    is_part = claim.first < match.first or match.last < claim.last
    return match.topic != UNLISTED and not is_part


def _matches(words: list[Word]) -> Iterator[Match]:
    """Yield the longest phrases, from left to right; no two share a word."""
    topics = phrases()
    longest, i = max(map(len, topics)), 0
    while i < len(words):
        for end in range(min(len(words), i + longest), i, -1):
            part = words[i:end]
            topic = topics.get(tuple(word.stem for word in part))
            if topic and _is_together(part):
                yield Match(topic, i, end - 1)
                i = end
                break
        else:
            i += 1


def _is_together(words: list[Word]) -> bool:
    """Tell whether a phrase may be read across these words: no quotes, no break between."""
    return not any(word.is_quoted for word in words) and not any(
        word.after_break for word in words[1:]
    )
