"""Facilities that an operator knows to be one place, as imports see them (Merge).

An edition knows nothing of a merge: it may go on listing both. So a row is matched with each of
them by what its own rows said, the merged one's too, and what is paired with a merged one is
written as the survivor's, with `Listing.merged_from`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q

from facilities import store
from facilities.listings.answering import Coverage
from facilities.listings.compose import Listed, compose
from facilities.listings.locations import Locations
from facilities.listings.readers import record_of
from facilities.models import Facility, Listing
from facilities.store import Stored

# What editions hold beside what tells them apart: large, and the same for thousands of rows.
UNREAD = ("edition__counts", "edition__code_counts", "edition__asked_codes")


def survivors() -> dict[int, int]:
    """Return {pk of a merged facility: pk of the one that stands for it}."""
    merged = Facility.objects.exclude(merged_into=None)
    return dict(merged.values_list("pk", "merged_into_id").order_by("pk"))


def listed_apart(
    stored: dict[int, Stored], locations: Locations, coverage: Coverage
) -> dict[int, Stored]:
    """Return {pk: Stored} of merged facilities and survivors, each as its own rows list it.

    `stored`: {pk: Stored} of what wasn't merged. It shows the rows of both together, by which
    a survivor's own row might not be known again. A merged one that no row is kept of is as it
    was when it was merged; a survivor without rows of its own is left out.
    """
    into = survivors()
    pks = {*into, *into.values()}
    facilities = {pk: stored[pk] for pk in into.values() if pk in stored}
    facilities |= store.stored_facilities(sorted(into), merged=True) if into else {}
    current, last = _listed_by_origin(pks) if pks else ({}, {})
    apart: dict[int, Stored] = {}
    for pk, facility in facilities.items():
        listed = current.get(pk) or last.get(pk)
        asked = frozenset(each.questionnaire for each in current.get(pk, ()))
        if listed:
            fields, phones, _codes = compose(listed, locations, coverage)
            apart[pk] = replace(facility, values=fields, phones=list(phones), questionnaires=asked)
        elif pk in into:
            apart[pk] = replace(facility, questionnaires=asked)
    return apart


def _listed_by_origin(
    pks: Iterable[int],
) -> tuple[dict[int, list[Listed]], dict[int, list[Listed]]]:
    """Return ({facility pk: [Listed]} of current editions, the same of those before).

    Each row counts for the facility it is a row of, merged or not.
    """
    current: dict[int, list[Listed]] = defaultdict(list)
    last: dict[int, list[Listed]] = defaultdict(list)
    for batch in store.batches(sorted(pks)):
        rows = Listing.objects.filter(Q(merged_from__in=batch) | Q(facility__in=batch))
        for row in rows.order_by("edition", "line").select_related("edition").defer(*UNREAD):
            origin = row.merged_from_id or row.facility_id
            if origin in batch:
                edition = row.edition
                record = record_of(edition.kind, row.raw)
                listed = Listed.of(record, edition)
                (current if edition.is_current else last)[origin].append(listed)
    return current, last


def let_go(pks: Iterable[int]) -> set[int]:
    """End that facilities with these pks stand for others; return the pks of all of these.

    For facilities that are to be deleted: what was merged into them goes with them.
    """
    every = set(pks)
    for batch in store.batches(sorted(every)):
        merged = Facility.objects.filter(merged_into__in=batch)
        every |= set(merged.values_list("pk", flat=True))
        merged.update(merged_into=None)
    return every
