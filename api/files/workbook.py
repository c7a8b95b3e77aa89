"""A workbook for Excel (.xlsx): facilities as rows, and a sheet that says what they are.

Cells are text or numbers and never formulas, so nothing in them is run and ZIP codes keep their
zeros.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.worksheet import Worksheet

Cells = Sequence[Any]

SHEET, ABOUT = "facilities", "about"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # characters, as many as Excel opens
MEANING = (
    "services and not_offered hold what the lists say. A service in neither column is not a no: "
    "nobody said. Call before you go."
)
# In characters, about. Whatever isn't named here is 14 wide.
WIDTHS = {"name": 40, "program": 34, "street": 28, "city": 18, "state": 6, "zip": 7, "services": 50}
USUAL_WIDTH = 14
# Where nobody knows of when the rows are: as files in a zip have it, which a workbook is.
NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
_OPTIONS = {
    # Rows go to a file while they are written: a state's are 60,000 cells.
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


class Book:
    """A workbook while it is written: rows under a header of `columns`, then what it is of.

    Text that is longer than Excel opens is cut. Whoever opens one drops it in the end.
    """

    def __init__(self, file: BinaryIO | Path, columns: Cells) -> None:
        self._folder = TemporaryDirectory()
        self._book = Workbook(file, {**_OPTIONS, "tmpdir": self._folder.name})
        self._bold = self._book.add_format({"bold": True})
        self._sheet = self._book.add_worksheet(SHEET)
        self._width, self._rows = len(columns), 1
        _lay_out(self._sheet, columns)
        _write_row(self._sheet, 0, columns, self._bold)

    def add(self, rows: Iterable[Cells]) -> None:
        for cells in rows:
            _write_row(self._sheet, self._rows, cells)
            self._rows += 1

    def close(self, about: Iterable[tuple[str, Any]], changed_at: datetime | None = None) -> None:
        """End the file, with a sheet of pairs `about` it.

        `changed_at`: of when its rows are. By itself it would tell the present second, and two
        answers to one question would differ.
        """
        created = (changed_at or NO_TIME).astimezone(UTC)
        self._book.set_properties({"created": created})
        self._sheet.autofilter(0, 0, self._rows - 1, self._width - 1)
        # "A number stored as text", says Excel of each ZIP code otherwise.
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        _write_about(self._book.add_worksheet(ABOUT), about, self._bold)
        self._book.close()

    def drop(self) -> None:
        """Let go of what is open, whether or not the file was ended."""
        if not self._book.fileclosed:
            with suppress(OSError, XlsxFileError):
                self._book.close()
        self._folder.cleanup()


def _lay_out(sheet: Worksheet, columns: Cells) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, WIDTHS.get(column, USUAL_WIDTH))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.repeat_rows(0)


def _write_about(sheet: Worksheet, about: Iterable[tuple[str, Any]], bold: Any) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for row, (name, value) in enumerate((*about, ("meaning", MEANING))):
        sheet.write_string(row, 0, name, bold)
        _write_cell(sheet, row, 1, value)


def _write_row(sheet: Worksheet, row: int, cells: Cells, style: Any = None) -> None:
    for column, value in enumerate(cells):
        _write_cell(sheet, row, column, value, style)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Any, style: Any = None) -> None:
    """Write text as text, whatever it begins with, and a number as a number; nothing if empty."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value[:LONGEST_CELL], style)
    else:
        sheet.write_number(row, column, value, style)
