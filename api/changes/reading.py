"""The changes after a cursor, each facility once: by what was recorded of it last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Min
from django.http import HttpRequest

from api.changes.recording import why_removed
from api.results import read_results
from api.serializers import moment_of
from api.texts import Result
from facilities.models import Change, Facility, PublishedFacility, RecordedState
from search import index

START = "0"


class UnknownCursor(ValueError):
    """No change here has this cursor: it is of another log, or of one that was restored."""


@dataclass(frozen=True)
class Page:
    """Some changes, and the cursor to go on from; `has_more`: there are more already."""

    changes: list[dict[str, Any]]
    cursor: str
    has_more: bool
    recorded_at: datetime | None


def number_of(cursor: str) -> int:
    """Return the number of the change that a cursor stands for; 0 for START."""
    if cursor == START:
        return 0
    number, _dash, _digest = cursor.partition("-")
    change = Change.objects.filter(pk=int(number)).first()
    if change is None or change.cursor != cursor:
        raise UnknownCursor
    return change.pk


def number_at(moment: datetime) -> int:
    """Return the number that the first change since a moment follows."""
    since = Change.objects.filter(at__gte=moment).aggregate(first=Min("pk"))["first"]
    if since is None:
        return Change.objects.aggregate(last=Max("pk"))["last"] or 0
    return since - 1


def read_page(after: int, size: int, request: HttpRequest, cursor: str) -> Page:
    """Return at most `size` changes after a number; `cursor`: what the reader came with."""
    rows = PublishedFacility.objects.filter(last__gt=after).order_by("last")
    last = [row.last for row in rows.select_related("last")[: size + 1]]
    shown, state = last[:size], RecordedState.objects.first()
    return Page(
        changes=_with_facilities(shown, request),
        cursor=shown[-1].cursor if shown else cursor,
        has_more=len(last) > size,
        recorded_at=state.at if state else None,
    )


def _with_facilities(changes: list[Change], request: HttpRequest) -> list[dict[str, Any]]:
    """Return changes as answers have them, with what the API says of each facility now."""
    current, ids = index.current(), [change.public_id for change in changes]
    facilities = Facility.objects.select_related("merged_into").in_bulk(ids, field_name="public_id")
    hits = [
        (facility.pk, None) for facility in facilities.values() if facility.pk in current.ordinals
    ]
    results = {result["id"]: result for result in read_results(hits, current, request)}
    return [_told(change, facilities.get(change.public_id), results) for change in changes]


def _told(
    change: Change, facility: Facility | None, results: Mapping[str, Result]
) -> dict[str, Any]:
    """Return a change as an answer has it: what isn't listed now is removed, recorded or not."""
    told = {
        "cursor": change.cursor,
        "id": change.public_id,
        "change": change.kind,
        "at": moment_of(change.at),
        "fields": change.fields,
        "reason": change.reason or None,
        "merged_into": change.merged_into or None,
        "facility": None,
    }
    if change.kind == Change.Kind.REMOVED:
        return told
    if result := results.get(change.public_id):
        return told | {"facility": result}
    reason, merged_into = why_removed(facility)
    return told | {
        "change": Change.Kind.REMOVED,
        "fields": [],
        "reason": reason,
        "merged_into": merged_into or None,
    }
