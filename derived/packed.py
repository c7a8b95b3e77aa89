"""Many small values in one stretch of bytes, each made anew when it is asked for.

Half a million Python objects take a worker a hundred megabytes, and no two workers share them:
whoever looks at one counts it, which writes to it. Bytes are only read. In a snapshot they lie in
the file, which all workers have mapped (docs/decisions/0073-shared-memory.md).
"""

import marshal
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pickle import PickleBuffer
from typing import Any, TypeVar, overload
from zlib import crc32

Value = TypeVar("Value")
FREE = 0
# Slots for each key: with so many free ones a key's own is the first or second looked at.
SPARE = 2


class Rows(Sequence[Value]):
    """Values in a row: None, numbers, texts, bytes, and tuples or lists of such.

    Subclasses may make something else of a value, as of the tuples of a named tuple (`made`).
    """

    def __init__(self, content: Any, ends: Any) -> None:
        self._content, self._ends = memoryview(content), memoryview(ends).cast("B").cast("I")

    @classmethod
    def of(cls, values: Iterable[Any]) -> "Rows[Value]":
        content, ends = bytearray(), array("I", [0])
        for value in values:
            content += marshal.dumps(value)
            ends.append(len(content))
        return cls(bytes(content), ends)

    def made(self, value: Any) -> Value:
        made: Value = value
        return made

    def __reduce_ex__(self, _protocol: Any) -> Any:
        return type(self), (PickleBuffer(self._content), PickleBuffer(self._ends))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, at: int) -> Value: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, at: int | slice) -> Value | tuple[Value, ...]:
        if isinstance(at, slice):
            return tuple(self[n] for n in range(*at.indices(len(self))))
        if at < 0:
            at += len(self)
        if at < 0:
            raise IndexError(at)
        start, end = self._ends[at], self._ends[at + 1]  # IndexError past the last
        # Written by `of` alone; in a file, signed (snapshots/file.py).
        return self.made(marshal.loads(self._content[start:end]))  # noqa: S302

    def __iter__(self) -> Iterator[Value]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


class Table(Mapping[str, Value]):
    """Values by a text, in the order in which they came: what a dict is of Rows."""

    def __init__(self, keys: Rows[str], rows: Rows[Value], slots: Any) -> None:
        self._keys, self._rows, self._slots = keys, rows, memoryview(slots).cast("B").cast("I")
        self._mask = len(self._slots) - 1

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Table[Value]":
        slots = array("I", [FREE]) * (1 << (SPARE * len(values)).bit_length())
        mask = len(slots) - 1
        for number, key in enumerate(values, 1):
            at = _hash(key) & mask
            while slots[at] != FREE:
                at = at + 1 & mask
            slots[at] = number
        keys: Rows[str] = Rows.of(values)
        rows: Rows[Value] = Rows.of(values.values())
        return cls(keys, rows, slots)

    def __reduce_ex__(self, _protocol: Any) -> Any:
        return Table, (self._keys, self._rows, PickleBuffer(self._slots))

    def __getitem__(self, key: str) -> Value:
        at = _hash(key) & self._mask
        while number := self._slots[at]:
            if self._keys[number - 1] == key:
                return self._rows[number - 1]
            at = at + 1 & self._mask
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)


def _hash(key: str) -> int:
    return crc32(key.encode(errors="surrogatepass"))
