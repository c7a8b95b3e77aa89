"""Sets of facilities as whole numbers: bit `p` is set if the facility with ordinal `p` is in.

`&`, `|` and `bit_count()` then compare all facilities of the country in microseconds
(docs/decisions/0008-index-in-memory.md).
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


def among(ordinals: Sequence[int], bits: Bits) -> list[int]:
    """Return those of `ordinals` that are in the set, in their order."""
    raw = bits.to_bytes((bits.bit_length() + 7) // 8 + 1, "little")
    last = len(raw) * 8
    return [p for p in ordinals if p < last and raw[p >> 3] >> (p & 7) & 1]


def ordinals_of(bits: Bits, start: int = 0, stop: int | None = None) -> list[int]:
    """Return the ordinals in the set, ascending: from the `start`th to before the `stop`th."""
    raw = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    members = (eighth * 8 + bit for eighth, byte in enumerate(raw) if byte for bit in SET[byte])
    return list(islice(members, start, stop))
