import xml.etree.ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from demo.workbook import write_workbook
from facilities.listings.readers.safety import check_workbook

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def read_back(path):
    workbook = CalamineWorkbook.from_path(path)
    return {
        name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in workbook.sheet_names
    }


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("xlsx") / "book.xlsx"


@settings(deadline=None)  # A busy machine is no failure.
@given(rows=st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=5))
def test_what_is_written_is_read(path, rows):
    # The last row keeps the others from being cut off as empty.
    rows.append(["end", "of", "sheet"])
    write_workbook(path, {"Sheet": rows})
    assert read_back(path) == {"Sheet": rows}


@pytest.mark.parametrize(
    "text",
    [
        "<b>&amp;\"'",
        "  spaces  ",
        "two\nlines\tand a tab",
        "carriage\r\nreturn",
        "\x00\x07\x1f",
        "_x0041_ is no escape",
        "Clínica 漢字 😀",
        "02021",
        "=1+1",
        "]]>",
    ],
)
def test_special_characters(path, text):
    write_workbook(path, {"Sheet": [[text]]})
    assert read_back(path) == {"Sheet": [[text]]}


def test_columns_past_z(path):
    row = [str(n) for n in range(1000)]
    write_workbook(path, {"Sheet": [row]})
    assert read_back(path) == {"Sheet": [row]}
    sheet = ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert 'r="Z1"' in sheet
    assert 'r="AA1"' in sheet
    assert 'r="ALL1"' in sheet


def test_sheets_keep_their_order_and_names(path):
    write_workbook(path, {"Zebras & <others>": [["z"]], "Apes": [["a"]]})
    assert list(read_back(path)) == ["Zebras & <others>", "Apes"]


def test_every_part_is_xml_that_the_content_types_name(path):
    write_workbook(path, {"One": [["1"]], "Two": [["2"]]})
    with ZipFile(path) as archive:
        roots = {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}
    types = roots.pop("[Content_Types].xml")
    named = {part.get("PartName", "").lstrip("/") for part in types}
    assert {name for name in roots if not name.endswith(".rels")} == named - {""}
    targets = {relation.get("Target") for relation in roots["xl/_rels/workbook.xml.rels"]}
    assert targets == {"worksheets/sheet1.xml", "worksheets/sheet2.xml"}


def test_the_importer_finds_it_harmless(path):
    write_workbook(path, {"Sheet": [["a"]] * 1000})
    check_workbook(path)


def test_same_sheets_same_bytes(path, tmp_path):
    for target in (path, tmp_path / "again.xlsx"):
        write_workbook(target, {"Sheet": [["a", "b"]]})
    assert path.read_bytes() == (tmp_path / "again.xlsx").read_bytes()
