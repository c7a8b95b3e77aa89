"""Frictionless Data Package, version 2: so that ZIP codes and numbers to call stay text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from api.lists.editions import Terms
from opendata.about import About
from opendata.fields import TABLES, Field, Table
from opendata.wide import WIDE

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {"strings": "string", "moment": "datetime"}
BLANKS = (
    "An empty cell means that nobody says. Of a service that a facility neither offers nor says "
    "it doesn't offer, no source says anything: that is not a no. Text that a spreadsheet would "
    "run as a formula (=, +, -, @ at its start) begins with an apostrophe in CSV."
)
DEMO = "DEMONSTRATION: the facilities of one of its lists are invented. Don't call them. "
# Where the lists give no point: the centers of cities, and how cities are named.
GEONAMES = {
    "name": "CC-BY-4.0",
    "title": "Centers and names of cities: GeoNames, Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made: its name, what it is, its size and its SHA-256."""

    name: str
    media_type: str
    title: str
    size: int
    sha256: str


def of_files(about: About, files: Iterable[Made]) -> dict[str, Any]:
    """Return the description of all files that lie beside it."""
    return {**_package(about), "resources": [_file(made) for made in files]}


def of_tables(about: About) -> dict[str, Any]:
    """Return the description of the tables of a ZIP file, in which it lies."""
    return {**_package(about), "resources": [_table(f"{t.name}.csv", t) for t in TABLES]}


def _package(about: About) -> dict[str, Any]:
    return {
        "$schema": SCHEMA,
        "name": "facilities",
        "title": f"{about.site}: all listed facilities",
        "description": (DEMO if about.is_demo else "") + BLANKS,
        "version": about.version,
        "created": about.made_at.isoformat(),
        **({"homepage": about.home} if about.home else {}),
        "licenses": licenses(about),
        "sources": [_source(each) for each in about.lists],
        "keywords": ["substance use treatment", "mental health", "facilities", "United States"],
    }


def licenses(about: About) -> list[dict[str, str]]:
    """Return the terms of the lists, each once, and of what this site adds to them."""
    terms = {each.terms: _license(each) for each in about.lists if each.terms}
    return [*terms.values(), GEONAMES]


def _license(each: Terms) -> dict[str, str]:
    path = each.terms_page or each.page
    return {"name": "other", "title": f"{each.publisher}: {each.terms}", "path": path}


def _source(each: Terms) -> dict[str, Any]:
    path = {"path": each.page} if each.page else {}
    more = {
        "publisher": each.publisher,
        "year": each.year,
        "kind": each.kind,
        "imported": each.imported_on,
        "covers": each.covers,
        "terms": each.terms,
        "is_demo": each.is_demo,
    }
    return {"title": each.title, **path, **more}


def _file(made: Made) -> dict[str, Any]:
    name, _dot, ending = made.name.rpartition(".")
    described = {
        "name": f"{name}-{ending}",
        "path": made.name,
        "title": made.title,
        "mediatype": made.media_type.partition(";")[0],
        "format": ending,
        "bytes": made.size,
        "hash": f"sha256:{made.sha256}",
    }
    if made.name == f"{WIDE.name}.csv":
        described |= _table(made.name, WIDE)
        described["name"] = WIDE.name
    return described


def _table(path: str, table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": path,
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(field) for field in table.fields],
            "primaryKey": [*table.key],
            "missingValues": [""],
            **_foreign(table),
        },
    }


def _field(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": TYPES.get(field.kind, field.kind),
        "description": meaning(field),
    }
    if field.unit:
        described["unit"] = field.unit
    if field.values:
        described["constraints"] = {"enum": [*field.values]}
    return described


def meaning(field: Field) -> str:
    """Return all that there is to say of a field, in sentences."""
    several = {" ": "spaces", "; ": "semicolons", "\n": "line breaks"}[field.between]
    parts = [field.meaning]
    if field.kind == "strings":
        parts.append(f"Several are separated by {several}.")
    if field.unit:
        parts.append(f"Unit: {field.unit}.")
    if field.empty:
        parts.append(f"Empty: {field.empty}.")
    return " ".join([*parts, f"From {field.source}."])


def _foreign(table: Table) -> dict[str, Any]:
    keys = [
        {"fields": [field], "reference": {"resource": other, "fields": [key]}}
        for field, other, key in table.refers
    ]
    return {"foreignKeys": keys} if keys else {}
