"""What every file is read into first: rows of text under the file's own column names."""

from dataclasses import dataclass, field

from facilities.listings.readers.document import Document
from facilities.listings.readers.source import FileError
from facilities.listings.readers.tables import Sheet, find_table, has_table
from resources.reading import health_centers
from resources.reading.columns import fields_of

# Titles and notes stand above some headers, not more.
LAST_HEADER = 10
Raw = dict[str, str]


@dataclass(frozen=True)
class Table:
    """`rows` are [(number, {column: text})]; only cells that hold something are in them.

    `fields`: {field: its column}. `unit`: what the numbers count, for messages: "line", or
    "feature" of GeoJSON. `is_of_hrsa`: it is HRSA's list of health centers.
    """

    columns: tuple[str, ...]
    fields: dict[str, str]
    rows: list[tuple[int, Raw]]
    unit: str = "line"
    is_of_hrsa: bool = False
    warnings: list[str] = field(default_factory=list)


def table_of(document: Document) -> Table:
    """Return the Table of a CSV file or workbook, or raise FileError."""
    sheets = document.sheets
    if is_of_hrsa := has_table(sheets, health_centers.TELLING):
        table = find_table(sheets, health_centers.TELLING)
        fields = health_centers.fields_of(table.header)
    else:
        fields = _fields_of_own(sheets)
        table = find_table(sheets, set(fields.values()))
    columns = tuple(filter(None, table.header))
    return Table(columns, fields, table.rows, is_of_hrsa=is_of_hrsa, warnings=table.warnings)


def _fields_of_own(sheets: list[Sheet]) -> dict[str, str]:
    """Return {field: column} of the first row that can be the header of an operator's list."""
    rows = [cells for sheet in sheets if not sheet.is_hidden for _line, cells in sheet.rows]
    headers = [[" ".join(cell.split()).lower() for cell in cells] for cells in rows[:LAST_HEADER]]
    if not headers:
        raise FileError("there is nothing in the file")
    problem: FileError | None = None
    for header in headers:
        try:
            return fields_of(header)
        except FileError as error:
            problem = problem or error
    raise problem or FileError("there is no header in the file")
