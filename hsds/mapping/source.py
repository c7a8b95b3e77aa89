"""What is known of a facility, as the mapping takes it."""

from dataclasses import dataclass
from datetime import date, datetime

from hsds.ids import id_of


@dataclass(frozen=True)
class Number:
    """A number of a facility; `kind`: main, intake or other."""

    kind: str
    display: str
    extension: str = ""
    answered_by: str = ""


@dataclass(frozen=True)
class Origin:
    """An edition that lists it, and the day it was read."""

    title: str
    publisher: str
    read_on: date


@dataclass(frozen=True)
class Checked:
    """What somebody of the site found out about it: which field of HSDS, when and how."""

    entity: str
    field: str
    confirmed_on: date
    how: str


@dataclass(frozen=True)
class Source:
    """A facility of the directory, listed and not merged.

    `latitude`, `longitude`: of its door, None where only the middle of an area is known, or where
    its address is withheld. `offered`, `refused`: slugs of services, in order; `codes`: what its
    lists give. `surveys`: whose questions its listings answer.
    """

    public_id: str
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
    position_from: str
    website: str
    highlights: tuple[str, ...]
    certification: str
    certified_since: date | None
    updated_at: datetime
    numbers: tuple[Number, ...]
    offered: tuple[str, ...]
    refused: tuple[str, ...]
    codes: tuple[str, ...]
    surveys: frozenset[str]
    origins: tuple[Origin, ...]
    checked: tuple[Checked, ...] = ()
    is_demo: bool = False

    def id(self, kind: str) -> str:
        """Return the id of its record of a kind, of which it has one."""
        return id_of(kind, self.public_id)
