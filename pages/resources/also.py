"""The one line by which other pages lead to other places that help, where there are lists."""

from dataclasses import dataclass

from places.resolution import ResolvedPlace
from resources.current import listed_kinds
from resources.kinds import IN_SENTENCE
from resources.nearby import kinds_near


@dataclass(frozen=True)
class Also:
    """Kinds of other places that help, [(value, name in a sentence)]; near a place, if any."""

    kinds: list[tuple[str, str]]
    place: ResolvedPlace | None = None


def also_anywhere():
    """Return the Also of all kinds that have lists; None where no list was imported."""
    return _also(listed_kinds())


def also_near(place):
    """Return the Also of the kinds near a place that was understood; None where there are none."""
    return _also(kinds_near(place, listed_kinds()), place) if place else None


def _also(kinds, place=None):
    return Also([(kind.value, str(IN_SENTENCE[kind])) for kind in kinds], place) if kinds else None
