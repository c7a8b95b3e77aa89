"""Back to the edition before: what an import replaced takes its place again."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from facilities import store
from facilities.importing import editions
from facilities.importing.changes import Progress, derive, quiet, versions
from facilities.importing.lock import import_lock
from facilities.models import Correction, Edition, Facility, Listing


class NothingBefore(LookupError):
    """There is no edition to go back to; the message says why."""


@dataclass(frozen=True)
class WentBack:
    """What going back did: which Editions, and to how many facilities.

    `listed`: facilities that a list has again; `unlisted`: those that only the edition had that was
    taken out: they keep their addresses. `in_force`: corrections in force again.
    """

    taken_out: Edition
    restored: list[Edition]
    listed: int
    unlisted: int
    in_force: int

    def lines(self) -> list[str]:
        """Return it as text, one line each."""
        restored = ", ".join(edition.title for edition in self.restored) or "nothing"
        return [
            f"{self.taken_out.title} ({self.taken_out.file_name}) was taken out",
            f"  in its place again: {restored}",
            f"  facilities: {self.listed} listed again, {self.unlisted} in no list any more",
            f"  corrections in force again: {self.in_force}",
        ]


def newest(kind: str = "", take_out: bool = False) -> Edition:
    """Return the current Edition imported last, of a kind or of any, that replaced others.

    `take_out`: also one that replaced none, so that nothing would take its place.
    """
    editions_of_kind = Edition.objects.filter(is_current=True, **({"kind": kind} if kind else {}))
    edition = editions_of_kind.order_by("-imported_at", "-pk").first()
    if edition is None:
        raise NothingBefore(f"there is no edition{f' of kind {kind}' * bool(kind)}")
    named = f"{edition.title} ({edition.file_name}), which was imported last,"
    before = edition.replaces.all()
    if not before and not take_out:
        raise NothingBefore(f"{named} replaced no other; to take it out, say --take-out")
    if gone := [each for each in before if not editions.is_kept_whole(each)]:
        titles = ", ".join(f"{each.title} ({each.file_name})" for each in gone)
        raise NothingBefore(
            f"{named} replaced {titles}, whose rows aren't kept any more. "
            "To have it again, import its file with --allow-older"
        )
    return edition


def go_back(edition: Edition, progress: Progress = quiet) -> WentBack:
    """Put the Editions that an `edition` replaced in its place again; all or nothing.

    Addresses stay: no facility is deleted, and none gets another public id.
    """
    with import_lock(), transaction.atomic():
        restored = list(edition.replaces.all())
        touched = _facilities_of([edition, *restored])
        before = _open(touched)
        _swap(edition, restored)
        in_force = _put_in_force(edition)
        progress(f"deriving {len(touched)} facilities anew")
        _derive(touched, restored, progress)
        _forget(edition)
        editions.mark_answers()
        after = _open(touched)
        return WentBack(edition, restored, len(after - before), len(before - after), in_force)


def _facilities_of(some: list[Edition]) -> set[int]:
    listings = Listing.objects.filter(edition__in=some)
    return set(listings.values_list("facility", flat=True))


def _open(pks: set[int]) -> set[int]:
    listed = Facility.objects.filter(status=Facility.Status.OPEN).values_list("pk", flat=True)
    return pks & set(listed)


def _swap(edition: Edition, restored: list[Edition]) -> None:
    edition.is_current = False
    edition.save(update_fields=["is_current"])
    for other in restored:
        other.is_current, other.replaced_by = True, None
        other.save(update_fields=["is_current", "replaced_by"])


def _put_in_force(edition: Edition) -> int:
    """Put the corrections in force again that the import of an Edition ended; return how many.

    Not where somebody has made another one of the same since.
    """
    count = 0
    for correction in Correction.objects.filter(ended_by=edition).order_by("pk"):
        correction.state, correction.ended_on = Correction.State.ACTIVE, None
        correction.ended_by = None
        try:
            with transaction.atomic():
                correction.save(update_fields=["state", "ended_on", "ended_by"])
        except IntegrityError:  # the database knows which two can't be in force together
            continue
        count += 1
    return count


def _derive(touched: set[int], restored: list[Edition], progress: Progress) -> None:
    """Make facilities of what lists them now, by the rules of today."""
    every = store.stored_facilities()
    corrections, _changed = derive(
        {pk: facility for pk, facility in every.items() if pk in touched}, progress
    )
    old = [edition for edition in restored if edition.versions != versions()]
    editions.rederive(corrections.removed, old)
    Edition.objects.filter(pk__in=[edition.pk for edition in old]).update(versions=versions())


def _forget(edition: Edition) -> None:
    """Drop the listings of an Edition; the only one of a facility stays as its source.

    A merged facility has its own, which is its source again when the merge is undone.
    """
    others = Listing.objects.exclude(edition=edition).values_list(editions.ORIGIN, flat=True)
    own = edition.listings.values_list(editions.ORIGIN, flat=True)
    for batch in store.batches(sorted(set(own) & set(others))):
        rows = Listing.objects.filter(editions.is_row_of(batch), edition=edition)
        rows._raw_delete(rows.db)
