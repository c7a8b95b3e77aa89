"""What the gazetteer is made of: two packages of ZIP codes and small CSV files.

Readers only: files and packages in, tuples out. build.py makes places of them, and
other_names.py of what is called otherwise.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from places.gazetteer.counties import county_named, county_of
from places.gazetteer.csv_files import Malformed, rows
from places.gazetteer.far import FarCity, read_far_cities
from places.gazetteer.other_names import Names, Region, read_other_names, read_regions
from places.geo import Point
from places.models import ZipKind
from places.states import STATES

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "places"
FILES = ("cities.csv", "far_from_zips.csv", "regions.csv", "other_names.csv")
CITIES, FAR_CITIES, REGIONS, OTHER_NAMES = (FIXTURES / name for name in FILES)
PACKAGES = ("us", "zip2info", "zipcodes")

ZIP_KINDS = {
    "STANDARD": ZipKind.STANDARD.value,
    "PO BOX": ZipKind.PO_BOX.value,
    "UNIQUE": ZipKind.UNIQUE.value,
}
# The post writes an earlier name of a town: {(state, name): today's}.
RENAMED = {("AK", "Barrow"): "Utqiagvik"}
# Mail that goes to no place: some of it is filed under NJ and DC.
NOWHERE = {"Apo", "Dpo", "Fpo", "Parcel Return Service"}


class ZipRow(NamedTuple):
    """A ZIP code as the post lists it; `point` is None where no source has it."""

    zip: str
    kind: str
    city: str
    other_cities: list[str]
    state: str
    county: str
    point: Point | None


class CityRow(NamedTuple):
    """A populated place as GeoNames has it."""

    state: str
    name: str
    latitude: float
    longitude: float
    population: int
    county: str = ""

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)


def zips() -> Iterator[ZipRow]:
    """Yield every ZIP code of a state or territory; none of the military's."""
    import zipcodes  # Only a load needs it.

    for row in zipcodes.list_all():
        kind = ZIP_KINDS.get(row["zip_code_type"])
        if kind and row["state"] in STATES and row["city"] not in NOWHERE:
            # Where the post's county is another state's, it is left out.
            county = county_named(row["state"], row["county"])
            yield ZipRow(
                zip=row["zip_code"],
                kind=kind,
                city=RENAMED.get((row["state"], row["city"]), row["city"]),
                other_cities=[
                    RENAMED.get((row["state"], name), name) for name in row["acceptable_cities"]
                ],
                state=row["state"],
                county=county.name if county else "",
                point=_point(row),
            )


def _point(row: dict[str, Any]) -> Point | None:
    """Return where a ZIP of `zipcodes` is; its 0,0 means that it doesn't know."""
    where: tuple[float, float] | None = float(row["lat"]), float(row["long"])
    if where == (0, 0):
        import zip2info  # 0.2 seconds: not for those who only ask for a fingerprint.

        where = zip2info.coordinates(row["zip_code"])
    return Point(*where) if where else None


def cities(path: Path | None = None) -> Iterator[CityRow]:
    """Yield the rows of cities.csv. Raises Malformed."""
    for line, row in rows(path or CITIES, CityRow._fields):
        yield CityRow(
            line.state(row["state"]),
            line.text("name", row["name"]),
            line.number("latitude", row["latitude"], float, -90, 90),
            line.number("longitude", row["longitude"], float, -180, 180),
            line.number("population", row["population"], int, 0, 20_000_000),
            county_of(line.state(row["state"]), row["county"]),
        )


def far_cities(path: Path | None = None) -> Iterator[FarCity]:
    """Yield the lines of far_from_zips.csv. Raises Malformed."""
    return read_far_cities(path or FAR_CITIES)


def regions(path: Path | None = None) -> Iterator[Region]:
    """Yield the rows of regions.csv. Raises Malformed."""
    return read_regions(path or REGIONS)


def other_names(path: Path | None = None) -> Iterator[Names]:
    """Yield the rows of other_names.csv. Raises Malformed."""
    return read_other_names(path or OTHER_NAMES)


@cache
def _package_versions() -> list[str]:
    return [f"{package} {version(package)}" for package in PACKAGES]


def fingerprint(code_version: int) -> str:
    """Return a hash that changes with the packages, the files and `code_version`."""
    digest = hashlib.sha256("\n".join([*_package_versions(), str(code_version)]).encode())
    for path in (CITIES, FAR_CITIES, REGIONS, OTHER_NAMES):
        try:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError as error:
            raise Malformed(f"{path}: {error}") from error
    return digest.hexdigest()
