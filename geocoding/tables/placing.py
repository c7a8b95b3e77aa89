"""Facilities get the points that tables give their addresses, all of them or none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from facilities.importing.changes import read_locations
from facilities.importing.lock import import_lock
from facilities.listings.locations import address_of
from facilities.listings.readers import FileError
from facilities.models import Facility, GeocodedAddress, mark_changed
from geocoding.tables.cells import read_cells
from geocoding.tables.matching import Directory, match
from geocoding.tables.rows import TableRow, is_of_census, rows_of
from places.geo import Point, miles_between

BATCH = 500
# With more wrong rows among those that give a point, it is another kind of table.
MOST_WRONG = 0.5
CENSUS = "census"


@dataclass
class Report:
    """What became of a table: see `lines`."""

    name: str
    rows: int = 0
    empty: int = 0
    matched: int = 0
    placed: int = 0
    unchanged: int = 0
    kept: int = 0
    unmatched: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    miles: list[float] = field(default_factory=list)

    def lines(self, most: int) -> Iterator[str]:
        """Return it in words, with up to `most` of the refused lines."""
        yield f"{self.name}: {self.rows:,} rows with a point, {self.empty:,} without"
        yield (
            f"  {self.matched:,} facilities matched by address: {self.placed:,} placed, "
            f"{self.unchanged:,} as before, {self.kept:,} keep a better point"
        )
        if self.miles:
            middle = sorted(self.miles)[len(self.miles) // 2]
            yield f"  moved by {middle:.1f} miles in the middle, {max(self.miles):.1f} at most"
        yield f"  {self.unmatched:,} rows at no address of the directory"
        yield f"  {len(self.refused):,} rows refused"
        yield from (f"    line {line}: {why}" for line, why in self.refused[:most])
        if len(self.refused) > most:
            yield f"    and {len(self.refused) - most:,} more"


def import_positions(paths: Iterable[Path], dry_run: bool = False) -> list[Report]:
    """Give facilities the points that the tables at `paths` hold; return a Report of each.

    All or nothing: raises FileError, whose message names the file and the problem, and
    ImportRunning. `dry_run` undoes everything at the end.
    """
    with import_lock(), transaction.atomic():
        directory = Directory(read_locations())
        reports = [_import(directory, path) for path in paths]
        if any(report.placed for report in reports):
            mark_changed()
        transaction.set_rollback(dry_run)
    return reports


def _import(directory: Directory, path: Path) -> Report:
    try:
        cells = read_cells(path)
        rows, problems, empty = rows_of(cells)
        if len(problems) > MOST_WRONG * (len(rows) + len(problems)):
            line, why = problems[0]
            raise FileError(
                f"line {line}: {why}. {len(problems):,} rows are wrong, more than half: is this "
                "a table of addresses with their latitude and longitude?"
            )
    except FileError as error:
        raise FileError(f"{path}: {error}") from error
    provider = CENSUS if is_of_census(cells) else GeocodedAddress.TABLE
    known = {each.address: each for each in GeocodedAddress.objects.exclude(latitude=None)}

    def may_replace(address: str) -> bool:
        """Tell whether an address has no point of a published table, or this is one."""
        has_table = address in known and known[address].provider == GeocodedAddress.TABLE
        return provider == GeocodedAddress.TABLE or not has_table

    outcome = match(directory, rows, may_replace)
    report = Report(path.name, len(rows) + len(problems), empty, kept=len(outcome.kept))
    report.unmatched = len(outcome.unmatched)
    report.refused = sorted(problems + outcome.refused)
    report.matched = len(outcome.points) + len(outcome.kept)
    _place(directory, outcome.points, provider, path.name, known, report)
    return report


def _place(
    directory: Directory,
    points: dict[int, TableRow],
    provider: str,
    name: str,
    known: dict[str, GeocodedAddress],
    report: Report,
) -> None:
    """Write the points, {facility pk: TableRow}, that aren't known already."""
    answers: dict[str, GeocodedAddress] = {}
    moved: list[Facility] = []
    for pk, row in points.items():
        facility, at = directory.facilities[pk], (row.latitude, row.longitude)
        address = address_of(facility)
        before = known.get(address)
        is_known = before and (before.latitude, before.longitude) == at
        if is_known and (facility.latitude, facility.longitude) == at:
            report.unchanged += 1
            continue
        answers[address] = _answer(address, row, provider, name)
        report.miles += _move(facility, answers[address])
        moved.append(facility)
    report.placed = len(moved)
    _write(list(answers.values()), moved)


def _answer(address: str, row: TableRow, provider: str, name: str) -> GeocodedAddress:
    return GeocodedAddress(
        address=address,
        latitude=row.latitude,
        longitude=row.longitude,
        provider=provider,
        source=name if provider == GeocodedAddress.TABLE else "",
        asked_at=timezone.now(),
    )


def _move(facility: Facility, answer: GeocodedAddress) -> list[float]:
    """Give a Facility an answer's point, unsaved; return how many miles it moves, if any."""
    before, at = _point_of(facility), _point_of(answer)
    facility.latitude, facility.longitude = answer.latitude, answer.longitude
    facility.precision, facility.position_from = Facility.Precision.STREET, answer.said_by
    facility.changed_at = timezone.now()
    return [miles_between(before, at)] if before and at else []


def _point_of(place: Facility | GeocodedAddress) -> Point | None:
    if place.latitude is None or place.longitude is None:
        return None
    return Point(place.latitude, place.longitude)


def _write(answers: list[GeocodedAddress], moved: list[Facility]) -> None:
    fields = ["latitude", "longitude", "provider", "source", "asked_at"]
    GeocodedAddress.objects.bulk_create(
        answers, BATCH, update_conflicts=True, update_fields=fields, unique_fields=["address"]
    )
    fields = ["latitude", "longitude", "precision", "position_from", "changed_at"]
    Facility.objects.bulk_update(moved, fields, BATCH)
