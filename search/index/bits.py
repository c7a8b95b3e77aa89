"""Sets of facilities as whole numbers: bit `p` is set if the facility with ordinal `p` is in.

`&`, `|` and `bit_count()` then compare all facilities of the country in microseconds
(docs/decisions/0008-index-in-memory.md). A View's sets are the same, with bits of its own.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

# A set of facilities, a bit each. Where both are int, it tells a set from a count.
Bits = int

# {byte: which of its bits are set}
SET = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]


def bits_of(ordinals: Iterable[int], size: int) -> Bits:
    """Return the set of `ordinals`, each from 0 to `size` - 1."""
    digits = bytearray(b"0") * (size + 1)
    for ordinal in ordinals:
        digits[size - ordinal] = 49
    return int(digits, 2)


def less(bits: Bits, others: Bits) -> Bits:
    """Return who is in a set and not in another.

    `bits & ~others` says the same: with a negative number, it takes fifteen times as long.
    """
    return bits ^ (bits & others)


class Members:
    """The members of a set, to look them up: each in as little time, however long the set is."""

    def __init__(self, bits: Bits):
        self.raw = bits.to_bytes((bits.bit_length() + 7) // 8, "little")

    def __contains__(self, ordinal: object) -> bool:
        at = ordinal if isinstance(ordinal, int) else -1
        return 0 <= at >> 3 < len(self.raw) and bool(self.raw[at >> 3] >> (at & 7) & 1)


def among(ordinals: Sequence[int], bits: Bits) -> list[int]:
    """Return those of `ordinals` that are in the set, in their order."""
    raw = bits.to_bytes((bits.bit_length() + 7) // 8 + 1, "little")
    last = len(raw) * 8
    return [p for p in ordinals if p < last and raw[p >> 3] >> (p & 7) & 1]


def ordinals_of(bits: Bits, start: int = 0, stop: int | None = None) -> list[int]:
    """Return the ordinals in the set, ascending: from the `start`th to before the `stop`th."""
    raw = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    if stop is None:  # a list of all is made in half the time of one by one
        return [n * 8 + bit for n, byte in enumerate(raw) if byte for bit in SET[byte]][start:]
    members = (n * 8 + bit for n, byte in enumerate(raw) if byte for bit in SET[byte])
    return list(islice(members, start, stop))
