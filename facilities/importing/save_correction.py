"""One facility put right at once, where an import would do it for all of them."""

from django.db import transaction
from django.utils import timezone

from facilities import store
from facilities.corrections.apply import Corrections, listings_of, write_codes
from facilities.corrections.kinds import KINDS, kind_of
from facilities.corrections.service_codes import codes_of_service
from facilities.importing import editions
from facilities.importing.changes import Writer, quiet, read_locations
from facilities.listings.compose import Composed, Listed, compose
from facilities.models import Correction, Facility


class NothingListed(LookupError):
    """No listing says anything of the facility, so there is nothing to put right."""


class AlreadySaid(ValueError):
    """The listings say what the correction does."""


def check(correction: Correction) -> None:
    """Raise NothingListed or AlreadySaid where an unsaved Correction has no use."""
    source = _note_source(correction)
    codes = codes_of_service(correction.service_id)
    if kind_of(correction).agrees(correction, source, codes):
        raise AlreadySaid


@transaction.atomic
def put_right(correction: Correction) -> None:
    """Save a new or changed Correction and show what it says. Hold `import_lock`.

    What the source says now is what was looked into: it is `said`, and isn't news any more.
    """
    _note_source(correction)
    correction.is_contested = False
    correction.save()
    refresh(correction.facility_id)


def _note_source(correction: Correction) -> Composed:
    """Note in a Correction what the source says, and return that, a Composed."""
    listed, source = _source(correction.facility_id)
    before, codes = correction.said, codes_of_service(correction.service_id)
    correction.said = kind_of(correction).says(correction, source, listed, codes)
    kind_of(correction).remember(correction, before)
    return source


@transaction.atomic
def withdraw(correction: Correction) -> None:
    """End a Correction and show what the source says again. Hold `import_lock`."""
    correction.state = Correction.State.WITHDRAWN
    correction.ended_on = timezone.localdate()
    correction.is_contested = False
    correction.save()
    refresh(correction.facility_id, reopens=kind_of(correction).closes)


def refresh(pk: int, reopens: bool = False) -> None:
    """Derive one facility anew from its listings and corrections. In a transaction.

    `reopens`: it was closed by a correction that was withdrawn. A merged one stays as it is: its
    rows are those of another, and its corrections rest.
    """
    stored = store.stored_facilities([pk]).get(pk)
    if stored is None:
        return
    listed = listings_of([pk])[pk]
    corrections, positions = Corrections([pk]), read_locations()
    if reopens:
        stored.values["status"] = Facility.Status.OPEN
    composed = corrections.over(pk, listed, positions, editions.coverage())
    if not stored.questionnaires and composed.fields["status"] == Facility.Status.OPEN:
        composed = composed.with_fields(status=Facility.Status.UNLISTED)
    Writer(rewrite_all=True, progress=quiet).write({stored.public_id: (stored, composed)})
    write_codes(pk, corrections.removed(pk))
    corrections.write()


def said_by_source(correction: Correction) -> str:
    """Return in words what the listings say now of what a Correction is about."""
    try:
        listed, source = _source(correction.facility_id)
    except NothingListed:
        return ""
    codes = codes_of_service(correction.service_id)
    words: str = kind_of(correction).says(correction, source, listed, codes)
    return words


def words_of_source(facility: Facility) -> list[tuple[str, str]]:
    """Return [(label, what its listings say)] of what can be corrected in words; [] for none."""
    if not (source := source_of(facility)):
        return []
    # What a facility has several of comes last.
    kinds = sorted(KINDS, key=lambda kind: bool(kind.told_apart_by))
    return [(kind.label, words) for kind in kinds if (words := kind.overview(source))]


def source_of(facility: Facility) -> Composed | None:
    """Return the Composed that a facility's listings make; None where nothing lists it."""
    try:
        return _source(facility.pk)[1]
    except NothingListed:
        return None


def _source(pk: int) -> tuple[list[Listed], Composed]:
    """Return ([Listed] of a facility, the Composed that they make without any correction).

    Raise NothingListed where nothing ever listed it.
    """
    listed = listings_of([pk]).get(pk)
    if not listed:
        raise NothingListed
    return listed, compose(listed, read_locations(), editions.coverage())
