"""Compare the directory with what was recorded of it, and record the differences.

Whatever code changed a facility, and however: what counts is what the API says of it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone, translation

from api.changes.digests import changed, digests, fields_of
from api.results import chunks, read_results
from facilities.importing.lock import ImportRunning, import_lock
from facilities.models import (
    Change,
    Facility,
    PublishedFacility,
    RecordedState,
    Revision,
    current_revision,
    mark_changed,
)
from search import index

TRIES = 3
BATCH = 500
ADDRESS = {"street", "city", "state", "zip"}


class DirectoryChanging(RuntimeError):
    """The directory changed while it was compared, each time."""

    def __init__(self) -> None:
        super().__init__("the directory is changing; ask again when it has come to rest")


@dataclass(frozen=True)
class Seen:
    """The directory as it is: {public id: (its digests, state)}, and the fields' names."""

    token: str
    facilities: dict[str, tuple[str, str]]
    fields: list[str]


class _NoSite(HttpRequest):
    """A request of no site: the part of addresses that is this site's doesn't count."""

    def get_host(self) -> str:
        return "localhost"


def record() -> int:
    """Record what changed since the last time; return how many changes that are.

    Raise DirectoryChanging, or ImportRunning while an import holds the directory.
    """
    for _try in range(TRIES):
        if _is_recorded():
            return 0
        seen = _look()
        with import_lock(), transaction.atomic():
            if (count := _write(seen)) is not None:
                return count
    raise DirectoryChanging


def record_imported(**_signal: Any) -> None:
    """Record what an import changed; a second one may run already, and then that one records."""
    with suppress(ImportRunning):
        record()


def _is_recorded() -> bool:
    return RecordedState.objects.filter(version=_version(current_revision())).exists()


def _version(token: str) -> str:
    """Return a name of a state of the directory; another release may say other things of it."""
    return hashlib.sha256(f"{settings.RELEASE} {token}".encode()).hexdigest()[:32]


def _look() -> Seen:
    """Return what the API says of every listed facility, in the site's first language."""
    current, request, facilities = index.current(), _NoSite(), {}
    fields: list[str] = []
    with translation.override(settings.LANGUAGE_CODE):
        for chunk in chunks([(pk, None) for pk in current.pks]):
            for result in read_results(chunk, current, request):
                fields = fields or fields_of(result)
                facilities[result["id"]] = digests(result), result["state"]
    return Seen(current.token, facilities, fields)


def _write(seen: Seen) -> int | None:
    """Write the differences; None if the directory isn't any more what was seen."""
    # It is written first: on SQLite and PostgreSQL alike nobody else records meanwhile.
    state, is_first = RecordedState.objects.update_or_create(pk=RecordedState.ONLY)
    # What changes the directory waits here until this is done.
    list(Revision.objects.select_for_update())
    if current_revision() != seen.token:
        transaction.set_rollback(True)
        return None
    state.at = now = timezone.now()
    changes = list(_differences(seen, state.fields, now, is_first))
    _store(changes, seen)
    if changes:
        mark_changed()  # what answers say of "updated_at" is kept for each revision
    state.version, state.fields = _version(current_revision()), seen.fields
    state.save()
    return len(changes)


def _differences(seen: Seen, fields: list[str], at: datetime, is_first: bool) -> Iterator[Change]:
    """Yield what changed of each facility; `fields`: of the digests before."""
    before = dict(PublishedFacility.objects.values_list("public_id", "digests"))
    for public_id, (digests_now, area) in seen.facilities.items():
        digests_before = before.get(public_id, "")
        if digests_now == digests_before:
            continue
        change = Change(public_id=public_id, state=area, at=at)
        if digests_before:
            change.kind = Change.Kind.CHANGED
            change.fields = changed(digests_before, fields, digests_now, seen.fields)
            change.is_news = bool({"corrected", *ADDRESS} & set(change.fields))
        else:
            # That all of it is listed when it is first recorded is no news.
            change.kind, change.is_news = Change.Kind.LISTED, not is_first
        yield change
    yield from _removals(before.keys() - seen.facilities.keys(), at)


def _removals(public_ids: Iterable[str], at: datetime) -> Iterator[Change]:
    """Yield of what isn't listed any more why, if that wasn't recorded yet."""
    rows = PublishedFacility.objects.select_related("last").in_bulk(field_name="public_id")
    facilities = Facility.objects.select_related("merged_into").in_bulk(
        sorted(public_ids), field_name="public_id"
    )
    for public_id in sorted(public_ids):
        last, facility = rows[public_id].last, facilities.get(public_id)
        reason, merged_into = why_removed(facility)
        if (last.kind, last.reason, last.merged_into) != (Change.Kind.REMOVED, reason, merged_into):
            yield Change(
                public_id=public_id, state=facility.state if facility else last.state,
                at=at, kind=Change.Kind.REMOVED, reason=reason, merged_into=merged_into,
                is_news=last.kind != Change.Kind.REMOVED,
            )  # fmt: skip


def why_removed(facility: Facility | None) -> tuple[str, str]:
    """Return why a facility isn't listed, and the id of what it was merged into, or ""."""
    if facility is None:
        return Change.Reason.DELETED, ""
    if facility.merged_into:
        return Change.Reason.MERGED, facility.merged_into.public_id
    closed = facility.status == Facility.Status.CLOSED
    return (Change.Reason.CLOSED if closed else Change.Reason.UNLISTED), ""


def _store(changes: list[Change], seen: Seen) -> None:
    Change.objects.bulk_create(changes, BATCH)
    published = [
        PublishedFacility(
            public_id=change.public_id,
            last=change,
            digests=seen.facilities.get(change.public_id, ("", ""))[0],
        )
        for change in changes
    ]
    PublishedFacility.objects.bulk_create(
        published, BATCH, update_conflicts=True, unique_fields=["public_id"],
        update_fields=["last", "digests"],
    )  # fmt: skip
