"""The rows of a table file, whatever its format: CSV in any usual spelling, or a workbook."""

from pathlib import Path

from facilities.listings.readers import FileError
from facilities.listings.readers.tables import read_tables

Rows = list[tuple[int, list[str]]]  # (line, cells)


def read_cells(path: Path) -> Rows:
    """Return the Rows of a file, or of its first sheet, that hold something.

    Raises FileError, whose message names the problem.
    """
    sheet = next((sheet for sheet in read_tables(path) if not sheet.is_hidden), None)
    if sheet is None:
        raise FileError("the workbook has no sheet that can be seen; show the one with the table")
    if sheet.warnings:  # an address with wrong letters would be no address
        raise FileError(sheet.warnings[0])
    rows = [(line, [cell.strip() for cell in cells]) for line, cells in sheet.rows]
    if not rows:
        raise FileError("there is nothing in the file")
    return rows
