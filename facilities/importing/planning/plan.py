"""The values that an import passes on: what matched, and what is to be written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from facilities.corrections.apply import Corrections
from facilities.importing.held import Held
from facilities.importing.parsing import Parsed, Rows
from facilities.importing.report import Report
from facilities.listings.compose import Composed, Listed
from facilities.listings.records import Raw
from facilities.store import Stored


@dataclass(frozen=True)
class Matched:
    """Which facility each row of a file belongs to.

    `rows`: {first line: Rows}, those of a merged place beside its survivor's; `pairs`: {first
    line: facility's pk}; `merged_from`: {line: pk of the merged facility that it is a row of};
    `stages`: {first line: the stage of matching that found its facility}. `listed_before`:
    facilities that the file's questionnaires list; `covered`: those that it should have;
    `as_listed`: {pk: Stored} of facilities as listings have them, where corrections say otherwise.
    """

    rows: dict[int, Rows]
    pairs: dict[int, int]
    merged_from: dict[int, int]
    stages: dict[int, str]
    listed_before: set[int]
    covered: set[int]
    as_listed: dict[int, Stored]

    @property
    def left(self) -> set[int]:
        """Return the facilities that the file should have, and lacks."""
        return self.covered - set(self.pairs.values())


class Wanted(NamedTuple):
    """What a facility is to hold: `stored` is None for a new one; `listed`: what lists it then."""

    stored: Stored | None
    composed: Composed
    listed: list[Listed]


class ListingRow(NamedTuple):
    """A row of `Listing` to write. `facility`, `merged_from`: pks, the latter of few."""

    facility: int
    line: int
    raw: Raw
    codes: str
    denied: str
    questionnaire: str
    merged_from: int | None


@dataclass
class Plan:
    """What the import of one edition, `held`, is to write.

    `replaced`: the editions that this one takes the place of; `unknown_codes`: codes that the
    taxonomy lacks; `is_read_anew`: the rules have changed since the edition was read last.
    `facilities`: {public id: Wanted}; `ids`: {first line: public id}; `unlisted`: pks of
    facilities that nothing lists any more; `removed`: {first line: codes that a correction takes
    away from its facility}.
    """

    report: Report
    parsed: Parsed
    matched: Matched
    held: Held
    replaced: list[Held]
    corrections: Corrections
    unknown_codes: list[str]
    is_read_anew: bool
    facilities: dict[str, Wanted] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)
    unlisted: set[int] = field(default_factory=set)
    removed: dict[int, frozenset[str]] = field(default_factory=dict)

    def let_go(self) -> None:
        """Drop what only planning needs, half of the memory that several national editions take."""
        self.facilities.clear()
        self.parsed.keys.clear()

    def listings(self, pks: Mapping[str, int]) -> Iterator[ListingRow]:
        """Yield the rows of the edition. `pks`: {public id: pk} of its facilities."""
        for line, rows in self.matched.rows.items():
            removed = self.removed.get(line)
            for number, record in rows:
                codes = record.codes
                if removed:
                    codes = tuple(code for code in codes if code not in removed)
                yield ListingRow(
                    pks[self.ids[line]],
                    number,
                    self.parsed.raw[number],
                    " ".join(codes),
                    " ".join(record.denied),
                    record.questionnaire,
                    self.matched.merged_from.get(number),
                )

    def origins(self, pks: Mapping[str, int]) -> set[int]:
        """Return the pks of the facilities that its rows are of, merged or not."""
        merged = self.matched.merged_from
        own = {
            pks[self.ids[line]]
            for line, rows in self.matched.rows.items()
            if not merged.keys() >= set(rows.lines)
        }
        return own | set(merged.values())
