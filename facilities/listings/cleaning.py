"""The cleaning of each field: from a cell as published to what a Record holds."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from facilities.listings.phones import Number, numbers_in, with_vanity
from facilities.listings.records import Dialled, PhoneRecord, Raw, RowError
from places.states import STATES

# Changes when cleaning or locating would give another answer for the same row: everything is
# then derived anew at the next import.
CLEANING_VERSION = "8"

# Dashes, as the directories write it, or a mask: "***", "XXX".
WITHHELD = re.compile(r"\s*(?:[-–—][-–—\s]*|(?:[*#•]\s*){2,}|[xX]{2,})")
# As people write it, also behind a street: whoever says so doesn't want it shown.
SAID_WITHHELD = re.compile(
    r"\b(?:confiden[ct]ial(?:ity)?|undisclosed|non-?disclosed|withheld|unpublished"
    r"|not (?:to )?(?:be )?(?:disclosed|published|public|shown|for publication)"
    r"|do not (?:disclose|publish|share|show|post)"
    r"|(?:private|unlisted|secret|hidden) (?:address|location|site)"
    r"|(?:address|location) (?:is )?(?:private|unlisted|secret|hidden)"
    r"|(?:call|phone|ask) for (?:the |our )?(?:address|location|directions)"
    r"|(?:address|location)[^0-9]{0,20}\bon request|upon request)\b",
    re.IGNORECASE,
)
LONGEST_NAME = 200
MOST_ACCENTS = 10  # characters that may stand for a letter before they are composed
KINDS = ("main", "intake", "other")  # of numbers, in the order of a row
# A first line that ends so goes on in the second: "Center for Counseling and".
BROKEN_OFF = re.compile(r".*(\b(of|and|for|the|on|at)|&)", re.IGNORECASE)
# These do, too, in small letters ("Outside In" is a whole name), as does a second line that
# begins so: "Safe Harbor Center", "for Women".
BROKEN_OFF_SMALL = re.compile(r".*\b(in|in an?|by|with|from|to|or|de|del|y|para)")
GOES_ON = re.compile(r"(&|(of|and|for|at|by|on|in|with|or|de|del|y|para)\b).*")
# A host ends in letters: digits are an IP address or a phone number.
WEBSITE = re.compile(
    r"(https?://)?((?:[\w-]+\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59})\.?)"
    r"((?:(?<!\.):\d{1,5})?(?:[/?#][^\s<>\"']*)?)",
    re.IGNORECASE,
)
LONE_SCHEME = re.compile(r"\b(https?://)\s+", re.IGNORECASE)
BETWEEN_ADDRESSES = re.compile(r"\s+|[,;|](?=https?://|www\.)", re.IGNORECASE)
DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]{1,2})?", re.IGNORECASE)
# A column of numbers stands where that of the names should.
NUMBER_FOR_NAME = re.compile(r"[\W\d_]*\d{3}[\W_]*\d{4}[\W\d_]*")
# How spreadsheets write that a cell is empty.
NO_NUMBER = re.compile(r"\W*(n/?a|none|null|nil)?\W*", re.IGNORECASE)
LONGEST_CELL = 300  # of a cell with numbers


def clean_text(value: Any, longest: int = LONGEST_NAME) -> str:
    """Return `value` as one line without control, invisible or direction-changing characters.

    The directories are plain text; a character that reorders what a visitor reads
    can only be a mistake or an attack.
    """
    if not value:
        return ""
    # Cut first: composing accents takes time that grows with the square of their number.
    text = " ".join(str(value).split())[: longest * MOST_ACCENTS]
    if text.isascii() and text.isprintable():  # as nearly all are: nothing to compose or leave out
        return text[:longest].rstrip()
    text = unicodedata.normalize("NFC", text)
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(kept.split())[:longest].rstrip()


def clean_name(value: Any) -> str:
    """Return the facility's name; a row with none, or a number or marks for one, is rejected."""
    name = clean_text(value)
    if not name:
        raise RowError("name", "is empty")
    if NUMBER_FOR_NAME.fullmatch(name) or not re.search(r"\w", name):
        raise RowError("name", f"expected the name of a place, got {name!r}")
    return name


def clean_names(value: Any, program: Any) -> tuple[str, str]:
    """Return (name, program) of the two lines of a name, in one if the first breaks off."""
    name, rest = clean_name(value), clean_text(program)
    if rest and is_broken_off(name, rest):
        return clean_text(f"{name} {rest}"), ""
    return name, rest


def is_broken_off(name: str, program: str) -> bool:
    """Tell whether the two lines of a name are one name, cut where the first line was full."""
    return bool(
        BROKEN_OFF.fullmatch(name) or BROKEN_OFF_SMALL.fullmatch(name) or GOES_ON.fullmatch(program)
    )


def clean_street(value: Any, unit: Any = None) -> tuple[str, bool]:
    """Return (street, withheld): one that must not be shown is dashes, or words that say so.

    The words may stand in the second line (`unit`), too. A cell of marks alone gives none.
    """
    text = clean_text(value)
    if WITHHELD.fullmatch(text) or SAID_WITHHELD.search(f"{text} {clean_text(unit)}"):
        return "", True
    return (text if re.search(r"\w", text) else ""), False


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
    if match := re.fullmatch(r"([0-9]{3,5})(?:-?[0-9]{4})?", text):
        return match.group(1).zfill(5)
    raise RowError("zip", f"expected five digits, got {text!r}")


def clean_coordinates(latitude: Any, longitude: Any) -> tuple[float, float] | tuple[None, None]:
    """Return (latitude, longitude) in degrees, or (None, None) where there is none."""
    texts = clean_text(latitude), clean_text(longitude)
    if not all(texts):
        return None, None
    if not all(map(DECIMAL.fullmatch, texts)):  # to Python 4_2 is a number, too
        raise RowError("coordinates", f"expected two numbers, got {texts!r}")
    north, east = map(float, texts)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise RowError("coordinates", f"out of range: {texts!r}")
    return (north, east) if (north, east) != (0, 0) else (None, None)


def clean_website(value: Any) -> str:
    """Return the first http(s) address in a cell, or ""; the old API writes "http://" for none.

    Words aren't joined: "a.org and b.org", read as one, is the address of somebody else.
    """
    text = LONE_SCHEME.sub(r"\1", clean_text(value, 500))
    for word in BETWEEN_ADDRESSES.split(text):
        if match := WEBSITE.fullmatch(word.strip("()<>[],;")):
            scheme, host, rest = match.groups(default="")
            return f"{(scheme or 'http://').lower()}{host}{rest}"
    return ""


def split_codes(text: Any) -> tuple[str, ...]:
    """Return the codes of a `service_code_info` cell; stars between them mean nothing."""
    return tuple(dict.fromkeys(str(text or "").replace("*", " ").upper().split()))


def clean_phones(raw: Raw, state: str, lines: Mapping[str, str]) -> tuple[PhoneRecord, ...]:
    """Return the PhoneRecords of a row: the main line, intake lines, others; none twice.

    What can't be dialed is among them (`undialable`).
    `lines`: {column beside `phone`: kind of what it holds}.
    """
    numbers = [("main", number) for number in clean_numbers(raw.get("phone"), state)]
    # What else stands in the main cell isn't said to be for admissions.
    numbers[1:] = [("other", number) for _kind, number in numbers[1:]]
    for column, kind in lines.items():
        numbers += [(kind, number) for number in _numbers_of_line(raw, column, state)]
    return phones_once(
        PhoneRecord(kind, number.display, number.e164, number.extension) for kind, number in numbers
    )


def phones_once(phones: Iterable[PhoneRecord]) -> tuple[PhoneRecord, ...]:
    """Return PhoneRecords in the order of KINDS, the first of those that dial the same."""
    kept: dict[Dialled, PhoneRecord] = {}
    for phone in sorted(phones, key=lambda phone: KINDS.index(phone.kind)):
        kept.setdefault(phone.dialled, phone)
    return tuple(kept.values())


def clean_numbers(value: Any, state: str) -> list[Number]:
    """Return the Numbers of a cell, none of a cell that says "N/A" or the like."""
    text = clean_text(value, LONGEST_CELL)
    return [] if not text or NO_NUMBER.fullmatch(text) else numbers_in(text, state)


def _numbers_of_line(raw: Raw, column: str, state: str) -> list[Number]:
    """Return the Numbers of a column such as `intake1` and of the one beside it, `intake1a`.

    The latter is meant for the same number in letters (888-PARNEXT), but holds another line
    of the place in some rows.
    """
    lines, beside = (clean_numbers(raw.get(name), state) for name in (column, f"{column}a"))
    for number in beside:
        lines = [with_vanity(line, number) for line in lines]
    return lines + [n for n in beside if not any(_repeats(n, line) for line in lines)]


def _repeats(number: Number, line: Number) -> bool:
    """Tell whether a Number is a line again, perhaps with a typing error in its area code."""
    if not (number.e164 and line.e164) or number.extension != line.extension:
        return number.dialled == line.dialled
    wrong = sum(a != b for a, b in zip(number.e164, line.e164, strict=False))
    same_length = len(number.e164) == len(line.e164)
    return same_length and number.e164[-7:] == line.e164[-7:] and wrong <= 1
