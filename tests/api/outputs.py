"""One search as JSON pages, CSV and GeoJSON, and what each of them holds."""

import csv
import io
import json

from api import texts
from facilities.models import Facility

LIST = "/api/v1/facilities/"
FILE = "/api/v1/facilities"  # .csv, .geojson


def pages_of(client, query, size):
    """Return the answers of all JSON pages of a search."""
    address, answers = f"{LIST}?{query}&page_size={size}", []
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content
        answers.append(response.json())
        address = answers[-1]["next"]
    return answers


def file_of(client, query, form):
    """Return (response, text) of a search as a file."""
    response = client.get(f"{FILE}.{form}?{query}")
    assert response.status_code == 200, response.content
    return response, b"".join(response.streaming_content).decode()


def rows_of(text):
    """Return the rows of a CSV file as lists of cells, without its header."""
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert header == list(texts.COLUMNS)
    return rows


def results_of(text):
    """Return the features of a GeoJSON file as results of the JSON answer."""
    results = []
    for feature in json.loads(text)["features"]:
        point = feature["geometry"] and feature["geometry"]["coordinates"]
        longitude, latitude = point or (None, None)
        position = {"latitude": latitude, "longitude": longitude}
        results.append({"id": feature["id"], **feature["properties"], **position})
    return results


def differences(client, search, size):
    """Return what differs between JSON, CSV, GeoJSON and the index; [] if nothing does.

    `search`: a valid SearchRequest of a known place; `size`: of the JSON pages.
    """
    query = search.params.urlencode()
    pages = pages_of(client, query, size)
    results = [result for page in pages for result in page["results"]]
    csv_response, csv_text = file_of(client, query, "csv")
    geojson_response, geojson_text = file_of(client, query, "geojson")
    counts = {(page["count"], page["left_out_total"]) for page in pages}
    checks = {
        "count": counts == {(len(results), sum(e["count"] for e in pages[0]["left_out"]))},
        "CSV": rows_of(csv_text) == [cells(result) for result in results],
        "GeoJSON": results_of(geojson_text) == results,
        "index": [answer_of(result) for result in results] == listed(search),
        "CSV's headers": headers(csv_response) == of_page(pages[0]),
        "GeoJSON's headers": headers(geojson_response) == of_page(pages[0]),
        "left out": wrongly_left_out(search, pages[0]["left_out"]) == [],
    }
    return [name for name, holds in checks.items() if not holds]


def cells(result):
    return [str(cell) for cell in texts.row(result)]


def answer_of(result):
    """Return (id, miles, what is offered, what is denied) as a result tells them."""
    return (
        result["id"],
        result["distance_miles"],
        set(result["services"]),
        set(result["not_offered"]),
    )


def listed(search):
    """Return the same of what the index lists, in its order."""
    index, hits = search.index, search.results.page(0, search.results.total)
    services = index.taxonomy.services.items()
    ids = dict(Facility.objects.values_list("pk", "public_id"))
    answers = []
    for pk, miles in hits:
        bit = index.ordinals[pk]
        offered = {s.slug for key, s in services if index.offering(key) >> bit & 1}
        denied = {s.slug for key, s in services if index.denying(key) >> bit & 1 and not s.declines}
        answers.append((ids[pk], miles if miles is None else round(miles, 1), offered, denied))
    return answers


def headers(response):
    names = ("Finder-Count", "Finder-Left-Out", "Finder-Left-Out-Total")
    names += ("Finder-Unlisted-Total",)
    return [response[name] for name in names]


def of_page(page):
    """Return the headers of a file that says what a JSON page says."""
    groups = ", ".join(f"{entry['include']};count={entry['count']}" for entry in page["left_out"])
    totals = (page["left_out_total"], page["unlisted_total"])
    return [str(page["count"]), groups, *map(str, totals)]


def wrongly_left_out(search, entries):
    """Return the entries whose count isn't what their `include` brings in the same area."""
    results = search.results
    if results.is_widened:
        return []  # with more places that fit, the search doesn't go as far
    wrong = []
    for entry in entries:
        more = results.with_changes(include=results.query.include | {entry["include"]})
        if more.total - results.total != entry["count"] or entry["count"] < 1:
            wrong.append(entry)
    return wrong
