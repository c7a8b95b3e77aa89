"""Read the directory into an Index: once per worker and revision, in two or three seconds."""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet

from derived.packed import Table
from facilities.corrections.public import public_corrections
from facilities.models import Correction, Edition, Facility, Listing, Phone
from facilities.service_answers import ListAnswers
from facilities.taxonomy import Taxonomy
from places.gazetteer.cities import cities_named
from places.gazetteer.current import atlas
from places.gazetteer.entries import Entry
from places.geo import Point, miles_between
from search.index.addresses import Addresses
from search.index.bits import Bits, bits_of
from search.index.entries import ENTRY_FIELDS, Entries, IndexedPhone, IndexEntry, Ordinals
from search.index.index import Index, city_key
from search.index.names import NameIndex
from search.index.places import Places
from search.index.points import Points

ROWS = 20_000
Key = TypeVar("Key", bound=Hashable)
# Which rows about facilities to read: arguments of `filter`; {} for all.
Only = Mapping[str, Any]


def build(token: str, taxonomy: Taxonomy) -> Index:
    """Return the Index of the listed facilities as the database has them now."""
    corrections, gone = _corrections(), Facility.objects.unlisted()
    # They are few: to read all rows for them would take a quarter of the time for nearly none.
    unlisted = _index(token, taxonomy, gone, {"facility__in": gone}, corrections)
    return _index(token, taxonomy, Facility.objects.listed(), {}, corrections, unlisted)


def _index(
    token: str,
    taxonomy: Taxonomy,
    facilities: QuerySet[Facility],
    only: Only,
    corrections: dict[int, list[Correction]],
    unlisted: Index | None = None,
) -> Index:
    """Return the Index of some facilities; rows about them are those that `only` lets through."""
    entries = _entries(facilities)
    ordinals = {entry.pk: ordinal for ordinal, entry in enumerate(entries)}
    states: dict[str, list[int]] = defaultdict(list)
    for ordinal, entry in enumerate(entries):
        states[entry.state].append(ordinal)
    size, places = len(entries), Places(entries)
    return Index(
        token=token,
        taxonomy=taxonomy,
        entries=Entries.of(entries),
        pks=array("q", ordinals),
        ordinals=Ordinals(array("q", ordinals)),
        names=NameIndex((entry.name, entry.program, entry.street, entry.city) for entry in entries),
        places=places,
        points=Points(((entry.latitude, entry.longitude) for entry in entries), places.order),
        addresses=Addresses(entries),
        states=_sets(states, size),
        cities=_cities(entries, places),
        services=_sets(_services(ordinals, facilities), size),
        lists=_lists(ordinals, only),
        real=bits_of(_real(ordinals, only), size),
        corrections=corrections,
        unlisted=unlisted,
    )


def _entries(facilities: QuerySet[Facility]) -> list[IndexEntry]:
    """Return an IndexEntry for each of some facilities, by name."""
    phones: dict[int, list[IndexedPhone]] = defaultdict(list)
    rows = Phone.objects.filter(facility__in=facilities).order_by("position")
    for pk, *phone in rows.values_list("facility_id", *IndexedPhone._fields).iterator(ROWS):
        phones[pk].append(IndexedPhone(*phone))
    entries = [
        IndexEntry._make((*row, tuple(phones.get(row[0], ()))))
        for row in facilities.order_by().values_list(*ENTRY_FIELDS).iterator(ROWS)
    ]
    entries.sort(key=lambda entry: (entry.name.casefold(), entry.city.casefold(), entry.public_id))
    return entries


def _cities(entries: list[IndexEntry], places: Places) -> Table[bytes]:
    """Return {city: positions of who has it in its address, as bytes}.

    Of two cities of one name in a state, an address means the one that is nearer.
    """
    book, cities = atlas(), defaultdict[str, list[int]](list)
    meant: dict[tuple[str, str], list[Entry]] = {}
    for ordinal, entry in enumerate(entries):
        named = entry.city, entry.state
        if named not in meant:
            meant[named] = cities_named(book, *named)
        if own := meant[named]:
            city = own[0] if len(own) == 1 else _nearest(own, entry)
            cities[city_key(city.state, city.key, city.county)].append(ordinal)
    return Table.of({city: places.at(own).tobytes() for city, own in cities.items()})


def _nearest(cities: list[Entry], entry: IndexEntry) -> Entry:
    if entry.latitude is None or entry.longitude is None:
        return cities[0]
    here = Point(entry.latitude, entry.longitude)
    return min(cities, key=lambda city: miles_between(here, city.point))


def _sets(members: Mapping[Key, Iterable[int]], size: int) -> dict[Key, Bits]:
    return {key: bits_of(ordinals, size) for key, ordinals in members.items()}


def _services(ordinals: Mapping[int, int], facilities: QuerySet[Facility]) -> dict[int, list[int]]:
    """Return {service pk: ordinals of who offers it}."""
    members: dict[str, list[int]] = defaultdict(list)
    for pk, offered in facilities.order_by().values_list("pk", "offered").iterator(ROWS):
        if (ordinal := ordinals.get(pk)) is not None:
            for service in offered.split():
                members[service].append(ordinal)
    return {int(service): of_service for service, of_service in members.items()}


def _lists(ordinals: Mapping[int, int], only: Only) -> list[ListAnswers]:
    """Return the ListAnswers of the current editions, one for each questionnaire in them."""
    lists = []
    editions = Edition.objects.filter(is_current=True).defer("counts", "code_counts")
    for edition in editions:
        members: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        denying: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        listed: dict[str, list[int]] = defaultdict(list)
        answers = Listing.objects.filter(edition=edition, is_answer=True, **only).order_by()
        rows = answers.values_list("facility_id", "questionnaire", "codes", "denied")
        for facility, questionnaire, codes, denied in rows.iterator(ROWS):
            if (ordinal := ordinals.get(facility)) is not None:
                listed[questionnaire].append(ordinal)
                for code in codes.split():
                    members[questionnaire][code].append(ordinal)
                for code in denied.split():
                    denying[questionnaire][code].append(ordinal)
        size = len(ordinals)
        lists += [
            ListAnswers(
                questionnaire,
                edition.year,
                frozenset(edition.asked_codes),
                frozenset(edition.doubted_codes),
                bits_of(listed[questionnaire], size),
                _sets(members[questionnaire], size),
                _sets(denying[questionnaire], size),
            )
            for questionnaire in listed
        ]
    return lists


def _corrections() -> dict[int, list[Correction]]:
    """Return {facility pk: [Correction in force that pages speak of]}."""
    corrections: dict[int, list[Correction]] = defaultdict(list)
    for correction in public_corrections().select_related("service").order_by("pk"):
        corrections[correction.facility_id].append(correction)
    return dict(corrections)


def _real(ordinals: Mapping[int, int], only: Only) -> list[int]:
    """Return the ordinals of facilities that something else than the invented demo lists."""
    listings = Listing.objects.filter(edition__is_demo=False, **only).order_by()
    pks = listings.values_list("facility_id", flat=True).distinct()
    return [ordinals[pk] for pk in pks if pk in ordinals]
