"""The cleaning of each field: from a cell as published to what a Record holds."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from facilities.listings.phones import Number, numbers_in, with_vanity
from facilities.listings.records import Dialled, PhoneRecord, Raw, RowError
from places.states import STATES

# Changes when cleaning or locating would give another answer for the same row: everything is
# then derived anew at the next import.
CLEANING_VERSION = "6"

WITHHELD = re.compile(r"\s*[-–—][-–—\s]*")
LONGEST_NAME = 200
MOST_ACCENTS = 10  # characters that may stand for a letter before they are composed
KINDS = ("main", "intake", "other")  # of numbers, in the order of a row
# A first line that ends so goes on in the second: "Center for Counseling and".
BROKEN_OFF = re.compile(r".*(\b(of|and|for|the|on|at)|&)", re.IGNORECASE)


def clean_text(value: Any, longest: int = LONGEST_NAME) -> str:
    """Return `value` as one line without control, invisible or direction-changing characters.

    The directories are plain text; a character that reorders what a visitor reads
    can only be a mistake or an attack.
    """
    # Cut first: composing accents takes time that grows with the square of their number.
    text = " ".join(str(value or "").split())[: longest * MOST_ACCENTS]
    text = unicodedata.normalize("NFC", text)
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(kept.split())[:longest].rstrip()


def clean_name(value: Any) -> str:
    """Return the facility's name; a row without one is rejected."""
    if name := clean_text(value):
        return name
    raise RowError("name", "is empty")


def clean_names(value: Any, program: Any) -> tuple[str, str]:
    """Return (name, program) of the two lines of a name, in one if the first breaks off."""
    name, rest = clean_name(value), clean_text(program)
    if rest and BROKEN_OFF.fullmatch(name):
        return clean_text(f"{name} {rest}"), ""
    return name, rest


def clean_street(value: Any) -> tuple[str, bool]:
    """Return (street, withheld): the directories write an undisclosed one as dashes."""
    text = clean_text(value)
    return ("", True) if WITHHELD.fullmatch(text) else (text, False)


def clean_city(value: Any) -> str:
    if (city := clean_text(value, 100)) and not city.isdigit():
        return city
    raise RowError("city", f"expected the name of a city, got {city!r}")


def clean_state(value: Any) -> str:
    state = clean_text(value).upper()
    if state in STATES:
        return state
    raise RowError("state", f"expected a two-letter state or territory, got {state!r}")


def clean_zip(value: Any, required: bool = True) -> str:
    """Return five digits; spreadsheets drop leading zeros and write 2021.0."""
    text = re.sub(r"\.0$", "", clean_text(value))
    if not text and not required:
        return ""
    if match := re.fullmatch(r"(\d{3,5})(?:-?\d{4})?", text):
        return match.group(1).zfill(5)
    raise RowError("zip", f"expected five digits, got {text!r}")


def clean_coordinates(latitude: Any, longitude: Any) -> tuple[float, float] | tuple[None, None]:
    """Return (latitude, longitude) in degrees, or (None, None) where there is none."""
    texts = clean_text(latitude), clean_text(longitude)
    if not all(texts):
        return None, None
    try:
        north, east = map(float, texts)
    except ValueError:
        raise RowError("coordinates", f"expected two numbers, got {texts!r}") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise RowError("coordinates", f"out of range: {texts!r}")
    return (north, east) if (north, east) != (0, 0) else (None, None)


def clean_website(value: Any) -> str:
    """Return an http(s) address or ""; the old API writes a bare "http://" for none."""
    text = clean_text(value, 500).replace(" ", "")
    if re.fullmatch(r"https?://[^\s/<>\"']+\.[^\s<>\"']+", text, re.IGNORECASE):
        scheme, rest = text.split("://", 1)
        return f"{scheme.lower()}://{rest}"
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/[^\s<>\"']*)?", text):
        return f"http://{text}"
    return ""


def split_codes(text: Any) -> tuple[str, ...]:
    """Return the codes of a `service_code_info` cell; stars between them mean nothing."""
    return tuple(dict.fromkeys(str(text or "").replace("*", " ").upper().split()))


def clean_phones(raw: Raw, state: str, lines: Mapping[str, str]) -> tuple[PhoneRecord, ...]:
    """Return the PhoneRecords of a row: the main line, intake lines, others; none twice.

    `lines`: {column beside `phone`: kind of what it holds}.
    """
    numbers = [("main", number) for number in _numbers(raw, "phone", state)]
    # What else stands in the main cell isn't said to be for admissions.
    numbers[1:] = [("other", number) for _kind, number in numbers[1:]]
    for column, kind in lines.items():
        numbers += [(kind, number) for number in _numbers_of_line(raw, column, state)]
    numbers.sort(key=lambda pair: KINDS.index(pair[0]))
    records: dict[Dialled, PhoneRecord] = {}
    for kind, number in numbers:
        record = PhoneRecord(kind, number.display, number.e164, number.extension)
        records.setdefault(number.dialled, record)
    return tuple(records.values())


def _numbers_of_line(raw: Raw, column: str, state: str) -> list[Number]:
    """Return the Numbers of a column such as `intake1` and of the one beside it, `intake1a`.

    The latter is meant for the same number in letters (888-PARNEXT), but holds another line
    of the place in some rows.
    """
    lines, beside = _numbers(raw, column, state), _numbers(raw, f"{column}a", state)
    for number in beside:
        lines = [with_vanity(line, number) for line in lines]
    return lines + [n for n in beside if not any(_repeats(n, line) for line in lines)]


def _repeats(number: Number, line: Number) -> bool:
    """Tell whether a Number is a line again, perhaps with a typing error in its area code."""
    if not (number.e164 and line.e164):
        return number.dialled == line.dialled
    return (number.e164[-7:], number.extension) == (line.e164[-7:], line.extension)


def _numbers(raw: Raw, column: str, state: str) -> list[Number]:
    text = clean_text(raw.get(column), 100)
    if text and not re.search(r"\d", text):
        raise RowError(column, f"expected a phone number, got {text!r}")
    return numbers_in(text, state)
