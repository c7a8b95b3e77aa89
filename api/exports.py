"""All results of a search as one file, CSV or GeoJSON: written while they are read, or kept.

The files of the whole directory are made once for each of its revisions (budget/origin.py).
"""

import csv
import json
import logging
from collections import namedtuple
from functools import partial

from django.http import StreamingHttpResponse

import database
from api import left_out
from api.details import attach_details, read
from api.filters import LARGEST_PAGE_SIZE
from api.serializers import FacilitySerializer
from budget import Held
from budget.files import version_of
from budget.origin import AnyOrigin, answer, write_marked

logger = logging.getLogger(__name__)

CHUNK = 500
# A file no larger than a page of JSON costs no more. A larger one holds one of the few slots.
SMALL = LARGEST_PAGE_SIZE
# The searches whose files are kept: the whole directory, and with what it leaves out by itself.
KEPT = {frozenset(): "", frozenset({"mental-health", "serves-only"}): "-all"}
COLUMNS = (
    "id url name program street city state zip county phone phone_uri website latitude longitude "
    "precision distance_miles services codes listed_in corrected "
    # Spreadsheets out there count columns: new ones come last.
    "not_offered status address_withheld highlights phones phone_uris position_from"
).split()
# A spreadsheet runs text that starts so, in East Asia the wide forms too; an apostrophe
# makes it text again. Numbers aren't text: a longitude keeps its minus.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text):
        return text


def csv_lines(search, request):
    """Yield every facility of a valid `search` as RFC 4180 CSV, in lines."""
    writer = csv.writer(Echo())
    for cells in _rows(search, request):
        yield writer.writerow(cells)


def geojson_lines(search, request):
    """Yield every facility of a valid `search` as an RFC 7946 FeatureCollection."""
    yield '{"type": "FeatureCollection", "features": ['
    for number, result in enumerate(_results(search, request)):
        yield (",\n" if number else "\n") + json.dumps(_feature(result))
    yield "\n]}\n"


Form = namedtuple("Form", "name content_type lines")
CSV = Form("facilities.csv", "text/csv; charset=utf-8", csv_lines)
GEOJSON = Form("facilities.geojson", "application/geo+json", geojson_lines)


def response(search, request, form):
    """Return the file of a valid `search`, or raise Busy if others make large ones."""
    if search.results.total <= SMALL:
        return _streamed(form.lines(search, request), search, form)
    if (whole := kept_name(search, form)) is None:
        return _streamed(Held(form.lines(search, request)), search, form)
    try:
        write = partial(_write, search, form)
        return answer(request, whole, version_of(search.index.token), write)
    except OSError as error:
        logger.warning("A file can't be kept in KEPT_FILES_DIR: %s", error.strerror)
        return _streamed(Held(form.lines(search, request)), search, form)


def kept_name(search, form):
    """Return the name of the kept file that a search is answered with, or None."""
    asked = {name: value for name, value in search.asked.items() if value}
    include = frozenset(asked.pop("include", ()))
    return f"{form.name}{KEPT[include]}" if not asked and include in KEPT else None


def _write(search, form, folder):
    chunks = (line.encode() for line in form.lines(search, AnyOrigin()))
    write_marked(folder, chunks, _headers(search, form))


def _streamed(lines, search, form):
    return StreamingHttpResponse(lines, headers=_headers(search, form))


def _headers(search, form):
    return {
        "Content-Type": form.content_type,
        "Content-Disposition": f'attachment; filename="{form.name}"',
        **left_out.headers(search.results),
    }


def _results(search, request):
    hits = search.results.page(0, search.results.total)
    for start in range(0, len(hits), CHUNK):
        # The request is over: what happens to the database now is nobody else's to mend.
        chunk = database.read(partial(_chunk, hits[start : start + CHUNK], search.index))
        yield from FacilitySerializer(chunk, many=True, context={"request": request}).data


def _chunk(hits, index):
    return attach_details(read(hits), index)


def _rows(search, request):
    yield COLUMNS
    for result in _results(search, request):
        yield row(result)


def row(result):
    """Return the cells of one facility, in the order of COLUMNS."""
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
    return [safe_cell(flat[column]) for column in COLUMNS]


def _labeled(phone):
    """Return "main 617-555-0100", or "intake (12 places) 888-555-0100" of a shared line."""
    places = f"({phone['shared_by']} places)" if phone["shared_by"] > 1 else ""
    return " ".join(filter(None, [phone["kind"], places, phone["display"]]))


def _corrected(correction):
    """Return "not-offered detox 2026-11-20 call", or "phone removed 2026-11-20 call"."""
    removed = "removed" if correction["removed"] else ""
    before = correction["what"], correction["service"]
    after = correction["confirmed_on"], correction["confirmed_by"]
    return " ".join(filter(None, [*before, removed, *after]))


def safe_cell(value):
    """Return `value` so that a spreadsheet shows it and never runs it."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def _feature(result):
    position = [result["longitude"], result["latitude"]]
    properties = {k: v for k, v in result.items() if k not in ("id", "latitude", "longitude")}
    geometry = None if None in position else {"type": "Point", "coordinates": position}
    return {"type": "Feature", "id": result["id"], "geometry": geometry, "properties": properties}
