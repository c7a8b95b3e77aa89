"""Every usual spelling of a table as text is read, or told what is wrong with it."""

import csv
import io
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.readers import FileError
from facilities.listings.readers.tables import find_table, read_tables

HEADER = ["Name", "City", "Phone"]
ROWS = [["Casa Cañon", "Canton", "781-555-0100"], ["B; C, D | E", "Quincy", "617-555-0101"]]
NEEDED = {"name", "phone"}


def delimited(delimiter=",", end="\r\n", rows=None):
    """Return HEADER and rows as text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerows([HEADER, *(ROWS if rows is None else rows)])
    return text.getvalue()


def table_of(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return find_table(read_tables(path), NEEDED)


@pytest.mark.parametrize(
    "delimiter, end, encoding",
    list(product(",;\t|", ["\n", "\r\n", "\r"], ["utf-8", "utf-8-sig", "utf-16"])),
)
def test_a_spelling_is_read(tmp_path, delimiter, end, encoding):
    content = delimited(delimiter, end).encode(encoding)
    table = table_of(tmp_path / "a.csv", content)
    assert table.header == ["name", "city", "phone"]
    assert [(line, list(row.values())) for line, row in table.rows] == [(2, ROWS[0]), (3, ROWS[1])]
    assert table.warnings == []


@pytest.mark.parametrize("mark, encoding", [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_unicode_text_of_spreadsheets_is_read(tmp_path, mark, encoding):
    table = table_of(tmp_path / "a.txt", mark + delimited("\t").encode(encoding))
    assert table.rows[0][1]["name"] == "Casa Cañon"


def test_windows_1252_is_read_and_said(tmp_path):
    table = table_of(tmp_path / "a.csv", delimited().encode("cp1252"))
    assert table.rows[0][1]["name"] == "Casa Cañon"
    assert table.warnings == [
        "the text isn't UTF-8; it was read as Windows-1252, as in 'Cañon' (line 2). "
        "If letters are wrong, save it as CSV UTF-8"
    ]


def test_what_is_mostly_utf_8_is_not_read_as_something_else(tmp_path):
    content = delimited().encode() + "Peñas,Ponce,\r\n".encode("cp1252")
    with pytest.raises(FileError, match=r"line 4: the text is UTF-8 in some places and isn't here"):
        table_of(tmp_path / "a.csv", content)


def test_a_byte_that_no_encoding_has_is_refused(tmp_path):
    with pytest.raises(FileError, match="line 3: the text isn't UTF-8"):
        table_of(tmp_path / "a.csv", b"name,phone\r\nA,1\r\n\x81,2\r\n")


def test_utf_16_that_breaks_off_is_refused(tmp_path):
    with pytest.raises(FileError, match="UTF-16 text breaks off"):
        table_of(tmp_path / "a.csv", delimited().encode("utf-16")[:-1])


@pytest.mark.parametrize("content", [b"name,phone\0,a", "name,phone".encode("utf-32"), b"\0" * 9])
def test_what_is_no_text_is_refused(tmp_path, content):
    with pytest.raises(FileError, match="isn't text|breaks off"):
        table_of(tmp_path / "a.csv", content)


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;"])
def test_the_line_that_names_the_delimiter_is_obeyed(tmp_path, line):
    table = table_of(tmp_path / "a.csv", f"{line}\r\n{delimited(';')}")
    assert table.rows[0] == (3, dict(zip(table.header, ROWS[0], strict=True)))


def test_a_delimiter_of_another_kind_is_refused(tmp_path):
    with pytest.raises(FileError, match=r"line 1: '#' between cells isn't read; use commas"):
        table_of(tmp_path / "a.csv", "sep=#\nname#phone\n")


def test_blank_lines_are_left_out_and_counted(tmp_path):
    table = table_of(tmp_path / "a.csv", "\r\nname,phone\r\n\r\n,\r\nA,1\r\n\r\n")
    assert table.rows == [(5, {"name": "A", "phone": "1"})]


def test_a_row_has_the_line_on_which_it_begins(tmp_path):
    table = table_of(tmp_path / "a.csv", 'name,phone\n"A\nB",1\nC,2\n')
    assert table.rows == [(2, {"name": "A\nB", "phone": "1"}), (4, {"name": "C", "phone": "2"})]


@pytest.mark.parametrize(
    "text, problem",
    [
        ('name,phone\nA,1\n"B,2\nC,3\n', "line 3: a quotation mark is opened and never closed"),
        ('name,phone\n"A"B,1\n', "line 2: a quotation mark stands where none can"),
        ('name,phone\n"' + "A" * 200_000 + '",1\n', "line 2: a cell holds more than any"),
    ],
)
def test_a_quotation_mark_in_the_wrong_place_is_named_with_its_line(tmp_path, text, problem):
    with pytest.raises(FileError, match=problem):
        table_of(tmp_path / "a.csv", text)


CELLS = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=12)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=20),
    delimiter=st.sampled_from(",;\t|"),
)
def test_what_is_written_with_a_delimiter_is_read_with_it(tmp_path_factory, rows, delimiter):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    table = table_of(path, f"sep={delimiter}\r\n{delimited(delimiter, rows=rows)}")
    kept = [{n: c for n, c in zip(table.header, row, strict=True) if c.strip()} for row in rows]
    assert [row for _line, row in table.rows] == [row for row in kept if row]
