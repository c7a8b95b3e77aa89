"""What words hit, and the points of what all of them hit."""

from array import array
from collections.abc import KeysView
from dataclasses import dataclass
from itertools import repeat

from search.index.bits import Bits

Hits = list[tuple[int, "array[int]"]]  # (points, ordinals), most points first


@dataclass(frozen=True)
class Matches:
    """The facilities that fit a text, and how it was understood."""

    bits: Bits
    scores: dict[int, int]  # ordinal -> points, more is better; empty if nothing narrowed
    corrected: tuple[tuple[str, str], ...] = ()  # (typed, understood)
    unknown: tuple[str, ...] = ()  # words that occur nowhere and were not applied

    @property
    def misread(self) -> set[str]:
        """Return the words that weren't applied as they were typed."""
        return {*self.unknown, *(typed for typed, _understood in self.corrected)}


def points_of(needed: list[Hits], extra: list[Hits]) -> dict[int, int]:
    """Return {ordinal: points} of what is among the hits of every word needed."""
    members = dict[int, int]().keys()
    best: list[dict[int, int]] = []
    for hits in sorted(needed, key=lambda hits: sum(len(ordinals) for _points, ordinals in hits)):
        best.append(_best(hits, members if best else None))
        members = best[-1].keys()
    best += [_best(hits, members) for hits in extra]
    if len(best) == 1:
        return best[0]
    each = [map(points.get, members, repeat(0)) for points in best]
    return dict(zip(members, map(sum, zip(*each, strict=True)), strict=True))


def _best(hits: Hits, members: KeysView[int] | None) -> dict[int, int]:
    """Return {ordinal: most points it has among the hits}, of the members if given."""
    best: dict[int, int] = {}
    for points, ordinals in reversed(hits):
        best.update(dict.fromkeys(ordinals if members is None else members & ordinals, points))
    return best
