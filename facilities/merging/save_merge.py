"""Making two facilities one place, and two again: in the database, at once."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from facilities.corrections.apply import listings_of
from facilities.corrections.kinds import Codes, kind_of
from facilities.corrections.service_codes import codes_of_service
from facilities.importing import editions
from facilities.importing.save_correction import refresh, source_of
from facilities.merging.chains import survivors
from facilities.merging.objections import Words, objection
from facilities.models import Correction, Facility, Listing, Merge, mark_changed


class MergeRefused(ValueError):
    """The two can't be made one place; `reason` says why, in a sentence."""

    def __init__(self, reason: Words):
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def merge(facility: Facility, into: Facility, reason: str, user: Any = None) -> Merge:
    """Save that `facility` is the same place as `into`, which stays, and show them as one.

    What was merged into `facility` before follows it. Raise MergeRefused. Hold `import_lock`.
    """
    facility, into = (_as_stored(each) for each in (facility, into))
    if why_not := objection(facility, into):
        raise MergeRefused(why_not)
    made = Merge.objects.create(facility=facility, into=into, reason=reason, made_by=user)
    _settle()
    return made


@transaction.atomic
def undo(merge: Merge, user: Any = None) -> None:
    """End a Merge: each of the two has its own rows again. Hold `import_lock`.

    Of what was ended already nothing changes.
    """
    if merge.undone_at:
        return
    merge.undone_by, merge.undone_at = user, timezone.now()
    merge.save()
    for pk in sorted(_settle()):
        _put_in_force(pk)


def _as_stored(facility: Facility) -> Facility:
    """Return a facility as the database has it now: a page may have been open for long."""
    return Facility.objects.select_related("merged_into").get(pk=facility.pk)


def _settle() -> set[int]:
    """Let all that is derived from the merges in force be as they say.

    Return the pks of what was derived anew.
    """
    active = Merge.objects.active().values_list("facility_id", "into_id").order_by("pk")
    now = survivors(dict(active))
    merged = Facility.objects.exclude(merged_into=None)
    before = dict(merged.values_list("pk", "merged_into_id").order_by("pk"))
    moved = {pk for pk in {*now, *before} if now.get(pk) != before.get(pk)}
    for pk in sorted(moved):
        Facility.objects.filter(pk=pk).update(merged_into=now.get(pk))
        _move_rows(pk, now.get(pk))
    editions.mark_answers()
    ends = {end for pk in moved for end in (now.get(pk), before.get(pk)) if end}
    derived = (moved | ends) - set(now)
    _derive(derived)
    mark_changed()
    return derived


def _move_rows(pk: int, survivor: int | None) -> None:
    """Give the rows that are those of a facility to what stands for it, or back to itself."""
    own = Q(merged_from=pk) | Q(merged_from=None, facility=pk)
    Listing.objects.filter(own).update(
        facility_id=survivor or pk, merged_from_id=pk if survivor else None
    )


def _derive(pks: Iterable[int]) -> None:
    """Derive facilities anew of their rows; one that has none left isn't listed any more."""
    listed = listings_of(pks)
    for pk in sorted(pks):
        if pk in listed:
            refresh(pk)
        else:
            open_now = Facility.objects.filter(pk=pk, status=Facility.Status.OPEN)
            open_now.update(status=Facility.Status.UNLISTED)


def _put_in_force(pk: int) -> None:
    """Put corrections in force again that only rows of a place merged into it agreed with."""
    facility, first = Facility.objects.get(pk=pk), Merge.objects.filter(into=pk).last()
    source = source_of(facility)
    if not (first and source):
        return
    since = timezone.localdate(first.made_at)
    settled = Correction.objects.filter(facility=pk, state=Correction.State.SETTLED)
    again = [
        correction
        for correction in settled.filter(ended_on__gte=since).order_by("-pk")
        if not kind_of(correction).agrees(correction, source, _codes(correction))
    ]
    for correction in again:
        if not _has_newer(correction):
            correction.state, correction.ended_on = Correction.State.ACTIVE, None
            correction.ended_by = None
            correction.save(update_fields=["state", "ended_on", "ended_by"])
    if again:
        refresh(pk)


def _codes(correction: Correction) -> Codes:
    return codes_of_service(correction.service_id)


def _has_newer(correction: Correction) -> bool:
    """Tell whether another correction of the same is in force."""
    active = Correction.objects.active().filter(facility=correction.facility_id)
    same = active.about(correction.what, correction.service)
    field = kind_of(correction).told_apart_by
    values = {field: getattr(correction, field)} if field else {}
    return bool(same.filter(**values).exists())
