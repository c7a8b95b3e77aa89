"""Facilities the operator enters by hand: `{"format": "curated", "facilities": […]}`."""

from typing import Any

from facilities.listings.answering import NATION
from facilities.listings.cleaning import (
    clean_city,
    clean_name,
    clean_state,
    clean_street,
    clean_text,
    clean_website,
    clean_zip,
)
from facilities.listings.phones import numbers_in
from facilities.listings.readers.document import Document, Format
from facilities.listings.readers.source import FileError, Source, series_of
from facilities.listings.records import PhoneRecord, Raw, Record, RowError

NEEDED = ("year", "title", "publisher", "url", "facilities")


def recognizes(document: Document) -> bool:
    return (
        document.is_json
        and isinstance(document.json, dict)
        and document.json.get("format") == "curated"
    )


def read(document: Document, kind: str | None = None) -> Source:
    """Return the Source in an operator's file, or raise FileError."""
    content = document.json
    if missing := [name for name in NEEDED if not content.get(name)]:
        raise FileError(f"the file lacks {', '.join(missing)}")
    rows = content["facilities"]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FileError('"facilities" must be a list of objects')
    return Source(
        kind="curated",
        year=int(content["year"]),
        title=clean_text(content["title"]),
        publisher=clean_text(content["publisher"]),
        url=clean_website(content["url"]),
        rows=list(enumerate(rows, start=1)),
        record=record,
        covers={"curated": {NATION}},
        series=series_of(clean_text(content["title"])),
    )


def record(raw: Raw) -> Record:
    """Return the Record of an entry, or raise RowError."""
    state = clean_state(raw.get("state"))
    street, withheld = clean_street(raw.get("street"))
    return Record(
        name=clean_name(raw.get("name")),
        program=clean_text(raw.get("program")),
        street=street,
        street2=clean_text(raw.get("street2")),
        city=clean_city(raw.get("city")),
        state=state,
        zip=clean_zip(raw.get("zip"), required=False),
        county=clean_text(raw.get("county"), 100),
        address_withheld=withheld,
        latitude=None,
        longitude=None,
        website=clean_website(raw.get("website")),
        phones=tuple(_phone(entry, state) for entry in raw.get("phones", [])),
        codes=tuple(clean_text(code, 12).upper() for code in raw.get("codes", [])),
        highlights=tuple(clean_text(line) for line in raw.get("highlights", [])),
        questionnaire="curated",
    )


def _phone(entry: dict[str, Any], state: str) -> PhoneRecord:
    kind, text = entry.get("kind", "main"), clean_text(entry.get("number"))
    numbers = numbers_in(text, state)
    if kind not in ("main", "intake") or not numbers or not numbers[0].e164:
        raise RowError("phones", f"expected a kind and a number to dial, got {entry!r}")
    number = numbers[0]
    answered_by = clean_text(entry.get("answered_by"), 250)
    return PhoneRecord(kind, number.display, number.e164, number.extension, answered_by)


FORMAT = Format("curated entries (.json)", {"curated": record}, recognizes, read)
