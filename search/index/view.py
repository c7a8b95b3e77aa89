"""The part of the directory that an area touches: its sets, as short as the part is."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Sequence
from heapq import nsmallest
from typing import Protocol

from django.utils.functional import cached_property

from facilities.taxonomy import Taxonomy
from search.index.bits import Bits, Members, bits_of, ordinals_of
from search.index.hits import Matches
from search.index.names import NameIndex
from search.index.places import Places
from search.index.points import Part

# Positions between two stretches that are looked at as one: to cut a set in two costs more.
GAP = 2048
FEW = 500  # results that are put in order as they are


class Whole(Protocol):
    """What a View is a part of: an Index."""

    pks: "array[int]"
    names: NameIndex
    places: Places
    taxonomy: Taxonomy

    def laid(self, name: str, service: int | None = None) -> bytes: ...
    @property
    def certified_for(self) -> frozenset[int]: ...
    @property
    def serving_only(self) -> dict[int, Bits]: ...
    @property
    def opening(self) -> dict[int, frozenset[int]]: ...
    @property
    def hiding(self) -> dict[int, frozenset[int]]: ...


class View:
    """Stretches of the order of places, side by side; all that an Index answers, of these alone.

    Its sets are bits, too: `p` stands for the `p`th position in the stretches. What stands
    in an area's stretches needn't be in the area: its own set says who is.
    """

    def __init__(self, index: Whole, stretches: Iterable[tuple[int, int]], is_kept: bool = False):
        """`stretches`: (first position, the one after the last), in any order.

        `is_kept`: it will answer many searches.
        """
        self.index, self.is_kept = index, is_kept
        self.slices: list[slice] = []  # of the bytes of a set
        self.starts: list[int] = []  # positions, as are these
        self.stops: list[int] = []
        self.shifts: list[int] = []  # from a position to the bit for it
        self.size = 0
        for start, stop in _joined(stretches, len(index.pks)):
            self.slices.append(slice(start >> 3, stop >> 3))
            self.starts.append(start)
            self.stops.append(stop)
            self.shifts.append(start - self.size)
            self.size += stop - start

    def cut(self, laid: bytes) -> Bits:
        """Return what the view has of a set of positions (Places.laid)."""
        if len(self.slices) == 1:
            return int.from_bytes(laid[self.slices[0]], "little")
        return int.from_bytes(b"".join([laid[each] for each in self.slices]), "little")

    def within(self, parts: Iterable[Part]) -> Bits:
        """Return who is in some Parts, all of which must lie in the view."""
        digits, last = bytearray(b"0") * (self.size + 1), self.size
        for start, stop, members in parts:
            shift = self._shift(start)
            if members is None:
                stop = min(stop, len(self.index.pks))
                digits[last - stop + shift + 1 : last - start + shift + 1] = b"1" * (stop - start)
            else:
                for position in members:
                    digits[last - position + shift] = 49
        return int(digits, 2)

    def at(self, positions: "array[int]") -> Bits:
        """Return the set of some positions, ascending, all of which must lie in the view."""
        return self.within(pieces(positions))

    def ranged(self, ranges: Iterable[range]) -> Bits:
        bits = 0
        for each in ranges:
            bits |= ((1 << len(each)) - 1) << (each.start - self._shift(each.start))
        return bits

    def _shift(self, position: int) -> int:
        return self.shifts[bisect_right(self.starts, position) - 1]

    @cached_property
    def order(self) -> "array[int]":
        """Return the ordinals by bit."""
        order = array("I")
        for each in self.slices:
            order += self.index.places.order[each.start << 3 : each.stop << 3]
        return order

    @cached_property
    def _by_name(self) -> "array[int]":
        """Return the bits in the order of names."""
        return array("I", sorted(range(len(self.order)), key=self.order.__getitem__))

    def ordinals_in(self, bits: Bits) -> list[int]:
        """Return the ordinals of a set of the view, in no order."""
        return list(map(self.order.__getitem__, ordinals_of(bits)))

    def first(self, bits: Bits, stop: int) -> list[int]:
        """Return the first `stop` ordinals of a set of the view."""
        if not self.is_kept or bits.bit_count() <= FEW:
            return nsmallest(stop, self.ordinals_in(bits))
        holds, firsts = Members(bits), list[int]()
        for bit in self._by_name:
            if bit in holds:
                firsts.append(self.order[bit])
                if len(firsts) >= stop:
                    break
        return firsts

    def spread(self, bits: Bits) -> Bits:
        """Return a set of the view as one of ordinals."""
        return bits_of(self.ordinals_in(bits), len(self.index.pks))

    def members(self, bits: Bits) -> Container[int]:
        """Return the ordinals of a set of the view, to look them up."""
        return ViewMembers(self, bits)

    def bit(self, ordinal: int) -> int | None:
        """Return which bit stands for an ordinal, None if it isn't in the view."""
        position = self.index.places.positions[ordinal]
        stretch = bisect_right(self.starts, position) - 1
        is_in = stretch >= 0 and position < self.stops[stretch]
        return position - self.shifts[stretch] if is_in else None

    def named(self, matches: Matches) -> Bits:
        """Return who is among the Matches of a name."""
        if not matches.scores:
            return self.everything if matches.bits else 0
        bits = map(self.bit, matches.scores)
        return bits_of((bit for bit in bits if bit is not None), self.size)

    # What an Index answers, cut.

    @property
    def names(self) -> NameIndex:
        return self.index.names

    @property
    def taxonomy(self) -> Taxonomy:
        return self.index.taxonomy

    @cached_property
    def everything(self) -> Bits:
        return self.cut(self.index.laid("everything"))

    def offering(self, service: int) -> Bits:
        return self.cut(self.index.laid("offering", service))

    def not_reporting(self, service: int) -> Bits:
        return self.cut(self.index.laid("not_reporting", service))

    def perhaps_offering(self, service: int) -> Bits:
        if service not in self.index.certified_for:
            return 0
        return self.cut(self.index.laid("perhaps_offering", service))

    @property
    def mental_health_only(self) -> Bits:
        return self.cut(self.index.laid("mental_health_only"))

    @property
    def dual_diagnosis_only(self) -> Bits:
        return self.cut(self.index.laid("dual_diagnosis_only"))

    @property
    def located(self) -> Bits:
        return self.cut(self.index.laid("located"))

    @property
    def placed(self) -> Bits:
        return self.cut(self.index.laid("placed"))

    @cached_property
    def serving_only(self) -> dict[int, Bits]:
        return {service: self.offering(service) for service in self.index.serving_only}

    @property
    def opening(self) -> dict[int, frozenset[int]]:
        return self.index.opening

    @property
    def hiding(self) -> dict[int, frozenset[int]]:
        return self.index.hiding


class ViewMembers:
    """The ordinals of a set of a View, to look them up."""

    def __init__(self, view: View, bits: Bits):
        self.view, self.bits = view, Members(bits)

    def __contains__(self, ordinal: object) -> bool:
        bit = self.view.bit(ordinal) if isinstance(ordinal, int) else None
        return bit is not None and bit in self.bits


def pieces(positions: "array[int]") -> list[Part]:
    """Return the Parts of positions, ascending, each no longer than GAP."""
    parts, start = [], 0
    while start < len(positions):
        stop = bisect_left(positions, positions[start] + GAP, start)
        members: Sequence[int] = positions[start:stop]
        parts.append(Part(members[0], members[-1] + 1, members))
        start = stop
    return parts


def _joined(stretches: Iterable[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """Return stretches in order, in whole bytes of a set, those that nearly touch as one."""
    joined: list[list[int]] = []
    for start, stop in sorted(stretches):
        start, stop = start & ~7, min((stop + 7) & ~7, ((end >> 3) + 1) << 3)
        if joined and start - joined[-1][1] < GAP:
            joined[-1][1] = max(joined[-1][1], stop)
        else:
            joined.append([start, stop])
    return [(start, stop) for start, stop in joined]
