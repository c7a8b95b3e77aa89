"""The FindTreatment.gov export: 17 columns, then one column a code, "1" where it applies."""

from collections.abc import Iterable

from facilities.listings.readers.columns import record_of_columns
from facilities.listings.readers.document import Document, Format
from facilities.listings.readers.questionnaires import (
    full_states,
    questionnaire_of,
    questionnaires_of,
)
from facilities.listings.readers.source import FileError, Source
from facilities.listings.readers.tables import MISFIT, check_whole, find_table, has_table
from facilities.listings.records import Raw, Record, RowError
from facilities.meanings import asked_as_meant

PLAIN_COLUMNS = (
    "name1 name2 street1 street2 city state zip zip4 county phone intake_prompt intake1 intake2 "
    "website latitude longitude type_facility"
).split()
NEEDED = set(PLAIN_COLUMNS) - {"zip4", "intake_prompt", "intake1", "intake2"}
NO_FLAGS = {*PLAIN_COLUMNS, MISFIT}
FEWEST_FLAGS = 20


def recognizes(document: Document) -> bool:
    return document.is_table and has_table(document.sheets, {"name1"})


def read(document: Document, kind: str | None = None) -> Source:
    """Return the Source in a CSV file or workbook, or raise FileError."""
    table = find_table(document.sheets, NEEDED)
    if len(flag_columns(table.header)) < FEWEST_FLAGS:
        raise FileError("the header has no code columns; is this a FindTreatment.gov export?")
    return Source(
        kind="export",
        year=None,
        title="FindTreatment.gov export",
        publisher="SAMHSA",
        url="https://findtreatment.gov/",
        rows=table.rows,
        record=record,
        asked=asked_as_meant(
            questionnaires_of(raw.get("type_facility") for _line, raw in table.rows),
            (column.upper() for column in flag_columns(table.header)),
        ),
        covers=full_states(raw for _line, raw in table.rows),
        warnings=table.warnings,
    )


def flag_columns(header: Iterable[str]) -> list[str]:
    return [column for column in header if column and column not in NO_FLAGS]


def record(raw: Raw) -> Record:
    """Return the Record of a row as published, or raise RowError."""
    check_whole(raw)
    codes = _codes(raw)
    return record_of_columns(raw, codes, questionnaire_of(raw.get("type_facility"), codes))


def _codes(raw: Raw) -> list[str]:
    codes = []
    for column in flag_columns(raw):
        cell = raw[column].strip()
        if cell not in ("", "0", "1"):
            raise RowError(column, f'expected "1" or nothing, got {cell!r}')
        if cell == "1":
            codes.append(column.upper())
    return codes


FORMAT = Format("a FindTreatment.gov export (.csv, .xlsx)", {"export": record}, recognizes, read)
