"""Sources of other places that help, which are kept and shown apart from treatment."""

from collections.abc import Iterable

from facilities.importing.guards import Limits
from resources import guards
from resources.importing import import_list
from resources.models import ResourceList
from resources.planning import About
from resources.reading.files import READING_VERSION
from resources.report import Report
from sources.asking import Asked, SourceError


def is_current(asked: Asked) -> bool:
    """Tell whether a download is what pages show, read by the rules of today."""
    lists = ResourceList.objects.filter(kind=asked.source.kind, title=asked.source.title)
    return lists.filter(sha256=asked.kept.edition, rules=READING_VERSION).exists()


def import_lists(
    downloads: Iterable[Asked], limits: Limits, imported_by: str, *, dry_run: bool
) -> list[Report]:
    """Import lists one by one and return their Reports; raise SourceError where a guard stops."""
    return [_import(asked, limits, imported_by, dry_run=dry_run) for asked in downloads]


def _import(asked: Asked, limits: Limits, imported_by: str, *, dry_run: bool) -> Report:
    source, usual = asked.source, guards.Limits()
    about = About(
        source.title, source.publisher, source.page, asked.kept.fetched_on, imported_by=imported_by
    )
    own = guards.Limits(
        rejected=limits.rejected and usual.rejected,
        undialable=limits.undialable and usual.undialable,
        gone=limits.gone and usual.gone,
        older=limits.older,
    )
    try:
        return import_list(asked.paths[0], source.kind, about, own, dry_run)
    except guards.ImportStopped as error:
        raise SourceError(source, str(error)) from error
