"""A cell of a workbook becomes the text that a spreadsheet shows."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.workbook import write_workbook
from facilities.listings.readers.tables import read_tables
from facilities.listings.readers.tables.workbook_process import shown
from tests.facilities.workbooks import typed

SHOWN = [
    ("a text", "a text"),
    ("  02021 ", "  02021 "),
    (2052160200.0, "2052160200"),
    (2021, "2021"),
    (-71.0589, "-71.0589"),
    (0.1 + 0.2, "0.3"),
    (0.0, "0"),
    (-0.0, "0"),
    (6.17e20, "6.17E+20"),
    (1e15, "1E+15"),
    (0.00001, "1E-05"),
    (float("inf"), ""),
    (float("nan"), ""),
    (True, "TRUE"),
    (False, "FALSE"),
    (date(2025, 8, 1), "2025-08-01"),
    (datetime(2025, 8, 1), "2025-08-01"),
    (datetime(2025, 8, 1, 10, 30), "2025-08-01 10:30:00"),
    (time(10, 30), "10:30:00"),
    (timedelta(hours=30), "1 day, 6:00:00"),
    (None, ""),
]


@pytest.mark.parametrize("cell, text", SHOWN)
def test_a_cell_is_shown(cell, text):
    assert shown(cell) == text


@given(st.one_of(st.integers(), st.floats(), st.text(), st.booleans(), st.datetimes()))
def test_every_cell_is_shown_as_text(cell):
    assert isinstance(shown(cell), str)


@given(st.integers(10**9, 10**10 - 1))
def test_a_phone_number_in_a_number_cell_keeps_its_ten_digits(number):
    assert shown(float(number)) == str(number)


def sheet(path, rows):
    """Return the one Sheet of a workbook with `rows`, typed."""
    write_workbook(path, {"Sheet1": rows})
    (only,) = read_tables(typed(path))
    return only


TYPED = [
    ("number:2052160200", "2052160200"),
    ("number:2052160200.0", "2052160200"),
    ("number:2.0521602E9", "2052160200"),
    ("number:2021", "2021"),
    ("number:42.3912", "42.3912"),
    ("boolean:1", "TRUE"),
    ("boolean:0", "FALSE"),
    ("error:#N/A", ""),
    ("error:#REF!", ""),
    ("date:45870", "2025-08-01"),
    ("time:45870.4375", "2025-08-01 10:30:00"),
]


@pytest.mark.parametrize("cell, text", TYPED)
def test_cells_of_a_real_workbook_are_texts(tmp_path, cell, text):
    only = sheet(tmp_path / "typed.xlsx", [["name", "value", "end"], ["A", cell, "Z"]])
    assert only.rows[1] == (2, ["A", text, "Z"])


def test_rows_and_columns_before_the_table_keep_their_places(tmp_path):
    only = sheet(tmp_path / "far.xlsx", [[], [], ["", "", "x"], [], ["", "y"]])
    assert only.rows == [(3, ["", "", "x"]), (5, ["", "y", ""])]


def test_a_row_of_blanks_is_left_out(tmp_path):
    assert sheet(tmp_path / "blank.xlsx", [["x"], ["  "], ["y"]]).rows == [(1, ["x"]), (3, ["y"])]


def test_an_empty_sheet_has_no_rows(tmp_path):
    assert sheet(tmp_path / "empty.xlsx", []).rows == []
