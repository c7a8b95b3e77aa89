"""Make the directory equal to published editions, all of them or not at all.

The steps are values passed on: a Source is parsed (parsing.py), matched with the directory and
planned over it (planning/), each edition over what the one before would leave.
Only then is anything written (writing.py). A dry run ends before that.
"""

from collections.abc import Sequence

from derived.collecting import no_collecting
from facilities import store
from facilities.importing.changes import Progress, quiet
from facilities.importing.guards import Limits
from facilities.importing.lock import import_lock
from facilities.importing.planning.directory import Directory
from facilities.importing.planning.edition import plan_edition
from facilities.importing.planning.plan import Plan
from facilities.importing.report import Report
from facilities.importing.writing import write
from facilities.listings.readers.source import Source


def import_sources(
    sources: Sequence[Source],
    limits: Limits | None = None,
    dry_run: bool = False,
    progress: Progress = quiet,
    imported_by: str = "",
) -> list[Report]:
    """Make the directory equal to each of `sources` in turn and return their Reports.

    All or nothing: ImportStopped (a guard), ImportRunning (another import) or the death
    of the process leave the directory as it was. `dry_run` reports and writes nothing.
    """
    with import_lock(), no_collecting():
        store.make_room()
        directory, reports, plans = Directory(), [], []
        for source in sources:
            planned = _planned(source, directory, limits or Limits(), progress)
            if isinstance(planned, Plan):
                plans.append(planned)
            report = planned.report if isinstance(planned, Plan) else planned
            report.dry_run, report.imported_by = dry_run, imported_by
            reports.append(report)
        if plans and not dry_run:
            write(plans, directory, imported_by, progress)
            progress("refreshing statistics")
            store.refresh_after(len(directory.changes))
    return reports


def _planned(
    source: Source, directory: Directory, limits: Limits, progress: Progress
) -> Plan | Report:
    planned = plan_edition(source, directory, limits, progress)
    if isinstance(planned, Plan):
        directory.apply(planned)
        planned.report.in_both = directory.in_both()
    return planned


def import_source(
    source: Source,
    limits: Limits | None = None,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> Report:
    """Import one edition, as `import_sources` does, and return its Report."""
    return import_sources([source], limits, dry_run, progress)[0]
