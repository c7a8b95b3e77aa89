"""What the index keeps of each listed facility."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pickle import PickleBuffer
from typing import Any, NamedTuple

from derived.packed import Rows
from facilities.models.facility import EXACT


class IndexedPhone(NamedTuple):
    """A number of a listed facility: fields of a Phone."""

    kind: str
    display: str
    e164: str
    extension: str
    answered_by: str


class IndexEntry(NamedTuple):
    """A listed facility; `phones` in its order."""

    pk: int
    public_id: str
    slug: str
    name: str
    program: str
    street: str
    city: str
    state: str
    zip: str
    county: str
    address_withheld: bool
    latitude: float | None
    longitude: float | None
    precision: str
    highlights: str
    phones: tuple[IndexedPhone, ...]

    @property
    def is_exact(self) -> bool:
        """Whether its coordinates are those of its door, not the middle of an area."""
        return self.precision in EXACT


ENTRY_FIELDS = IndexEntry._fields[:-1]


class Entries(Rows[IndexEntry]):
    """The IndexEntries by ordinal, made when they are asked for.

    Each takes as long to make as a set of all facilities to combine: for many, ask for `town`.
    """

    def __init__(self, content: Any, ends: Any, towns: Rows[tuple[str, str]], town_of: Any):
        super().__init__(content, ends)
        self.towns, self._town_of = list(towns), memoryview(town_of).cast("B").cast("I")

    @classmethod
    def of(cls, values: Iterable[IndexEntry]) -> "Entries":
        entries = list(values)
        rows = [(*entry[:-1], tuple(map(tuple, entry.phones))) for entry in entries]
        packed: Rows[IndexEntry] = Rows.of(rows)
        towns: dict[tuple[str, str], int] = {}
        numbers = [towns.setdefault((each.city, each.state), len(towns)) for each in entries]
        return cls(packed._content, packed._ends, Rows.of(towns), array("I", numbers))

    def __reduce_ex__(self, protocol: Any) -> Any:
        _rows, of_rows = super().__reduce_ex__(protocol)
        return Entries, (*of_rows, Rows.of(self.towns), PickleBuffer(self._town_of))

    def made(self, value: Any) -> IndexEntry:
        return IndexEntry._make((*value[:-1], tuple(map(IndexedPhone._make, value[-1]))))

    def town(self, ordinal: int) -> tuple[str, str]:
        """Return the city and state of a facility."""
        return self.towns[self._town_of[ordinal]]


class Ordinals(Mapping[int, int]):
    """The ordinals by pk; `pks`: the pks by ordinal, as `array` has them."""

    def __init__(self, pks: Sequence[int]) -> None:
        self._ordinals = array("I", sorted(range(len(pks)), key=pks.__getitem__))
        self._pks = array("q", (pks[ordinal] for ordinal in self._ordinals))

    def __getitem__(self, pk: int) -> int:
        at = bisect_left(self._pks, pk)
        if at < len(self._pks) and self._pks[at] == pk:
            return self._ordinals[at]
        raise KeyError(pk)

    def __iter__(self) -> Iterator[int]:
        return iter(self._pks)

    def __len__(self) -> int:
        return len(self._pks)
