"""Where the places of one name in one state are, judging from towns and ZIP codes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import NamedTuple

from places.gazetteer.far import FAR_MILES
from places.gazetteer.sources import CityRow, ZipRow
from places.geo import Point, middle, miles_between

# A town of the same name further than this from its ZIP codes is another town...
SAME_TOWN_MILES = 50
# ...but not here: ZIP codes cover whole islands, or valleys, and their centers err widely.
REMOTE = {"AK", "FM", "MH", "PW"}
# ZIP codes that a name is accepted for, this far from it, are those of a namesake.
NAMESAKE_MILES = 25


class Site(NamedTuple):
    """A place of a name: its point, people, county, and whether letters bear its name."""

    point: Point
    population: int
    county: str
    is_of_the_post: bool
    # As GeoNames spells it, "" if it has none there.
    name: str = ""


def miles_to(point: Point, zips: Iterable[ZipRow]) -> float:
    """Return the miles from a point to the nearest of some ZIP codes, infinity for none."""
    return min((miles_between(point, zip.point) for zip in zips if zip.point), default=inf)


def town_of(
    towns: Sequence[CityRow], zips: Sequence[ZipRow], state: str, farthest: float = FAR_MILES
) -> CityRow | None:
    """Return the town of some ZIP codes, the largest if several are near, or None.

    Without ZIP codes, or where their centers err widely, the largest town. If none lies within
    10 miles of any of them: the nearest one within `farthest`.
    """
    largest = max(towns, key=lambda town: town.population, default=None)
    if not zips or state in REMOTE:
        return largest
    distances = [(miles_to(town.point, zips), town) for town in towns]
    if near := [(miles, town) for miles, town in distances if miles <= FAR_MILES]:
        return max(near, key=lambda pair: (pair[1].population, -pair[0]))[1]
    miles, town = min(distances, key=lambda pair: pair[0], default=(farthest + 1, None))
    return town if miles <= farthest else None


def middle_of(zips: Iterable[ZipRow]) -> Point:
    """Return the middle of some ZIP codes, or the one next to it if it is far from all."""
    points = [zip.point for zip in zips if zip.point]
    centre = points[0] if len(points) == 1 else middle(points)
    nearest = min(points, key=lambda point: miles_between(point, centre))
    return centre if miles_between(centre, nearest) <= FAR_MILES else nearest


def county_at(point: Point, zips: Iterable[ZipRow]) -> str:
    """Return the county of the nearest of some ZIP codes, "" for none."""
    placed = [(miles_between(point, zip.point), zip.county) for zip in zips if zip.point]
    return min(placed, default=(0.0, ""))[1]


def other_towns(
    sites: list[Site],
    towns: Iterable[CityRow],
    zips: Sequence[ZipRow],
    accepting: Sequence[ZipRow],
    nearby: Sequence[ZipRow],
) -> Iterator[Site]:
    """Yield the towns of a name in other counties, far from `sites` and from each other.

    `zips` are the name's own ZIP codes, `accepting` those of other cities that it is accepted
    for, `nearby` all of the state.
    """
    for town in sorted(towns, key=lambda town: (-town.population, town)):
        if _is_far(town.point, sites, FAR_MILES) and miles_to(town.point, zips) > FAR_MILES:
            is_accepted = miles_to(town.point, accepting) <= FAR_MILES
            # Of a name that isn't on any letter: see City.weight.
            people = town.population if is_accepted else town.population // 10
            county = town.county or county_at(town.point, nearby)
            site = Site(town.point, people, county, is_accepted, town.name)
            if _is_apart(site, sites):
                sites = [*sites, site]
                yield site


def other_areas(sites: list[Site], accepting: Iterable[ZipRow]) -> Iterator[Site]:
    """Yield the middle of the ZIP codes a name is accepted for, in each county without it."""
    by_county: dict[str, list[ZipRow]] = defaultdict(list)
    for zip in accepting:
        by_county[zip.county].append(zip)
    for county, own in sorted(by_county.items()):
        site = Site(middle_of(own), 0, county, True)
        if _is_far(site.point, sites, NAMESAKE_MILES) and _is_apart(site, sites):
            sites = [*sites, site]
            yield site


def _is_far(point: Point, sites: Iterable[Site], miles: float) -> bool:
    return all(miles_between(point, site.point) > miles for site in sites)


def _is_apart(site: Site, sites: Iterable[Site]) -> bool:
    """Tell whether a county tells a place from the others."""
    return bool(site.county) and site.county not in {other.county for other in sites}


def commonest(values: Iterable[str]) -> str:
    """Return the commonest of some texts, the first in the alphabet among equals, or ""."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default="")
