"""What all sources say of each city, put together.

A city is a name in a state: one that GeoNames has, or one that the post writes on letters. Of
places of one name in different counties of a state each is a city.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from places.gazetteer.far import FarCity, Position
from places.gazetteer.rows import CITY, Row, key
from places.gazetteer.sites import (
    REMOTE,
    SAME_TOWN_MILES,
    Site,
    commonest,
    county_at,
    middle_of,
    other_areas,
    other_towns,
    town_of,
)
from places.gazetteer.sources import CityRow, ZipRow
from places.models import ZipKind

# Cautious: 8,000 on average.
PEOPLE_PER_ZIP = 5_000
LARGE_CITY = 100_000
# Namesakes this many times smaller that are on no letter don't make a city ambiguous.
OUTWEIGHS_HAMLETS = 5
STANDARD = ZipKind.STANDARD.value


class City:
    """All that the sources say of one name in one state."""

    def __init__(self) -> None:
        self.zips: list[ZipRow] = []
        self.towns: list[CityRow] = []
        # ZIP codes of other cities that the name is accepted for.
        self.accepting: list[ZipRow] = []
        self.position: Position | None = None
        # Its letters may bear a large city's name, too: Roxbury is in Boston.
        self.is_by_a_large_city = False

    @property
    def own(self) -> list[ZipRow]:
        """Return the ZIP codes that say where the city is: those that cover an area, if any."""
        placed = [zip for zip in self.zips if zip.point]
        return [zip for zip in placed if zip.kind == STANDARD] or placed

    def rows(self, state: str, key: str, nearby: Sequence[ZipRow] = ()) -> list[Row]:
        """Return the cities of this name, first that of its ZIP codes; none if it's nowhere.

        `nearby` are the ZIP codes of the state: the nearest tells a namesake's county.
        """
        first = self._first(state)
        if not first:
            return []
        others = self._others(first, state, nearby)
        if first.is_of_the_post and not first.population:
            # Nobody counted its people; whoever writes the name means what gets the letter.
            most = max((site.population for site in others if not site.is_of_the_post), default=-1)
            first = first._replace(population=most + 1)
        sites = [first, *others]
        if len(sites) > 1 and not first.county:
            sites[0] = first._replace(county=county_at(first.point, nearby))
        alike = self._alike(sites)
        return [self._row(state, key, site, site in alike) for site in sites]

    def _others(self, first: Site, state: str, nearby: Sequence[ZipRow]) -> list[Site]:
        """Return the namesakes of the first place."""
        if state in REMOTE or self.position == Position.ZIPS:
            return []
        areas = [zip for zip in self.accepting if zip.kind == STANDARD and zip.point]
        sites = list(other_towns([first], self.towns, self.own, areas, nearby))
        if self.position == Position.BOTH:
            sites = [site._replace(population=0) for site in sites]
        # What is accepted far from a city with ZIP codes of its own is a street or a firm there.
        if not any(zip.kind == STANDARD for zip in self.own):
            sites += other_areas([first, *sites], areas)
        return sites

    def _first(self, state: str) -> Site | None:
        """Return where the city is that has the name on letters, else the largest town."""
        county = commonest(zip.county for zip in self.zips)
        town = self._town(state)
        if town:
            county = county or town.county
            return Site(town.point, self.weight(town), county, self.is_of_the_post, town.name)
        own = self.own or [zip for zip in self.accepting if zip.point]
        if not own:
            return None
        misplaced = self.towns if self.position in (Position.ZIPS, Position.BOTH) else []
        people = max((town.population for town in misplaced), default=self.weight(None))
        return Site(middle_of(own), people, county, self.is_of_the_post)

    def _town(self, state: str) -> CityRow | None:
        """Return what GeoNames knows as this city, or None."""
        if self.position in (Position.ZIPS, Position.BOTH):
            return None
        areas = [zip for zip in self.own if zip.kind == STANDARD]
        if areas:
            is_town = self.position == Position.TOWN
            return town_of(self.towns, areas, state, SAME_TOWN_MILES if is_town else 0)
        if self.own:
            return town_of(self.towns, self.own, state, SAME_TOWN_MILES)
        areas = [zip for zip in self.accepting if zip.kind == STANDARD and zip.point]
        near = SAME_TOWN_MILES if self.position == Position.TOWN else 0
        return town_of(self.towns, areas, state, near) or town_of(self.towns, [], state)

    @property
    def is_of_the_post(self) -> bool:
        """Whether the name is on letters."""
        return bool(self.zips or self.accepting)

    def _alike(self, sites: list[Site]) -> list[Site]:
        """Return the places that are told apart by their county: not a city among hamlets."""
        largest, *rest = sorted(sites, key=lambda site: -site.population)
        is_dwarfed = all(
            not site.is_of_the_post and site.population * OUTWEIGHS_HAMLETS < largest.population
            for site in rest
        )
        if not rest or not is_dwarfed or self.position == Position.BOTH:
            return sites if rest else []
        return rest

    def _row(self, state: str, key: str, site: Site, shares_name: bool) -> Row:
        names = [site.name, *(town.name for town in self.towns), *(zip.city for zip in self.zips)]
        return Row(
            CITY,
            key,
            next(filter(None, names)),
            state,
            site.point.latitude,
            site.point.longitude,
            county=site.county,
            population=site.population,
            shares_name=shares_name,
        )

    def weight(self, town: CityRow | None) -> int:
        """Return the population to order this city by.

        GeoNames gives many a neighborhood the population of its city. A name that
        isn't on any letter may be one (or a large suburb), so it counts for a tenth.
        GeoNames has no Flushing, New York: its ZIP codes tell that it isn't small. One
        alone may be a hamlet's, unless it is by a large city.
        """
        if not town:
            standard = sum(zip.kind == STANDARD for zip in self.zips)
            uncounted = 0 if self.is_by_a_large_city else 1
            return max(0, standard - uncounted) * PEOPLE_PER_ZIP
        return town.population if self.is_of_the_post else town.population // 10


def _is_large(city: City) -> bool:
    return any(town.population >= LARGE_CITY for town in city.towns)


def gather(
    zips: Iterable[ZipRow], towns: Iterable[CityRow], far: Iterable[FarCity] = ()
) -> dict[tuple[str, str], City]:
    """Return {(state, key): City} of every name GeoNames has or the post writes first.

    `far` are the lines of far_from_zips.csv. Raises Malformed for one of no city.
    """
    cities = defaultdict(City)
    for zip in zips:
        cities[zip.state, key(zip.city)].zips.append(zip)
    for town in towns:
        cities[town.state, key(town.name)].towns.append(town)
    for zip in zips:
        for name in zip.other_cities:
            if city := cities.get((zip.state, key(name))):
                city.accepting.append(zip)
    for (state, _key), city in cities.items():
        names = {key(name) for zip in city.own for name in zip.other_cities}
        namesakes = [cities[state, name] for name in names if (state, name) in cities]
        city.is_by_a_large_city = any(map(_is_large, namesakes))
    for line, state, name, position, _reason in far:
        if (state, key(name)) not in cities:
            raise line.error("name", f"{name}, {state} is no city of the gazetteer")
        cities[state, key(name)].position = position
    return dict(cities)
