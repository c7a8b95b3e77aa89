"""Facilities of the directory as records of HSDS, read some hundreds at a time."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.conf import settings

import database
from api.details import attach_details, read
from facilities.models import Correction, Edition
from hsds.mapping.groups import groups_of
from hsds.mapping.records import Records, records_of
from hsds.mapping.source import Checked, Number, Origin, Source
from hsds.taxonomy import terms_of
from search.index import Index

CHUNK = 500
# What has the same name here and there.
_SAME = (
    *("public_id", "name", "program", "street", "street2", "city", "state", "zip", "county"),
    *("address_withheld", "website", "certification", "certified_since", "updated_at"),
)
# Where in HSDS a correction is seen, by its kind; what concerns a service is an attribute.
CORRECTED = {
    Correction.Kind.PHONE: ("service", "phones"),
    Correction.Kind.OTHER_PHONE: ("service", "phones"),
    Correction.Kind.MORE_PHONE: ("service", "phones"),
    Correction.Kind.ADDRESS: ("location", "addresses"),
    Correction.Kind.WEBSITE: ("service", "url"),
}


def records(ordinals: Sequence[int], index: Index) -> Iterator[Records]:
    """Yield the Records of facilities of an Index, read from whichever database works."""
    for start in range(0, len(ordinals), CHUNK):
        chunk = ordinals[start : start + CHUNK]
        yield from database.read(partial(_chunk, chunk, index))


def _chunk(ordinals: Sequence[int], index: Index) -> list[Records]:
    terms, groups = terms_of(index.taxonomy), groups_of(index.taxonomy)
    assurer = settings.CONTACT_EMAIL
    return [records_of(source, terms, groups, assurer) for source in sources_of(ordinals, index)]


def sources_of(ordinals: Sequence[int], index: Index) -> list[Source]:
    """Return what is known of facilities; one that is gone since the Index was made is left out."""
    hits = [(index.pks[ordinal], None) for ordinal in ordinals]
    facilities = attach_details(read(hits), index)
    return [_source(facility, index) for facility in facilities]


def _source(facility: Any, index: Index) -> Source:
    ordinal = index.ordinals[facility.pk]
    has_door = facility.is_exact and not facility.address_withheld
    return Source(
        **{name: getattr(facility, name) for name in _SAME},
        latitude=facility.latitude if has_door else None,
        longitude=facility.longitude if has_door else None,
        position_from=facility.position_from if has_door else "",
        highlights=tuple(facility.highlight_lines),
        numbers=tuple(_numbers(facility)),
        offered=tuple(facility.service_slugs),
        refused=tuple(facility.denied_slugs),
        codes=tuple(facility.code_list),
        surveys=_surveys(ordinal, index),
        origins=tuple(_origin(edition) for edition in facility.listed_in),
        checked=tuple(_checked(correction) for correction in facility.corrected),
        is_demo=not index.is_real(ordinal),
    )


def _numbers(facility: Any) -> Iterator[Number]:
    for phone in filter(None, [facility.main_phone, *facility.other_phones]):
        yield Number(phone.kind, phone.display, phone.extension, phone.answered_by)


def _surveys(ordinal: int, index: Index) -> frozenset[str]:
    return frozenset(
        answers.questionnaire for answers in index.lists if answers.listed >> ordinal & 1
    )


def _origin(edition: Edition) -> Origin:
    return Origin(edition.title, edition.publisher, edition.imported_at.date())


def _checked(correction: Correction) -> Checked:
    entity, field = CORRECTED.get(Correction.Kind(correction.what), ("service", "attributes"))
    return Checked(entity, field, correction.confirmed_on, correction.get_confirmed_by_display())
