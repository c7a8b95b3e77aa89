"""The order of places, in which a state, a county and a neighborhood each stand together.

An *ordinal* is a facility's rank by name, a *position* its rank by place: state, county, and
within it along a curve that goes through all corners of one square before the next
(docs/decisions/0061-order-of-places.md).
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import floor

from search.index.bits import Bits, bits_of, ordinals_of
from search.index.entries import IndexEntry

STEPS = 4096  # of a degree: the least squares of the curve are some ten yards wide
SPARSE = 6  # fewer than one of so many: quicker moved one by one


class Places:
    """Facilities in the order of places.

    `order`: ordinals by position; `positions`: the other way round. `states` and `counties`:
    {"MA": its range of positions}, {("MA", "Norfolk County"): the same}.
    """

    def __init__(self, entries: Sequence[IndexEntry]):
        curve = [_on_curve(entry.latitude, entry.longitude) for entry in entries]
        counties: dict[tuple[str, str], list[int]] = defaultdict(list)
        states: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for ordinal, entry in enumerate(entries):
            counties[entry.state, entry.county].append(ordinal)
        for (state, county), ordinals in counties.items():
            ordinals.sort(key=curve.__getitem__)
            states[state].append((curve[ordinals[len(ordinals) // 2]], county))
        self.order = array("I")
        self.states: dict[str, range] = {}
        self.counties: dict[tuple[str, str], range] = {}
        for state in sorted(states, key=lambda state: min(states[state])):
            start = len(self.order)
            for _middle, county in sorted(states[state]):
                self.counties[state, county] = self._add(counties[state, county])
            self.states[state] = range(start, len(self.order))
        self.positions = array("I", bytes(self.order.itemsize * len(self.order)))
        for position, ordinal in enumerate(self.order):
            self.positions[ordinal] = position

    def _add(self, ordinals: Sequence[int]) -> range:
        start = len(self.order)
        self.order.extend(ordinals)
        return range(start, len(self.order))

    def ranges(self, members: Iterable[tuple[str, str]]) -> list[range]:
        """Return the ranges of some (state, county), the whole state for no county, each once."""
        ranges = {
            self.counties.get((state, county)) if county else self.states.get(state)
            for state, county in members
        }
        return [each for each in ranges if each]

    def at(self, ordinals: Iterable[int]) -> "array[int]":
        """Return the positions of some ordinals, ascending."""
        return array("I", sorted(map(self.positions.__getitem__, ordinals)))

    def laid(self, bits: Bits) -> bytes:
        """Return a set of ordinals as one of positions: bit `p % 8` of byte `p // 8`."""
        size = len(self.order)
        if bits.bit_count() * SPARSE <= size:
            moved = bits_of(map(self.positions.__getitem__, ordinals_of(bits)), size)
        else:
            digits = f"{bits:0{size}b}"[::-1]
            moved = int("".join(map(digits.__getitem__, reversed(self.order))), 2)
        return moved.to_bytes(size // 8 + 1, "little")


def _on_curve(latitude: float | None, longitude: float | None) -> int:
    """Return where a point lies on the curve, -1 for nowhere."""
    if latitude is None or longitude is None:
        return -1
    row, column = floor((latitude + 90) * STEPS), floor((longitude + 360) * STEPS)
    # The digits of two numbers in turn: their binary digits, read as those of base four.
    return 2 * int(f"{row:b}", 4) + int(f"{column:b}", 4)
