"""The clean record that every format is read into."""

from dataclasses import dataclass
from datetime import date
from typing import Any

# A row as published, {column or key: cell}.
Raw = dict[str, Any]
# What tells two numbers apart: (E.164, extension), or the text of what can't be dialed.
Dialled = tuple[str, str] | str


class RowError(ValueError):
    """A row can't be used: which field, and what is wrong with it."""

    def __init__(self, field: str, problem: str):
        super().__init__(f"{field}: {problem}")
        self.field = field


@dataclass(frozen=True, slots=True)
class PhoneRecord:
    """One number of a facility: kind is "main", "intake" or "other"."""

    kind: str
    display: str
    e164: str
    extension: str
    answered_by: str = ""

    @property
    def dialled(self) -> Dialled:
        return (self.e164, self.extension) if self.e164 else self.display

    @property
    def has_digits(self) -> bool:
        """Tell whether it may be a number at all: "Smith House" isn't shown as one."""
        return bool(self.e164) or any(map(str.isdecimal, self.display))


@dataclass(frozen=True, slots=True)
class Record:
    """A row, clean: text without stray spaces, codes in upper case, phones to dial.

    `certification`: "full" or "provisional", of an opioid treatment program; since when it is a
    full one, where that is said. `denied`: what it says in so many words that it doesn't offer,
    services by their codes, or their slugs without one. `public_id`: the id that another directory
    knows it by; `position_from`: which table or geocoder gave that its point.
    """

    name: str
    program: str
    street: str
    street2: str
    city: str
    state: str
    zip: str
    county: str
    address_withheld: bool
    latitude: float | None
    longitude: float | None
    website: str
    phones: tuple[PhoneRecord, ...]
    codes: tuple[str, ...]
    highlights: tuple[str, ...] = ()
    questionnaire: str = "su"  # whose questions the row answers
    certification: str = ""
    certified_since: date | None = None
    denied: tuple[str, ...] = ()
    public_id: str = ""
    position_from: str = ""

    @property
    def main_phone(self) -> PhoneRecord | None:
        mains = (phone for phone in self.phones if phone.kind == "main" and phone.has_digits)
        return next(mains, None)


def undialable(record: Record) -> list[tuple[str, str]]:
    """Return (kind, text) of what stands in phone cells of a row and can't be dialed, in order.

    Of that, only what holds digits is shown.
    """
    return [(phone.kind, phone.display) for phone in record.phones if not phone.e164]
