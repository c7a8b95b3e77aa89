"""The only bulk writer: what the database holds now, and making it hold something else."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, islice

from django.db import connection

from facilities.listings.records import PhoneRecord
from facilities.models import (
    ID_ALPHABET,
    ID_LENGTH,
    Facility,
    FacilityService,
    Listing,
    Phone,
    Service,
    ServiceRelation,
    mark_changed,
)

FIELDS = (
    "name program street street2 city state zip county address_withheld latitude longitude "
    "precision website highlights status slug"
).split()
BATCH = 2000
ROWS_AN_INSERT = 400
ROWS_A_COPY = 20_000
SQLITE_CACHE_KILOBYTES = 64_000


@dataclass(slots=True)
class Stored:
    """A facility as the database has it, with its numbers and who lists it."""

    pk: int
    public_id: str
    values: dict
    phones: list[PhoneRecord] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)

    def __getattr__(self, name):
        """Give the facility's own fields, so that a Stored compares like a Record."""
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None


def make_room():
    """Let SQLite keep the pages an import touches in memory: a third of the time less."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{SQLITE_CACHE_KILOBYTES}")


def stored_facilities(pks=None):
    """Return {pk: Stored} of every facility, or of `pks`, that wasn't merged into another."""
    kept = {} if pks is None else {"pk__in": pks}
    of_kept = {} if pks is None else {"facility__in": pks}
    rows = Facility.objects.filter(merged_into=None, **kept)
    rows = rows.values_list("pk", "public_id", *FIELDS)
    stored = {
        pk: Stored(pk, public_id, dict(zip(FIELDS, values, strict=True)))
        for pk, public_id, *values in rows.iterator(BATCH)
    }
    phones = (
        Phone.objects.filter(**of_kept)
        .order_by("facility", "position")
        .values_list("facility_id", "kind", "display", "e164", "extension", "answered_by")
    )
    for pk, *values in phones.iterator(BATCH):
        if pk in stored:
            stored[pk].phones.append(PhoneRecord(*values))
    listings = Listing.objects.filter(edition__is_current=True, **of_kept).order_by()
    for pk, kind, codes in listings.values_list("facility_id", "edition__kind", "codes").iterator(
        BATCH
    ):
        if pk in stored:
            stored[pk].kinds.add(kind)
            stored[pk].codes.update(codes.split())
    return stored


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
    rows = [Facility(public_id=public_id, **fields) for public_id, fields in changes]
    mark_changed()
    Facility.objects.bulk_create(
        rows,
        batch_size=BATCH,
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
    _delete_of(Phone, phones)
    Phone.objects.bulk_create(
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
        batch_size=BATCH,
    )


class ServicesOfCodes:
    """Which services a set of codes means: the codes' own and those defined by them."""

    def __init__(self):
        self.own = dict(Service.objects.exclude(code="").values_list("code", "pk"))
        self.defined = defaultdict(set)
        links = Service.any_of.through.objects.values_list("to_service__code", "from_service_id")
        for code, pk in links:
            self.defined[code].add(pk)
        self.without = defaultdict(set)
        apart = ServiceRelation.objects.filter(kind=ServiceRelation.Kind.WITHOUT)
        for pk, other in apart.values_list("service_id", "other_id"):
            self.without[pk].add(other)

    def __call__(self, codes):
        """Return the sorted primary keys of the services."""
        pks = {self.own[code] for code in codes}
        pks = pks.union(*(self.defined[code] for code in codes if code in self.defined))
        return sorted(pks - {pk for pk in self.without if self.without[pk] & pks})


def write_services(codes, new=frozenset()):
    """Replace the services of facilities: {facility pk: codes}.

    `new` facilities have none yet. By COPY on PostgreSQL, by many rows an INSERT on
    SQLite (half the time of executemany): a national directory has a million of them.
    """
    services_of = ServicesOfCodes()
    mark_changed()
    _delete_of(FacilityService, [pk for pk in codes if pk not in new])
    rows = ((pk, service) for pk in sorted(codes) for service in services_of(codes[pk]))
    with connection.cursor() as cursor:
        table = FacilityService._meta.db_table
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} (facility_id, service_id) FROM STDIN") as copy:
                while batch := list(islice(rows, ROWS_A_COPY)):
                    copy.write("".join(map("%d\t%d\n".__mod__, batch)))
        else:
            insert = f"INSERT INTO {table} (facility_id, service_id) VALUES "
            while batch := list(islice(rows, ROWS_AN_INSERT)):
                marks = ", ".join(["(%s, %s)"] * len(batch))
                cursor.execute(insert + marks, list(chain.from_iterable(batch)))


def write_listings(edition, listings):
    """Replace the listings of `edition`: (facility pk, line, raw, codes, row hash)."""
    mark_changed()
    edition.listings.all()._raw_delete(edition.listings.db)
    Listing.objects.bulk_create(
        (
            Listing(
                edition=edition, facility_id=pk, line=line, raw=raw, codes=codes, row_hash=row_hash
            )
            for pk, line, raw, codes, row_hash in listings
        ),
        batch_size=BATCH,
    )


def mark_unlisted(pks):
    """Mark facilities that no current edition lists; they are never deleted.

    A closed facility stays marked as closed.
    """
    mark_changed()
    for batch in batches(sorted(pks)):
        closed = Facility.Status.CLOSED
        listed = Facility.objects.filter(pk__in=batch).exclude(status=closed)
        listed.update(status=Facility.Status.UNLISTED)


def refresh_statistics():
    """Let the database plan with what it now holds."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def batches(items, size=BATCH):
    """Yield lists of at most `size` items."""
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


def _delete_of(model, pks):
    for batch in batches(pks):
        rows = model.objects.filter(facility_id__in=batch)
        rows._raw_delete(rows.db)
