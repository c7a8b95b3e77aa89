"""What all sources say of each city, put together.

A city is a name in a state: one that GeoNames has, or one that the post writes on letters.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from places.gazetteer.rows import CITY, Row, key
from places.gazetteer.sources import CityRow, ZipRow
from places.geo import middle, miles_between
from places.models import ZipKind

# A town of the same name further than this from its ZIP codes is another town...
SAME_TOWN_MILES = 50
# ...but not here: ZIP codes cover whole islands, or valleys, and their centres err widely.
REMOTE = {"AK", "FM", "MH", "PW"}
# Cautious: 8,000 on average.
PEOPLE_PER_ZIP = 5_000
STANDARD = ZipKind.STANDARD.value


class City:
    """All that the sources say of one name in one state."""

    def __init__(self) -> None:
        self.zips: list[ZipRow] = []
        self.towns: list[CityRow] = []
        self.accepted = False

    def town(self, state: str) -> CityRow | None:
        """Return what GeoNames knows as this city, or None."""
        near = [zip.point for zip in self.zips if zip.point]
        if not self.towns or not near or state in REMOTE:
            return max(self.towns, key=lambda town: town.population, default=None)
        centre = middle(near)
        distances = [(miles_between(centre, town.point), town) for town in self.towns]
        miles, town = min(distances, key=lambda pair: (pair[0], -pair[1].population))
        return town if miles <= SAME_TOWN_MILES else None

    def row(self, state: str, key: str) -> Row | None:
        """Return the row of this city, or None if nobody knows where it is."""
        town = self.town(state)
        points = [town.point] if town else [zip.point for zip in self.zips if zip.point]
        if not points:
            return None
        point = points[0] if len(points) == 1 else middle(points)
        return Row(
            CITY,
            key,
            town.name if town else self.zips[0].city,
            state,
            point.latitude,
            point.longitude,
            county=_commonest(zip.county for zip in self.zips),
            population=self.weight(town),
        )

    def weight(self, town: CityRow | None) -> int:
        """Return the population to order this city by.

        GeoNames gives many a neighbourhood the population of its city. A name that
        isn't on any letter may be one (or a large suburb), so it counts for a tenth.
        GeoNames has no Flushing, New York: its ZIP codes tell that it isn't small.
        """
        if not town:
            standard = sum(zip.kind == STANDARD for zip in self.zips)
            return max(0, standard - 1) * PEOPLE_PER_ZIP
        return town.population if self.zips or self.accepted else town.population // 10


def _commonest(values: Iterable[str]) -> str:
    """Return the commonest of some texts, the first in the alphabet among equals, or ""."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default="")


def gather(zips: Iterable[ZipRow], towns: Iterable[CityRow]) -> dict[tuple[str, str], City]:
    """Return {(state, key): City} of every name GeoNames has or the post writes first."""
    cities = defaultdict(City)
    for zip in zips:
        cities[zip.state, key(zip.city)].zips.append(zip)
    for town in towns:
        cities[town.state, key(town.name)].towns.append(town)
    for zip in zips:
        for name in zip.other_cities:
            if city := cities.get((zip.state, key(name))):
                city.accepted = True
    return dict(cities)
