"""The entries of an Atlas, and how much each weighs when only a name is typed."""

from typing import NamedTuple

from places.geo import Point
from places.models import Kind

STATE, COUNTY, CITY, ZIP, REGION = (
    Kind(kind).value for kind in ("state", "county", "city", "zip", "region")
)
# A name alone more likely means a city than a county or a state of the same population: these
# weigh their population divided by this.
STATE_SHARE, NICKNAME_SHARE, COUNTY_SHARE, ACCEPTED_SHARE = 3, 5, 10, 10
# A name that only the post accepts is a neighborhood's: it weighs no more than this.
ACCEPTED_MOST = 5_000
# Few live on a base or a reservation, but a name that everyone knows is worth correcting.
WELL_KNOWN_LEAST = 1_000
SHARES = {CITY: 1, COUNTY: COUNTY_SHARE, STATE: STATE_SHARE, REGION: COUNTY_SHARE}


class Entry(NamedTuple):
    """A place with the columns of models.Place; a ZIP code if a name of its own leads to it."""

    kind: str
    key: str
    name: str
    state: str
    county: str
    latitude: float
    longitude: float
    population: int
    shares_name: bool = False
    members: str = ""

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)

    @property
    def zip(self) -> str:
        """Return the digits of a ZIP code, else ""."""
        return self.key if self.kind == ZIP else ""


# An Entry as a plain tuple.
EntryRow = tuple[str, str, str, str, str, float, float, int, bool, str]


class OtherName(NamedTuple):
    """A name of a place that isn't its own; `row` is an Entry's tuple."""

    name: str
    well_known: bool
    row: EntryRow


# An OtherName as a plain tuple.
OtherRow = tuple[str, bool, EntryRow]


def other_name_weight(population: int, well_known: bool) -> int:
    """Return the weight of a nickname, or of a name that only the post accepts."""
    if well_known:
        return max(population // NICKNAME_SHARE, WELL_KNOWN_LEAST)
    return min(population // ACCEPTED_SHARE, ACCEPTED_MOST)
