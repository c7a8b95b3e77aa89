"""CSV on the Web (W3C): the same for programs that read that."""

from typing import Any

from opendata.about import About
from opendata.describing.datapackage import licenses, meaning
from opendata.fields import TABLES, Field, Table
from opendata.wide import WIDE

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
TYPES = {"strings": "string", "number": "double", "moment": "dateTime"}


def of_wide(about: About) -> dict[str, Any]:
    """Return what describes facilities.csv, under the name that the standard looks for."""
    return {**_about(about), **_table(f"{WIDE.name}.csv", WIDE)}


def of_tables(about: About) -> dict[str, Any]:
    """Return what describes the tables of a ZIP file."""
    return {**_about(about), "tables": [_table(f"{t.name}.csv", t) for t in TABLES]}


def _about(about: About) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "dc:title": f"{about.site}: all listed facilities",
        "dc:date": about.made_at.date().isoformat(),
        "dc:rights": [each["title"] for each in licenses(about)],
        "dc:source": [f"{each.title}, {each.publisher}, {each.year}" for each in about.lists],
    }


def _table(url: str, table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_column(field, table) for field in table.fields],
        "primaryKey": [*table.key],
    }
    if table.refers:
        schema["foreignKeys"] = [
            {
                "columnReference": field,
                "reference": {"resource": f"{other}.csv", "columnReference": key},
            }
            for field, other, key in table.refers
        ]
    return {"url": url, "dc:description": table.title, "tableSchema": schema}


def _column(field: Field, table: Table) -> dict[str, Any]:
    column: dict[str, Any] = {
        "name": field.name,
        "titles": field.name,
        "dc:description": meaning(field),
        "datatype": TYPES.get(field.kind, field.kind),
    }
    if field.kind == "strings":
        column["separator"] = field.between
    if field.name in table.key:
        column["required"] = True
    return column
