"""Where a place of a list is: at its own point if that can be, else in its ZIP code or city."""

from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from facilities.listings.locations import Locations
from facilities.models import Facility
from places.gazetteer.zips import zip_centres
from resources.reading.rows import ResourceRow


class Position(NamedTuple):
    """A point in degrees, how it is known (Resource.Precision), and what wasn't believed."""

    latitude: float
    longitude: float
    precision: str
    doubt: str


class Locator:
    """Locates ResourceRows by the rules for facilities, without what geocoders said of those."""

    @cached_property
    def locations(self) -> Locations:
        return Locations(zip_centres(), {})

    def with_state(self, row: ResourceRow) -> ResourceRow:
        """Return a row with the state of its ZIP code, where it names none itself."""
        center = self.locations.zips.get(row.zip)
        return row if row.state or not center else replace(row, state=center.state)

    def doubt_of_zip(self, row: ResourceRow) -> str:
        """Return that a row's ZIP code and city are far apart, or ""."""
        return self.locations.doubt_of_zip(_claim(self.with_state(row)))

    def of(self, row: ResourceRow) -> Position | None:
        """Return the Position of a row, or None where it says no place we know."""
        location = self.locations.of(_claim(self.with_state(row)))
        if location.latitude is None or location.longitude is None:
            return None
        return Position(
            location.latitude, location.longitude, location.precision, location.distrusted
        )


def _claim(row: ResourceRow) -> Facility:
    """Return a Facility, never stored, with what a row says of its place."""
    return Facility(
        street=row.street,
        city=row.city,
        state=row.state,
        zip=row.zip,
        latitude=row.latitude,
        longitude=row.longitude,
        address_withheld=row.address_withheld,
    )
