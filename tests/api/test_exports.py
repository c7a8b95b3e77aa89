"""Whole results as files: GeoJSON as RFC 7946 has it, CSV as RFC 4180 has it."""

import csv
import io
import json
from datetime import UTC, datetime
from math import ceil

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st

from api import results, texts
from api.files import exports
from api.serializers import FacilitySerializer
from facilities.models import Edition, Facility, Phone, mark_changed
from facilities.numbers import NumberToCall
from tests.facilities.cast import ALL

LIST = "/api/v1/facilities/"
FILE = "/api/v1/facilities"  # .csv, .geojson
# All a database can hold: no NUL byte, no half of a surrogate pair.
typed = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
hostile = st.builds(str.__add__, st.sampled_from(["", *texts.FORMULA_STARTS]), typed)


def text_of(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def read_csv(text):
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_geojson_is_a_feature_collection(client, cast):
    response = client.get(f"{FILE}.geojson")
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
    collection = json.loads(text_of(client.get(f"{FILE}.geojson")))
    pinless = [
        feature["properties"]["name"]
        for feature in collection["features"]
        if feature["geometry"] is None
    ]
    assert pinless == ["Cedar Shelter", "Rowan House"]


@pytest.mark.parametrize("form", ["geojson", "csv"])
def test_a_search_that_finds_nothing_is_a_file_too(client, cast, form):
    text = text_of(client.get(f"{FILE}.{form}?q=%22cedar%22&where=RI&service=detox"))
    if form == "csv":
        assert text == ",".join(texts.COLUMNS) + "\r\n"
    else:
        assert json.loads(text) == {"type": "FeatureCollection", "features": []}


def test_csv_parses_back_to_what_the_list_says(client, cast):
    response = client.get(f"{FILE}.csv?where=02118&radius=50")
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
    [row] = read_csv(text_of(client.get(f"{FILE}.csv?q=birch")))
    assert row["phones"].startswith("intake 617-555-0177 x5; intake (2 places) 888-555-0100; main ")
    assert row["phone_uris"].split()[1] == "tel:+18885550100"


def test_csv_leaves_out_a_withheld_address(client, cast):
    [row] = read_csv(text_of(client.get(f"{FILE}.csv?q=cedar")))
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
        ("'=1", "''=1"),
        ("'90s House", "'90s House"),
        ("", ""),
        (None, ""),
        (-71.06, -71.06),  # a number, which no spreadsheet runs
        (0.0, 0.0),
    ],
)
def test_a_cell_is_shown_and_never_run(value, cell):
    assert texts.safe_cell(value) == cell


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
    facility.corrected, facility.updated_at = [], datetime.now(UTC)
    result = FacilitySerializer(facility, context={"request": RequestFactory().get("/")}).data

    out = io.StringIO(newline="")
    csv.writer(out).writerow(texts.row(result))
    [cells] = csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True)

    row = dict(zip(texts.COLUMNS, cells, strict=True))
    assert float(row.pop("longitude")) == longitude
    assert not [cell for cell in row.values() if cell.startswith(texts.FORMULA_STARTS)]
    for column, text in {"name": name, "street": street, "phone": display}.items():
        assert row[column] == texts.safe_cell(text)


@pytest.mark.parametrize("form", ["geojson", "csv"])
def test_a_file_is_written_while_it_is_read(client, cast, monkeypatch, form):
    monkeypatch.setattr(results, "CHUNK", 5)
    response = client.get(f"{FILE}.{form}")
    assert response.streaming
    with CaptureQueriesContext(connection) as queries:
        lines = iter(response.streaming_content)
        next(lines)
        assert len(queries) == 0
        next(lines)
        first = len(queries)
        rest = list(lines)
    assert first == 1 + 4  # the facilities, what is said of five of them
    assert len(queries) == first + 5 * (ceil(len(ALL.split()) / 5) - 1)
    assert len(rest) >= ceil(len(ALL.split()) / 5) - 1


@pytest.mark.parametrize("form", ["csv", "geojson", "xlsx"])
@pytest.mark.parametrize(
    "query, leads_to",
    [
        ("format={}", ""),
        ("format=&format={}&page=2&page_size=5", ""),
        ("where=02118&%66ormat={}&service=detox", "?where=02118&service=detox"),
        ("format={}&q=a%26b", "?q=a%26b"),
    ],
)
def test_the_address_of_before_leads_to_the_file(client, cast, form, query, leads_to):
    response = client.get(f"{LIST}?{query.format(form)}")
    assert (response.status_code, response["Location"]) == (301, f"{FILE}.{form}{leads_to}")


@pytest.mark.parametrize("query", ["page=1", "page_size=20", "format=csv", "radius=7"])
def test_a_file_has_no_pages_and_no_other_format(client, cast, query):
    response = client.get(f"{FILE}.csv?{query}")
    assert response.status_code == 400
    assert list(response.json()["errors"]) == [query.partition("=")[0]]


@pytest.fixture
def large(cast, monkeypatch, settings, tmp_path):
    """Let every file count as a large one."""
    monkeypatch.setattr(exports, "SMALL", 1)
    settings.KEPT_FILES_DIR = tmp_path / "kept"


@pytest.mark.parametrize("form", ["csv", "geojson"])
@pytest.mark.usefixtures("large")
def test_large_files_wait_for_each_other_and_nothing_else_for_them(client, form, free_slots):
    path = f"{FILE}.{form}"
    running = [client.get(f"{path}?where=MA") for _number in range(free_slots)]
    assert {response.status_code for response in running} == {200}

    refused = client.get(f"{path}?where=MA")
    assert refused.status_code == 429
    assert refused["Retry-After"] == "20"
    assert refused["Cache-Control"] == "no-store"
    assert refused.json()["detail"].startswith("Too many large files at once.")
    assert client.get(LIST).status_code == 200
    assert client.get(f"{path}?q=cedar").status_code == 200

    text_of(running[0])  # sent to its end
    again = client.get(f"{path}?where=MA")
    assert again.status_code == 200
    for response in (*running[1:], again):
        response.close()  # the connection is lost


@pytest.mark.parametrize("query", ["", "?include=mental-health&include=serves-only"])
@pytest.mark.parametrize("form", ["csv", "geojson"])
@pytest.mark.usefixtures("large")
def test_the_whole_directory_is_made_once_and_says_the_same(client, monkeypatch, form, query):
    path = f"{FILE}.{form}{query}"
    with monkeypatch.context() as patch:
        patch.setattr(exports, "SMALL", 1000)
        made = client.get(path)
        expected = text_of(made)
    first = client.get(path)
    assert text_of(first) == expected
    with CaptureQueriesContext(connection) as queries:
        kept = client.get(path)
        assert text_of(kept) == expected
    assert not [query for query in queries if "facilities_phone" in query["sql"]]
    assert dict(kept.headers) == {**made.headers, "ETag": first["ETag"]}
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.usefixtures("large")
def test_a_kept_file_has_the_address_that_was_asked(client):
    hosts = ("testserver", "localhost", "localhost:81")
    for host in hosts:
        text = text_of(client.get(f"{FILE}.csv", headers={"Host": host}))
        assert f"http://{host}/facility/" in text
        assert "invalid" not in text
        assert not [other for other in hosts if f"//{other}/" in text and other != host]


@pytest.mark.usefixtures("large")
def test_a_kept_file_follows_the_directory(client, cast):
    before = client.get(f"{FILE}.csv")
    text_of(before)
    Facility.objects.filter(name="Alder House").update(name="Alder Home")
    mark_changed()
    after = client.get(f"{FILE}.csv")
    assert "Alder Home" in text_of(after)
    assert after["ETag"] != before["ETag"]


@pytest.mark.usefixtures("large")
def test_where_nothing_can_be_kept_a_file_is_made_for_each(client, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings.KEPT_FILES_DIR = tmp_path / "file" / "kept"
    assert "Alder House" in text_of(client.get(f"{FILE}.csv"))
    assert "KEPT_FILES_DIR" in caplog.text
