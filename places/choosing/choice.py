"""What was chosen for a text: a place or none, what else is offered, and what is to be said."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from places.candidates import Match
from places.message_kinds import MessageKind
from places.resolution import ResolvedPlace, Why

MOST_OFFERED = 5


class Note(NamedTuple):
    """Something to be said: of a place, or of words that were typed (`text`, `state`)."""

    kind: MessageKind
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
