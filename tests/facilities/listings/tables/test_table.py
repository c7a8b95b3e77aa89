"""A table is found where its header stands, and its rows say which lines they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.readers import FileError
from facilities.listings.readers.tables import MISFIT, Sheet, check_whole, find_table, has_table
from facilities.listings.readers.tables.table import letters
from facilities.listings.records import RowError

NEEDED = {"name", "phone"}
TABLE = [["Name", "City ", "PHONE"], ["A", "Canton", "1"], ["B", "", "2"]]


def sheet(*rows, name="", **options):
    """Return a Sheet of text whose lines are counted from 1."""
    options.setdefault("is_text", not name)
    return Sheet(name, list(enumerate(rows, start=1)), **options)


@pytest.mark.parametrize("before", range(10))
def test_the_header_is_any_of_the_first_ten_rows(before):
    titles = [["Facilities"], ["as of May 1"], ["Source", "SAMHSA"]] * 3
    table = find_table([sheet(*titles[:before], *TABLE)], NEEDED)
    assert table.header == ["name", "city", "phone"]
    assert table.rows[0] == (before + 2, {"name": "A", "city": "Canton", "phone": "1"})
    assert table.rows[1] == (before + 3, {"name": "B", "phone": "2"})


def test_beyond_the_tenth_row_no_header_is_looked_for():
    with pytest.raises(FileError, match="no header with the columns name, phone"):
        find_table([sheet(*[["a title"]] * 10, *TABLE)], NEEDED)


def test_a_missing_column_is_named_and_where_the_header_stands():
    with pytest.raises(FileError, match=r"the header \(line 2\) lacks the column\(s\) phone$"):
        find_table([sheet(["A title"], ["name", "city"], ["A", "Canton"])], NEEDED)


def test_a_missing_column_of_a_sheet_is_named_with_the_sheet():
    with pytest.raises(FileError, match=r"\(sheet 'List', line 1\) lacks the column\(s\) phone"):
        find_table([sheet(["x"], name="Notes"), sheet(["name"], name="List")], NEEDED)


@pytest.mark.parametrize("again", ["Phone", "phone", " PHONE "])
def test_a_column_that_stands_twice_is_refused(again):
    with pytest.raises(FileError, match=r"line 1: the column 'phone' .* \(columns B and D\)"):
        find_table([sheet(["name", "phone", "city", again], ["A", "1", "", "2"])], NEEDED)


def test_empty_names_of_columns_are_no_column_twice():
    table = find_table([sheet(["name", "", "phone", "", ""], ["A", "", "1", "", ""])], NEEDED)
    assert (table.rows, table.warnings) == ([(2, {"name": "A", "phone": "1"})], [])


def test_text_under_no_name_is_told():
    table = find_table([sheet(["name", "", "phone"], ["A", "x", "1"], name="List")], NEEDED)
    assert table.rows == [(2, {"name": "A", "phone": "1"})]
    assert table.warnings == [
        "column B has no name in the header, but line 2 holds something there; it isn't read"
    ]


@pytest.mark.parametrize("cells", [["A"], ["A", "Canton", "1", "x"]])
def test_a_row_of_text_with_other_cells_than_the_header_is_marked(cells):
    table = find_table([sheet(*TABLE, cells)], NEEDED)
    with pytest.raises(RowError, match="as many cells"):
        check_whole(table.rows[-1][1])


def test_empty_cells_beyond_the_header_are_nothing():
    table = find_table([sheet(*TABLE, ["C", "", "3", "", ""])], NEEDED)
    assert MISFIT not in table.rows[-1][1]


def test_the_sheet_is_told_by_its_columns():
    sheets = [sheet(["x"], name="Notes"), sheet(*TABLE, name="Anything")]
    assert find_table(sheets, NEEDED).name == "Anything"
    assert has_table(sheets, NEEDED)
    assert not has_table(sheets, {"zip"})


def test_a_hidden_sheet_gives_way_to_a_visible_one():
    old = sheet(*TABLE[:2], name="Old", is_hidden=True)
    table = find_table([old, sheet(*TABLE, name="New")], NEEDED)
    assert (table.name, table.warnings) == ("New", [])


def test_a_hidden_sheet_that_is_the_only_one_is_read_and_told():
    table = find_table([sheet(*TABLE, name="List", is_hidden=True)], NEEDED)
    assert table.warnings == ["the sheet 'List', which is hidden, was read"]


def test_two_sheets_with_such_a_table_are_refused():
    with pytest.raises(FileError, match="'May' and 'June' both hold such a table"):
        find_table([sheet(*TABLE, name="May"), sheet(*TABLE, name="June")], NEEDED)


@given(st.lists(st.lists(st.text(max_size=3), max_size=4), max_size=12))
def test_any_rows_with_a_header_are_a_table(rows):
    needed = {"a header", "another"}
    table = find_table([sheet(["A  Header", "ANOTHER "], *rows)], needed)
    assert needed == set(table.header)
    assert all(row for _line, row in table.rows)


@pytest.mark.parametrize(
    "column, name", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_in_spreadsheets(column, name):
    assert letters(column) == name
