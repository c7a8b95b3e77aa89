"""A row of an operator's own list, in fields of ours: what is stored, and the Record it makes.

A stored row explains itself, without the mapping it was read by: `name`, `program`, `street`,
`street2`, `city`, `state`, `zip`, `county`, `website`, `latitude`, `longitude` are texts,
`phones` is [{"kind", "number", "answered_by"}], `codes` and `highlights` are lists of texts,
`is_withheld` tells that the address must not be shown. `published` is the row as it stood in the
file. Of another directory's package also `questionnaire`, `certification`, `certified_since`,
`denied`, `public_id`, `position_from`, as in Record, and `keeps_order` (of its numbers).
"""

from collections.abc import Iterable, Mapping
from datetime import date
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
from facilities.listings.readers.cells import text_of, texts
from facilities.listings.readers.tables import check_whole
from facilities.listings.records import PhoneRecord, Raw, Record, RowError

KIND = "list"
# Fills gaps after what official directories say (facilities/listings/compose.py).
QUESTIONNAIRE = "curated"
FIELDS = tuple(
    "name program street street2 city state zip county website latitude longitude".split()
)
LONGEST_NOTE = 250
LONGEST_ORIGIN = 320


def raw_row(
    fields: Mapping[str, str],
    phones: Iterable[Mapping[str, str]],
    codes: Iterable[str],
    published: Mapping[str, Any],
    **more: Any,
) -> Raw:
    """Return the row to store, without what is empty. `more`: `highlights`, `denied` and so on."""
    row = {name: fields[name] for name in FIELDS if fields.get(name)}
    lists = {"phones": [dict(phone) for phone in phones], "codes": list(dict.fromkeys(codes))}
    filled = {name: value for name, value in {**row, **lists, **more}.items() if value}
    return {**filled, "published": dict(published)}


def record(raw: Raw) -> Record:
    """Return the Record of a stored row, or raise RowError."""
    check_whole(raw)
    cells = texts(raw, FIELDS)
    state = clean_state(cells.get("state"))
    street, withheld = clean_street(cells.get("street"), cells.get("street2"))
    withheld = withheld or bool(raw.get("is_withheld"))
    name, program = clean_names(cells.get("name"), cells.get("program"))
    latitude, longitude = clean_coordinates(cells.get("latitude"), cells.get("longitude"))
    return Record(
        name=name,
        program=program,
        street="" if withheld else street,
        street2="" if withheld else clean_text(cells.get("street2")),
        city=clean_city(cells.get("city")),
        state=state,
        zip=clean_zip(cells.get("zip"), required=False),
        county=clean_text(cells.get("county"), 100),
        address_withheld=withheld,
        # A point without a street is no door that anybody published.
        latitude=latitude if street and not withheld else None,
        longitude=longitude if street and not withheld else None,
        website=clean_website(cells.get("website")),
        phones=_phones(raw.get("phones", ()), state, bool(raw.get("keeps_order"))),
        codes=tuple(raw.get("codes", ())),
        highlights=tuple(clean_text(line) for line in raw.get("highlights", ())),
        questionnaire=raw.get("questionnaire", QUESTIONNAIRE),
        certification=raw.get("certification", ""),
        certified_since=_day(raw.get("certified_since", "")),
        denied=tuple(raw.get("denied", ())),
        public_id=raw.get("public_id", ""),
        position_from=clean_text(raw.get("position_from"), LONGEST_ORIGIN),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise RowError("certified_since", f"expected a day, got {text[:60]!r}") from None


def _phones(
    entries: Iterable[Mapping[str, str]], state: str, keeps_order: bool
) -> tuple[PhoneRecord, ...]:
    """Return the PhoneRecords of the cells with numbers; the first of a cell is of its kind.

    In the order of their kinds, unless the row has them in the order of a facility.
    """
    phones = []
    for entry in entries:
        kind, note = entry["kind"], clean_text(entry.get("answered_by"), LONGEST_NOTE)
        for number in clean_numbers(text_of("phone", entry["number"]), state):
            phones.append(PhoneRecord(kind, number.display, number.e164, number.extension, note))
            kind = "other"
    return tuple(phones) if keeps_order else phones_once(phones)
