"""What the index keeps of each listed facility."""

from typing import NamedTuple

from facilities.models.facility import EXACT


class IndexedPhone(NamedTuple):
    """A number of a listed facility: fields of a Phone."""

    kind: str
    display: str
    e164: str
    extension: str
    answered_by: str


class IndexEntry(NamedTuple):
    """A listed facility; `phones` in its order."""

    pk: int
    public_id: str
    slug: str
    name: str
    program: str
    street: str
    city: str
    state: str
    zip: str
    county: str
    address_withheld: bool
    latitude: float | None
    longitude: float | None
    precision: str
    highlights: str
    phones: tuple[IndexedPhone, ...]

    @property
    def is_exact(self) -> bool:
        """Whether its coordinates are those of its door, not the middle of an area."""
        return self.precision in EXACT


ENTRY_FIELDS = IndexEntry._fields[:-1]
