"""Make the gazetteer of its sources; loading.py writes it to the database.

Nothing depends on the order of the sources, so equal sources give equal tables.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from places.gazetteer import sources
from places.gazetteer.counties import county_named
from places.gazetteer.gathering import REMOTE, gather
from places.gazetteer.other_names import region_rows, written_names
from places.gazetteer.rows import CITY, COUNTY, STATE, ZIP, OtherName, Row, key
from places.gazetteer.sources import ZipRow
from places.geo import Point, middle, miles_between
from places.states import STATES

# Raise it when this module or gathering.py would make other places of the same sources.
CODE_VERSION = 2
# In remote states a ZIP code's centre this far from its city is an error.
REMOTE_ZIP_MILES = 25


# {(state, key): its row}
Cities = Mapping[tuple[str, str], Row]


def zip_row(zip: ZipRow, city: Row | None) -> Row | None:
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


def _far(a: Point, b: Point) -> bool:
    return miles_between(a, b) > REMOTE_ZIP_MILES


def county_rows(zips: Iterable[Row], cities: Iterable[Row]) -> Iterator[Row]:
    """Yield a county for each that has ZIP codes, in the middle of them."""
    points, people = defaultdict(list), Counter()
    for zip in zips:
        points[zip.state, zip.county].append(zip.point)
    for city in cities:
        people[city.state, city.county] += city.population
    for (state, name), where in points.items():
        # The District of Columbia is its own county: one place is enough.
        if name and name != STATES[state].name:
            point, county = middle(where), county_named(state, name)
            yield Row(
                COUNTY,
                key(name),
                name,
                state,
                point.latitude,
                point.longitude,
                county=name,
                fips=county.fips if county else "",
                population=people[state, name],
            )


def state_rows(zips: Iterable[Row], cities: Iterable[Row]) -> Iterator[Row]:
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


def accepted_names(zips: Iterable[ZipRow], cities: Cities) -> Iterator[OtherName]:
    """Yield each name the post accepts for a city that isn't a city of its own."""
    counts = defaultdict(Counter)
    for zip in zips:
        for name in zip.other_cities:
            if (zip.state, key(name)) not in cities:
                counts[zip.state, key(name)][name, key(zip.city)] += 1
    for (state, alias), pairs in counts.items():
        name, city = min(pairs, key=lambda pair: (-pairs[pair], pair))
        if (state, city) in cities:
            yield OtherName(alias, name, (CITY, state, city))


def build() -> tuple[list[Row], list[OtherName]]:
    """Return the rows of (places, other names). Raises Malformed."""
    zips = list(sources.zips())
    gathered = gather(zips, sources.cities())
    cities = {at: row for at, city in gathered.items() if (row := city.row(*at))}
    regions = list(sources.regions())
    # GeoNames has a few regions (Tri-Cities, Washington) as if they were cities.
    for region in regions:
        at = region.state, key(region.name)
        if at in cities and not gathered[at].zips:
            del cities[at]
    in_cities = [zip_row(zip, cities.get((zip.state, key(zip.city)))) for zip in zips]
    zip_rows = [row for row in in_cities if row]
    places = [
        *(states := list(state_rows(zip_rows, cities.values()))),
        *(counties := list(county_rows(zip_rows, cities.values()))),
        *region_rows(regions, zip_rows, [*states, *counties]),
        *cities.values(),
        *zip_rows,
    ]
    # A nickname that the post accepts too is a nickname.
    other_names = {(name.key, name.place): name for name in accepted_names(zips, cities)}
    for name in written_names(sources.other_names(), places):
        other_names[name.key, name.place] = name
    return places, list(other_names.values())
