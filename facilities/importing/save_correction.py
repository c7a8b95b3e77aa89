"""One facility put right at once, where an import would do it for all of them."""

from django.db import transaction
from django.utils import timezone

from facilities import store
from facilities.corrections.apply import Corrections, listings_of, write_codes
from facilities.corrections.rules import Codes, rule_of, wrong_numbers
from facilities.corrections.service_codes import codes_of_one
from facilities.importing.changes import Writer, quiet, read_locations
from facilities.listings.compose import compose
from facilities.models import Correction, Facility
from facilities.numbers import number_to_call


class NothingListed(LookupError):
    """No listing says anything of the facility, so there is nothing to put right."""


class AlreadySaid(ValueError):
    """The listings say what the correction does."""


def check(correction):
    """Raise NothingListed or AlreadySaid where an unsaved Correction has no use."""
    source = _note_source(correction)
    codes = codes_of_one(correction.service_id)
    if rule_of(correction).agrees(correction, source, codes):
        raise AlreadySaid


@transaction.atomic
def put_right(correction):
    """
    Save a new or changed Correction and show what it says. Hold `import_lock`.

    What the source says now is what was looked into: it is `said`, and isn't news any more.
    """
    _note_source(correction)
    correction.is_contested = False
    correction.save()
    refresh(correction.facility_id)


def _note_source(correction):
    """Note in a Correction what the source says, and return that, a Composed."""
    listed, source = _source(correction.facility_id)
    before, codes = correction.said, codes_of_one(correction.service_id)
    correction.said = rule_of(correction).says(correction, source, listed, codes)
    if correction.what == Correction.What.PHONE:
        # The one found wrong earlier is so still, though the source says a third now.
        known = (correction.wrong, before, correction.said)
        correction.wrong = wrong_numbers(*known, right=correction.phone)
    return source


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
    corrections, positions = Corrections([pk]), read_locations()
    if reopens:
        stored.values["status"] = Facility.Status.OPEN
    composed = corrections.over(pk, listed, positions)
    if not stored.kinds and composed.fields["status"] == Facility.Status.OPEN:
        composed = composed.with_fields(status=Facility.Status.UNLISTED)
    Writer(rewrite_all=True, progress=quiet).write({stored.public_id: (stored, composed)})
    write_codes(pk, corrections.removed(pk))
    corrections.write()


def said_by_source(correction):
    """Return in words what the listings say now of what a Correction is about."""
    try:
        listed, source = _source(correction.facility_id)
    except NothingListed:
        return ""
    codes = codes_of_one(correction.service_id)
    return rule_of(correction).says(correction, source, listed, codes)


def words_of_source(facility):
    """Return [(label, what its listings say)] of what can be corrected in words; [] for none."""
    try:
        listed, source = _source(facility.pk)
    except NothingListed:
        return []
    What = Correction.What
    said = {
        what: rule_of(one).says(one, source, listed, Codes())
        for what in (What.PHONE, What.ADDRESS, What.WEBSITE)
        for one in [Correction(what=what)]
    }
    others = ", ".join(one.display for one in other_numbers(facility))
    return [(what.label, words) for what, words in {**said, What.OTHER_PHONE: others}.items()]


def other_numbers(facility):
    """Return the PhoneRecords that a facility's listings give besides the one to call."""
    try:
        _listed, source = _source(facility.pk)
    except NothingListed:
        return []
    return [one for one in source.phones if one is not number_to_call(source.phones)]


def _source(pk):
    """
    Return ([Listed] of a facility, the Composed that they make without any correction).

    NothingListed: nothing ever listed it.
    """
    listed = listings_of([pk]).get(pk)
    if not listed:
        raise NothingListed
    return listed, compose(listed, read_locations())
