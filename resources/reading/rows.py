"""From a row as published to a place that can be shown: each field cleaned, nothing guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from facilities.listings.cleaning import (
    clean_coordinates,
    clean_numbers,
    clean_street,
    clean_text,
    clean_website,
    clean_zip,
)
from facilities.listings.readers.tables import check_whole
from facilities.listings.records import RowError
from places.states import STATES, state_named
from resources.reading.health_centers import setting_of

# Stands in the row of a feature that can't be read, with the reason.
PROBLEM = "what is wrong with this feature"
# Characters that a field holds; more are refused, as a quotation mark is missing then.
LONGEST = {"notes": 1000, "hours": 500, "website": 500, "city": 100}
LONGEST_OF_OTHERS = 200
HOURS_OF_A_WEEK = 168
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
DAY = re.compile(rf"\s*({'|'.join(f'{day}s?|{day[:3]}' for day in DAYS)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A place of a list; "" and None where its row doesn't say.

    Coordinates are degrees as published, not yet believed. `doubts`: what of the row isn't shown,
    or not as a link, and why.
    """

    name: str
    street: str
    address_withheld: bool
    city: str
    state: str
    zip: str
    latitude: float | None
    longitude: float | None
    phone: str
    e164: str
    extension: str
    phone_text: str
    website: str
    hours: str
    hours_per_week: float | None
    languages: str
    notes: str
    setting: str
    doubts: tuple[str, ...]

    def shown(self) -> dict[str, Any]:
        """Return {field: value} of what is kept to be shown: all but the position and doubts."""
        hidden = {"latitude", "longitude", "doubts"}
        return {name: getattr(self, name) for name in self.__slots__ if name not in hidden}


def row_of(raw: Mapping[str, str], fields: Mapping[str, str]) -> ResourceRow:
    """Return the ResourceRow of a raw row, or raise RowError.

    `fields`: {field: the file's column}, as columns.fields_of gives it.
    """
    check_whole(dict(raw))
    if PROBLEM in raw:
        raise RowError("feature", raw[PROBLEM])
    cells = {field: _cell(field, raw.get(column, "")) for field, column in fields.items()}
    if not cells["name"]:
        raise RowError("name", "is empty")
    state = _state(cells.get("state", ""))
    street, is_withheld = clean_street(_street(cells))
    latitude, longitude = clean_coordinates(cells.get("latitude"), cells.get("longitude"))
    phone, e164, extension, phone_text = _phone(cells.get("phone", ""), state)
    website = clean_website(cells.get("website"))
    return ResourceRow(
        name=cells["name"],
        street=street,
        address_withheld=is_withheld,
        city=cells.get("city", ""),
        state=state,
        zip=clean_zip(cells.get("zip"), required=False),
        latitude=latitude,
        longitude=longitude,
        phone=phone,
        e164=e164,
        extension=extension,
        phone_text=phone_text,
        website=website,
        hours=cells.get("hours") or _hours_of_a_meeting(cells),
        hours_per_week=_hours_per_week(cells.get("hours_per_week", "")),
        languages=cells.get("languages", ""),
        notes=cells.get("notes", ""),
        setting=setting_of(raw),
        doubts=_doubts(cells, phone, e164, website),
    )


def _cell(field: str, text: str) -> str:
    """Return a cell as one line, or raise RowError where it holds more than a field can."""
    longest = LONGEST.get(field, LONGEST_OF_OTHERS)
    if len(text) <= longest:
        return clean_text(text, longest)
    raise RowError(
        field,
        f"has {len(text):,} characters, at most {longest:,} are read; is a quotation mark missing?",
    )


def _street(cells: Mapping[str, str]) -> str:
    """Return the street of a row; OpenStreetMap gives its number apart."""
    if street := cells.get("street"):
        return street
    return f"{cells.get('house_number', '')} {cells.get('street_name', '')}".strip()


def _state(text: str) -> str:
    """Return two letters of a state, given by those or by its name; "" for an empty cell."""
    if not text:
        return ""
    state = text.upper() if text.upper() in STATES else state_named(text.lower().split())
    if state:
        return state
    raise RowError("state", f"expected two letters like MA, got {text!r}")


def _phone(text: str, state: str) -> tuple[str, str, str, str]:
    """Return (what to show, E.164, extension, the whole cell where it says more)."""
    numbers = clean_numbers(text, state)
    if not numbers:
        return "", "", "", ""
    first = numbers[0]
    if len(first.display) > 100:
        raise RowError("phone", f"expected a phone number, got {text!r}")
    return first.display, first.e164, first.extension, text if len(numbers) > 1 else ""


def _hours_per_week(text: str) -> float | None:
    """Return the hours of a week that a cell says: more than none, 168 at most; None for none."""
    if not text:
        return None
    try:
        hours = float(text)
    except ValueError:
        raise RowError("hours per week", f"expected a number, got {text!r}") from None
    if not isfinite(hours) or not 0 <= hours <= HOURS_OF_A_WEEK:
        raise RowError("hours per week", f"expected 0 to {HOURS_OF_A_WEEK}, got {text!r}")
    # HRSA writes 0 where a site has told no hours.
    return hours or None


def _hours_of_a_meeting(cells: Mapping[str, str]) -> str:
    """Return a meeting's day and time as its list writes them, in one text."""
    day, start, end = (cells.get(field, "") for field in ("day", "time", "end_time"))
    if day and not DAY.match(day):
        raise RowError("day", f"expected the name of a day, got {day!r}")
    return ", ".join(filter(None, [day, f"{start} – {end}" if start and end else start]))


def _doubts(cells: Mapping[str, str], phone: str, e164: str, website: str) -> tuple[str, ...]:
    doubts = []
    if phone and not e164:
        doubts.append(f"phone: {phone!r} can't be dialed; shown as text, without a link")
    if cells.get("website") and not website:
        doubts.append(f"website: {cells['website']!r} is no web address; not shown")
    return tuple(doubts)
