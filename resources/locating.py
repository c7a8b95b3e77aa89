"""Where a place of a list is: at its own point if that can be, else in its ZIP code or city."""

from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from facilities.listings.locations import FARTHEST_FROM_ZIP, Locations
from facilities.models import Facility
from places.gazetteer.zips import zip_centres
from places.geo import Point, miles_between
from resources.reading.rows import ResourceRow

# ZIP codes looked at for the state in which a point without one is.
NEIGHBORS = 8


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
        """Return a row with its state, where it names none: its ZIP code's, or that around it."""
        if row.state:
            return row
        if center := self.locations.zips.get(row.zip):
            return replace(row, state=center.state)
        around = self._states_around(row)
        return replace(row, state=around.pop()) if len(around) == 1 else row

    def of(self, row: ResourceRow) -> Position | None:
        """Return the Position of a row with its state, or None where it says no place we know."""
        point = _point_of(row)
        if point and not row.state and self._states_around(row):  # near a border
            return Position(point.latitude, point.longitude, "source", "")
        claim = _claim(row)
        location = self.locations.of(claim)
        if location.latitude is None or location.longitude is None:
            return None
        doubt = location.distrusted or self.locations.doubt_of_zip(claim)
        return Position(location.latitude, location.longitude, location.precision, doubt)

    def _states_around(self, row: ResourceRow) -> set[str]:
        """Return the states of the ZIP codes around a row's point; none of what isn't here."""
        point = _point_of(row)
        if point is None or row.address_withheld:
            return set()
        centers = self.locations.states.nearest(point, NEIGHBORS)
        near = [each for each in centers if miles_between(point, each.point) <= FARTHEST_FROM_ZIP]
        return {each.state for each in near}


def _point_of(row: ResourceRow) -> Point | None:
    if row.latitude is None or row.longitude is None:
        return None
    return Point(row.latitude, row.longitude)


def _claim(row: ResourceRow) -> Facility:
    """Return a Facility, never stored, with what a row says of its place.

    A point counts without a street, too, as a box in a park has none: its name stands for that.
    """
    return Facility(
        street=row.street or row.name,
        city=row.city,
        state=row.state,
        zip=row.zip,
        latitude=row.latitude,
        longitude=row.longitude,
        address_withheld=row.address_withheld,
    )
