"""What words hit, and the points of what all of them hit."""

from array import array
from collections.abc import Set
from dataclasses import dataclass
from itertools import repeat

Hits = list[tuple[int, array]]  # (points, ordinals), most points first


@dataclass(frozen=True)
class Matches:
    """The facilities that fit a text, and how it was understood."""

    bits: int  # a set of ordinals: bit 0 for the first facility
    scores: dict[int, int]  # ordinal -> points, more is better; empty if nothing narrowed
    corrected: tuple[tuple[str, str], ...] = ()  # (typed, understood)
    unknown: tuple[str, ...] = ()  # words that occur nowhere and were not applied


def points_of(needed: list[Hits], extra: list[Hits]) -> dict[int, int]:
    """Return {ordinal: points} of what is among the hits of every word needed."""
    members, best = None, []
    for hits in sorted(needed, key=lambda hits: sum(len(ordinals) for _points, ordinals in hits)):
        best.append(_best(hits, members))
        members = best[-1].keys()
    best += [_best(hits, members) for hits in extra]
    if len(best) == 1:
        return best[0]
    each = [map(points.get, members, repeat(0)) for points in best]
    return dict(zip(members, map(sum, zip(*each, strict=True)), strict=True))


def _best(hits: Hits, members: Set[int] | None) -> dict[int, int]:
    """Return {ordinal: most points it has among the hits}, of the members if given."""
    best = {}
    for points, ordinals in reversed(hits):
        best.update(dict.fromkeys(ordinals if members is None else members & ordinals, points))
    return best
