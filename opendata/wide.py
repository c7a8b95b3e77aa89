"""The table of spreadsheets: a row for each facility, lists in one cell, as the API's CSV has it.

Without the distance, as there is no place to measure from, and with the certification.
"""

from typing import Any

from api.texts import COLUMNS, Result, cells, safe_cell
from opendata.fields import FACILITIES, SITE, Field, Table

_ABSENT = "distance_miles"
_MORE = ("certification", "certified_since")
_OF_SERVICES = "Of a service in neither list no source says anything: not a no."
_LISTS = (
    Field(
        "services", "strings", f"Slugs of what it offers. {_OF_SERVICES}",
        empty="no source says that it offers anything",
    ),
    Field(
        "not_offered", "strings", f"Slugs of what it says it doesn't offer. {_OF_SERVICES}",
        empty="no source says that it doesn't offer something",
    ),
    Field("codes", "strings", "Codes of its listings.", empty="no list gives any"),
    Field("listed_in", "strings", "Titles of the current lists that have it.", between="; "),
    Field(
        "corrected", "strings", "Where this row differs from what the lists say.", SITE,
        empty="nothing was corrected", between="; ",
    ),
    Field(
        "highlights", "strings", "Sentences that the operator of this site wrote.", SITE,
        empty="the operator wrote none", between="; ",
    ),
    Field(
        "phones", "strings", "All numbers, the first to try first, each after its kind.",
        empty="no list gives one", between="; ",
    ),
    Field(
        "phone_uris", "strings", "The same numbers to dial (RFC 3966), without those that can't "
        "be dialed as listed.", empty="no list gives one that can be dialed",
    ),
)  # fmt: skip
_FIELDS = {field.name: field for field in (*FACILITIES.fields, *_LISTS)}
WIDE = Table(
    "facilities",
    FACILITIES.title + ", lists in one cell",
    tuple(_FIELDS[name] for name in (*COLUMNS, *_MORE) if name != _ABSENT),
    ("id",),
)


def wide_row(result: Result) -> list[Any]:
    """Return the cells of a facility as a spreadsheet may read them from text."""
    return [safe_cell(cell) for cell in wide_cells(result)]


def wide_cells(result: Result) -> list[Any]:
    """Return the cells of a facility, in the order of WIDE; None where there is nothing."""
    flat = dict(zip(COLUMNS, cells(result), strict=True))
    certification = result["certification"] or {"status": "", "since": None}
    flat["certification"] = certification["status"]
    flat["certified_since"] = certification["since"]
    return [flat[name] for name in WIDE.names]
