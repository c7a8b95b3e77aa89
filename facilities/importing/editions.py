"""The editions that the directory holds: which file each is, what it replaces, and with what."""

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any, TypeGuard

from django.db.models import Count, Q
from django.utils import timezone

from facilities import store
from facilities.listings.readers.source import Source
from facilities.listings.records import Raw
from facilities.models import Edition, Facility, Listing

# What an edition takes over from its source as it is.
FROM_SOURCE = ("year", "title", "publisher", "url", "file_name", "is_demo")


def current(kind: str) -> Edition | None:
    """Return the Edition of a kind that the directory shows, or None."""
    return Edition.objects.filter(kind=kind, is_current=True).first()


def is_of_file(edition: Edition | None, source: Source) -> TypeGuard[Edition]:
    """Tell whether an Edition, or None, was read from the very file of a source."""
    if edition is None:
        return False
    return (edition.sha256, edition.year) == (source.sha256, source.year)


def row_hash(raw: Raw) -> str:
    """Return what tells whether a row is still the same."""
    return hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest()


def holds_rows(edition: Edition, rows: list[tuple[int, Raw]]) -> bool:
    """Tell whether the listings of an Edition are `rows`, [(line, raw)], but for rejected ones.

    They are those of its file, unless someone changed listings by hand.
    """
    listed = dict(edition.listings.values_list("line", "row_hash"))
    rejected = {line for line, _why in edition.counts["rejected"]}
    return listed == {line: row_hash(raw) for line, raw in rows if line not in rejected}


def write(previous: Edition | None, source: Source, **contents: Any) -> Edition:
    """Save the Edition that listings of a source go into, as the current one of its kind.

    That is `previous` if it is of the same file, else a new one. `contents`: what the file
    holds, {field of Edition: value}.
    """
    if is_of_file(previous, source):
        edition = previous
    else:
        Edition.objects.filter(kind=source.kind).update(is_current=False)
        edition = Edition(kind=source.kind, sha256=source.sha256)
    for name in FROM_SOURCE:
        setattr(edition, name, getattr(source, name))
    for name, value in contents.items():
        setattr(edition, name, value)
    edition.asked_codes = sorted(source.asked)
    edition.is_current = True
    edition.imported_at = timezone.now()
    edition.save()
    return edition


def drop_older(edition: Edition, pks: Iterable[int]) -> None:
    """Drop the listings that an Edition supersedes, of the facilities with these pks.

    The last one of a facility that is gone stays as its source.
    """
    old = Listing.objects.filter(edition__kind=edition.kind).exclude(edition=edition)
    for batch in store.batches(sorted(pks)):
        old.filter(facility_id__in=batch).delete()


def remove_demo(progress: Callable[[str], None]) -> int:
    """Remove the demonstration directory, if it is there; return how many facilities it had."""
    demo = Edition.objects.filter(is_demo=True)
    if not demo.exists():
        return 0
    invented = Facility.objects.filter(listings__edition__in=demo).exclude(
        listings__edition__is_demo=False
    )
    pks = set(invented.values_list("pk", flat=True))
    progress(f"removing {len(pks)} invented facilities")
    Listing.objects.filter(edition__in=demo).delete()
    for batch in store.batches(pks):
        Facility.objects.filter(pk__in=batch).delete()
    demo.delete()
    return len(pks)


def count_in_both() -> int:
    """Return how many facilities both national directories list."""
    is_current = Q(listings__edition__is_current=True)
    return (
        Facility.objects.annotate(
            su=Count("listings", filter=is_current & Q(listings__edition__kind="su")),
            mh=Count("listings", filter=is_current & Q(listings__edition__kind="mh")),
        )
        .filter(su__gt=0, mh__gt=0)
        .count()
    )
