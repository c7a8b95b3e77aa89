"""One facility put right at once, where an import would do it for all of them."""

from django.db import transaction
from django.utils import timezone

from facilities.directory import store
from facilities.directory.changes import Writer, quiet, read_positions
from facilities.directory.compose import compose
from facilities.directory.corrections import Corrections, listings_of, write_codes
from facilities.directory.overlay import agrees, source_says
from facilities.models import Correction, Facility


class NothingListed(LookupError):
    """No listing says anything of the facility, so there is nothing to put right."""


class AlreadySaid(ValueError):
    """The listings say what the correction does."""


def check(correction):
    """Raise NothingListed or AlreadySaid where an unsaved Correction has no use."""
    _listed, source = _source(correction.facility_id)
    if agrees(correction, source, Corrections.of_service(correction.service_id)):
        raise AlreadySaid


@transaction.atomic
def put_right(correction):
    """
    Save a new or changed Correction and show what it says. Hold `import_lock`.

    What the source says now is what was looked into: it is `said`, and isn't news any more.
    """
    listed, source = _source(correction.facility_id)
    codes = Corrections.of_service(correction.service_id)
    correction.said = source_says(correction, source, listed, codes)
    correction.is_contested = False
    correction.save()
    refresh(correction.facility_id)


@transaction.atomic
def withdraw(correction):
    """End a Correction and show what the source says again. Hold `import_lock`."""
    correction.state = Correction.State.WITHDRAWN
    correction.ended_on = timezone.localdate()
    correction.is_contested = False
    correction.save()
    refresh(correction.facility_id, reopens=correction.what == Correction.What.CLOSED)


def refresh(pk, reopens=False):
    """
    Derive one facility anew from its listings and corrections. In a transaction.

    `reopens`: it was closed by a correction that was withdrawn.
    """
    stored = store.stored_facilities([pk])[pk]
    listed = listings_of([pk])[pk]
    corrections, positions = Corrections([pk]), read_positions()
    if reopens:
        stored.values["status"] = Facility.Status.OPEN
    composed = corrections.over(pk, listed, positions)
    if not stored.kinds and composed[0]["status"] == Facility.Status.OPEN:
        composed[0]["status"] = Facility.Status.UNLISTED
    Writer(rewrite_all=True, progress=quiet).write({stored.public_id: (stored, composed)})
    write_codes(pk, corrections.removed(pk))
    corrections.write()


def said_by_source(correction):
    """Return in words what the listings say now of what a Correction is about."""
    try:
        listed, source = _source(correction.facility_id)
    except NothingListed:
        return ""
    return source_says(correction, source, listed, Corrections.of_service(correction.service_id))


def words_of_source(facility):
    """Return [(label, what its listings say)] of what can be corrected in words; [] for none."""
    try:
        listed, source = _source(facility.pk)
    except NothingListed:
        return []
    return [
        (what.label, source_says(Correction(what=what), source, listed, frozenset()))
        for what in (Correction.What.PHONE, Correction.What.ADDRESS, Correction.What.WEBSITE)
    ]


def _source(pk):
    """Return (the Listed of a facility, what they say of it without any correction)."""
    listed = listings_of([pk]).get(pk)
    if not listed:
        raise NothingListed
    return listed, compose(listed, read_positions())
