"""A facility as text: a line of CSV, a GeoJSON feature, a record of the JSON answer.

Each is made of what FacilitySerializer says of it, in this module alone.
"""

import csv
import json
from collections.abc import Callable
from typing import Any

from rest_framework.renderers import JSONRenderer

Result = dict[str, Any]  # what FacilitySerializer says of a facility

COLUMNS = (
    "id url name program street city state zip county phone phone_uri website latitude longitude "
    "precision distance_miles services codes listed_in corrected "
    # Spreadsheets out there count columns: new ones come last.
    "not_offered status address_withheld highlights phones phone_uris position_from updated_at"
).split()
# A spreadsheet runs text that starts so, in East Asia the wide forms too; an apostrophe
# makes it text again. Numbers aren't text: a longitude keeps its minus.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_renderer = JSONRenderer()


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


_writer: Any = csv.writer(Echo())


def csv_line(result: Result) -> bytes:
    """Return a facility as a line of RFC 4180 CSV."""
    return line_of(row(result))


def line_of(cells: list[Any]) -> bytes:
    return str(_writer.writerow(cells)).encode()


def geojson_feature(result: Result) -> bytes:
    """Return a facility as a Feature of RFC 7946."""
    return json.dumps(_feature(result)).encode()


def json_record(result: Result) -> bytes:
    """Return a facility as it stands in the results of a JSON answer."""
    return bytes(_renderer.render(result))


# What can be made of a facility, and what stands there for a distance that there isn't.
TEXTS: dict[str, tuple[Callable[[Result], bytes], bytes]] = {
    "csv": (csv_line, b""),
    "geojson": (geojson_feature, b"null"),
    "json": (json_record, b"null"),
}


def row(result: Result) -> list[Any]:
    """Return the cells of one facility as a spreadsheet may read them from text."""
    return [safe_cell(cell) for cell in cells(result)]


def cells(result: Result) -> list[Any]:
    """Return what one facility has in each of COLUMNS; None where there is nothing."""
    phone = result["phone"] or {"display": "", "uri": ""}
    flat = {
        **result,
        "phone": phone["display"],
        "phone_uri": phone["uri"],
        "services": " ".join(result["services"]),
        "not_offered": " ".join(result["not_offered"]),
        "address_withheld": "true" if result["address_withheld"] else "false",
        "highlights": "; ".join(result["highlights"]),
        "codes": " ".join(result["codes"]),
        "listed_in": "; ".join(edition["title"] for edition in result["listed_in"]),
        "phones": "; ".join(map(_labeled, result["phones"])),
        "phone_uris": " ".join(filter(None, (phone["uri"] for phone in result["phones"]))),
        "corrected": "; ".join(_corrected(correction) for correction in result["corrected"]),
    }
    return [flat[column] for column in COLUMNS]


def _labeled(phone: Result) -> str:
    """Return "main 617-555-0100", or "intake (12 places) 888-555-0100" of a shared line."""
    places = f"({phone['shared_by']} places)" if phone["shared_by"] > 1 else ""
    return " ".join(filter(None, [phone["kind"], places, phone["display"]]))


def _corrected(correction: Result) -> str:
    """Return "not-offered detox 2026-11-20 call", or "phone removed 2026-11-20 call"."""
    removed = "removed" if correction["removed"] else ""
    before = correction["what"], correction["service"]
    after = correction["confirmed_on"], correction["confirmed_by"]
    return " ".join(filter(None, [*before, removed, *after]))


def safe_cell(value: Any) -> Any:
    """Return `value` so that a spreadsheet shows it and never runs it.

    Text that is like that already gets one more: whoever takes an apostrophe away has the text.
    """
    if isinstance(value, str) and value.lstrip("'").startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def _feature(result: Result) -> dict[str, Any]:
    position = [result["longitude"], result["latitude"]]
    properties = {k: v for k, v in result.items() if k not in ("id", "latitude", "longitude")}
    geometry = None if None in position else {"type": "Point", "coordinates": position}
    return {"type": "Feature", "id": result["id"], "geometry": geometry, "properties": properties}
