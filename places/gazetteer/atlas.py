"""Every state, county, city, region and other name in memory, so that a name costs no query.

ZIP codes are as many as all these together and each is found by its index: they stay in
the database, but for those that a name of its own leads to. Rows are plain tuples, packed into a
few stretches of bytes: nearly all are of places that nobody asks a worker for.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from derived.packed import Rows, Table
from places.gazetteer.counties import without_designation
from places.gazetteer.entries import (
    CITY,
    COUNTY,
    COUNTY_SHARE,
    REGION,
    SHARES,
    STATE,
    STATE_SHARE,
    ZIP,
    EntryRow,
    OtherRow,
    other_name_weight,
)
from places.models import members_of
from places.names import key

# {edits: weight}: misspellings are compared only with places at least this large.
LEAST_WEIGHT = {1: 1_000, 2: 20_000}
# A place this large is offered when a name differs from its own by one letter.
GREAT = 100_000


@dataclass(frozen=True, eq=False)
class Atlas:
    """Rows by key: tuples of the columns of Entry, and of OtherName in `aliases`.

    `states` are keyed by abbreviation, `state_names` by name, `bare_counties` without
    "County" and the like, `local_aliases` count only beside their city or state (Downtown).
    `keys` has every key in order, `weights` the weight of the likeliest place of each;
    `keys_of` those of each state.
    """

    cities: Mapping[str, tuple[EntryRow, ...]]
    counties: Mapping[str, tuple[EntryRow, ...]]
    states: Mapping[str, tuple[EntryRow, ...]]
    bare_counties: Mapping[str, tuple[EntryRow, ...]]
    regions: Mapping[str, tuple[EntryRow, ...]]
    aliases: Mapping[str, tuple[OtherRow, ...]]
    local_aliases: Mapping[str, tuple[OtherRow, ...]]
    state_names: Mapping[str, tuple[EntryRow, ...]]
    keys: Rows[str]
    weights: "array[int]"
    keys_of: Mapping[str, tuple[str, ...]]
    # {edits: {length: keys}}: the further from what was typed, the larger a place must be.
    by_length: dict[int, dict[int, list[str]]]
    # The keys of the largest places, the largest last.
    great: tuple[str, ...]

    def within(self, length: int, edits: int) -> list[str]:
        """Return the keys worth guessing that may be so many edits off a text of a length."""
        table = self.by_length[edits]
        lengths = range(length - edits, length + edits + 1)
        return list(chain.from_iterable(table.get(length, ()) for length in lengths))

    def weight(self, key: str) -> int:
        """Return the weight of the likeliest place of a name, 0 for no name."""
        at = bisect_left(self.keys, key)
        return self.weights[at] if self.keys[at : at + 1] == (key,) else 0

    def starting_with(self, prefix: str) -> range:
        """Return where in `keys` those with a prefix are."""
        # No character of a key comes after "z".
        return range(bisect_left(self.keys, prefix), bisect_left(self.keys, prefix + "{"))


class _Register:
    """The names and places of an Atlas, while they are gathered."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self.weights: dict[str, int] = {}
        self.keys_of: dict[str, list[str]] = defaultdict(list)

    def enter(self, table: str, key: str, record: Any, state: str, weight: int) -> None:
        self.tables[table][key].append(record)
        self.keys_of[state].append(key)
        self.weigh(key, weight)

    def weigh(self, key: str, weight: int) -> None:
        if weight >= self.weights.get(key, 0):
            self.weights[key] = weight

    def table(self, name: str) -> Table[tuple[Any, ...]]:
        return Table.of({key: tuple(records) for key, records in self.tables[name].items()})


def assemble(
    rows: Iterable[EntryRow],
    other_names: Iterable[tuple[str, OtherRow]],
    local_names: Iterable[tuple[str, OtherRow]] = (),
) -> Atlas:
    """Return the Atlas of tuples of Entry, and of pairs of a key and a tuple of OtherName."""
    register = _Register()
    enter = register.enter
    for row in rows:
        kind, row_key, name, state, population = row[0], row[1], row[2], row[3], row[7]
        if kind == ZIP:
            continue
        if kind == REGION:
            enter(kind, row_key, row, state, population // COUNTY_SHARE)
            for its_state in {state for state, _county in members_of(row[9])} - {state}:
                register.keys_of[its_state].append(row_key)
            continue
        enter(kind, row_key, row, state, population // SHARES[kind])
        if kind == COUNTY and (alone := key(without_designation(name))) != row_key:
            enter("bare", alone, row, state, population // COUNTY_SHARE)
        elif kind == STATE:
            # Found by its abbreviation, suggested and corrected by its name.
            register.tables["state names"][key(name)].append(row)
            register.weigh(key(name), population // STATE_SHARE)
    for other_key, other in other_names:
        (_name, well_known, row) = other
        enter("aliases", other_key, tuple(other), row[3], other_name_weight(row[7], well_known))
    for other_key, other in local_names:
        register.tables["local aliases"][other_key].append(tuple(other))
    return _assembled(register)


def _assembled(register: _Register) -> Atlas:
    weights, of_states = register.weights, register.keys_of.items()
    keys = tuple(sorted(weights))
    large = sorted(
        filter(lambda name: weights[name] >= LEAST_WEIGHT[1], keys), key=weights.__getitem__
    )
    by_length: dict[int, dict[int, list[str]]] = {
        edits: defaultdict(list) for edits in LEAST_WEIGHT
    }
    for name in large:
        for edits, least in LEAST_WEIGHT.items():
            if weights[name] >= least:
                by_length[edits][len(name)].append(name)
    return Atlas(
        cities=register.table(CITY),
        counties=register.table(COUNTY),
        states=register.table(STATE),
        bare_counties=register.table("bare"),
        regions=register.table(REGION),
        aliases=register.table("aliases"),
        local_aliases=register.table("local aliases"),
        state_names=register.table("state names"),
        keys=Rows.of(keys),
        weights=array("l", map(weights.__getitem__, keys)),
        keys_of=Table.of({state: tuple(dict.fromkeys(own)) for state, own in of_states}),
        by_length=by_length,
        great=tuple(name for name in large if weights[name] >= GREAT),
    )
