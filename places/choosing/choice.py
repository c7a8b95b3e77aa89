"""What was chosen for a text: a place or none, what else is offered, and what is to be said."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from places.candidates import Match
from places.resolution import ResolvedPlace, Why

MOST_OFFERED = 5


class Saying(StrEnum):
    """What people are told of a choice; places.messages has the sentences."""

    # The text can't be a place.
    TOO_LONG = "too long"
    UNREADABLE = "unreadable"
    NEAR_ME = "near me"
    COUNTRY = "country"
    MILITARY = "military"
    # No place was chosen.
    UNKNOWN = "unknown"
    NOT_IN_STATE = "not in the state"
    ABROAD = "abroad"
    SEVERAL = "several"
    UNSURE = "unsure"
    FIVE_DIGITS = "five digits"
    NO_SUCH_ZIP = "no such ZIP code"
    ZIP_IN_OTHER_STATE = "ZIP code in another state"
    # A place was, which isn't obvious.
    SHOWN = "shown"
    READ_AS = "read as"
    ALL_OF = "all of"
    ALL_OF_SIDE = "all of, for a side"
    ZIP_SHOWN = "ZIP code shown"
    LARGEST = "largest"
    SEVERAL_MEANINGS = "several meanings"
    ABROAD_TOO = "abroad too"
    STREET = "street"


class Note(NamedTuple):
    """Something to be said: of a place, or of words that were typed (`text`, `state`)."""

    saying: Saying
    place: ResolvedPlace | None = None
    text: str = ""
    state: str = ""
    places: int = 0


@dataclass(frozen=True)
class Choice:
    """A place with what else it may be, or none with what may be meant instead."""

    place: ResolvedPlace | None = None
    why: Why | None = None
    alternatives: tuple[ResolvedPlace, ...] = ()
    notes: tuple[Note, ...] = ()

    def noted(self, *notes: Note) -> "Choice":
        """Return the choice with other notes."""
        return replace(self, notes=notes)


def none_of(candidates: Iterable[ResolvedPlace], *notes: Note) -> Choice:
    """Choose no place, with the first few candidates."""
    return Choice(alternatives=tuple(dict.fromkeys(candidates))[:MOST_OFFERED], notes=notes)


def offered(matches: Iterable[Match], most: int = MOST_OFFERED) -> tuple[ResolvedPlace, ...]:
    """Return the places of the first matches, each once."""
    return tuple(dict.fromkeys(ResolvedPlace.of(match.place) for match in matches))[:most]
