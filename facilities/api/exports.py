"""All results of a search as one file, written while they are read: CSV and GeoJSON."""

import csv
import json

from django.http import StreamingHttpResponse

from facilities.api.details import attach_details, read
from facilities.api.serializers import FacilitySerializer

CHUNK = 500
COLUMNS = (
    "id url name program street city state zip county phone phone_uri website latitude longitude "
    "precision distance_miles services codes listed_in"
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
    return _download(lines, "text/csv; charset=utf-8", "facilities.csv")


def geojson_response(search, request):
    """Return every facility of a valid `search` as an RFC 7946 FeatureCollection."""
    return _download(_collection(search, request), "application/geo+json", "facilities.geojson")


def _download(lines, content_type, name):
    response = StreamingHttpResponse(lines, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _results(search, request):
    if search.finding is None:
        return
    found = search.finding.page(0, search.finding.total)
    for start in range(0, len(found), CHUNK):
        chunk = read(found[start : start + CHUNK])
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
        "codes": " ".join(result["codes"]),
        "listed_in": "; ".join(edition["title"] for edition in result["listed_in"]),
    }
    return [safe_cell(flat[column]) for column in COLUMNS]


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
