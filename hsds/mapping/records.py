"""A facility as flat records of HSDS, each once. What isn't reported stays out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from facilities.listings.readers.own.hsds import IDENTIFIER_SCHEME, NO_STREET, WITHHELD
from hsds.ids import id_of
from hsds.mapping.attributes import Attribute, attributes_of
from hsds.mapping.groups import Groups
from hsds.mapping.source import Source
from hsds.taxonomy import Record, Terms

COUNTRY = "US"
PO_BOX = re.compile(r"p\W*o\W*box\b|post office box\b", re.IGNORECASE)
NOT_KEPT = "not kept"  # of what stood there before, which HSDS wants to know
SERVICE_NAMES = {
    "su": "Substance use treatment",
    "mh": "Mental health treatment",
    "otp": "Opioid treatment program",
}
UNNAMED_SERVICE = "Substance use treatment"
INVENTED = "Invented for a demonstration: this place doesn't exist."


@dataclass(frozen=True)
class Records:
    """All records of a facility, `source`. `metadata` are of the service."""

    organization: Record
    identifier: Record
    program: Record | None
    location: Record
    address: Record
    service: Record
    service_at_location: Record
    phones: list[Record]
    languages: list[Record]
    funding: list[Record]
    cost_options: list[Record]
    metadata: list[Record]
    source: Source
    terms: Terms

    @cached_property
    def attributes(self) -> list[Attribute]:
        """Return the terms that apply, most of all records: made where they are asked for."""
        phones = [phone["id"] for phone in self.phones]
        return attributes_of(self.source, self.terms, phones)


def records_of(source: Source, terms: Terms, groups: Groups, assurer: str = "") -> Records:
    """Return the Records of a facility. `assurer`: where to write to who checks its facts."""
    return Records(
        organization=_organization(source),
        identifier={
            "id": source.id("organization_identifier"),
            "identifier_scheme": IDENTIFIER_SCHEME,
            "identifier_type": "Id of the facility in this directory",
            "identifier": source.public_id,
        },
        program=_program(source),
        location=_location(source),
        address=_address(source),
        service=_service(source, groups, assurer),
        service_at_location={"id": source.id("service_at_location")},
        phones=[_phone(source, number) for number in range(len(source.numbers))],
        languages=_languages(source, groups),
        funding=_named(source, "funding", "source", groups.named(source.offered, "funding")),
        cost_options=_named(source, "cost_option", "option", groups.ways_to_pay(source.offered)),
        metadata=[*_readings(source), *_checks(source)],
        source=source,
        terms=terms,
    )


def filled(**fields: Any) -> Record:
    """Return a record without the fields that nothing is known of."""
    return {name: value for name, value in fields.items() if value not in ("", None)}


def _organization(source: Source) -> Record:
    text = f"A facility in {source.city}, {source.state}. {_listed_in(source)}"
    return filled(
        id=source.id("organization"),
        name=source.name,
        alternate_name=source.program,
        description=f"{INVENTED} {text}" if source.is_demo else text,
        website=source.website,
    )


def _program(source: Source) -> Record | None:
    if not source.program:
        return None
    description = f"A program of {source.name}."
    return {"id": source.id("program"), "name": source.program, "description": description}


def _location(source: Source) -> Record:
    return filled(
        id=source.id("location"),
        location_type="physical",
        name=source.name,
        alternate_name=source.program,
        latitude=source.latitude,
        longitude=source.longitude,
    )


def _address(source: Source) -> Record:
    no_street = WITHHELD if source.address_withheld else NO_STREET
    return filled(
        id=source.id("address"),
        address_1=source.street or no_street,
        address_2=source.street2,
        city=source.city,
        region=source.county,
        state_province=source.state,
        country=COUNTRY,
        address_type="postal" if PO_BOX.match(source.street) else "physical",
    ) | {"postal_code": source.zip}


def _service(source: Source, groups: Groups, assurer: str) -> Record:
    checked = max((each.confirmed_on for each in source.checked), default=None)
    takes_nothing_for_granted = "What isn't listed wasn't reported, which is not a no."
    return filled(
        id=source.id("service"),
        name=service_name(source),
        description=f"{_listed_in(source)} {takes_nothing_for_granted}",
        url=source.website,
        status="active",
        fees_description=groups.fees(source.offered),
        accreditations=groups.accreditations(source.offered),
        eligibility_description=groups.eligibility(source.offered),
        assured_date=checked and checked.isoformat(),
        assurer_email=assurer if checked else "",
        alert=INVENTED if source.is_demo else "",
        last_modified=stamp(source.updated_at),
    )


def service_name(source: Source) -> str:
    """Return what kind of service it is, by whose questions it answers."""
    names = (name for survey, name in SERVICE_NAMES.items() if survey in source.surveys)
    return next(names, UNNAMED_SERVICE)


def stamp(moment: datetime) -> str:
    """Return a moment as HSDS has it: in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _listed_in(source: Source) -> str:
    return f"Listed in: {'; '.join(dict.fromkeys(each.title for each in source.origins))}."


def _phone(source: Source, number: int) -> Record:
    phone = source.numbers[number]
    # A number of JSON has no zeros before it; the text above it has the extension as well.
    is_plain = phone.extension.isdecimal() and not phone.extension.startswith("0")
    return filled(
        id=id_of("phone", source.public_id, str(number)),
        number=phone.display,
        extension=int(phone.extension) if is_plain else None,
        type="voice",
        description=phone.answered_by,
    )


def _languages(source: Source, groups: Groups) -> list[Record]:
    return [
        filled(id=id_of("language", source.public_id, slug), name=name, code=code)
        for slug, name, code in groups.languages(source.offered)
    ]


def _named(source: Source, kind: str, field: str, named: Iterable[tuple[str, str]]) -> list[Record]:
    return [{"id": id_of(kind, source.public_id, slug), field: name} for slug, name in named]


def _readings(source: Source) -> list[Record]:
    """Return which editions say what the records say, and when they were read."""
    return [
        _change(source, origin.read_on, "import", "all", origin.title, origin.publisher, n)
        for n, origin in enumerate(source.origins)
    ]


def _checks(source: Source) -> list[Record]:
    """Return what somebody found out: the field, the day and how; the values are the records'."""
    return [
        _change(
            source, check.confirmed_on, "update", check.field, check.how, "the publisher", f"c{n}"
        )
        for n, check in enumerate(source.checked)
    ]


def _change(
    source: Source, day: date, kind: str, field: str, value: str, by: str, number: int | str
) -> Record:
    return {
        "id": id_of("metadata", source.public_id, str(number)),
        "last_action_date": day.isoformat(),
        "last_action_type": kind,
        "field_name": field,
        "previous_value": NOT_KEPT,
        "replacement_value": value,
        "updated_by": by or "not reported",
    }
