"""Make the gazetteer of its sources; loading.py writes it to the database.

A city is a name in a state: one that GeoNames has, or one that the post writes on
letters. Nothing depends on the order of the sources, so equal sources give equal tables.
"""

from collections import Counter, defaultdict
from functools import lru_cache
from typing import NamedTuple

from places import names
from places.gazetteer import sources
from places.gazetteer.counties import county_named
from places.geo import Point, middle, miles_between
from places.models import Kind, ZipKind
from places.states import STATES

# Raise it when this module would make other places of the same sources.
CODE_VERSION = 1

# A town of the same name further than this from its ZIP codes is another town...
SAME_TOWN_MILES = 50
# ...but not here: ZIP codes cover whole islands, or valleys, and their centres err widely.
REMOTE = {"AK", "FM", "MH", "PW"}
REMOTE_ZIP_MILES = 25
# Cautious: 8,000 on average.
PEOPLE_PER_ZIP = 5_000

# Plain texts: reading them off the enumerations 100,000 times takes a while.
STATE, COUNTY, CITY, ZIP = (Kind(kind).value for kind in ("state", "county", "city", "zip"))
STANDARD = ZipKind.STANDARD.value

# The sources repeat every name many times.
key = lru_cache(maxsize=100_000)(names.key)


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

    @property
    def point(self):
        return Point(self.latitude, self.longitude)


class OtherName(NamedTuple):
    """A row of Alias; the city is (state, key)."""

    key: str
    name: str
    city: tuple[str, str]
    well_known: bool = False


class City:
    """All that the sources say of one name in one state."""

    def __init__(self):
        self.zips = []
        self.towns = []
        self.accepted = False

    def town(self, state):
        """Return what GeoNames knows as this city, or None."""
        near = [zip.point for zip in self.zips if zip.point]
        if not self.towns or not near or state in REMOTE:
            return max(self.towns, key=lambda town: town.population, default=None)
        centre = middle(near)
        distances = [(miles_between(centre, town.point), town) for town in self.towns]
        miles, town = min(distances, key=lambda pair: (pair[0], -pair[1].population))
        return town if miles <= SAME_TOWN_MILES else None

    def row(self, state, key):
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

    def weight(self, town):
        """Return the population to order this city by.

        GeoNames gives many a neighbourhood the population of its city. A name that
        isn't on any letter may be one (or a large suburb), so it counts for a tenth.
        GeoNames has no Flushing, New York: its ZIP codes tell that it isn't small.
        """
        if not town:
            standard = sum(zip.kind == STANDARD for zip in self.zips)
            return max(0, standard - 1) * PEOPLE_PER_ZIP
        return town.population if self.zips or self.accepted else town.population // 10


def _commonest(values):
    """Return the commonest of some texts, the first in the alphabet among equals, or ""."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default="")


def gather(zips, towns):
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


def zip_row(zip, city):
    """Return the row of a ZIP code of `city`, a Row or None; None if it's nowhere."""
    point = zip.point
    if city and (not point or zip.state in REMOTE and _far(point, city.point)):
        point = city.point
    if not point:
        return None
    return Row(
        ZIP,
        zip.zip,
        city.name if city else zip.city,
        zip.state,
        point.latitude,
        point.longitude,
        county=zip.county,
        zip=zip.zip,
        zip_kind=zip.kind,
    )


def _far(a, b):
    return miles_between(a, b) > REMOTE_ZIP_MILES


def county_rows(zips, cities):
    """Yield a county for each that has ZIP codes, in the middle of them."""
    points, people = defaultdict(list), Counter()
    for zip in zips:
        points[zip.state, zip.county].append(zip.point)
    for city in cities:
        people[city.state, city.county] += city.population
    for (state, name), where in points.items():
        # The District of Columbia is its own county: one place is enough.
        if name and name != STATES[state].name:
            point, fips = middle(where), county_named(state, name).fips
            yield Row(
                COUNTY,
                key(name),
                name,
                state,
                point.latitude,
                point.longitude,
                county=name,
                fips=fips,
                population=people[state, name],
            )


def state_rows(zips, cities):
    """Yield every state and territory, in the middle of its ZIP codes."""
    points, people = defaultdict(list), Counter()
    for zip in zips:
        points[zip.state].append(zip.point)
    for city in cities:
        people[city.state] += city.population
    for abbreviation, name, fips in STATES.values():
        point = middle(points[abbreviation])
        yield Row(
            STATE,
            abbreviation.lower(),
            name,
            abbreviation,
            point.latitude,
            point.longitude,
            fips=fips,
            population=people[abbreviation],
        )


def accepted_names(zips, cities):
    """Yield each name the post accepts for a city that isn't a city of its own."""
    counts = defaultdict(Counter)
    for zip in zips:
        for name in zip.other_cities:
            if (zip.state, key(name)) not in cities:
                counts[zip.state, key(name)][name, key(zip.city)] += 1
    for (state, alias), pairs in counts.items():
        name, city = min(pairs, key=lambda pair: (-pairs[pair], pair))
        if (state, city) in cities:
            yield OtherName(alias, name, (state, city))


def nicknames(rows, cities):
    """Yield each nickname. Raises sources.Malformed for one of an unknown city."""
    for row in rows:
        city = row.state, key(row.city)
        if city not in cities:
            raise sources.Malformed(
                f"{sources.NICKNAMES.name}: {row.nickname} is {row.city}, {row.state}, "
                "which isn't in the gazetteer"
            )
        yield OtherName(key(row.nickname), row.nickname, city, well_known=True)


def build():
    """Return the rows of (places, other names). Raises sources.Malformed."""
    zips = list(sources.zips())
    gathered = gather(zips, sources.cities())
    cities = {at: row for at, city in gathered.items() if (row := city.row(*at))}
    zip_rows = [zip_row(zip, cities.get((zip.state, key(zip.city)))) for zip in zips]
    zip_rows = [row for row in zip_rows if row]
    places = [
        *state_rows(zip_rows, cities.values()),
        *county_rows(zip_rows, cities.values()),
        *cities.values(),
        *zip_rows,
    ]
    # A nickname that the post accepts too is a nickname.
    other_names = {(name.key, name.city): name for name in accepted_names(zips, cities)}
    for name in nicknames(sources.nicknames(), cities):
        other_names[name.key, name.city] = name
    return places, list(other_names.values())
