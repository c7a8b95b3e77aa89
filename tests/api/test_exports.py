"""Whole results as files: GeoJSON as RFC 7946 has it, CSV as RFC 4180 has it."""

import csv
import io
import json
from math import ceil

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st

from api import exports
from api.serializers import FacilitySerializer
from facilities.models import Edition, Facility, Phone, mark_changed
from facilities.numbers import NumberToCall
from tests.facilities.cast import ALL

LIST = "/api/v1/facilities/"
# All a database can hold: no NUL byte, no half of a surrogate pair.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
hostile = st.builds(str.__add__, st.sampled_from(["", *exports.FORMULA_STARTS]), texts)


def text_of(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def read_csv(text):
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_geojson_is_a_feature_collection(client, cast):
    response = client.get(f"{LIST}?format=geojson")
    assert response["Content-Type"] == "application/geo+json"
    assert response["Content-Disposition"] == 'attachment; filename="facilities.geojson"'
    collection = json.loads(text_of(response))
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) == len(ALL.split())
    for feature in collection["features"]:
        assert feature.keys() == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert feature["properties"]["name"]
        if feature["geometry"] is not None:
            assert feature["geometry"].keys() == {"type", "coordinates"}
            assert feature["geometry"]["type"] == "Point"
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -73 < longitude < -68
            assert 41 < latitude < 45


def test_geojson_puts_no_pin_on_a_withheld_or_unknown_address(client, cast):
    collection = json.loads(text_of(client.get(f"{LIST}?format=geojson")))
    pinless = [
        feature["properties"]["name"]
        for feature in collection["features"]
        if feature["geometry"] is None
    ]
    assert pinless == ["Cedar Shelter", "Rowan House"]


@pytest.mark.parametrize("form", ["geojson", "csv"])
def test_a_search_that_finds_nothing_is_a_file_too(client, cast, form):
    text = text_of(client.get(f"{LIST}?format={form}&q=%22cedar%22&where=RI&service=detox"))
    if form == "csv":
        assert text == ",".join(exports.COLUMNS) + "\r\n"
    else:
        assert json.loads(text) == {"type": "FeatureCollection", "features": []}


def test_csv_parses_back_to_what_the_list_says(client, cast):
    response = client.get(f"{LIST}?where=02118&radius=50&format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="facilities.csv"'
    results = client.get(f"{LIST}?where=02118&radius=50").json()["results"]
    rows = read_csv(text_of(response))
    assert len(rows) == len(results) > 5
    for row, result in zip(rows, results, strict=True):
        for column in "id url name program street city zip website precision".split():
            assert row[column] == result[column]
        for column in "latitude longitude distance_miles".split():
            assert row[column] == ("" if result[column] is None else str(result[column]))
        assert row["services"].split() == result["services"]
        assert row["not_offered"].split() == result["not_offered"]
        assert row["status"] == "open"
        assert row["address_withheld"] == str(result["address_withheld"]).lower()
        assert row["codes"].split() == result["codes"]
        assert row["phone_uri"] == result["phone"]["uri"]
        phones = result["phones"]
        assert row["phone_uris"].split() == [phone["uri"] for phone in phones]
        assert row["phones"] == "; ".join(f"{p['kind']} {p['display']}" for p in phones)
        assert row["listed_in"] == result["listed_in"][0]["title"]


def test_csv_says_how_many_places_give_a_line(client, cast):
    for facility in Facility.objects.filter(name__in=["Alder House", "Birch Clinic"]):
        facility.phones.create(
            kind="intake", display="888-555-0100", e164="+18885550100", position=9
        )
    mark_changed()
    [row] = read_csv(text_of(client.get(f"{LIST}?q=birch&format=csv")))
    assert row["phones"].startswith("intake 617-555-0177 x5; intake (2 places) 888-555-0100; main ")
    assert row["phone_uris"].split()[1] == "tel:+18885550100"


def test_csv_leaves_out_a_withheld_address(client, cast):
    [row] = read_csv(text_of(client.get(f"{LIST}?q=cedar&format=csv")))
    assert (row["street"], row["latitude"], row["longitude"]) == ("", "", "")


@pytest.mark.parametrize(
    "value, cell",
    [
        ("Shelby House", "Shelby House"),
        ("=1+1", "'=1+1"),
        ("+1 781 555 0100", "'+1 781 555 0100"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("a=1", "a=1"),
        ("", ""),
        (None, ""),
        (-71.06, -71.06),  # a number, which no spreadsheet runs
        (0.0, 0.0),
    ],
)
def test_a_cell_is_shown_and_never_run(value, cell):
    assert exports.safe_cell(value) == cell


@given(hostile, hostile, hostile, hostile, st.floats(-180, 180))
@example('a"b', "a,b", "a\r\nb", "'", -71.5)
def test_text_of_a_source_cannot_become_a_formula(name, program, street, display, longitude):
    facility = Facility(
        name=name, program=program, street=street, city=name, state="MA", zip="02021",
        public_id="bcdfghjk", slug="x", latitude=42.2, longitude=longitude, precision="source",
        website=display, county=program,
    )  # fmt: skip
    facility.main_phone = Phone(kind="main", display=display, e164="+17815550100")
    facility.other_phones = []
    facility.numbers = [NumberToCall("intake", display, "+17815550100", "", program, 1)]
    facility.service_slugs, facility.denied_slugs, facility.code_list = [], [], [name]
    facility.highlights = program
    facility.listed_in = [Edition(kind="su", year=2023, title=name, publisher=program)]
    facility.corrected = []
    result = FacilitySerializer(facility, context={"request": RequestFactory().get("/")}).data

    out = io.StringIO(newline="")
    csv.writer(out).writerow(exports.row(result))
    [cells] = csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True)

    row = dict(zip(exports.COLUMNS, cells, strict=True))
    assert float(row.pop("longitude")) == longitude
    assert not [cell for cell in row.values() if cell.startswith(exports.FORMULA_STARTS)]
    for column, text in {"name": name, "street": street, "phone": display}.items():
        assert row[column].removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("form", ["geojson", "csv"])
def test_a_file_is_written_while_it_is_read(client, cast, monkeypatch, form):
    monkeypatch.setattr(exports, "CHUNK", 5)
    response = client.get(f"{LIST}?format={form}")
    assert response.streaming
    with CaptureQueriesContext(connection) as queries:
        lines = iter(response.streaming_content)
        next(lines)
        assert len(queries) == 0
        next(lines)
        first = len(queries)
        rest = list(lines)
    assert first == 1 + 3  # the facilities, what is said of five of them
    assert len(queries) == first + 4 * (ceil(len(ALL.split()) / 5) - 1)
    assert len(rest) >= len(ALL.split()) - 1


@pytest.fixture
def large(cast, monkeypatch):
    """Let every file count as a large one; at the end all slots are free again."""
    monkeypatch.setattr(exports, "CHUNK", 1)
    yield
    for _slot in range(exports.MOST_AT_ONCE):
        assert exports.slots.acquire(blocking=False)
    exports.slots.release(exports.MOST_AT_ONCE)


@pytest.mark.parametrize("form", ["csv", "geojson"])
@pytest.mark.usefixtures("large")
def test_one_large_file_too_many_waits(client, form):
    path = f"{LIST}?format={form}"
    running = [client.get(path) for _number in range(exports.MOST_AT_ONCE)]
    assert [response.status_code for response in running] == [200, 200]

    refused = client.get(path)
    assert refused.status_code == 429
    assert refused["Retry-After"] == str(exports.SECONDS_TO_WAIT)
    assert refused["Cache-Control"] == "no-store"
    assert refused.json()["detail"].startswith("Too many large downloads at once.")
    # Pages of results and small files are not held up.
    assert client.get(LIST).status_code == 200
    small = client.get(f"{path}&q=cedar")
    assert small.status_code == 200

    text_of(running[0])  # sent to its end
    again = client.get(path)
    assert again.status_code == 200
    for response in (running[1], again):
        response.close()  # the connection is lost


@pytest.mark.usefixtures("large", "one_connection")
def test_a_file_nobody_takes_frees_its_slot(client):
    for _time in range(3 * exports.MOST_AT_ONCE):
        response = client.get(f"{LIST}?format=csv")
        assert response.status_code == 200
        response.close()
        response.close()  # twice is once
