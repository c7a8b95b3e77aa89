"""Make a list of places equal to a file, in one transaction, or not at all."""

from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from facilities.importing.lock import import_lock
from resources import guards
from resources.guards import Limits
from resources.models import Resource, ResourceList
from resources.planning import About, Plan, planned, told
from resources.reading.files import read_file
from resources.report import Report

BATCH = 500


def import_list(
    path: Path,
    kind: str,
    about: About | None = None,
    limits: Limits | None = None,
    dry_run: bool = False,
) -> Report:
    """Make the list of this kind and title equal to the file at `path`; return the Report.

    All or nothing. Raises FileError (the file can't be used), ImportStopped (a guard) and
    ImportRunning (another import). A dry run stops before anything is written.
    """
    file = read_file(path, kind)
    about = told(about or About(), file)
    with import_lock():
        plan = planned(file, kind, about, path.name)
        plan.report.is_dry_run = dry_run
        if not plan.report.is_unchanged:
            _check(plan, limits or Limits())
            if not dry_run:
                _write(plan)
    return plan.report


def remove_list(listing: ResourceList) -> int:
    """Remove a list with all its places; return how many those were."""
    with transaction.atomic():
        number = _delete_places(listing)
        listing.delete()
    return number


def _check(plan: Plan, limits: Limits) -> None:
    """Raise ImportStopped where the plan would do harm."""
    report, before = plan.report, plan.before
    guards.check_age(before.as_of if before else None, plan.values["as_of"], limits)
    kept = report.read - sum(report.left_out.values())
    guards.check_rejected(report.rejected, kept, report.unit, limits)
    numbers = [row for _line, row, *_rest in plan.places if row.phone]
    guards.check_undialable(sum(not row.e164 for row in numbers), len(numbers), limits)
    stored = Resource.objects.filter(list=before).count() if before else 0
    guards.check_gone(stored, report.shown, limits)


def _write(plan: Plan) -> None:
    """Replace the list and its places, and let PostgreSQL know how many there are now."""
    values = plan.values | {"imported_at": timezone.now(), "report": plan.report.as_json()}
    with transaction.atomic():
        listing, is_new = ResourceList.objects.update_or_create(
            kind=values["kind"], title=values["title"], defaults=values
        )
        if not is_new:
            _delete_places(listing)
        Resource.objects.bulk_create(_places(plan, listing), BATCH)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'ANALYZE "{Resource._meta.db_table}"')


def _delete_places(listing: ResourceList) -> int:
    """Delete the places of a list, to which nothing refers, in one statement; return how many."""
    places = Resource.objects.filter(list=listing)
    return places._raw_delete(places.db)


def _places(plan: Plan, listing: ResourceList) -> list[Resource]:
    """Return the places of a plan, not yet stored."""
    return [
        Resource(
            list=listing,
            kind=listing.kind,
            line=line,
            raw=raw,
            latitude=position.latitude,
            longitude=position.longitude,
            precision=position.precision,
            **row.shown(),
        )
        for line, row, raw, position in plan.places
    ]
