"""What an id stands for in the directory, and which facilities a query asks for."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from weakref import WeakKeyDictionary

from django.db.models import Exists, OuterRef, Q

from facilities.models import Facility, PublishedFacility
from hsds.ids import id_of
from hsds.taxonomy import FACTS, REFUSALS, SERVICES, terms_of
from places.geo import Point
from search.index import Index
from search.index.bits import Bits, bits_of

METERS_PER_MILE = 1609.344
PREFIX = 16  # hexadecimal digits of an id that are kept in memory

# {Index: {kind: (beginnings of ids, ascending; the ordinals they belong to)}}
_tables: "WeakKeyDictionary[Index, dict[str, tuple[array[int], array[int]]]]" = WeakKeyDictionary()


def ordinal_of(index: Index, kind: str, wanted: str) -> int | None:
    """Return whose record of a kind has an id, or None."""
    try:
        beginning = int(wanted.replace("-", "")[:PREFIX], 16)
    except ValueError:
        return None
    beginnings, ordinals = _table(index, kind)
    at = bisect_left(beginnings, beginning)
    if at < len(beginnings) and beginnings[at] == beginning:
        ordinal = ordinals[at]
        if id_of(kind, index.entries[ordinal].public_id) == wanted:
            return ordinal
    return None


def _table(index: Index, kind: str) -> "tuple[array[int], array[int]]":
    """Return the ids of a kind, made when they are first asked for: a tenth of a second."""
    tables = _tables.setdefault(index, {})
    if kind not in tables:
        pairs = sorted(
            (int(id_of(kind, entry.public_id).replace("-", "")[:PREFIX], 16), ordinal)
            for ordinal, entry in enumerate(index.entries)
        )
        tables[kind] = (array("Q", (b for b, _o in pairs)), array("l", (o for _b, o in pairs)))
    return tables[kind]


def of_terms(index: Index, term: str = "", taxonomy: str = "") -> Bits:
    """Return whose services have a term, and any term of a taxonomy; nobody has an unknown one."""
    terms, bits = terms_of(index.taxonomy), index.everything
    if term in terms.offers:
        bits &= index.offering(terms.offers[term])
    elif term in terms.denials:
        bits &= index.denying(terms.denials[term])
    elif term:
        bits = 0
    if taxonomy:
        bits &= _with_any(index, taxonomy)
    return bits


def _with_any(index: Index, taxonomy: str) -> Bits:
    """Return who has any term of a taxonomy: of the facts, a survey at least."""
    terms, bits = terms_of(index.taxonomy), 0
    if taxonomy == id_of("taxonomy", SERVICES):
        for pk in terms.offers.values():
            bits |= index.offering(pk)
    elif taxonomy == id_of("taxonomy", REFUSALS):
        for pk in terms.denials.values():
            bits |= index.denying(pk)
    elif taxonomy == id_of("taxonomy", FACTS):
        bits = index.everything
    return bits


def named(index: Index, text: str) -> Bits:
    """Return whose name, program, street or city has all words of a text."""
    matches = index.names.match(text)
    return 0 if matches.unknown else matches.bits


def near(index: Index, point: Point, meters: float) -> Bits:
    """Return who is within some meters of a point."""
    hits = index.points.around(point, meters / METERS_PER_MILE)
    return bits_of((ordinal for _chord, ordinal in hits), len(index.pks))


def modified_since(index: Index, moment: datetime) -> Bits:
    """Return what changed since a moment, or then: by the record of changes, where it has one."""
    recorded = PublishedFacility.objects.filter(last__at__gte=moment)
    known = PublishedFacility.objects.filter(public_id=OuterRef("public_id"))
    listed = Facility.objects.listed().filter(
        Q(public_id__in=recorded.values("public_id")) | Q(changed_at__gte=moment) & ~Exists(known)
    )
    pks = listed.order_by().values_list("pk", flat=True)
    ordinals = (index.ordinals[pk] for pk in pks if pk in index.ordinals)
    return bits_of(ordinals, len(index.pks))


def updated(pks: Sequence[int]) -> dict[int, datetime]:
    """Return {pk: when a facility changed} as `modified_since` sees it."""
    facilities = Facility.objects.filter(pk__in=pks).values_list("pk", "public_id", "changed_at")
    rows = list(facilities)
    recorded = dict(
        PublishedFacility.objects.filter(
            public_id__in=[public_id for _pk, public_id, _at in rows]
        ).values_list("public_id", "last__at")
    )
    return {pk: recorded.get(public_id, changed) for pk, public_id, changed in rows}
