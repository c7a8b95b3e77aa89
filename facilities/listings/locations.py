"""Where a facility is: by its own coordinates, a geocoder's, its ZIP code or its city."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from facilities.listings.records import Record
from facilities.models import Facility
from places.gazetteer.atlas import Atlas
from places.gazetteer.cities import cities_named
from places.gazetteer.current import atlas
from places.gazetteer.zips import StateChecker, ZipCentre
from places.geo import Point, miles_between
from places.names import spelling
from text.abbreviations.streets import street_in_short
from text.analysis import words

# A coordinate so far from the center of its own ZIP code is a mistake (the largest
# ZIP codes of Alaska and Nevada reach about this far).
FARTHEST_FROM_ZIP = 50
# A ZIP code so far from all those of its city is a mistake in one of the two.
FARTHEST_FROM_CITY = 50
# The center of a ZIP code with no other one so near lies in empty country: its people live in its
# town. (Houston's are small: their centers say more than that of the city.)
LARGE_ZIP = 5
NEIGHBORS = 12  # ZIP codes looked at for that
SAME_POINT = 0.05  # miles
# Such a center so far from that of the city isn't where the city's addresses are.
OUTSIDE_CITY = 5


@dataclass(frozen=True)
class Location:
    """Where a facility is, in degrees, how that is known, and what was not believed.

    `source`: who says so, where that isn't the listing itself.
    """

    latitude: float | None = None
    longitude: float | None = None
    precision: str = "unknown"
    distrusted: str = ""
    source: str = ""


class Geocoded(NamedTuple):
    """Where a geocoder or a published table has an address, in degrees, and which it is."""

    latitude: float
    longitude: float
    source: str


class Locations:
    """Locates records by their own coordinates, a geocoder's, or the center of their area.

    `geocoded`: {door_of an address: Geocoded}. The area is their ZIP code's; where that is large
    and its center far from the city's, or unknown, their city's.
    """

    def __init__(self, zips: dict[str, ZipCentre], geocoded: Mapping[str, Geocoded]):
        self.zips, self.geocoded = zips, geocoded
        self._is_large: dict[str, bool] = {}
        self._instead: dict[tuple[str, str, str], Point | None] = {}

    @cached_property
    def states(self) -> StateChecker:
        """Return the StateChecker; the directories have no coordinates to check."""
        return StateChecker(self.zips)

    @cached_property
    def atlas(self) -> Atlas:
        """Return the Atlas, asked for once: a look whether it changed costs a query."""
        return atlas()

    @cached_property
    def cities(self) -> dict[tuple[str, str], list[Point]]:
        """Return {(state, city): the centers of its ZIP codes}."""
        centers = defaultdict(list)
        for center in self.zips.values():
            centers[center.state, spelling(center.city)].append(center.point)
        return centers

    def doubt_of_zip(self, record: Record | Facility) -> str:
        """Return how far a record's ZIP code is from its city, if that can't be; "" if it can.

        Nothing is doubted of a city without a ZIP code of its own.
        """
        center = self.zips.get(record.zip)
        if center is None or (center.state, center.city) == (record.state, record.city):
            return ""
        of_city = self.cities.get((record.state, spelling(record.city)), ())
        miles = min((miles_between(center.point, point) for point in of_city), default=0)
        if miles <= FARTHEST_FROM_CITY:
            return ""
        return f"ZIP {record.zip} is {miles:.0f} miles from {record.city}, {record.state}"

    def of(self, record: Record | Facility) -> Location:
        center = self.zips.get(record.zip)
        doubt = ""
        if (
            (point := _point_of(record))
            and not record.address_withheld
            and not (doubt := self._doubt(point, record, center))
        ):
            precision = "street" if record.position_from else "source"
            return Location(point.latitude, point.longitude, precision, source=record.position_from)
        if (
            self.geocoded
            and not record.address_withheld
            and (known := self.geocoded.get(door_of(address_of(record))))
        ):
            return Location(known.latitude, known.longitude, "street", doubt, known.source)
        area = record.city, record.state, record.zip
        if area not in self._instead:
            self._instead[area] = self._city_instead(record, center)
        if city := self._instead[area]:
            return Location(city.latitude, city.longitude, "city", doubt)
        if center:
            return Location(center.latitude, center.longitude, "zip", doubt)
        return Location(distrusted=doubt)

    def _city_instead(self, record: Record | Facility, center: ZipCentre | None) -> Point | None:
        """Return the center of the city where that says more than its ZIP code's, else None."""
        cities = cities_named(self.atlas, record.city, record.state)
        points = [city.point for city in cities]
        if center is None:
            return points[0] if len(points) == 1 else None
        if not points or center.state != record.state:
            return None
        distances = ((miles_between(point, center.point), point) for point in points)
        miles, nearest = min(distances, key=itemgetter(0))
        is_outside = OUTSIDE_CITY < miles <= FARTHEST_FROM_CITY
        return nearest if is_outside and self._is_large_zip(center) else None

    def _is_large_zip(self, center: ZipCentre) -> bool:
        """Tell whether no other ZIP code's center is within LARGE_ZIP miles of one."""
        if center.zip not in self._is_large:
            miles = (
                miles_between(center.point, other.point)
                for other in self.states.nearest(center.point, NEIGHBORS)
            )
            # Those of boxes at its post office stand at its own center.
            self._is_large[center.zip] = not any(SAME_POINT < each <= LARGE_ZIP for each in miles)
        return self._is_large[center.zip]

    def _doubt(self, point: Point, record: Record | Facility, center: ZipCentre | None) -> str:
        if center:
            miles = miles_between(point, Point(center.latitude, center.longitude))
            if miles > FARTHEST_FROM_ZIP:
                return f"{miles:.0f} miles from the center of ZIP {record.zip}"
        if not self.states.is_plausible(point, record.state):
            return f"not in {record.state}"
        return ""


def _point_of(record: Record | Facility) -> Point | None:
    if record.latitude is None or record.longitude is None:
        return None
    return Point(record.latitude, record.longitude)


def address_of(record: Record | Facility) -> str:
    """Return the address a geocoder is asked for, or "" where there is none to ask."""
    if not record.street:
        return ""
    return f"{record.street}, {record.city}, {record.state} {record.zip}".strip()


def door_of(address: str) -> str:
    """Return an address in one spelling: editions write "Street" and "St." as they like."""
    return street_in_short(words(address))
