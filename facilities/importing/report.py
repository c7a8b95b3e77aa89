"""What an import did: counted while it happens, told as text and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from facilities.listings.readers.source import Source

# A code that so few facilities name may swing by chance.
SWING_FROM = 50
SWING = 0.5  # of what it was
SHOWN = 20


@dataclass
class Swing:
    """A code that swung by more than half against the edition before."""

    code: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Place:
    """A facility as a report names it. `line`: of the file; None for what isn't in it.

    `before`, `now`: what changed; `why`: how it was matched.
    """

    id: str
    name: str
    city: str
    state: str
    line: int | None = None
    before: str = ""
    now: str = ""
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    def __str__(self) -> str:
        line = f"line {self.line}: " if self.line else ""
        place = f"{self.city}, {self.state} ({self.id})"
        change = f"{self.before or 'nothing'} → {self.now or 'nothing'}"
        if self.why:
            return f"{line}{change}, {place}, by {self.why}"
        changed = f": {change}" if self.before or self.now else ""
        return f"{line}{self.name}, {place}{changed}"


@dataclass
class Report:
    """The outcome of one edition's import. Lines are the file's own."""

    title: str
    kind: str
    file_name: str
    sha256: str = ""
    replaces: str = ""
    imported_by: str = ""
    dry_run: bool = False
    read: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    left: int = 0
    gone: int = 0
    demo_removed: int = 0
    in_both: int = 0
    phones_changed: int = 0
    warnings: list[str] = field(default_factory=list)
    rejected: list[tuple[int, str]] = field(default_factory=list)
    undialable: list[tuple[int, str]] = field(default_factory=list)
    duplicates: list[tuple[int, int]] = field(default_factory=list)
    matches: dict[str, int] = field(default_factory=dict)
    unknown_codes: dict[str, str] = field(default_factory=dict)
    unknown_labels: dict[str, int] = field(default_factory=dict)
    swings: list[Swing] = field(default_factory=list)
    no_longer_asked: list[str] = field(default_factory=list)
    newly_asked: list[str] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)
    covers: dict[str, list[str]] = field(default_factory=dict)
    distrusted: list[tuple[int, str]] = field(default_factory=list)
    far_zips: list[tuple[int, str]] = field(default_factory=list)
    created_places: list[Place] = field(default_factory=list)
    gone_places: list[Place] = field(default_factory=list)
    changed_phones: list[Place] = field(default_factory=list)
    doubtful: list[Place] = field(default_factory=list)
    newly_withheld: list[Place] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    contested: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, source: Source) -> Self:
        """Return the Report of a Source that is about to be imported."""
        return cls(
            source.title, source.kind, source.file_name, source.sha256, read=len(source.rows),
            unknown_labels=source.unknown_labels,
            covers={name: sorted(states) for name, states in source.covers.items()},
            warnings=list(source.warnings),
        )  # fmt: skip

    def row_counts(self) -> dict[str, Any]:
        """Return what an edition keeps of its rows."""
        return {"read": self.read, "rejected": self.rejected, "duplicates": self.duplicates}

    def as_json(self) -> dict[str, Any]:
        """Return what `asdict` would, in a fifth of its time: a first import creates thousands."""
        rest = asdict(replace(self, created_places=[]))
        return {**rest, "created_places": [place.as_json() for place in self.created_places]}

    def note_doubts(self, rows: Iterable[tuple[int, Any]], locations: Any) -> None:
        """Add what Locations doubts of `rows`, (line, Record)."""
        for line, record in rows:
            if doubt := locations.of(record).distrusted:
                self.distrusted.append((line, doubt))
            if doubt := locations.doubt_of_zip(record):
                self.far_zips.append((line, doubt))

    def lines(self) -> Iterator[str]:
        """Yield the report as text, one line each, most important first."""
        yield f"{self.title} ({self.file_name}){', dry run: nothing kept' * self.dry_run}"
        if self.demo_removed:
            yield f"  the demonstration directory was removed: {self.demo_removed} facilities"
        if self.replaces:
            yield f"  replaces {self.replaces}"
        areas = [f"{kind} in {' '.join(states)}" for kind, states in self.covers.items()]
        yield f"  covers: {'; '.join(areas) or 'no area in full (a part)'}"
        yield f"  {self.read} rows read, {len(self.rejected)} rejected"
        yield (
            f"  facilities: {self.created} created, {self.changed} changed, "
            f"{self.unchanged} unchanged, {self.gone} gone"
        )
        if self.left > self.gone:
            yield f"  {self.left} left this directory; another still lists {self.left - self.gone}"
        if any(self.matches.values()):
            yield "  matched by:"
            yield from (f"    {name}: {count}" for name, count in self.matches.items())
        yield f"  in both the substance use and the mental health directory: {self.in_both}"
        yield from self._lists()

    def _lists(self) -> Iterator[str]:
        yield from self._of_rows()
        yield from self._of_places()
        yield from self._of_codes()
        yield from _some(
            "coordinates not believed, the center of the ZIP code used instead",
            [f"line {n}: {why}" for n, why in self.distrusted],
        )
        yield from _some(
            "WARNING: ZIP codes far from their city; one of the two is wrong in the file",
            [f"line {n}: {why}" for n, why in self.far_zips],
        )
        yield from self._of_corrections()

    def _of_rows(self) -> Iterator[str]:
        yield from _some("rejected", [f"line {n}: {why}" for n, why in self.rejected])
        yield from _some(
            "WARNING: numbers that can't be dialed, shown without a link",
            [f"line {n}: {why}" for n, why in self.undialable],
        )
        yield from _some(
            "same facility twice in the file",
            [f"line {n} repeats line {first}" for n, first in self.duplicates],
        )

    def _of_places(self) -> Iterator[str]:
        if self.replaces:
            yield from _some("created", self.created_places)
        yield from _some("gone", self.gone_places)
        yield from _some("main number changed", self.changed_phones)
        yield from _some("matched, though not by name and street; look at some", self.doubtful)
        yield from _some("street address withheld from now on", self.newly_withheld)

    def _of_codes(self) -> Iterator[str]:
        yield from _some(
            "codes the taxonomy doesn't know, shown under Other",
            [f"{code}: {label or 'no label'}" for code, label in self.unknown_codes.items()],
        )
        yield from _some(
            "labels that are no known code, left out",
            [f"{label} ({count} rows)" for label, count in self.unknown_labels.items()],
        )
        yield from _some(
            "WARNING: codes whose frequency swung; is the file right?",
            [f"{s.code}: {s.before} before, {s.now} now" for s in self.swings],
        )
        yield from _some(
            "codes whose blanks mean nothing until you say --trust-codes", self.doubted
        )
        yield from _some("codes no longer asked", self.no_longer_asked)
        yield from _some("codes newly asked", self.newly_asked)

    def _of_corrections(self) -> Iterator[str]:
        yield from _some("corrections that the source agrees with now, settled", self.settled)
        yield from _some("corrected addresses that may not be shown any more", self.dropped)
        yield from _some(
            "WARNING: corrections of which the source says something new; they stay",
            self.contested,
        )
        yield from _some(
            "WARNING: corrections of places that no directory lists any more; is one of them"
            " listed anew by another name?",
            self.unlisted,
        )


def _some(title: str, entries: Sequence[object]) -> Iterator[str]:
    """Yield a titled list, shortened; the JSON report has all of it."""
    if entries:
        yield f"  {title}: {len(entries)}"
        yield from (f"    {entry}" for entry in entries[:SHOWN])
        if len(entries) > SHOWN:
            yield f"    … and {len(entries) - SHOWN} more (all in the JSON report)"


def swings(before: dict[str, int], now: dict[str, int], asked: Iterable[str]) -> list[Swing]:
    """Return the Swings between two editions' counts by code, of codes both ask."""
    swung = []
    for code in sorted(asked):
        old, new = before.get(code, 0), now.get(code, 0)
        if max(old, new) >= SWING_FROM and abs(new - old) > SWING * old:
            swung.append(Swing(code, old, new))
    return swung
