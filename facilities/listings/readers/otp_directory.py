"""SAMHSA's Opioid Treatment Program directory: who is certified, fully or provisionally.

The site's export names its columns Program Name, Street, City, State, Zip Code, Phone,
Certification, First Full Certification Date/CMS Use; other copies say Zip, or leave the end of the
last one out. Its file is named by the second it was made in: opioid-treatment-directory-1779729812.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from facilities.listings.cleaning import clean_street, clean_text
from facilities.listings.readers.cells import NOTHING
from facilities.listings.readers.columns import record_of_columns
from facilities.listings.readers.document import Document, Format
from facilities.listings.readers.questionnaires import full
from facilities.listings.readers.source import FileError, Source
from facilities.listings.readers.tables import check_whole, find_table, has_table
from facilities.listings.records import Raw, Record, RowError
from places.states import STATES

NEEDED = ("program name", "street", "city", "state", "phone", "certification")
ZIPS = ("zip code", "zip")
SINCE = "first full certification date"
CODES = ("OTP",)
# The directory's words, and those of Facility.certification.
CERTIFICATIONS = {
    "certified": "full",
    "full": "full",
    "fully certified": "full",
    "provisional": "provisional",
    "provisionally certified": "provisional",
}
DATES = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%Y-%m-%d", "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y")
TIME = re.compile(r"[T ]\d\d?:\d\d(:\d\d(\.\d+)?)?( ?[AP]M)?Z?$", re.IGNORECASE)
# A date as workbooks count it, in days.
DAYS = re.compile(r"(\d{5})(?:\.0+)?")
DAY_ZERO = date(1899, 12, 30)
# SAMHSA has certified programs since May 18, 2001; some were approved before.
EARLIEST = date(1970, 1, 1)
# The directory has one line for both: "1 Main St., Suite 5". A unit has a number, or a letter.
UNIT = re.compile(
    r"[\s,]+((?:(?:suite|ste|unit|apt|room|rm|building|bldg|floor|fl)\b\.?|#)"
    r"\s*#?\s*(?=\S*\d|[a-z]\b).*|\d+(?:st|nd|rd|th) (?:floor|fl)\b.*)",
    re.IGNORECASE,
)
SECOND = re.compile(r"(?<!\d)1\d{9}(?!\d)")
_CODES = {state.name.upper(): code for code, state in STATES.items()}


def recognizes(document: Document) -> bool:
    return document.is_table and has_table(document.sheets, ("program name", "certification"))


def read(document: Document, kind: str | None = None) -> Source:
    """Return the Source in a CSV file or workbook, or raise FileError."""
    table = find_table(document.sheets, NEEDED)
    if not set(ZIPS) & set(table.header):
        raise FileError("the header lacks the column zip code")
    if not _column_of_dates(table.header):
        raise FileError(f"the header lacks the column {SINCE}")
    return Source(
        kind="otp",
        year=_year(document.path.name),
        title="Opioid Treatment Program directory",
        publisher="SAMHSA",
        url="https://www.samhsa.gov/find-help/locators/opioid-treatment-program-directory",
        rows=list(table.rows),
        record=record,
        asked=frozenset(CODES),
        covers=_covers(raw for _line, raw in table.rows),
        warnings=table.warnings,
    )


def _year(name: str) -> int | None:
    """Return the year of the second that a file's name gives, as the site names its exports."""
    seconds = SECOND.findall(name)
    return datetime.fromtimestamp(int(seconds[0]), UTC).year if len(seconds) == 1 else None


def _covers(rows: Iterable[Raw]) -> dict[str, set[str]]:
    """Return what the file seems to list in full, to propose."""
    states = Counter(state for raw in rows if (state := _state(raw)) in STATES)
    return {"otp": full(states)} if states else {}


def record(raw: Raw) -> Record:
    """Return the Record of a row as published, or raise RowError."""
    check_whole(raw)
    street, unit = split_unit(raw.get("street", ""))
    row = {
        "name1": raw.get("program name"),
        "street1": street,
        "street2": unit,
        "city": raw.get("city"),
        "state": _state(raw),
        "zip": next((raw[column] for column in ZIPS if raw.get(column)), None),
        "phone": raw.get("phone"),
    }
    plain = record_of_columns(row, CODES, "otp")
    certification = _certification(raw)
    since = _date(raw.get(_column_of_dates(raw), ""))
    return replace(
        plain,
        certification=certification,
        # The day is that of the first full certification, which one without it doesn't hold.
        certified_since=since if certification == "full" else None,
    )


def _state(raw: Raw) -> str:
    """Return the two letters of a state that a row may name in full; else its text."""
    state = clean_text(raw.get("state")).upper()
    return _CODES.get(state, state)


def _column_of_dates(columns: Iterable[str]) -> str:
    return next((column for column in columns if column.startswith(SINCE)), "")


def _certification(raw: Raw) -> str:
    text = clean_text(raw.get("certification"))
    if text.lower() in CERTIFICATIONS:
        return CERTIFICATIONS[text.lower()]
    raise RowError("certification", f'expected "Certified" or "Provisional", got {text!r}')


def _date(value: str) -> date | None:
    """Return the date in a cell, the month first, or None if it is empty."""
    text = TIME.sub("", clean_text(value))
    if not text or text in NOTHING:
        return None
    day = _parsed(text)
    if day is None or not EARLIEST <= day <= date.today():
        raise RowError(SINCE, f"expected a date of the past like 03/04/2003, got {text!r}")
    return day


def _parsed(text: str) -> date | None:
    if days := DAYS.fullmatch(text):
        return DAY_ZERO + timedelta(days=int(days.group(1)))
    for form in DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def split_unit(value: str) -> tuple[str, str]:
    """Return (street, unit) of an address in one line: "1 Main St., Suite 5"."""
    street = clean_text(value)
    if clean_street(street)[1] or not (unit := UNIT.search(street)):
        return street, ""
    return street[: unit.start()], unit.group(1)


FORMAT = Format(
    "the Opioid Treatment Program directory (.csv, .xlsx)", {"otp": record}, recognizes, read
)
