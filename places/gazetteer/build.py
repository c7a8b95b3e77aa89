"""Make the gazetteer of its sources; loading.py writes it to the database.

Nothing depends on the order of the sources, so equal sources give equal tables.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from places.gazetteer import sources
from places.gazetteer.counties import county_named
from places.gazetteer.far import FAR_MILES
from places.gazetteer.gathering import STANDARD, City, gather
from places.gazetteer.other_names import region_rows, written_names
from places.gazetteer.rows import COUNTY, STATE, ZIP, OtherName, Row, key
from places.gazetteer.sites import REMOTE, miles_to
from places.gazetteer.sources import ZipRow
from places.geo import Point, middle, miles_between
from places.states import STATES

# Raise it when this module, gathering, sites, far, other_names or sources would make other places
# of the same files and packages.
CODE_VERSION = 4
# In remote states a ZIP code's center this far from its city is an error.
REMOTE_ZIP_MILES = 25


# {(state, key): its row}
Cities = Mapping[tuple[str, str], Row]


def city_rows(
    gathered: Mapping[tuple[str, str], City], zips: Iterable[ZipRow]
) -> Iterator[tuple[tuple[str, str], list[Row]]]:
    """Yield ((state, key), rows) of each name of a city: several rows for namesakes."""
    nearby = defaultdict(list)
    for zip in zips:
        if zip.kind == STANDARD:
            nearby[zip.state].append(zip)
    for (state, name), city in gathered.items():
        yield (state, name), city.rows(state, name, nearby[state])


def zip_row(zip: ZipRow, city: Row | None, areas: Iterable[ZipRow] = ()) -> Row | None:
    """Return the row of a ZIP code of `city`, a Row or None; None if it's nowhere.

    `areas` are the city's ZIP codes that cover an area: boxes far from them and from the city
    (some stand at their county's middle) are in the city.
    """
    point = zip.point
    if city and point and _is_misplaced(zip, point, city.point, areas):
        point = None
    if not point and city:
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


def _is_misplaced(zip: ZipRow, point: Point, city: Point, areas: Iterable[ZipRow]) -> bool:
    miles = miles_between(point, city)
    if zip.state in REMOTE:
        return miles > REMOTE_ZIP_MILES
    is_box = zip.kind != STANDARD and miles > FAR_MILES
    return is_box and FAR_MILES < miles_to(point, areas) < float("inf")


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
        if row := cities.get((state, city)):
            yield OtherName(alias, name, row.identity)


def merged(accepted: Iterable[OtherName], written: Iterable[OtherName]) -> list[OtherName]:
    """Return all other names: what we write takes the place of what the post accepts there.

    The post accepts Watts for Los Angeles, and our ZIP code of Watts is nearer.
    """
    by_post = {(name.key, name.place[1]): name for name in accepted}
    names = {}
    for name in written:
        # What is accepted on letters counts without its city, too.
        if by_post.pop((name.key, name.place[1]), None):
            name = name._replace(local=False)
        names[name.key, name.place] = name
    return [*by_post.values(), *names.values()]


def _zip_rows(
    zips: Iterable[ZipRow], gathered: Mapping[tuple[str, str], City], cities: Cities
) -> Iterator[Row]:
    for zip in zips:
        at = zip.state, key(zip.city)
        areas = [own for own in gathered[at].own if own.kind == STANDARD]
        if row := zip_row(zip, cities.get(at), areas):
            # Of the city's people, if they were spread evenly: it orders neighborhoods.
            people = cities[at].population // len(areas) if areas and at in cities else 0
            yield row._replace(population=people if zip.kind == STANDARD else 0)


def build() -> tuple[list[Row], list[OtherName]]:
    """Return the rows of (places, other names). Raises Malformed."""
    zips = list(sources.zips())
    gathered = gather(zips, sources.cities(), sources.far_cities())
    rows_of = {at: rows for at, rows in city_rows(gathered, zips) if rows}
    # Letters go to the first, though a namesake may be larger.
    cities = {at: rows[0] for at, rows in rows_of.items()}
    regions = list(sources.regions())
    # GeoNames has a few regions (Tri-Cities, Washington) as if they were cities.
    for region in regions:
        at = region.state, key(region.name)
        if at in cities and not any(zip.kind == STANDARD for zip in gathered[at].zips):
            del cities[at], rows_of[at]
    zip_rows = list(_zip_rows(zips, gathered, cities))
    every_city = sorted(chain.from_iterable(rows_of.values()), key=lambda row: -row.population)
    places = [
        *(states := list(state_rows(zip_rows, every_city))),
        *(counties := list(county_rows(zip_rows, every_city))),
        *region_rows(regions, zip_rows, [*states, *counties]),
        *every_city,
        *zip_rows,
    ]
    written = written_names(sources.other_names(), places)
    return places, merged(accepted_names(zips, cities), written)
