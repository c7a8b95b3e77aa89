"""Writing facilities, their numbers and their listings."""

import hashlib
import json
from operator import attrgetter, itemgetter

from django.utils import timezone

from facilities.models import ID_ALPHABET, ID_LENGTH, Facility, Listing, Phone, mark_changed
from facilities.store.database import batches, delete_of, insert, refresh_statistics
from facilities.store.services import ServicesOfCodes
from facilities.store.stored import FIELDS

OTHERS = ("offered", "changed_at")
UPDATE = "ON CONFLICT (public_id) DO UPDATE SET " + ", ".join(
    f"{name} = EXCLUDED.{name}" for name in (*FIELDS, *OTHERS)
)
NUMBER = ("kind", "display", "e164", "extension", "answered_by")
LISTING = ("facility", "line", "raw", "codes", "denied", "questionnaire", "merged_from")
values_of, number_of, listing_of = itemgetter(*FIELDS), attrgetter(*NUMBER), attrgetter(*LISTING)


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
    """Create or update facilities. Return {public_id: pk}.

    `changes`: (public_id, {field: value}, codes); what they offer is what the codes mean.
    """
    services_of, now, pks = ServicesOfCodes(), timezone.now(), {}
    mark_changed()
    names = ("public_id", *FIELDS, *OTHERS)
    for batch in batches(changes):
        rows = {
            public_id: (public_id, *values_of(fields), services_of.text(codes), now)
            for public_id, fields, codes in batch
        }
        stored = _pks(rows)
        new = rows.keys() - stored.keys()
        insert(Facility, names, [row for public_id, row in rows.items() if public_id in new])
        insert(Facility, names, [rows[public_id] for public_id in stored], UPDATE)
        pks |= stored | _pks(new)
    refresh_statistics(Facility, len(pks))
    return pks


def _pks(public_ids):
    """Return {public_id: pk} of the facilities that are stored."""
    stored = Facility.objects.filter(public_id__in=public_ids).order_by()
    return dict(stored.values_list("public_id", "pk"))


def write_phones(phones):
    """Replace the numbers of facilities: {facility pk: [PhoneRecord]}."""
    mark_changed()
    delete_of(Phone, phones)
    rows = (
        (pk, position, *number_of(phone))
        for pk, numbers in phones.items()
        for position, phone in enumerate(numbers)
    )
    refresh_statistics(Phone, insert(Phone, ("facility", "position", *NUMBER), rows))


def write_listings(edition, rows):
    """Replace the listings of `edition` by rows that have the fields of one.

    `rows`: objects with `facility` (a pk), `line`, `raw`, `codes`, `denied`, `questionnaire` and
    `merged_from` (a pk or None).
    """
    mark_changed()
    edition.listings.all()._raw_delete(edition.listings.db)
    count = insert(
        Listing,
        (*LISTING, "edition", "row_hash", "is_answer"),
        ((*listing_of(row), edition.pk, row_hash(row.raw), True) for row in rows),
    )
    refresh_statistics(Listing, count)


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
