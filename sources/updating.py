"""All sources asked, then what is new in them imported at once, or nothing at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError

from facilities.importing.command_line import in_order
from facilities.importing.guards import Limits
from facilities.importing.lock import ImportRunning
from facilities.importing.report import Report
from facilities.importing.sync import import_sources
from facilities.listings.readers import FileError
from facilities.listings.readers.source import Source
from facilities.models import Edition
from resources.report import Report as ListReport
from sources.asking import (
    NOTHING_NEW,
    Asked,
    SourceError,
    as_kept,
    ask,
    is_list,
    look,
    read_files,
)
from sources.kept import alone
from sources.network.fetching import Fetcher
from sources.registry import OfficialSource
from sources.resource_lists import import_lists, is_current

Say = Callable[[str], None]
# Who imported an edition, as the admin shows it.
BY = "update_directory"


@dataclass(slots=True)
class Update:
    """What an update did: what each source had, and the Reports of what was imported.

    `lists`: those of other places that help. `again`: what something else had taken the place of
    was imported, too.
    """

    asked: list[Asked]
    states: dict[str, str]
    reports: list[Report] = field(default_factory=list)
    lists: list[ListReport] = field(default_factory=list)
    again: bool = False


class ListsFailed(RuntimeError):
    """The directory was updated, but not all lists of other places; the message says why."""

    def __init__(self, problem: Exception) -> None:
        text = " ".join(str(problem).split()).rstrip(".")
        super().__init__(
            f"The directory was updated, but not all lists of other places that help: {text}. "
            "The next update tries the rest again."
        )


# What the directory holds of a download.
ABSENT, CURRENT, REPLACED = "absent", "current", "replaced"


def update(
    sources: Iterable[OfficialSource],
    fetcher: Fetcher | None,
    root: Path,
    *,
    limits: Limits,
    dry_run: bool,
    again: bool,
    progress: Say,
) -> Update:
    """Ask each source, import what the directory lacks in one transaction, and tell what was done.

    Without `fetcher` what is kept is taken. `again`: import a download, too, that something else
    took the place of. Raises SourceError, UpdateRunning, and what `import_sources` raises;
    after all of these the directory is as it was. After ListsFailed it isn't.
    """
    with alone(root):
        asked = [_ask(source, fetcher, root, progress) for source in sources]
        states = {each.source.name: state_of(each) for each in asked}
        wanted = {ABSENT, REPLACED} if again else {ABSENT}
        lacking = [each for each in asked if states[each.source.name] in wanted]
        lists = [each for each in lacking if is_list(each.source)]
        editions = [_read(each, progress) for each in lacking if each not in lists]
        # What stops a list stops it before the directory is written.
        planned = import_lists(lists, limits, BY, dry_run=True)
        reports = _import(sorted(editions, key=in_order), limits, dry_run, progress)
        done = planned if dry_run else _import_lists(lists, limits, reports)
    return Update(asked, states, reports, done, again)


def _ask(source: OfficialSource, fetcher: Fetcher | None, root: Path, progress: Say) -> Asked:
    if fetcher is None:
        return as_kept(source, root)
    progress(f"asking {source.host} for {source.name}")
    return ask(source, fetcher, root)


def _import(editions: list[Source], limits: Limits, dry_run: bool, progress: Say) -> list[Report]:
    return import_sources(editions, limits, dry_run, progress, BY) if editions else []


def _import_lists(lists: list[Asked], limits: Limits, reports: list[Report]) -> list[ListReport]:
    try:
        return import_lists(lists, limits, BY, dry_run=False)
    except (SourceError, ImportRunning, DatabaseError) as error:
        if reports:
            raise ListsFailed(error) from error
        raise


def news(source: OfficialSource, fetcher: Fetcher, root: Path) -> str:
    """Return in words whether a source has something to import; nothing is written.

    Raises SourceError.
    """
    text = look(source, fetcher, root)
    if text == NOTHING_NEW and state_of(as_kept(source, root)) == ABSENT:
        return f"{text}, but what is kept isn't imported yet"
    return text


def state_of(asked: Asked) -> str:
    """Return what the directory holds of a download: it is CURRENT, was REPLACED, or ABSENT.

    The database says so, not the folder: a download whose import was stopped is tried again.
    What an operator took back, or imported something newer in place of, stays away.
    """
    if is_list(asked.source):
        return CURRENT if is_current(asked) else ABSENT
    editions = Edition.objects.filter(
        kind=asked.source.kind, sha256=asked.kept.edition, year=year_of(asked)
    )
    marks = set(editions.values_list("is_current", flat=True))
    if True in marks:
        return CURRENT
    return REPLACED if marks else ABSENT


def year_of(asked: Asked) -> int:
    """Return the year of the edition: the source's, or that in which it was last confirmed."""
    return asked.source.year or asked.kept.confirmed_on.year


def _read(asked: Asked, progress: Say) -> Source:
    if asked.read is not None:
        return asked.read
    progress(f"reading what is kept of {asked.source.name}")
    try:
        return read_files(asked.source, asked.paths, year_of(asked))
    except FileError as error:
        raise SourceError(asked.source, f"what is kept can't be used: {error}.") from error
