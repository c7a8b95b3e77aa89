"""Workbooks as people have them, each with what it should give: {kind: (maker, outcome)}."""

import zipfile

from demo.workbook import write_workbook
from tests.facilities.listings.outcomes import Dials, Refused, Rejected, Right
from tests.facilities.workbooks import COLUMNS, KEY, SU_CODES, rewritten, row, typed

FIRST = row("Shelby House", intake1="888-555-0102")
SECOND = row("Elm Clinic", street1="2 Elm Street", phone="617-555-0101")
CODES = [KEY, *([f"C{code}", "Category", code, f"Label of {code}", ""] for code in SU_CODES)]
LIST, REFERENCE = "Facilities List", "Service Code Reference"


def table(first=(), columns=COLUMNS, above=(), before=()):
    """Return the rows of the first sheet: texts; columns before and rows above the table."""
    rows = [FIRST | dict(first), SECOND]
    cells = [list(columns), *([each.get(column, "") for column in columns] for each in rows)]
    return [*above, *([*before, *line] for line in cells)]


def book(sheets=None, **options):
    """Return a function that writes a directory's workbook to a path."""

    def make(path):
        write_workbook(path, sheets or {LIST: table(**options), REFERENCE: CODES})
        return typed(path)

    return make


def cell(**first):
    return book(first=first)


def changed(part, old, new, make=None):
    """Return a function that writes a workbook with other bytes in a part of it."""

    def written(path):
        def change(name, content):
            if name != part:
                return content
            assert old in content
            return content.replace(old, new)

        return rewritten((make or book())(path), change)

    return written


def sheets(**more):
    return book({LIST: table(), REFERENCE: CODES, **more})


def cut(path):
    content = book()(path).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def old_excel(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    return path


def zipped(name):
    def make(path):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, "<document/>")
        return path

    return make


BOOK = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"
HIDDEN = b' sheetId="1" state="hidden"'
MERGED = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:M1"/></mergeCells></worksheet>'
TWICE = [*COLUMNS, "Phone"]
WORKBOOKS = {
    "plain": (book(), Right()),
    # Cells that aren't text.
    "a phone as a number": (cell(phone="number:7815550100"), Right()),
    "a phone as a fraction": (cell(phone="number:7815550100.0"), Right()),
    "a phone in scientific notation": (cell(phone="number:7.8155501E+09"), Right()),
    "an intake line as a number": (cell(intake1="number:8885550102"), Right()),
    "a ZIP code as a number": (cell(zip="number:2021"), Right()),
    "a ZIP code as a fraction": (cell(zip="number:2021.0"), Right()),
    "a street as a number": (cell(street1="number:12"), Right(street="12")),
    "a suite as a date": (cell(street2="date:45870"), Right(street2="2025-08-01")),
    "a suite as a time of a date": (
        cell(street2="time:45870.4375"),
        Right(street2="2025-08-01 10:30:00"),
    ),
    "a phone as a date": (cell(phone="date:45870"), Dials(None)),
    "a name as TRUE": (cell(name2="boolean:1"), Right(program="TRUE")),
    "an error for nothing": (cell(street2="error:#N/A"), Right()),
    "an error as a name": (cell(name1="error:#REF!"), Rejected("name")),
    "an error as a ZIP code": (cell(zip="error:#VALUE!"), Rejected("zip")),
    "a formula as text": (cell(name1="=A2"), Rejected("name1")),
    "a formula without a result": (
        changed(SHEET, b">Quincy<", b"><", cell(city="Quincy")),
        Rejected("city"),
    ),
    "NULL": (cell(name2="NULL", street2="#N/A"), Right()),
    # Where the table stands.
    "a title": (book(above=[["National Directory"]]), Right(line=3)),
    "rows of titles": (book(above=[["A"], ["B"], [], ["C"], []]), Right(line=7)),
    "a merged title": (
        changed(SHEET, b"</sheetData></worksheet>", MERGED, book(above=[["A"]])),
        Right(line=3),
    ),
    "columns before it": (book(before=["", ""]), Right()),
    "columns in another order": (book(columns=COLUMNS[::-1]), Right()),
    "columns behind it": (book(columns=[*COLUMNS, "", " "]), Right()),
    "a header merged over two columns": (
        changed(SHEET, b">intake2<", b"><", cell(intake2="888-555-0103")),
        Right(warning="column J has no name in the header, but line 2 holds something"),
    ),
    "a column twice": (book(columns=TWICE), Refused(r"'phone' stands 2 .* \(columns H and N\)")),
    "a column missing": (
        book(columns=[column for column in COLUMNS if column != "zip"]),
        Refused(r"sheet 'Facilities List', line 1\) lacks the column\(s\) zip"),
    ),
    "no code key": (book({LIST: table()}), Refused("no header with the columns category_code")),
    "no rows": (book({LIST: [COLUMNS], REFERENCE: CODES}), Refused("no facility in the file")),
    # Sheets.
    "sheets in another order": (book({REFERENCE: CODES, LIST: table()}), Right()),
    "sheets of other names": (book({"Sheet1": table(), "Sheet2": CODES}), Right()),
    "a sheet more": (sheets(Notes=[["Read me"]]), Right()),
    "an empty sheet more": (sheets(Sheet3=[]), Right()),
    "a hidden list": (changed(BOOK, b' sheetId="1"', HIDDEN), Right(warning="which is hidden")),
    "an old hidden list": (
        changed(BOOK, b' sheetId="1"', HIDDEN, book({"Old": table(), "New": table(), "C": CODES})),
        Right(),
    ),
    "a list twice": (sheets(Copy=table()), Refused("'Facilities List' and 'Copy' both hold")),
    # No workbook.
    "cut off": (cut, Refused("damaged or was cut off")),
    "an old workbook": (old_excel, Refused("encrypted workbook or an old .xls")),
    "a letter": (zipped("word/document.xml"), Refused("not an .xlsx workbook")),
    "an OpenDocument": (zipped("content.xml"), Refused("not an .xlsx workbook")),
}
