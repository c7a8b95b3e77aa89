"""The rows of a table file, whatever its format: CSV in any usual spelling, or a workbook."""

import csv
import io
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from facilities.listings.readers import FileError
from facilities.listings.readers.safety import check_size, check_workbook

BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",;\t|"
Rows = list[tuple[int, list[str]]]  # (line, cells)


def read_cells(path: Path) -> Rows:
    """Return the Rows of a file that hold something.

    Raises FileError, whose message names the problem.
    """
    try:
        if not path.is_file():
            raise FileError("there is no such file")
        check_size(path)
        with path.open("rb") as stream:
            start = stream.read(4)
        rows = _of_workbook(path) if start.startswith(b"PK") else _of_text(path, start)
    except OSError as error:
        raise FileError(f"it can't be read ({error.strerror or error})") from error
    rows = [(line, cells) for line, cells in rows if any(cells)]
    if not rows:
        raise FileError("there is nothing in the file")
    return rows


def _of_text(path: Path, start: bytes) -> Rows:
    encoding = BYTE_ORDER_MARKS.get(start[:2], "utf-8-sig")
    try:
        text = path.read_text(encoding=encoding)
    except UnicodeDecodeError as error:
        raise FileError(
            f"the text isn't UTF-8 (byte {error.start}); save it as CSV UTF-8"
        ) from error
    if "\0" in text:
        raise FileError("this isn't text; expected a CSV file or an .xlsx workbook")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [(rows.line_num, [cell.strip() for cell in row]) for row in rows]
    except csv.Error as error:
        raise FileError(f"line {rows.line_num}: {error}") from error


def _of_workbook(path: Path) -> Rows:
    """Return the rows of the first sheet."""
    check_workbook(path)
    try:
        workbook = CalamineWorkbook.from_path(path)
        rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise FileError(f"the workbook can't be read ({error}); save it as CSV UTF-8") from error
    return [(line, [str(cell).strip() for cell in row]) for line, row in enumerate(rows, start=1)]
