"""Every format is read; every file that isn't one is refused, with the reason."""

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from demo.workbook import write_workbook
from facilities.listings.readers import FileError, read
from facilities.listings.readers.export import PLAIN_COLUMNS
from facilities.listings.readers.tables import MISFIT
from facilities.listings.records import RowError
from facilities.models import Edition
from tests.facilities.workbooks import (
    COLUMNS,
    MH_CODES,
    SU_CODES,
    export,
    rewritten,
    row,
    typed,
    workbook,
)


def bytes_file(path, content):
    path.write_bytes(content)
    return path


def truncated(path):
    content = workbook(path, [row()] * 50).read_bytes()
    return bytes_file(path, content[: len(content) // 2])


def with_far_cell(path):
    return rewritten(
        workbook(path, [row()]),
        lambda name, content: content.replace(b'r="A2"', b'r="XFD1048576"'),
    )


def zip_bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _megabyte in range(300):
                member.write(b" " * 1_000_000)
    return path


def many_members(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(300):
            archive.writestr(f"xl/{number}.xml", "")
    return path


def other_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100
WITHOUT_ZIP = [column for column in COLUMNS if column != "zip"]
BAD = [
    ("empty.xlsx", lambda p: bytes_file(p, b""), "is empty"),
    ("missing-2023.xlsx", lambda p: p, "no such file"),
    ("page-2023.xlsx", lambda p: bytes_file(p, b"<!DOCTYPE html><html>404"), "web page"),
    ("old-2023.xlsx", lambda p: bytes_file(p, OLE), "encrypted workbook or an old .xls"),
    ("letter-2023.xlsx", other_zip, "not an .xlsx workbook"),
    ("cut-2023.xlsx", truncated, "cut off"),
    ("text-2023.csv", lambda p: bytes_file(p, b"hello\nworld"), "no format we know"),
    ("picture-2023.csv", lambda p: bytes_file(p, b"\x89PNG\r\n\x1a\n\0\0"), "isn't text"),
    ("bomb-2023.xlsx", zip_bomb, "far more than a directory"),
    ("parts-2023.xlsx", many_members, "301 parts"),
    ("far-2023.xlsx", with_far_cell, "within 600 MB of memory .* stray cells far from the table"),
    ("columns-2023.xlsx", lambda p: workbook(p, [row()], columns=WITHOUT_ZIP), "lacks .* zip"),
    ("none-2023.xlsx", lambda p: workbook(p, []), "no facility"),
    ("codes-2023.xlsx", lambda p: workbook(p, [row()], codes=["SA"]), "say --kind su or"),
    ("directory.xlsx", lambda p: workbook(p, [row()]), "say --year"),
    ("su-2022-2023.xlsx", lambda p: workbook(p, [row()]), "say --year"),
    ("flags-2025.csv", lambda p: export(p, [], ["dt"]), "no code columns"),
    ("header-2025.csv", lambda p: bytes_file(p, b"name1,city\nA,B"), "lacks the column"),
    ("broken-2025.json", lambda p: bytes_file(p, b'{"rows": [\n1,'), "line 2: not JSON"),
    ("other-2025.json", lambda p: bytes_file(p, b'{"items": []}'), 'a list "rows"'),
    ("list-2025.json", lambda p: bytes_file(p, b"[1, 2]"), 'a list "rows"'),
    ("deep-2025.json", lambda p: bytes_file(p, b"[" * 100_000), "nested too deeply|not JSON"),
    ("mine.json", lambda p: bytes_file(p, b'{"format": "curated"}'), "lacks year"),
]


@pytest.mark.parametrize("name, make, problem", BAD, ids=[bad[0] for bad in BAD])
def test_a_bad_file_is_refused_with_its_name_and_problem(tmp_path, name, make, problem):
    path = make(tmp_path / name)
    with pytest.raises(FileError, match=problem):
        read(path)


@pytest.mark.django_db
def test_the_command_names_the_file_and_says_that_nothing_changed(tmp_path):
    path = bytes_file(tmp_path / "page-2023.xlsx", b"<html>")
    with pytest.raises(CommandError, match=r"page-2023.xlsx: .* web page.* Nothing was changed"):
        call_command("import_directory", path)
    assert not Edition.objects.exists()


@pytest.mark.django_db
def test_the_command_says_how_a_file_was_read(tmp_path):
    path = tmp_path / "su-2023.xlsx"
    hidden = b'name="Facilities List" sheetId="1" state="hidden"'
    rewritten(
        workbook(path, [row()]),
        lambda _name, content: content.replace(b'name="Facilities List" sheetId="1"', hidden),
    )
    stderr = StringIO()
    call_command("import_directory", path, "--dry-run", stdout=StringIO(), stderr=stderr)
    assert f"WARNING: {path}: the sheet 'Facilities List', which is hidden" in stderr.getvalue()


@pytest.mark.django_db
def test_swapped_columns_stop_the_import(tmp_path):
    swapped = [row(city="MA", state="Canton"), row(phone="Shelby House", name1="781-555-0100")]
    path = workbook(tmp_path / "su-2023.xlsx", swapped)
    with pytest.raises(CommandError, match="line 2: state.*\n.*line 3: name"):
        call_command("import_directory", path)
    assert not Edition.objects.exists()


def test_a_bomb_costs_less_than_150_megabytes(tmp_path):
    """In a process of its own: the memory of this one says nothing."""
    path = zip_bomb(tmp_path / "bomb-2023.xlsx")
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from facilities.listings.readers import safety\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: safety.check_workbook(Path(sys.argv[1]))\n"
        "except ValueError: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 150_000


HEADERS = [str.lower, str.upper, str.capitalize, lambda column: f" {column} "]


@pytest.mark.parametrize("header", HEADERS)
def test_headers_are_read_in_any_case(tmp_path, header):
    source = read(workbook(tmp_path / "su-2023.xlsx", [row()], header=header))
    assert source.record(source.rows[0][1]).city == "Canton"


@pytest.mark.parametrize("codes, kind", [(SU_CODES, "su"), (MH_CODES, "mh")])
def test_the_codes_tell_which_directory_it_is(tmp_path, codes, kind):
    source = read(workbook(tmp_path / "2023_Facilities_for_All.xlsx", [row()], codes=codes))
    assert (source.kind, source.year, source.is_demo) == (kind, 2023, False)
    assert source.asked == set(codes)


def test_kind_and_year_can_be_said(tmp_path):
    source = read(workbook(tmp_path / "directory.xlsx", [row()], codes=["SA"]), "mh", 2024)
    assert (source.kind, source.year) == ("mh", 2024)


def test_a_kind_that_the_format_cannot_be_is_refused(tmp_path):
    with pytest.raises(FileError, match="can't be of kind 'api'"):
        read(workbook(tmp_path / "su-2023.xlsx", [row()]), "api")


def test_lines_are_those_of_the_sheet_and_empty_rows_are_left_out(tmp_path):
    source = read(workbook(tmp_path / "su-2023.xlsx", [row("A"), {}, row("B")]))
    assert [(line, raw["name1"]) for line, raw in source.rows] == [(2, "A"), (4, "B")]


SHEETS = [
    ("Facilities List", "Service Code Reference"),
    ("facilities list ", "SERVICE CODE REFERENCE"),
    ("Facilities", "Codes"),
    ("Sheet1", "Sheet2"),
]


@pytest.mark.parametrize("facilities, key", SHEETS)
@pytest.mark.parametrize("header", [str.lower, str.capitalize])
def test_the_sheets_of_a_directory_are_told_by_their_columns(tmp_path, facilities, key, header):
    path = workbook(tmp_path / "2025_SU_Facilities_for_All_City_All.xlsx", [row()], header=header)
    rewritten(
        path,
        lambda _name, content: content.replace(b"Facilities List", facilities.encode()).replace(
            b"Service Code Reference", key.encode()
        ),
    )
    source = read(path)
    assert (source.kind, source.year, source.covers) == ("su", 2025, {"su": {"US"}})
    assert source.record(source.rows[0][1]).codes == ("SA", "DT", "OP", "OIT", "MD")


def test_a_street_that_is_not_given_is_not_withheld(tmp_path):
    rows = [row(street1=""), row(street1="- - -"), row(street1=" ")]
    source = read(workbook(tmp_path / "2025_SU_Facilities.xlsx", rows))
    records = [source.record(raw) for _line, raw in source.rows]
    assert [(record.street, record.address_withheld) for record in records] == [
        ("", False),
        ("", True),
        ("", False),
    ]


def test_one_sheet_of_a_directory_is_not_enough(tmp_path):
    path = bytes_file(tmp_path / "su-2023.csv", f"{','.join(COLUMNS)}\nA{',' * 12}SA\n".encode())
    with pytest.raises(FileError, match="one sheet of a National Directory; give its workbook"):
        read(path)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(FileError, match="this is a folder"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["su-2023.xlsx", "export-2025.csv", "mine.json"])
@pytest.mark.parametrize("method", ["open", "is_file", "read_bytes"])
def test_a_file_that_may_not_be_read_is_refused_in_a_sentence(tmp_path, monkeypatch, name, method):
    def refuse(path, *arguments, **options):
        raise PermissionError(13, "Permission denied", str(path))

    path = workbook(tmp_path / name, [row()])
    if name.endswith("csv"):
        export(path, [PLAIN], FLAGS)
    elif name.endswith("json"):
        path.write_text("{}")
    with monkeypatch.context() as patched:
        patched.setattr(Path, method, refuse)
        with pytest.raises(FileError, match=r"it can't be read \(Permission denied\)"):
            read(path)


FLAGS = [f"x{n}" for n in range(20)] + ["dt", "sa"]
PLAIN = {"name1": "A", "street1": "1 Main St", "city": "Canton", "state": "MA", "zip": "02021"}


def test_an_export_gives_codes_coordinates_and_website(tmp_path):
    cells = {
        **PLAIN,
        "dt": "1",
        "latitude": "42.1",
        "longitude": "-71.1",
        "website": "http://a.org",
    }
    source = read(export(tmp_path / "export-2025.csv", [cells], FLAGS))
    record = source.record(source.rows[0][1])
    assert (record.codes, record.latitude, record.website) == (("DT",), 42.1, "http://a.org")
    assert source.asked == {flag.upper() for flag in FLAGS}


@pytest.mark.parametrize(
    "cells, field",
    [({"dt": "yes"}, "dt"), ({"latitude": "north", "longitude": "1"}, "coordinates")],
)
def test_a_cell_of_an_export_that_makes_no_sense_rejects_the_row(tmp_path, cells, field):
    source = read(export(tmp_path / "export-2025.csv", [{**PLAIN, **cells}], FLAGS))
    with pytest.raises(RowError) as error:
        source.record(source.rows[0][1])
    assert error.value.field == field


def test_a_row_with_a_cell_too_many_is_rejected(tmp_path):
    path = export(tmp_path / "export-2025.csv", [PLAIN], FLAGS)
    path.write_text(path.read_text(encoding="utf-8").rstrip() + ",extra\n", encoding="utf-8")
    source = read(path)
    assert MISFIT in source.rows[0][1]
    with pytest.raises(RowError, match="as many cells"):
        source.record(source.rows[0][1])


def wide_workbook(path, rows, titles=(), header=str):
    """Write `rows` as FindTreatment.gov's Excel download, its cells typed."""
    columns = [*PLAIN_COLUMNS, *FLAGS]
    cells = [[header(column) for column in columns]]
    cells += [[row.get(column, "") for column in columns] for row in rows]
    write_workbook(path, {"Facilities": [*titles, *cells]})
    return typed(path)


DOWNLOADS = [
    "FindTreament_Facility_listing_2025_08_01_101530.xlsx",
    "Behavioral_Health_Treament_Facility_listing_2025_08_01_202412.xlsx",
]
TITLES = [["Behavioral Health Treatment Facility Listing"], ["Search: MA"], [], ["Results: 1"], []]


@pytest.mark.parametrize("name", DOWNLOADS)
@pytest.mark.parametrize("titles", [[], TITLES[:1], TITLES[:4], TITLES])
def test_the_excel_download_is_read_as_its_twin_in_csv(tmp_path, name, titles):
    cells = {**PLAIN, "phone": "781-555-0100", "type_facility": "SU", "dt": "1"}
    cells |= {"latitude": "42.1", "longitude": "-71.1"}
    numbers = {"zip": "number:2021", "dt": "number:1", "phone": "number:7815550100"}
    numbers |= {"latitude": "number:42.1", "longitude": "number:-71.1"}
    twin = read(export(tmp_path / "export_2025_08_01.csv", [cells], FLAGS))
    source = read(wide_workbook(tmp_path / name, [cells | numbers], titles))
    assert (source.kind, source.year, source.covers) == ("export", 2025, {"su": {"MA"}})
    assert source.asked == twin.asked
    line, raw = source.rows[0]
    assert line == len(titles) + 2
    record, expected = source.record(raw), twin.record(twin.rows[0][1])
    assert [phone.e164 for phone in record.phones] == ["+17815550100"]
    assert replace(record, phones=()) == replace(expected, phones=())


def test_labels_of_the_locator_become_codes(tmp_path):
    services = [
        {"f1": "Type of Care", "f2": "TC", "f3": "Substance use treatment;  Detoxification"},
        {"f1": "Payment", "f2": "PAY", "f3": "Medicaid; Gold coins"},
    ]
    path = tmp_path / "locator-2025.json"
    path.write_text(json.dumps({"rows": [{**PLAIN, "services": services, "intake1": None}]}))
    source = read(path)
    assert source.record(source.rows[0][1]).codes == ("SA", "DT", "MD")
    assert source.unknown_labels == {"PAY: Gold coins": 1}


@pytest.mark.parametrize("services", [None, [1], [{"f2": None, "f3": None}], [{}], []])
def test_services_of_an_odd_shape_say_nothing(tmp_path, services):
    path = tmp_path / "locator-2025.json"
    path.write_text(json.dumps({"rows": [{**PLAIN, "services": services}]}))
    source = read(path)
    assert source.record(source.rows[0][1]).codes == ()


def test_services_that_are_no_list_reject_the_row(tmp_path):
    path = tmp_path / "locator-2025.json"
    path.write_text(json.dumps({"rows": [{**PLAIN, "services": "Detoxification"}]}))
    source = read(path)
    with pytest.raises(RowError, match="services"):
        source.record(source.rows[0][1])


@pytest.mark.real_data
@pytest.mark.parametrize(
    "name, kind, rows, codes",
    [
        ("national-directory-su-2022.xlsx", "su", 12_176, 225),
        ("national-directory-su-2023.xlsx", "su", 12_744, 224),
        ("national-directory-mh-2023.xlsx", "mh", 8_707, 176),
        ("findtreatment-export-2025-08-ma-160.csv", "export", 160, 317),  # MH-HI, MH-RES
        ("findtreatment-api-2019-05-23.json", "api", 25, 144),
    ],
)
def test_every_published_file_is_read_whole(real_data_folder, name, kind, rows, codes):
    source = read(real_data_folder / name)
    assert (source.kind, len(source.rows), len(source.asked)) == (kind, rows, codes)
    for _line, raw in source.rows:
        source.record(raw)
