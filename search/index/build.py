"""Read the directory into an Index: once per worker and revision, in two or three seconds."""

from array import array
from collections import defaultdict

from django.db.models import Aggregate, TextField

from facilities.corrections.public import public_corrections
from facilities.models import Edition, Facility, FacilityService, Listing, Phone
from search.index.bits import bits_of
from search.index.index import ENTRY_FIELDS, PHONE_FIELDS, EditionSets, Entry, Index
from search.index.names import NameIndex
from search.index.points import Points

ROWS = 20_000


def build(token, taxonomy):
    """Return the Index of the listed facilities as the database has them now."""
    entries = _entries()
    position = {one.pk: number for number, one in enumerate(entries)}
    states, counties = defaultdict(list), defaultdict(list)
    for number, one in enumerate(entries):
        states[one.state].append(number)
        counties[one.state, one.county].append(number)
    size = len(entries)
    return Index(
        token=token,
        taxonomy=taxonomy,
        entries=entries,
        pks=array("q", position),
        position=position,
        names=NameIndex((one.name, one.program, one.street, one.city) for one in entries),
        points=Points((one.latitude, one.longitude) for one in entries),
        states=_sets(states, size),
        counties=_sets(counties, size),
        services=_sets(_services(position), size),
        editions=_editions(position),
        real=bits_of(_real(position), size),
        corrections=_corrections(),
    )


def _entries():
    """Return the Entries of the listed facilities, by name."""
    numbers = {}
    phones = Phone.objects.filter(facility__in=Facility.objects.listed()).order_by("position")
    for pk, *phone in phones.values_list("facility_id", *PHONE_FIELDS).iterator(ROWS):
        if pk not in numbers or phone[0] == Phone.Kind.MAIN:
            numbers[pk] = tuple(phone)
    rows = Facility.objects.listed().order_by().values_list(*ENTRY_FIELDS)
    entries = [Entry(*row, numbers.get(row[0])) for row in rows.iterator(ROWS)]
    entries.sort(key=lambda one: (one.name.casefold(), one.city.casefold(), one.public_id))
    return entries


def _sets(members, size):
    return {key: bits_of(positions, size) for key, positions in members.items()}


class Joined(Aggregate):
    """The values of a group in one text: a million rows come three times as fast as 350 texts."""

    output_field = TextField()
    template = "STRING_AGG(%(expressions)s::text, ',')"

    def as_sqlite(self, compiler, connection):
        return self.as_sql(compiler, connection, template="GROUP_CONCAT(%(expressions)s)")


def _services(position):
    """Return {service pk: positions of who offers it}."""
    rows = FacilityService.objects.order_by().values_list("service_id")
    return {
        service: [p for p in map(position.get, map(int, pks.split(","))) if p is not None]
        for service, pks in rows.annotate(pks=Joined("facility_id"))
    }


def _editions(position):
    """Return the EditionSets of the current editions."""
    found = []
    for edition in Edition.objects.filter(is_current=True).defer("counts", "code_counts"):
        members, listed = defaultdict(list), []
        listings = Listing.objects.filter(edition=edition).order_by()
        for facility, codes in listings.values_list("facility_id", "codes").iterator(ROWS):
            if (number := position.get(facility)) is not None:
                listed.append(number)
                for code in codes.split():
                    members[code].append(number)
        size = len(position)
        asked = frozenset(edition.asked_codes)
        sets = EditionSets(edition.kind, asked, bits_of(listed, size), _sets(members, size))
        found.append(sets)
    return found


def _corrections():
    """Return {facility pk: [Correction in force that pages speak of]}."""
    corrections = defaultdict(list)
    for correction in public_corrections().select_related("service").order_by("pk"):
        corrections[correction.facility_id].append(correction)
    return dict(corrections)


def _real(position):
    """Return the positions of facilities that something else than the invented demo lists."""
    listings = Listing.objects.filter(edition__is_demo=False).order_by()
    pks = listings.values_list("facility_id", flat=True).distinct()
    return [position[pk] for pk in pks if pk in position]
