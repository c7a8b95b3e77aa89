"""Which terms apply to the records of a facility."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hsds.ids import id_of, link_id
from hsds.mapping.source import Source
from hsds.taxonomy import Record, Terms


class Attribute(NamedTuple):
    """A term that applies to a record: `entity` is the table it is in. `value`: "" for most."""

    id: str
    entity: str
    linked: str
    term: Record
    value: str = ""


def attributes_of(source: Source, terms: Terms, phones: Sequence[str]) -> list[Attribute]:
    """Return all attributes of a facility's records; `phones`: the ids of its numbers."""
    service, location = source.id("service"), source.id("location")
    applying = [terms.services[slug] for slug in source.offered]
    applying += [terms.refusals[slug] for slug in source.refused]
    attributes = [
        Attribute(link_id(service, term["id"]), "service", service, term) for term in applying
    ]
    facts = [
        *(("service", service, *fact) for fact in _of_service(source, applying)),
        *(("location", location, *fact) for fact in _of_location(source)),
        *(
            ("phone", phone, f"phone-{number.kind}", "")
            for phone, number in zip(phones, source.numbers, strict=True)
        ),
    ]
    return attributes + [
        Attribute(id_of("attribute", linked, code, value), entity, linked, terms.facts[code], value)
        for entity, linked, code, value in facts
    ]


def _of_service(source: Source, applying: Sequence[Record]) -> Iterator[tuple[str, str]]:
    said = {term["code"] for term in applying}
    for code in source.codes:
        if code not in said:
            yield "contradicted-code", code
    for survey in sorted(source.surveys):
        yield f"survey-{survey}", ""
    if source.certification:
        since = source.certified_since
        yield f"certification-{source.certification}", since.isoformat() if since else ""
    for line in dict.fromkeys(source.highlights):
        yield "highlight", line
    if source.is_demo:
        yield "demonstration", ""


def _of_location(source: Source) -> Iterator[tuple[str, str]]:
    if source.address_withheld:
        yield "address-withheld", ""
    elif not source.street:
        yield "street-not-reported", ""
    if source.position_from and source.latitude is not None:
        yield "position-from", source.position_from
