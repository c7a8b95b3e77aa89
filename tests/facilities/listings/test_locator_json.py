"""Every shape of the locator's answer is read; a part, or a page twice, is refused."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilities.importing.merging import merged
from facilities.listings.readers import FileError, read
from facilities.listings.readers.pages import TERRITORIES
from facilities.listings.records import RowError
from places.states import STATES
from tests.facilities.listings.locator import locator_row, pages_of, write

THREE = [locator_row(f"House {n}", street1=f"{n} Main Street", _irow=n) for n in (1, 2, 3)]
FIRST, SECOND = pages_of(THREE, 2)


def merge(folder, *documents, allow_part=False):
    """Return the one Source of pages, each in a file of its own."""
    paths = [write(folder / f"p{n}-2026.json", page) for n, page in enumerate(documents, start=1)]
    (source,) = merged([read(path) for path in paths], allow_part)
    return source


def names(source):
    return [source.record(raw).name for _line, raw in source.rows]


SHAPES = {
    "a page": pages_of(THREE, 9)[0],
    "a list of pages": [FIRST, SECOND],
    "a page a line": (FIRST, SECOND),
    "a list of rows": THREE,
    "a row a line": tuple(THREE),
    "a page without numbers": {"rows": THREE},
}


@pytest.mark.parametrize("document", SHAPES.values(), ids=SHAPES)
def test_every_shape_is_read(tmp_path, document):
    source = read(write(tmp_path / "locator-2026.json", document))
    assert (source.kind, source.year) == ("api", 2026)
    assert names(source) == ["House 1", "House 2", "House 3"]
    assert [line for line, _raw in source.rows] == [1, 2, 3]


def test_pages_may_be_spread_over_lines(tmp_path):
    path = tmp_path / "locator-2026.json"
    path.write_text('\ufeff{"rows":\n [{"name1": "A"}]}\n\n{"rows": [{"name1": "B"}]}\n')
    assert [raw["name1"] for _line, raw in read(path).rows] == ["A", "B"]


BAD = [
    ([1, 2], 'a list "rows"'),
    ({"items": []}, 'a list "rows"'),
    ({"rows": {"name1": "A"}}, 'a list "rows"'),
    ({"rows": ["A"]}, 'a list "rows"'),
    ([FIRST, THREE[2]], 'a list "rows"'),
    ([FIRST, 7], 'a list "rows"'),
    ({"rows": []}, "no facility"),
    ({**FIRST, "rows": [locator_row(typeFacility="HRSA")]}, "no facility"),
    ({**FIRST, "page": "first"}, "\"page\": expected a whole number, got 'first'"),
    ({**FIRST, "totalPages": -1}, '"totalPages": expected a whole number'),
    ({**FIRST, "totalPages": True}, '"totalPages": expected a whole number'),
    ({**FIRST, "recordCount": [3]}, '"recordCount": expected a whole number'),
]


@pytest.mark.parametrize("document, problem", BAD)
def test_what_is_no_answer_is_refused(tmp_path, document, problem):
    with pytest.raises(FileError, match=problem):
        read(write(tmp_path / "locator-2026.json", document))


def test_a_cut_line_is_named(tmp_path):
    path = write(tmp_path / "locator-2026.ndjson", (FIRST, SECOND))
    path.write_text(path.read_text()[:-9])
    with pytest.raises(FileError, match="line 2: not JSON"):
        read(path)


PARTS = [
    ([FIRST], "p1-2026.json: this is page 1 of 2: 2 of 3 rows; give all pages in one command, or"),
    ([SECOND], "this is page 2 of 2: 1 of 3 rows"),
    (pages_of(THREE, 1)[::2], "these are pages 1, 3 of 3: 2 of 3 rows; missing: 2; give all pages"),
    ([{**FIRST, "totalPages": 1}], "the page holds 2 of 3 rows: some are missing"),
    ([FIRST, {**SECOND, "recordCount": 4}], "this is page 1 of 2.*the answer changed while"),
    ([{**FIRST, "recordCount": None}], "this is page 1 of 2: 2 rows"),
]
WRONG = [
    ([FIRST, SECOND, SECOND], r"page 2 of 2 is given twice \(p2-2026.json and p3-2026.json\)"),
    ([FIRST, {**FIRST, "page": 2}], r"pages 1 and 2 of 2 hold the same rows \(p1.* and p2"),
    ([{**FIRST, "page": 3}], "p1-2026.json: this is page 3 of 2, which can't be"),
    ([{**FIRST, "page": 0}], "this is page 0 of 2, which can't be"),
    ([{**FIRST, "recordCount": 2}, {**SECOND, "recordCount": 2}], "hold 3 rows, more than the 2"),
    ([pages_of(THREE, 9)[0]] * 2, "page 1 of 1 is given twice"),
]


@pytest.mark.parametrize("documents, problem", [*PARTS, *WRONG])
def test_pages_that_are_no_whole_answer_are_refused(tmp_path, documents, problem):
    with pytest.raises(FileError, match=problem):
        merge(tmp_path, *documents)


@pytest.mark.parametrize("documents, problem", PARTS)
def test_a_part_is_read_if_the_operator_says_so_and_covers_nothing(tmp_path, documents, problem):
    assert merge(tmp_path, *documents, allow_part=True).covers == {}


@pytest.mark.parametrize("documents, problem", WRONG)
def test_what_cannot_be_is_refused_though_a_part_is_allowed(tmp_path, documents, problem):
    with pytest.raises(FileError, match=problem):
        merge(tmp_path, *documents, allow_part=True)


def test_a_page_that_is_asked_for_twice_counts_its_rows_anew_and_is_the_same(tmp_path):
    again = [{**row, "_irow": row["_irow"] + 2, "miles": 7.0} for row in FIRST["rows"]]
    with pytest.raises(FileError, match="hold the same rows"):
        merge(tmp_path, {**FIRST, "recordCount": 4}, {**SECOND, "rows": again, "recordCount": 4})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(number=st.integers(1, 12), size=st.integers(1, 12), order=st.randoms())
def test_pages_in_any_order_are_the_whole(tmp_path, number, size, order):
    rows = [locator_row(f"House {n}", street1=f"{n} Main Street", _irow=n) for n in range(number)]
    pages = pages_of(rows, size)
    order.shuffle(pages)
    source = merge(tmp_path, *pages)
    whole = merge(tmp_path, pages_of(rows, number)[0])
    assert names(source) == names(whole) == [row["name1"] for row in rows]
    assert (source.covers, source.asked) == (whole.covers, whole.asked)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(number=st.integers(2, 12), size=st.integers(1, 6), left_out=st.integers(0, 11))
def test_an_answer_without_one_of_its_pages_is_never_taken_for_the_whole(
    tmp_path, number, size, left_out
):
    rows = [locator_row(f"House {n}", street1=f"{n} Main Street") for n in range(number)]
    pages = pages_of(rows, size)
    del pages[left_out % len(pages)]
    if pages:
        with pytest.raises(FileError, match="give all pages in one command"):
            merge(tmp_path, *pages)


def in_state(state, number, **cells):
    return [
        locator_row(f"House {n}", street1=f"{n} Main St", state=state, **cells)
        for n in range(number)
    ]


SA_MA, MH_MA = in_state("MA", 60), in_state("MA", 40, typeFacility="MH")
NATION = [row for state in STATES for row in in_state(state, 2)]
OUTER = {"HI", *TERRITORIES}
COVERED = [
    ([SA_MA], {"su": {"MA"}}),
    ([SA_MA + MH_MA], {"su": {"MA"}, "mh": {"MA"}}),
    ([SA_MA + in_state("VT", 1)], {"su": {"MA"}}),
    ([SA_MA + in_state("NH", 20)], {}),  # a circle around Boston
    ([NATION], {"su": {"US"}}),
    ([NATION + in_state("MA", 9, typeFacility="OTP")], {"su": {"US"}}),
    ([SA_MA, in_state("VT", 61)], {"su": {"MA", "VT"}}),
    # A circle around the middle of the country.
    ([[row for row in NATION if row["state"] not in OUTER]], {"su": set(STATES) - OUTER}),
    ([[row for row in NATION if row["state"] not in TERRITORIES]], {"su": {"US"}}),
    ([SA_MA, MH_MA], {"su": {"MA"}, "mh": {"MA"}}),
]


@pytest.mark.parametrize("answers, covers", COVERED)
def test_whole_answers_cover_the_state_they_were_asked_for_or_the_nation(tmp_path, answers, covers):
    pages = [page for rows in answers for page in pages_of(rows, math.ceil(len(rows) / 2))]
    assert merge(tmp_path, *pages).covers == covers
    assert merge(tmp_path, *(pages_of(rows, 999)[0] for rows in answers)).covers == covers


def test_rows_without_a_count_cover_nothing_and_say_so(tmp_path):
    source = merge(tmp_path, SA_MA)
    assert source.covers == {}
    assert source.warnings == [
        "60 rows without a count of all rows: taken as a part of a list. If they are all there "
        "is in some states, say --covers"
    ]


def test_rows_of_doctors_and_health_centers_are_left_out_counted_and_not_rejected(tmp_path):
    doctors = [locator_row(f"Dr. {n}", typeFacility="BUPREN") for n in range(20)]
    rows = [*doctors, locator_row(typeFacility="HRSA"), *THREE]
    source = merge(tmp_path, *pages_of(rows, 99))
    assert names(source) == ["House 1", "House 2", "House 3"]
    assert [line for line, _raw in source.rows] == [22, 23, 24]
    assert source.covers == {"su": {"MA"}}
    assert source.warnings == [
        "left out 21 rows of other kinds than a treatment survey's, by typeFacility: "
        "20 BUPREN, 1 HRSA"
    ]


CELLS = [
    ({"typeFacility": "SA"}, "questionnaire", "su"),
    ({"typeFacility": " mh "}, "questionnaire", "mh"),
    ({"typeFacility": "OTP", "services": None}, "questionnaire", "otp"),
    ({"typeFacility": "OTP", "services": None}, "codes", ("OTP",)),
    ({"typeFacility": None, "type_facility": "MH"}, "questionnaire", "mh"),
    ({"services": None}, "codes", ()),
    ({"name2": None}, "program", ""),
    ({"zip": 2021}, "zip", "02021"),
    ({"latitude": "42.1584", "longitude": "-71.1448"}, "latitude", 42.1584),
    ({"latitude": 42.1584, "longitude": -71.1448}, "longitude", -71.1448),
    ({"latitude": "0.0", "longitude": "0"}, "latitude", None),
    ({"latitude": "0.000000", "longitude": "-0.0"}, "latitude", None),
    ({"latitude": 0, "longitude": 0}, "latitude", None),
    ({"latitude": "", "longitude": ""}, "latitude", None),
    ({"latitude": None, "longitude": None}, "longitude", None),
    ({"latitude": "42.1584", "longitude": None}, "latitude", None),
    ({"latitude": float("nan"), "longitude": -71.1}, "latitude", None),
    ({"website": "http://"}, "website", ""),
    ({"website": "https://shelby.example"}, "website", "https://shelby.example"),
]


@pytest.mark.parametrize("cells, name, value", CELLS)
def test_cells_of_a_row(tmp_path, cells, name, value):
    source = read(write(tmp_path / "locator-2026.json", [locator_row(**cells)]))
    assert getattr(source.record(source.rows[0][1]), name) == value


def test_a_hotline_is_another_number_and_an_intake_line_one_for_admissions(tmp_path):
    cells = {"intake1": "781-555-0101 x2", "hotline1": "781-555-0102"}
    source = read(write(tmp_path / "locator-2026.json", [locator_row(**cells)]))
    phones = source.record(source.rows[0][1]).phones
    assert [(phone.kind, phone.e164[-4:], phone.extension) for phone in phones] == [
        ("main", "0100", ""), ("intake", "0101", "2"), ("other", "0102", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cells, field",
    [
        ({"latitude": "north", "longitude": "-71"}, "coordinates"),
        ({"latitude": "142.1", "longitude": "-71"}, "coordinates"),
        ({"name1": {"en": "Shelby"}}, "name1"),
        ({"phone": ["781-555-0100"]}, "phone"),
        ({"services": {"f1": "x"}}, "services"),
        ({"name1": None}, "name"),
        ({"state": None}, "state"),
    ],
)
def test_a_row_that_cannot_be_right_is_rejected_with_its_field(tmp_path, cells, field):
    source = read(write(tmp_path / "locator-2026.json", [locator_row(**cells)]))
    with pytest.raises(RowError) as error:
        source.record(source.rows[0][1])
    assert error.value.field == field


@pytest.mark.real_data
def test_every_label_of_a_published_answer_is_a_code(real_data_folder):
    assert read(real_data_folder / "findtreatment-api-2019-05-23.json").unknown_labels == {}
