"""The clean record that every format is read into."""

from dataclasses import dataclass


class RowError(ValueError):
    """A row can't be used: which field, and what is wrong with it."""

    def __init__(self, field, problem):
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
    def dialled(self):
        return (self.e164, self.extension) if self.e164 else self.display


@dataclass(frozen=True, slots=True)
class Record:
    """A row, clean: text without stray spaces, codes in upper case, phones to dial."""

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

    @property
    def main_phone(self):
        return next((phone for phone in self.phones if phone.kind == "main"), None)
