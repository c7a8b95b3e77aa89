"""Records of HSDS as JSON: what belongs to a record stands in it, and is named once."""

from collections.abc import Iterable

from hsds.mapping.attributes import Attribute
from hsds.mapping.records import Records
from hsds.taxonomy import Record

TERM_FIELDS = ("id", "code", "name", "description", "taxonomy_id")


def service_summary(records: Records) -> Record:
    """Return a service with what it has one of."""
    summary = {**records.service, "organization": records.organization}
    return {**summary, "program": records.program} if records.program else summary


def service_of_many(records: Records) -> Record:
    """Return a service with all that belongs to it; terms by their ids and names.

    Of a nation, what terms mean would be nine tenths of the file.
    """
    whole = service(records)
    attributes = whole.get("attributes", [])
    return {**whole, "attributes": [_labeled(each) for each in attributes]}


def service(records: Records) -> Record:
    """Return a service with all that belongs to it."""
    return {
        **service_itself(records),
        "organization": _identified(records),
        "service_at_locations": [{**records.service_at_location, "location": location(records)}],
    }


def service_itself(records: Records) -> Record:
    """Return a service with all that belongs to it but its organization and location."""
    return _whole(
        records.service,
        phones=_phones(records),
        languages=records.languages,
        funding=records.funding,
        cost_options=records.cost_options,
        attributes=_attributes(records, records.service["id"]),
        metadata=records.metadata,
    ) | ({"program": records.program} if records.program else {})


def location(records: Records) -> Record:
    """Return a location with its address."""
    return _whole(
        records.location,
        addresses=[records.address],
        attributes=_attributes(records, records.location["id"]),
    )


def organization_summary(records: Records) -> Record:
    return records.organization


def organization(records: Records) -> Record:
    """Return an organization with all that belongs to it but its service."""
    return _whole(
        records.organization,
        phones=_phones(records),
        locations=[location(records)],
        programs=[records.program] if records.program else [],
        organization_identifiers=[records.identifier],
    )


def organization_with_service(records: Records) -> Record:
    """Return an organization with all that belongs to it."""
    return {**organization(records), "services": [service_itself(records)]}


def service_at_location_summary(records: Records) -> Record:
    """Return what joins a service and a location, with both as lists have them."""
    return {
        **records.service_at_location,
        "location": records.location,
        "service": service_summary(records),
    }


def service_at_location(records: Records) -> Record:
    """Return what joins a service and a location, with all of both."""
    of_service = {
        **service_itself(records),
        "organization": _identified(records),
    }
    return {
        **records.service_at_location,
        "location": location(records),
        "service": of_service,
    }


def _whole(record: Record, **lists: list[Record]) -> Record:
    return {**record, **{name: records for name, records in lists.items() if records}}


def _identified(records: Records) -> Record:
    return {**records.organization, "organization_identifiers": [records.identifier]}


def _phones(records: Records) -> list[Record]:
    return [_whole(phone, attributes=_attributes(records, phone["id"])) for phone in records.phones]


def _attributes(records: Records, linked: str) -> list[Record]:
    return list(_nested(each for each in records.attributes if each.linked == linked))


def _nested(attributes: Iterable[Attribute]) -> Iterable[Record]:
    for attribute in attributes:
        value = {"value": attribute.value} if attribute.value else {}
        # There are a hundred of them: what they say again and again is at /taxonomy_terms.
        term = {name: attribute.term[name] for name in TERM_FIELDS}
        yield {"id": attribute.id, **value, "taxonomy_term": term}


def _labeled(attribute: Record) -> Record:
    term = attribute["taxonomy_term"]
    rest = {name: value for name, value in attribute.items() if name != "taxonomy_term"}
    return {**rest, "taxonomy_term_id": term["id"], "label": term["name"]}
