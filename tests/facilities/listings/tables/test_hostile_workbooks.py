"""A workbook made to harm ends the process that opens it, and is refused in a sentence."""

import re
import zipfile

import pytest

from facilities.listings.readers import FileError, read
from facilities.listings.readers.tables import sheets
from facilities.listings.records import RowError
from tests.facilities.workbooks import rewritten, row, workbook

SHEET = "xl/worksheets/sheet1.xml"


def far_cell(path, before, after):
    """Return a workbook with a cell in the far corner, its `before` written as `after`."""

    def change(_name, content):
        return content.replace(b'<c r="A2"', before + b"XFD1000000" + after, 1)

    return rewritten(workbook(path, [row()]), change)


def as_other_part(path):
    """Return one whose far cell stands in a part that isn't called .xml."""
    far_cell(path, b'<c r="', b'"')
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.dat"] = parts.pop(SHEET)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(b"sheet1.xml", b"sheet1.dat"))
    return path


HOSTILE = {
    "plain": lambda path: far_cell(path, b'<c r="', b'"'),
    "other quotes": lambda path: far_cell(path, b"<c r='", b"'"),
    "a tab": lambda path: far_cell(path, b'<c\tr="', b'"'),
    "a line break": lambda path: far_cell(path, b'<c\nr="', b'"'),
    "padding": lambda path: far_cell(path, b'<c x="' + b"x" * 60 + b'" r="', b'"'),
    "blanks around": lambda path: far_cell(path, b'<c   r =  "', b'"'),
    "another part": as_other_part,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_cell_in_the_far_corner_is_refused(tmp_path, make):
    with pytest.raises(FileError, match="600 MB of memory .* stray cells far from the table"):
        read(make(tmp_path / "su-2023.xlsx"))


def test_a_memory_that_is_just_too_small_is_no_traceback(tmp_path):
    """Not Rust's allocator but Python's may be the one that has none left."""
    path = workbook(tmp_path / "su-2023.xlsx", [row(name1="A" * 30_000_000)])
    with pytest.raises((FileError, RowError)):
        record_of_first(read(path))


def record_of_first(source):
    record = source.record(source.rows[0][1])
    if len(record.name) > 200:
        return record
    raise RowError("name", "was cut")


ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def with_entity(path, use):
    def change(name, content):
        if not name.startswith("xl/worksheets"):
            return content
        content = content.replace(b"?>", b"?>" + ENTITY, 1)
        return content.replace(b"Shelby House", b"Shelby &b; House") if use else content

    return rewritten(workbook(path, [row()]), change)


def test_an_entity_is_never_expanded(tmp_path):
    with pytest.raises(FileError, match="can't be read"):
        read(with_entity(tmp_path / "su-2023.xlsx", use=True))


def test_an_entity_that_nothing_uses_harms_nobody(tmp_path):
    source = read(with_entity(tmp_path / "su-2023.xlsx", use=False))
    assert source.rows[0][1]["name1"] == "Shelby House"


BROKEN = [
    (lambda content: content[: len(content) // 2], "can't be read"),
    (lambda content: b"no XML at all", "no header|can't be read"),
    (lambda content: re.sub(rb"</c>", b"", content), "can't be read"),
]


@pytest.mark.parametrize("change, problem", BROKEN)
def test_a_damaged_sheet_is_refused_in_a_sentence(tmp_path, change, problem):
    path = workbook(tmp_path / "su-2023.xlsx", [row()] * 3)
    rewritten(path, lambda name, content: change(content) if name == SHEET else content)
    with pytest.raises(FileError, match=problem):
        read(path)


HARM = "within 600 MB of memory"
PROCESSES = [
    ("raise SystemExit(1)", HARM),
    ("import os; os.kill(os.getpid(), 9)", HARM),
    ('print(\'{"sheet": "A"\')', HARM),
    ("print('[1, [\"before any sheet\"]]')", HARM),
    ("print('{}')", HARM),
    ("print('5')", HARM),
    ("print('\"done', end='')", HARM),
    ('print(\'{"problem": "it is broken"}\')', "it is broken"),
]


@pytest.mark.parametrize("code, problem", PROCESSES)
def test_whatever_becomes_of_the_process_is_one_sentence(tmp_path, monkeypatch, code, problem):
    process = tmp_path / "process.py"
    process.write_text(code)
    monkeypatch.setattr(sheets, "PROCESS", process)
    with pytest.raises(FileError, match=problem):
        read(workbook(tmp_path / "su-2023.xlsx", [row()]))


def test_a_process_that_never_ends_is_ended(tmp_path, monkeypatch):
    process = tmp_path / "process.py"
    process.write_text("import time\nwhile True: time.sleep(60)")
    monkeypatch.setattr(sheets, "PROCESS", process)
    monkeypatch.setattr(sheets, "MOST_SECONDS", 1)
    with pytest.raises(FileError, match="1 seconds"):
        read(workbook(tmp_path / "su-2023.xlsx", [row()]))


def test_a_process_that_sends_without_end_is_ended(tmp_path, monkeypatch):
    process = tmp_path / "process.py"
    process.write_text("while True: print('\"x\"' * 1000, end='')")
    monkeypatch.setattr(sheets, "PROCESS", process)
    monkeypatch.setattr(sheets, "MOST_TEXT", 100_000)
    with pytest.raises(FileError, match=HARM):
        read(workbook(tmp_path / "su-2023.xlsx", [row()]))


@pytest.mark.parametrize("limit, most", [("MOST_CELLS", 20), ("MOST_TEXT", 400)])
def test_more_cells_or_text_than_a_directory_has_are_refused(tmp_path, monkeypatch, limit, most):
    monkeypatch.setattr(sheets, limit, most)
    with pytest.raises(FileError, match="more cells than any directory"):
        read(workbook(tmp_path / "su-2023.xlsx", [row()] * 20))


def test_nothing_of_this_process_reaches_the_other(tmp_path, monkeypatch):
    """A key in the environment isn't there for a workbook to take."""
    process = tmp_path / "process.py"
    process.write_text("import json, os\nprint(json.dumps({'problem': ' '.join(os.environ)}))")
    monkeypatch.setattr(sheets, "PROCESS", process)
    monkeypatch.setenv("FIELD_KEYS", "secret")
    with pytest.raises(FileError) as error:
        read(workbook(tmp_path / "su-2023.xlsx", [row()]))
    assert "FIELD_KEYS" not in str(error.value)
