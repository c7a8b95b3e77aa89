"""The rows of the gazetteer's tables, before they are written."""

from functools import lru_cache
from typing import NamedTuple

from places import names
from places.geo import Point
from places.models import Kind

# Plain texts: reading them off the enumerations 100,000 times takes a while.
STATE, COUNTY, CITY, ZIP, REGION = (
    Kind(kind).value for kind in ("state", "county", "city", "zip", "region")
)

# The sources repeat every name many times.
key = lru_cache(maxsize=100_000)(names.key)


# What tells a place from all others: (kind, state, key, county). Namesakes differ in the county.
Identity = tuple[str, str, str, str]


class Row(NamedTuple):
    """A row of Place, column by column: 80,000 model instances would take longer."""

    kind: str
    key: str
    name: str
    state: str
    latitude: float
    longitude: float
    county: str = ""
    zip: str = ""
    zip_kind: str = ""
    fips: str = ""
    population: int = 0
    shares_name: bool = False
    members: str = ""

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)

    @property
    def identity(self) -> Identity:
        return self.kind, self.state, self.key, self.county


class OtherName(NamedTuple):
    """A row of Alias; the place is a Row's `identity`."""

    key: str
    name: str
    place: Identity
    well_known: bool = False
    local: bool = False
