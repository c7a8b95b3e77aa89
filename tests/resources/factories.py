"""Lists of other places that help, as an operator would have them. All are invented."""

import csv
import json
from datetime import UTC, date, datetime

from model_bakery import baker

from resources.models import Resource, ResourceList

COLUMNS = "Name Address City State Zip Phone Website Hours Notes".split()
HRSA = (
    "Health Center Type,BPHC Assigned Number,Site Name,Site Address,Site City,"
    "Site State Abbreviation,Site Postal Code,Site Telephone Number,Site Web Address,"
    "Operating Hours per Week,Health Center Service Delivery Site Location Setting Description,"
    "Site Status Description,Health Center Location Type Description,"
    "Health Center Type Description,Geocoding Artifact Address Primary X Coordinate,"
    "Geocoding Artifact Address Primary Y Coordinate,"
).split(",")


def row(name="Canton Drop-in", **cells):
    """Return a row of an operator's list."""
    usual = {"Name": name, "Address": "12 Elm Street", "City": "Canton", "State": "MA"}
    return {**usual, "Zip": "02021", "Phone": "781-555-0100", **cells}


def rows(number):
    """Return rows that differ in their names."""
    return [row(f"Place {n}") for n in range(number)]


def write_csv(path, rows, columns=COLUMNS):
    """Write rows as a CSV file to `path` and return it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def site(name="Canton Health Center", **cells):
    """Return a row of HRSA's list of health centers."""
    usual = {
        "Site Name": name,
        "Site Address": "12 Elm Street",
        "Site City": "Canton",
        "Site State Abbreviation": "MA",
        "Site Postal Code": "02021-1234",
        "Site Telephone Number": "781-555-0100",
        "Site Web Address": "www.health.example",
        "Operating Hours per Week": "40.00",
        "Health Center Service Delivery Site Location Setting Description": (
            "All Other Clinic Types"
        ),
        "Site Status Description": "Active",
        "Health Center Location Type Description": "Permanent",
        "Health Center Type Description": "Service Delivery Site",
        "Geocoding Artifact Address Primary X Coordinate": "-71.1448",
        "Geocoding Artifact Address Primary Y Coordinate": "42.1584",
    }
    return {**usual, **cells}


def write_hrsa(path, sites):
    """Write sites as HRSA's file to `path` and return it."""
    return write_csv(path, sites, HRSA)


def feature(point=(-71.1448, 42.1584), **properties):
    """Return a GeoJSON feature; without a point if that is None."""
    geometry = point and {"type": "Point", "coordinates": list(point)}
    usual = {"name": "Canton Drop-in", "city": "Canton", "state": "MA"}
    return {"type": "Feature", "geometry": geometry, "properties": {**usual, **properties}}


def write_geojson(path, features):
    """Write features as a GeoJSON file to `path` and return it."""
    content = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def make_list(kind="naloxone", **changes):
    """Create a list without places."""
    values = {
        "title": f"List of {kind}",
        "publisher": "Bay County Helpers",
        "url": "https://helpers.example/list",
        "source_format": "table",
        "as_of": date(2026, 10, 1),
        "imported_at": datetime(2026, 11, 21, 12, tzinfo=UTC),
        "sha256": "-",
        "rules": "-",
        "file_name": "list.csv",
    }
    return baker.make(ResourceList, kind=kind, **values | changes)


def make_resource(listing, name="Canton Drop-in", **changes):
    """Create a place of a list, in Canton if nothing else is said."""
    values = {
        "street": "12 Elm Street",
        "city": "Canton",
        "state": "MA",
        "zip": "02021",
        "latitude": 42.158,
        "longitude": -71.145,
        "precision": "source",
        "phone": "781-555-0100",
        "e164": "+17815550100",
        "kind": listing.kind,
        "line": Resource.objects.count() + 1,
    }
    return baker.make(Resource, list=listing, name=name, **values | changes)
