"""The first step of an import: a Source's rows as clean records, and what is wrong with some."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from facilities.importing.matching.keys import Key, key_of
from facilities.importing.matching.pairs import duplicates
from facilities.listings.readers.source import Source
from facilities.listings.records import Raw, Record, RowError, undialable


@dataclass(slots=True)
class Rows:
    """The rows of one facility in a file: the first line names it, others repeat it."""

    lines: list[int] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[int, Record]]:
        return zip(self.lines, self.records, strict=True)

    def __add__(self, other: Self) -> "Rows":
        return Rows(self.lines + other.lines, self.records + other.records)


@dataclass(frozen=True)
class Parsed:
    """A Source, read row by row.

    `rows`, `keys`: {first line of a facility: its Rows, its Key}. `rejected`: (line, why not);
    `duplicates`: (line, the line it repeats); `undialable`: (line, what it gives for a number).
    """

    source: Source
    raw: dict[int, Raw]
    rows: dict[int, Rows]
    keys: dict[int, Key]
    rejected: list[tuple[int, str]]
    duplicates: list[tuple[int, int]]
    undialable: list[tuple[int, str]]

    @property
    def questionnaires(self) -> set[str]:
        """Return the questionnaires that its rows answer."""
        return {record.questionnaire for rows in self.rows.values() for record in rows.records}

    def code_counts(self) -> dict[str, int]:
        """Return {code: number of facilities that name it}."""
        counts: Counter[str] = Counter()
        for rows in self.rows.values():
            counts.update(set().union(*(record.codes for record in rows.records)))
        return dict(counts)


def parse(source: Source) -> Parsed:
    """Return the Parsed of a Source; a row that can't be right is among the rejected."""
    records, rejected = {}, []
    for line, raw in source.rows:
        try:
            records[line] = source.record(raw)
        except RowError as error:
            rejected.append((line, str(error)))
    keys = {line: key_of(record, line, [record.questionnaire]) for line, record in records.items()}
    same = duplicates(keys.values())
    rows = {line: Rows([line], [record]) for line, record in records.items() if line not in same}
    for line, first in same.items():
        rows[first] += Rows([line], [records[line]])
        keys[first] = keys[first].answering(keys[line])
    return Parsed(
        source=source,
        raw=dict(source.rows),
        rows=rows,
        keys={line: keys[line] for line in rows},
        rejected=rejected,
        duplicates=sorted(same.items()),
        undialable=[
            (line, f"{kind}: {text!r}")
            for line, record in records.items()
            for kind, text in undialable(record)
        ],
    )
