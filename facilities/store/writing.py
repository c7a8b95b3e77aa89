"""Writing facilities, their numbers and their listings."""

import hashlib
import json

from facilities.models import ID_ALPHABET, ID_LENGTH, Facility, Listing, Phone, mark_changed
from facilities.store.database import BATCH, batches, delete_of, refresh_statistics
from facilities.store.stored import FIELDS


def row_hash(raw):
    """Return what tells whether a published row is still the same."""
    return hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest()


def public_id_for(key, taken):
    """Return an id that the same facility would get again in an empty database.

    It is derived from the address; `taken` holds the ids in use and gets the new one.
    """
    salt = 0
    while True:
        text = "|".join((key.name, key.street, key.unit, key.city, key.state, key.zip, str(salt)))
        number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
        public_id = ""
        for _i in range(ID_LENGTH):
            number, digit = divmod(number, len(ID_ALPHABET))
            public_id += ID_ALPHABET[digit]
        if public_id not in taken:
            taken.add(public_id)
            return public_id
        salt += 1


def write_facilities(changes):
    """Create or update facilities: `changes` are (public_id, fields). Return {public_id: pk}."""
    mark_changed()
    rows = (Facility(public_id=public_id, **fields) for public_id, fields in changes)
    _create(
        Facility,
        rows,
        update_conflicts=True,
        unique_fields=["public_id"],
        update_fields=[*FIELDS, "changed_at"],
    )
    pks = {}
    for batch in batches(changes):
        ids = [public_id for public_id, _fields in batch]
        pks.update(
            Facility.objects.filter(public_id__in=ids).values_list("public_id", "pk").order_by()
        )
    return pks


def write_phones(phones):
    """Replace the numbers of facilities: {facility pk: [PhoneRecord]}."""
    mark_changed()
    delete_of(Phone, phones)
    _create(
        Phone,
        (
            Phone(
                facility_id=pk,
                position=position,
                kind=phone.kind,
                display=phone.display,
                e164=phone.e164,
                extension=phone.extension,
                answered_by=phone.answered_by,
            )
            for pk, numbers in phones.items()
            for position, phone in enumerate(numbers)
        ),
    )


def write_listings(edition, rows):
    """Replace the listings of `edition` by rows that have the fields of one.

    `rows`: objects with `facility` (a pk), `line`, `raw`, `codes`, `denied`, `questionnaire` and
    `merged_from` (a pk or None).
    """
    mark_changed()
    edition.listings.all()._raw_delete(edition.listings.db)
    _create(
        Listing,
        (
            Listing(
                edition=edition,
                facility_id=row.facility,
                line=row.line,
                raw=row.raw,
                codes=row.codes,
                denied=row.denied,
                row_hash=row_hash(row.raw),
                questionnaire=row.questionnaire,
                merged_from_id=row.merged_from,
            )
            for row in rows
        ),
    )


def _create(model, rows, **options):
    """Create rows, a batch at a time: all of a nation's would take 50 MB. Count many of them."""
    count = 0
    for batch in batches(rows):
        model.objects.bulk_create(batch, **options)
        count += len(batch)
    if count >= BATCH:
        refresh_statistics(model)


def mark_unlisted(pks):
    """Mark facilities that no current edition lists; they are never deleted.

    A closed facility stays marked as closed. None of them is certified any more.
    """
    mark_changed()
    for batch in batches(sorted(pks)):
        closed = Facility.Status.CLOSED
        places = Facility.objects.filter(pk__in=batch)
        places.exclude(certification="").update(certification="", certified_since=None)
        places.exclude(status=closed).update(status=Facility.Status.UNLISTED)
