"""Files of other places that help: read right, or refused with the line and the field."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilities.listings.readers.source import FileError
from resources.reading.columns import NAMES, fields_of
from resources.reading.files import read_file
from tests.resources.factories import COLUMNS, feature, row, write_csv, write_geojson


@pytest.fixture
def read(tmp_path):
    """Return a function: a ResourceFile of rows or of a text."""

    def do(content, columns=COLUMNS, kind="naloxone", name="list.csv"):
        path = tmp_path / name
        if isinstance(content, list):
            write_csv(path, content, columns)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_file(path, kind)

    return do


@pytest.fixture
def only(read):
    """Return a function: the one ResourceRow of a file with a row of these cells."""

    def do(columns=COLUMNS, **cells):
        file = read([row(**cells)], columns)
        assert file.rejected == []
        [(_line, resource, _raw)] = file.rows
        return resource

    return do


def test_a_row_says_what_it_says(only):
    resource = only(
        Phone="781-555-0100 x12",
        Website="drop-in.example/naloxone",
        Hours="Mon–Fri 9 to 5",
        Notes="Free. No name needed.",
    )

    assert (resource.name, resource.street) == ("Canton Drop-in", "12 Elm Street")
    assert (resource.city, resource.state, resource.zip) == ("Canton", "MA", "02021")
    assert (resource.e164, resource.extension) == ("+17815550100", "12")
    assert resource.website == "http://drop-in.example/naloxone"
    assert resource.hours == "Mon–Fri 9 to 5"
    assert resource.notes == "Free. No name needed."
    assert resource.doubts == ()


def test_an_empty_cell_says_nothing(only):
    resource = only(Address="", Zip="", Phone="", Website="", Hours="")

    assert (resource.street, resource.zip, resource.phone, resource.e164) == ("", "", "", "")
    assert (resource.website, resource.hours, resource.languages) == ("", "", "")
    assert (resource.hours_per_week, resource.latitude, resource.longitude) == (None, None, None)
    assert not resource.address_withheld


@pytest.mark.parametrize("dashes", ["--", "- -", "—"])
def test_dashes_for_a_street_mean_that_it_is_withheld(only, dashes):
    resource = only(Address=dashes)
    assert resource.address_withheld
    assert resource.street == ""


@pytest.mark.parametrize(
    "cells, expected",
    [
        ({"State": "Massachusetts"}, {"state": "MA"}),
        ({"State": "ma"}, {"state": "MA"}),
        ({"State": ""}, {"state": ""}),
        ({"Zip": "2021"}, {"zip": "02021"}),
        ({"Zip": "02021-1234"}, {"zip": "02021"}),
        ({"Phone": "1-800-555-HELP"}, {"e164": "+18005554357"}),
        ({"Name": "  Canton   Drop-in "}, {"name": "Canton Drop-in"}),
    ],
    ids=lambda value: str(value),
)
def test_usual_spellings_are_read(only, cells, expected):
    resource = only(**cells)
    assert {field: getattr(resource, field) for field in expected} == expected


@pytest.mark.parametrize(
    "cells, problem",
    [
        ({"Name": " "}, "name: is empty"),
        ({"State": "XX"}, "state: expected two letters like MA, got 'XX'"),
        ({"Zip": "021"}, None),
        ({"Zip": "O2021"}, "zip: expected five digits, got 'O2021'"),
        ({"Name": "x" * 201}, "name: has 201 characters, at most 200 are read"),
        ({"Notes": "x" * 1001}, "notes: has 1,001 characters, at most 1,000 are read"),
        ({"Latitude": "north", "Longitude": "-71"}, "coordinates: expected two numbers"),
        ({"Latitude": "420", "Longitude": "-71"}, "coordinates: out of range"),
        ({"Hours per week": "often"}, "hours per week: expected a number, got 'often'"),
        ({"Hours per week": "169"}, "hours per week: expected 0 to 168, got '169'"),
        ({"Hours per week": "nan"}, "hours per week: expected 0 to 168, got 'nan'"),
        ({"Day": "2", "Time": "7 PM"}, "day: expected the name of a day, got '2'"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_row_that_cannot_be_right_is_told_by_line_and_field(read, cells, problem):
    columns = [*COLUMNS, "Latitude", "Longitude", "Hours per week", "Day", "Time"]
    file = read([row("Fine"), row(**cells)], columns)

    if problem is None:
        assert file.rejected == []
        return
    [(line, told)] = file.rejected
    assert line == 3
    assert told.startswith(problem)
    assert [resource.name for _line, resource, _raw in file.rows] == ["Fine"]


def test_a_row_with_other_cells_than_the_header_is_told(read):
    file = read("name,city,zip\nFine,Canton,02021\nSlipped,Canton,MA,02021\n")
    assert [line for line, _problem in file.rejected] == [3]
    assert file.rejected[0][1].startswith("row: ")


def test_a_number_that_no_phone_can_dial_is_shown_and_told(read):
    file = read([row(Phone="555-0100")])
    [(_line, resource, _raw)] = file.rows
    assert (resource.phone, resource.e164) == ("555-0100", "")
    assert file.doubts == [(2, "phone: '555-0100' can't be dialed; shown as text, without a link")]


def test_no_number_in_words_is_none(only):
    assert only(Phone="N/A").phone == ""


def test_of_two_numbers_the_first_is_dialed_and_all_are_kept(only):
    resource = only(Phone="781-555-0100 / 781-555-0101")
    assert resource.e164 == "+17815550100"
    assert resource.phone_text == "781-555-0100 / 781-555-0101"


def test_what_is_no_web_address_is_told(read):
    file = read([row(Website="see Facebook")])
    assert file.rows[0][1].website == ""
    assert file.doubts == [(2, "website: 'see Facebook' is no web address; not shown")]


def test_the_same_row_twice_is_shown_once(read):
    file = read([row(), row("Other"), row()])
    assert file.repeated == [(4, 2)]
    assert len(file.rows) == 2


def test_a_meeting_says_its_day_and_time_as_written(only):
    columns = [*COLUMNS, "Day", "Time", "End Time"]
    cells = {"Day": "Tuesday", "Time": "7:00 PM", "End Time": "8:00 PM"}
    assert only(columns, **cells).hours == "Tuesday, 7:00 PM – 8:00 PM"
    assert only(columns, **{**cells, "End Time": ""}).hours == "Tuesday, 7:00 PM"
    assert only(columns, **cells, Hours="Every Tuesday").hours == "Every Tuesday"


@pytest.mark.parametrize("field, names", NAMES.items())
def test_a_column_is_known_by_each_of_its_names(field, names):
    for name in names.split():
        columns = {"name": "Name", "zip": "Zip", "latitude": "Lat", "longitude": "Lon"}
        columns[field] = name
        assert fields_of(columns.values())[field] == name


def test_columns_are_known_however_they_are_written():
    fields = fields_of(["Site_Name", "POSTAL CODE", "Hours-of-Operation", "Fax"])
    assert fields == {"name": "Site_Name", "zip": "POSTAL CODE", "hours": "Hours-of-Operation"}


def test_columns_that_are_not_shown_are_told(read):
    file = read([row(Fax="781-555-0101")], [*COLUMNS, "Fax"])
    assert file.unread == ["fax"]


@pytest.mark.parametrize(
    "text, problem",
    [
        ("", "the file is empty"),
        ("\n\n", "nothing in the file"),
        ("city,zip\nCanton,02021\n", "no column has the places' names"),
        ("name,phone\nA,781-555-0100\n", "no column says where the places are"),
        ("name,zip,latitude\nA,02021,42\n", "only one of the columns"),
        ("name,zip,Zip\nA,02021,02022\n", "stands 2 times"),
        ('{"type": "Feature"}', "expected GeoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "no features"),
        ('{"type": "FeatureCollection", "features": [', "not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("name,zip\n\0A,02021\n", "text"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(read, text, problem):
    with pytest.raises(FileError, match=problem):
        read(text)


@pytest.mark.parametrize(
    "text", ["name;zip\nA;02021\n", "name\tzip\nA\t02021\n", "﻿name,zip\nA,02021\n"]
)
def test_usual_kinds_of_csv_are_read(read, text):
    assert [resource.zip for _line, resource, _raw in read(text).rows] == ["02021"]


def test_a_title_may_stand_above_the_header(read):
    file = read("Naloxone in Canton,\nname,zip\nA,02021\n")
    assert [line for line, _resource, _raw in file.rows] == [3]


# --- GeoJSON -----------------------------------------------------------------------------------


def test_a_feature_is_where_its_point_is(tmp_path):
    [(number, resource, raw)] = read_file(
        write_geojson(tmp_path / "list.geojson", [feature(phone=7815550100, zip=2021.0)]), "meeting"
    ).rows
    assert number == 1
    assert (resource.latitude, resource.longitude) == (42.1584, -71.1448)
    assert (resource.e164, resource.zip) == ("+17815550100", "02021")
    assert raw["name"] == "Canton Drop-in"


def test_the_geometry_outweighs_a_property_of_the_same_name(tmp_path):
    path = write_geojson(tmp_path / "list.geojson", [feature(latitude=1, longitude=2)])
    assert read_file(path, "meeting").rows[0][1].latitude == 42.1584


def test_an_address_in_the_words_of_openstreetmap_is_read(tmp_path):
    address = {"addr:housenumber": "12", "addr:street": "Elm Street", "addr:postcode": "02021"}
    path = write_geojson(tmp_path / "list.geojson", [feature(**address)])
    assert read_file(path, "meeting").rows[0][1].street == "12 Elm Street"


@pytest.mark.parametrize(
    "wrong, problem",
    [
        ("a text", "expected an object with properties"),
        (
            feature(point=None) | {"geometry": {"type": "Polygon"}},
            "expected a Point, got 'Polygon'",
        ),
        (feature(point=(-71,)), "expected [longitude, latitude]"),
        (feature(point=("-71", "42")), "expected two numbers"),
        (feature(point=(None, None)), "expected two numbers"),
        (feature(phone={"main": "781-555-0100"}), "phone: expected text, got a list or an object"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_feature_that_cannot_be_read_is_told_by_its_number(tmp_path, wrong, problem):
    path = write_geojson(tmp_path / "list.geojson", [feature(), wrong])
    file = read_file(path, "meeting")
    assert file.unit == "feature"
    [(number, told)] = file.rejected
    assert number == 2
    assert problem in told


def test_lists_of_words_and_yes_and_no_are_texts(tmp_path):
    path = write_geojson(
        tmp_path / "list.geojson", [feature(languages=["English", "Spanish"], notes=True)]
    )
    resource = read_file(path, "meeting").rows[0][1]
    assert (resource.languages, resource.notes) == ("English, Spanish", "yes")


# --- Anything at all ----------------------------------------------------------------------------

texts = st.text(max_size=40)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from([*"name city state zip phone latitude longitude website".split(), "x"])
ANY_FILE = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def holds(file):
    """Tell whether each row of a file is in one of its lists, with nothing that can't be stored."""
    told = len(file.rows) + len(file.rejected) + len(file.repeated) + sum(file.left_out.values())
    json.dumps([raw for _line, _row, raw in file.rows]).encode()
    return told == file.read


@ANY_FILE
@given(st.lists(st.lists(texts, min_size=3, max_size=5), max_size=4))
def test_no_csv_breaks_the_reading(tmp_path, cells):
    lines = ["name,zip,phone", *(",".join(f'"{cell}"' for cell in row) for row in cells)]
    (tmp_path / "list.csv").write_bytes("\n".join(lines).encode("utf-8", "replace"))
    with suppress(FileError):
        assert holds(read_file(tmp_path / "list.csv", "naloxone"))


@ANY_FILE
@given(
    st.lists(
        st.fixed_dictionaries(
            {"properties": st.dictionaries(names, values, max_size=6) | values},
            optional={"geometry": values | st.fixed_dictionaries({"type": st.just("Point")})},
        ),
        max_size=4,
    )
)
def test_no_geojson_breaks_the_reading(tmp_path, features):
    with suppress(FileError):
        assert holds(read_file(write_geojson(tmp_path / "list.geojson", features), "naloxone"))


@ANY_FILE
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(tmp_path, content):
    (tmp_path / "list.csv").write_bytes(content)
    with suppress(FileError):
        assert holds(read_file(tmp_path / "list.csv", "naloxone"))
