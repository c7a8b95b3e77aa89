"""A row of an operator's own list, in fields of ours: what is stored, and the Record it makes.

A stored row explains itself, without the mapping it was read by: `name`, `program`, `street`,
`street2`, `city`, `state`, `zip`, `county`, `website`, `latitude`, `longitude` are texts,
`phones` is [{"kind", "number", "answered_by"}], `codes` and `highlights` are lists of texts,
`is_withheld` tells that the address must not be shown. `published` is the row as it stood in the
file.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from facilities.listings.cleaning import (
    clean_city,
    clean_coordinates,
    clean_names,
    clean_numbers,
    clean_state,
    clean_street,
    clean_text,
    clean_website,
    clean_zip,
    phones_once,
)
from facilities.listings.readers.tables import check_whole
from facilities.listings.records import PhoneRecord, Raw, Record

KIND = "list"
# Fills gaps after what official directories say (facilities/listings/compose.py).
QUESTIONNAIRE = "curated"
FIELDS = tuple(
    "name program street street2 city state zip county website latitude longitude".split()
)
LONGEST_NOTE = 250


def raw_row(
    fields: Mapping[str, str],
    phones: Iterable[Mapping[str, str]],
    codes: Iterable[str],
    published: Mapping[str, Any],
    **more: Any,
) -> Raw:
    """Return the row to store, without what is empty. `more`: `highlights`, `is_withheld`."""
    row = {name: fields[name] for name in FIELDS if fields.get(name)}
    lists = {"phones": [dict(phone) for phone in phones], "codes": list(dict.fromkeys(codes))}
    filled = {name: value for name, value in {**row, **lists, **more}.items() if value}
    return {**filled, "published": dict(published)}


def record(raw: Raw) -> Record:
    """Return the Record of a stored row, or raise RowError."""
    check_whole(raw)
    state = clean_state(raw.get("state"))
    street, withheld = clean_street(raw.get("street"))
    withheld = withheld or bool(raw.get("is_withheld"))
    name, program = clean_names(raw.get("name"), raw.get("program"))
    latitude, longitude = clean_coordinates(raw.get("latitude"), raw.get("longitude"))
    return Record(
        name=name,
        program=program,
        street="" if withheld else street,
        street2="" if withheld else clean_text(raw.get("street2")),
        city=clean_city(raw.get("city")),
        state=state,
        zip=clean_zip(raw.get("zip"), required=False),
        county=clean_text(raw.get("county"), 100),
        address_withheld=withheld,
        latitude=None if withheld else latitude,
        longitude=None if withheld else longitude,
        website=clean_website(raw.get("website")),
        phones=_phones(raw.get("phones", ()), state),
        codes=tuple(raw.get("codes", ())),
        highlights=tuple(clean_text(line) for line in raw.get("highlights", ())),
        questionnaire=QUESTIONNAIRE,
    )


def _phones(entries: Iterable[Mapping[str, str]], state: str) -> tuple[PhoneRecord, ...]:
    """Return the PhoneRecords of the cells with numbers; the first of a cell is of its kind."""
    phones = []
    for entry in entries:
        kind, note = entry["kind"], clean_text(entry.get("answered_by"), LONGEST_NOTE)
        for number in clean_numbers(entry["number"], state):
            phones.append(PhoneRecord(kind, number.display, number.e164, number.extension, note))
            kind = "other"
    return phones_once(phones)
