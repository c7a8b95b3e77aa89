"""Facilities the operator enters by hand: `{"format": "curated", "facilities": […]}`."""

import re
from typing import Any

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
from facilities.listings.readers.cells import text_of, texts
from facilities.listings.readers.document import Document, Format
from facilities.listings.readers.source import FileError, Source, series_of
from facilities.listings.records import PhoneRecord, Raw, Record, RowError

NEEDED = ("year", "title", "publisher", "url", "facilities")
TEXTS = ("name", "program", "street", "street2", "city", "state", "zip", "county", "website")
# "source" is for those who read the file.
FIELDS = {*TEXTS, "source", "phones", "codes", "highlights"}
SHORT = 60  # letters of what is wrong, in a message
FIELDS_OF_PHONE = ("kind", "number", "answered_by")


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
    return Source(
        kind="curated",
        year=_year(content["year"]),
        title=_text(content, "title"),
        publisher=_text(content, "publisher"),
        url=_address(content),
        rows=list(enumerate(_entries(content["facilities"]), start=1)),
        record=record,
        series=series_of(clean_text(content["title"])),
    )


def _year(value: Any) -> int:
    text = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"20\d\d", text):
        raise FileError(f'"year": expected a year such as 2026, got {text[:SHORT]!r}')
    return int(text)


def _text(content: dict[str, Any], name: str) -> str:
    value = content[name]
    if not isinstance(value, str) or not (text := clean_text(value)):
        raise FileError(f'"{name}": expected a text, got {str(value)[:SHORT]!r}')
    return text


def _address(content: dict[str, Any]) -> str:
    if address := clean_website(_text(content, "url")):
        return address
    raise FileError(f'"url": expected a web address, got {content["url"][:SHORT]!r}')


def _entries(entries: Any) -> list[Raw]:
    """Return the entries, whose fields are all fields; a misspelled one would be left out."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise FileError('"facilities" must be a list of objects')
    for number, entry in enumerate(entries, start=1):
        if strange := sorted(set(entry) - FIELDS):
            raise FileError(
                f"entry {number}: {strange[0][:SHORT]!r} is no field of an entry; "
                f"expected {', '.join(sorted(FIELDS))}"
            )
    return entries


def record(raw: Raw) -> Record:
    """Return the Record of an entry, or raise RowError."""
    cells = texts(raw, TEXTS)
    state = clean_state(cells.get("state"))
    street, withheld = clean_street(cells.get("street"), cells.get("street2"))
    return Record(
        name=clean_name(cells.get("name")),
        program=clean_text(cells.get("program")),
        street=street,
        street2="" if withheld else clean_text(cells.get("street2")),
        city=clean_city(cells.get("city")),
        state=state,
        zip=clean_zip(cells.get("zip"), required=False),
        county=clean_text(cells.get("county"), 100),
        address_withheld=withheld,
        latitude=None,
        longitude=None,
        website=_website(cells.get("website")),
        phones=tuple(_phone(entry, state) for entry in _list(raw, "phones")),
        codes=tuple(clean_text(code, 12).upper() for code in _texts(raw, "codes")),
        highlights=tuple(clean_text(line) for line in _texts(raw, "highlights")),
        questionnaire="curated",
    )


def _list(raw: Raw, name: str) -> list[Any]:
    """Return the list in a field; [] where it isn't given."""
    value = raw.get(name)
    if value is not None and not isinstance(value, list):
        raise RowError(name, f"expected a list, got {str(value)[:SHORT]!r}")
    return value or []


def _texts(raw: Raw, name: str) -> list[str]:
    return [text_of(name, each) for each in _list(raw, name)]


def _website(text: str | None) -> str:
    if (website := clean_website(text)) or not clean_text(text):
        return website
    raise RowError("website", f"expected a web address, got {clean_text(text, SHORT)!r}")


def _phone(entry: Any, state: str) -> PhoneRecord:
    """Return the number of an entry of `phones`, or raise RowError."""
    wanted = '{"kind": "main" or "intake", "number": one to dial}'
    if not isinstance(entry, dict):
        raise RowError("phones", f"expected {wanted}, got {str(entry)[:SHORT]!r}")
    cells = texts(entry, FIELDS_OF_PHONE)
    kind, text = cells.get("kind", "main"), clean_text(cells.get("number"))
    numbers = numbers_in(text, state)
    if kind not in ("main", "intake") or len(numbers) != 1 or not numbers[0].e164:
        raise RowError("phones", f"expected {wanted}, got {kind[:SHORT]!r} and {text[:SHORT]!r}")
    (number,) = numbers
    answered_by = clean_text(cells.get("answered_by"), 250)
    return PhoneRecord(kind, number.display, number.e164, number.extension, answered_by)


FORMAT = Format("curated entries (.json)", {"curated": record}, recognizes, read)
