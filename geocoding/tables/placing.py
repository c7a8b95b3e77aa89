"""Facilities get the points that tables give their addresses, all of them or none."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from facilities.importing.changes import read_locations
from facilities.importing.lock import import_lock
from facilities.listings.locations import address_of
from facilities.listings.readers import FileError
from facilities.models import Facility, GeocodedAddress, mark_changed
from geocoding.tables.cells import read_cells
from geocoding.tables.matching import Directory, match
from geocoding.tables.rows import is_of_census, rows_of
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
    refused: list = field(default_factory=list)
    miles: list = field(default_factory=list)

    def lines(self, most):
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


def import_positions(paths, dry_run=False):
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


def _import(directory, path):
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

    def may_replace(address):
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


def _place(directory, points, provider, name, known, report):
    """Write the points, {facility pk: TableRow}, that aren't known already."""
    answers, moved = {}, []
    for pk, row in points.items():
        facility = directory.facilities[pk]
        address, at = address_of(facility), (row.latitude, row.longitude)
        before = known.get(address)
        is_known = before and (before.latitude, before.longitude) == at
        if is_known and (facility.latitude, facility.longitude) == at:
            report.unchanged += 1
            continue
        answer = GeocodedAddress(
            address=address,
            latitude=row.latitude,
            longitude=row.longitude,
            provider=provider,
            source=name if provider == GeocodedAddress.TABLE else "",
            asked_at=timezone.now(),
        )
        answers[address] = answer
        if facility.latitude is not None:
            here = Point(facility.latitude, facility.longitude)
            report.miles.append(miles_between(here, Point(*at)))
        facility.latitude, facility.longitude = at
        facility.precision, facility.position_from = Facility.Precision.STREET, answer.said_by
        facility.changed_at = timezone.now()
        moved.append(facility)
    report.placed = len(moved)
    fields = ["latitude", "longitude", "provider", "source", "asked_at"]
    GeocodedAddress.objects.bulk_create(
        answers.values(), BATCH, update_conflicts=True, update_fields=fields,
        unique_fields=["address"],
    )  # fmt: skip
    fields = ["latitude", "longitude", "precision", "position_from", "changed_at"]
    Facility.objects.bulk_update(moved, fields, BATCH)
