"""The last step of an import: what was planned goes into the database, in one transaction."""

from collections.abc import Iterable

from django.db import transaction

from facilities import store
from facilities.importing import editions
from facilities.importing.changes import Progress, Writer, versions
from facilities.importing.planning.directory import Directory
from facilities.importing.planning.plan import Plan
from facilities.models import ImportReport
from facilities.taxonomy.codes import add_unknown_codes


@transaction.atomic
def write(
    plans: Iterable[Plan], directory: Directory, imported_by: str, progress: Progress
) -> None:
    """Write Plans, which stand in the order in which `directory` holds them; all or nothing."""
    if directory.removes_demo:
        editions.remove_demo(progress)
    for plan in plans:
        add_unknown_codes(plan.unknown_codes, plan.parsed.source.labels)
    for plan in plans:
        editions.save(
            plan.held.edition, plan.replaced, versions=versions(), imported_by=imported_by
        )
    pks = Writer(directory.rewrites_all, progress).write(directory.changes)
    progress("writing listings")
    for plan in plans:
        _write_listings(plan, pks)
    store.mark_unlisted(directory.unlisted)
    editions.mark_answers()
    for plan in plans:
        plan.corrections.write(plan.held.edition)
        ImportReport.objects.update_or_create(
            edition=plan.held.edition, defaults={"content": plan.report.as_json()}
        )


def _write_listings(plan: Plan, pks: dict[str, int]) -> None:
    edition = plan.held.edition
    store.write_listings(edition, plan.listings(pks))
    editions.make_history(edition, plan.replaced, plan.origins(pks))
