"""Files of data, read back by means of their own: what the API would say of each facility."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from zipfile import ZipFile

from arro3.io import read_parquet
from python_calamine import CalamineWorkbook

from api.texts import FORMULA_STARTS

# What tables don't have: a number among `phones`, and how far it is from nowhere.
DERIVED = ("intake_phones", "distance_miles")
EMPTY = {"street", "program", "zip", "county", "website", "position_from", "name", "city"}
TEXTS_OF_PHONE = ("extension", "answered_by", "display")


def plain(result):
    """Return a record of the API without what files leave out."""
    return {name: value for name, value in result.items() if name not in DERIVED}


def of_ndjson(folder):
    lines = (folder / "facilities.ndjson").read_text(encoding="utf-8").split("\n")
    return [plain(json.loads(line)) for line in lines if line]


def of_geojson(folder):
    collection = json.loads((folder / "facilities.geojson").read_bytes())
    records = []
    for feature in collection["features"]:
        position = feature["geometry"]["coordinates"] if feature["geometry"] else (None, None)
        longitude, latitude = position
        where = {"latitude": latitude, "longitude": longitude}
        records.append(plain({"id": feature["id"], **feature["properties"], **where}))
    return records


def of_parquet(folder):
    rows = rows_of_parquet(folder / "facilities.parquet")
    for row in rows:
        row["phones"] = [phone_of(phone) for phone in row["phones"]]
        for correction in row["corrected"]:
            correction["confirmed_on"] = day(correction["confirmed_on"])
    return [record(row) for row in rows]


def of_sqlite(folder):
    with closing(sqlite3.connect(folder / "facilities.sqlite")) as database:
        database.row_factory = sqlite3.Row
        names = ("facilities", "services", "phones", "listings", "corrections", "editions")
        return of_tables(
            {
                name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")]  # noqa: S608
                for name in names
            }
        )


def of_zip(folder):
    return of_tables(tables_of_zip(folder))


def tables_of_zip(folder):
    """Return {table: rows} with the types that datapackage.json says."""
    with ZipFile(folder / "tables.zip") as packed:
        package = json.loads(packed.read("datapackage.json"))
        return {
            resource["name"]: [
                typed(row, resource["schema"]["fields"])
                for row in rows_of_csv(packed.read(resource["path"]).decode())
            ]
            for resource in package["resources"]
        }


def rows_of_csv(text):
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


READ = {"boolean": {"true": True, "false": False}.__getitem__, "integer": int, "number": float}


def typed(row, fields):
    assert [*row] == [field["name"] for field in fields]
    return {
        field["name"]: READ.get(field["type"], unquoted)(row[field["name"]])
        if row[field["name"]]
        else None
        for field in fields
    }


def unquoted(text):
    """Return a text without the apostrophe that keeps spreadsheets from running it."""
    is_quoted = text[0] == "'" and text.lstrip("'").startswith(FORMULA_STARTS)
    return text[1:] if is_quoted else text


def rows_of_parquet(path):
    table = read_parquet(str(path)).read_all()
    columns = {name: table[name].to_pylist() for name in table.column_names}
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def rows_of_workbook(path):
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("facilities").to_python()
    return [[decoded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def decoded(text):
    """Return text with the two noncharacters that XML can't hold: this reader leaves them coded."""
    return text.replace("_xFFFE_", "\ufffe").replace("_xFFFF_", "\uffff")


def of_tables(tables):
    """Return what the API says of each facility, put together from the rows of tables."""
    editions = {edition.pop("id"): edition for edition in tables["editions"]}
    for edition in editions.values():
        edition["is_demo"] = bool(edition["is_demo"])
    owned = {
        name: by_facility(tables[name])
        for name in ("services", "phones", "listings", "corrections")
    }
    records = []
    for row in tables["facilities"]:
        own = {name: rows.get(row["id"], []) for name, rows in owned.items()}
        for name in ("phones", "listings", "corrections"):
            own[name].sort(key=lambda each: each["position"])
            for each in own[name]:
                del each["facility_id"], each["position"]
        for name, answer in (("services", "offered"), ("not_offered", "not_offered")):
            row[name] = [each["service"] for each in own["services"] if each["answer"] == answer]
        row["phones"] = [phone_of(phone) for phone in own["phones"]]
        row["listed_in"] = [editions[each["edition"]] for each in own["listings"]]
        row["corrected"] = [
            {**each, "removed": bool(each["removed"])} for each in own["corrections"]
        ]
        row["codes"] = row["codes"].split() if row["codes"] else []
        row["highlights"] = row["highlights"].split("\n") if row["highlights"] else []
        records.append(record(row))
    return records


def by_facility(rows):
    """Return {id of a facility: its rows}."""
    of_each = {}
    for row in rows:
        of_each.setdefault(row["facility_id"], []).append(dict(row))
    return of_each


def record(row):
    """Return a row of facilities with its lists as the API says it."""
    row = dict(row)
    status, since = row.pop("certification"), row.pop("certified_since")
    row["certification"] = {"status": status, "since": day(since)} if status else None
    display, uri = row.pop("phone"), row.pop("phone_uri")
    row["phone"] = (display, uri) if display is not None or uri else None
    row["address_withheld"] = bool(row["address_withheld"])
    for name in ("services", "not_offered"):
        row[name] = sorted(row[name])  # their order says nothing
    return {name: "" if name in EMPTY and value is None else value for name, value in row.items()}


def day(value):
    return value if value is None or isinstance(value, str) else value.isoformat()


def phone_of(row):
    return {n: "" if n in TEXTS_OF_PHONE and v is None else v for n, v in row.items()}


def as_record(result):
    """Return what the tables hold of a record of the API: of its main number, how to call it."""
    kept = plain(result)
    kept |= {name: sorted(kept[name]) for name in ("services", "not_offered")}
    if phone := kept["phone"]:
        kept["phone"] = (phone["display"] or None, phone["uri"])
        kept["phone"] = None if kept["phone"] == (None, None) else kept["phone"]
    return kept


READERS = {
    "facilities.ndjson": of_ndjson,
    "facilities.geojson": of_geojson,
    "facilities.parquet": of_parquet,
    "facilities.sqlite": of_sqlite,
    "tables.zip": of_zip,
}
