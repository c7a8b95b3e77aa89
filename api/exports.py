"""All results of a search as one file, written while they are read: CSV and GeoJSON."""

import csv
import json
import threading
import weakref

from django.http import StreamingHttpResponse
from rest_framework.exceptions import Throttled

from api import left_out
from api.details import attach_details, read
from api.serializers import FacilitySerializer

CHUNK = 500
# Files of more than a chunk take seconds. A worker has four threads; two stay free for searches.
# Counting who asks would need addresses of visitors; counting what runs needs none.
MOST_AT_ONCE = 2
SECONDS_TO_WAIT = 20
slots = threading.BoundedSemaphore(MOST_AT_ONCE)
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


def csv_response(search, request):
    """Return every facility of a valid `search` as RFC 4180 CSV."""
    writer = csv.writer(Echo())
    lines = (writer.writerow(row) for row in _rows(search, request))
    return _download(search, lines, "text/csv; charset=utf-8", "facilities.csv")


def geojson_response(search, request):
    """Return every facility of a valid `search` as an RFC 7946 FeatureCollection."""
    lines = _collection(search, request)
    return _download(search, lines, "application/geo+json", "facilities.geojson")


class Held:
    """Lines of a large file: whoever makes them holds one of the slots until they are closed."""

    def __init__(self, lines):
        if not slots.acquire(blocking=False):
            raise Throttled(SECONDS_TO_WAIT, "Too many large downloads at once.")
        self.lines = lines
        # At the first of: sent to the end, connection lost, forgotten. Never twice.
        self.close = weakref.finalize(self, slots.release)

    def __iter__(self):
        # Not the lines alone: who reads them keeps this, and the slot, alive.
        yield from self.lines


def _download(search, lines, content_type, name):
    if search.results.total > CHUNK:
        lines = Held(lines)
    response = StreamingHttpResponse(lines, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    for header, value in left_out.headers(search.results).items():
        response[header] = value
    return response


def _results(search, request):
    hits = search.results.page(0, search.results.total)
    for start in range(0, len(hits), CHUNK):
        chunk = read(hits[start : start + CHUNK])
        attach_details(chunk, search.index)
        yield from FacilitySerializer(chunk, many=True, context={"request": request}).data


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


def _collection(search, request):
    yield '{"type": "FeatureCollection", "features": ['
    for number, result in enumerate(_results(search, request)):
        yield (",\n" if number else "\n") + json.dumps(_feature(result))
    yield "\n]}\n"


def _feature(result):
    position = [result["longitude"], result["latitude"]]
    properties = {k: v for k, v in result.items() if k not in ("id", "latitude", "longitude")}
    geometry = None if None in position else {"type": "Point", "coordinates": position}
    return {"type": "Feature", "id": result["id"], "geometry": geometry, "properties": properties}
