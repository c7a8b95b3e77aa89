"""Results as a workbook for Excel, read back by another library than the one that writes it."""

import csv
import io
import tempfile
from email.utils import parsedate_to_datetime
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from api import texts, views
from api.files import exports, workbook
from facilities.models import Facility, mark_changed
from tests.facilities.cast import ALL

FILE = "/api/v1/facilities"  # .csv, .xlsx
# All that XML can hold and a source may have: no half of a surrogate pair, no control character
# but those of a line's end, which XML reads as a line feed.
typed = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
hostile = st.builds(str.__add__, st.sampled_from(["", "=", "+", "-", "@", "http://", "{="]), typed)
number = st.integers(-180_000_000, 180_000_000).map(lambda millionths: millionths / 1e6)


def sheet_of(content, name=workbook.SHEET):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


def written(columns, rows, about=()):
    out = io.BytesIO()
    book = workbook.Book(out, columns)
    book.add(rows)
    book.close(about)
    book.drop()
    return out.getvalue()


def content_of(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


@given(st.lists(st.tuples(hostile, number, hostile), max_size=5))
@example([("=1+1", -71.5, "02118"), ("", 0.0, "0042"), ('=HYPERLINK("x")', 1.0, "{=A1}")])
def test_cells_are_what_was_written_and_never_formulas(rows):
    content = written(["name", "longitude", "zip"], rows, [("sources", "=1+1")])
    header, *read = sheet_of(content)
    assert header == ["name", "longitude", "zip"]
    assert [tuple(row) for row in read] == rows
    with ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        text = "".join(archive.read(name).decode() for name in sheets)
    assert "<f>" not in text
    assert "hyperlink" not in text.replace("=HYPERLINK", "")


def test_it_says_what_the_csv_says(client, cast):
    query = "?where=02118&radius=50&include=serves-only"
    text = b"".join(client.get(f"{FILE}.csv{query}").streaming_content).decode()
    expected = [*csv.reader(io.StringIO(text, newline=""), strict=True)]
    rows = sheet_of(content_of(client.get(f"{FILE}.xlsx{query}")))
    assert len(rows) == len(expected) > 5
    numbers = {texts.COLUMNS.index(name) for name in ("latitude", "longitude", "distance_miles")}
    assert rows[0] == expected[0] == list(texts.COLUMNS)
    for row, line in zip(rows[1:], expected[1:], strict=True):
        for place, (cell, text) in enumerate(zip(row, line, strict=True)):
            if place in numbers and text:
                assert cell == pytest.approx(float(text), abs=1e-9)
            else:
                assert cell == text.removeprefix("'")


def test_it_says_which_lists_it_is_of_and_what_it_leaves_out(client, cast):
    response = client.get(f"{FILE}.xlsx?where=MA&service=detox")
    assert response["Content-Type"] == workbook.MEDIA_TYPE
    assert response["Content-Disposition"] == 'attachment; filename="facilities.xlsx"'
    about = dict(sheet_of(content_of(response), workbook.ABOUT))
    answer = client.get("/api/v1/facilities/?where=MA&service=detox&page_size=1").json()
    assert about["meaning"] == workbook.MEANING
    assert about["sources"] == answer["attribution"]
    assert about["count"] == answer["count"] > 1
    assert about["left_out_total"] == answer["left_out_total"]
    assert about["unlisted_total"] == answer["unlisted_total"]


def test_it_says_why_places_are_left_out(client, cast):
    query = "?where=MA&service=detox&payment=medicaid"
    about = dict(sheet_of(content_of(client.get(f"{FILE}.xlsx{query}")), workbook.ABOUT))
    reasons = client.get(f"/api/v1/facilities/{query}").json()["left_out"]
    assert reasons
    assert about["left_out"] == "; ".join(f"{r['include']} {r['count']}" for r in reasons)


def test_a_search_that_finds_nothing_is_a_workbook_too(client, cast):
    rows = sheet_of(content_of(client.get(f"{FILE}.xlsx?q=%22cedar%22&where=RI&service=detox")))
    assert rows == [list(texts.COLUMNS)]


def test_it_is_of_when_the_directory_changed_not_of_when_it_was_asked_for(client, cast):
    mark_changed()
    response = client.get(f"{FILE}.xlsx?where=02118")
    changed = parsedate_to_datetime(response["Last-Modified"])
    with ZipFile(io.BytesIO(content_of(response))) as archive:
        assert (
            f">{changed:%Y-%m-%dT%H:%M:%SZ}</dcterms:created>"
            in archive.read("docProps/core.xml").decode()
        )


def test_longer_text_than_excel_opens_is_cut():
    rows = sheet_of(written(["name"], [("a" * 40_000,)]))
    assert rows[1] == ["a" * workbook.LONGEST_CELL]


def test_of_too_many_places_there_is_none(client, cast, monkeypatch):
    monkeypatch.setattr(views.FacilityXlsx, "form", exports.XLSX._replace(most=3))
    assert client.get(f"{FILE}.xlsx?where=MA&service=detox").status_code == 200
    response = client.get(f"{FILE}.xlsx?where=MA")
    assert response.status_code == 400
    assert response.json()["type"].endswith("/too-many-places/")
    assert "/data/latest/facilities.xlsx" in response.json()["detail"]


def test_of_what_was_begun_nothing_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    book = workbook.Book(io.BytesIO(), ["name"])
    book.add([("Alder House",)])
    book.drop()
    assert [*tmp_path.iterdir()] == []


def test_a_withheld_address_is_left_out(client, cast):
    header, row = sheet_of(content_of(client.get(f"{FILE}.xlsx?q=cedar")))
    facility = dict(zip(header, row, strict=True))
    assert (facility["street"], facility["latitude"], facility["longitude"]) == ("", "", "")
    assert facility["address_withheld"] == "true"


def test_of_the_whole_directory_it_holds_a_slot_and_is_of_now(
    client, cast, monkeypatch, free_slots
):
    monkeypatch.setattr(exports, "SMALL", 1)
    running = [client.get(f"{FILE}.xlsx") for _number in range(free_slots)]
    assert client.get(f"{FILE}.xlsx").status_code == 429
    assert len(sheet_of(content_of(running[0]))) == len(ALL.split()) + 1
    Facility.objects.filter(name="Alder House").update(name="Alder Home")
    mark_changed()
    names = [row[2] for row in sheet_of(content_of(client.get(f"{FILE}.xlsx")))]
    assert "Alder Home" in names
    for response in running[1:]:
        response.close()
