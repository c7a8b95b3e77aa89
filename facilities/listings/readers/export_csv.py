"""The FindTreatment.gov export: 17 columns, then one column a code, "1" where it applies."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from facilities.listings.readers.columns import record_of_columns
from facilities.listings.readers.questionnaires import (
    full_states,
    questionnaire_of,
    questionnaires_of,
)
from facilities.listings.readers.source import FileError, Source
from facilities.listings.records import Raw, Record, RowError
from facilities.meanings import asked_as_meant

KINDS = ("export",)
PLAIN_COLUMNS = (
    "name1 name2 street1 street2 city state zip zip4 county phone intake_prompt intake1 intake2 "
    "website latitude longitude type_facility"
).split()
NEEDED = set(PLAIN_COLUMNS) - {"zip4", "intake_prompt", "intake1", "intake2"}
FEWEST_FLAGS = 20
# Stands in a raw row whose cells and header columns differ in number.
MISFIT = "cells in this row"


def read(path: Path, kind: str | None = None) -> Source:
    """Return the Source in the CSV file at `path`, or raise FileError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(
            f"the text isn't UTF-8 (byte {error.start}); save it as CSV UTF-8"
        ) from error
    if "\0" in text:
        raise FileError("this isn't text; expected a CSV file, a workbook or JSON")
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [column.strip().lower() for column in next(rows, [])]
        _check_header(header)
        listed = [(rows.line_num, _raw(header, row)) for row in rows if any(row)]
    except csv.Error as error:
        raise FileError(f"line {rows.line_num}: {error}") from error
    return Source(
        kind="export",
        year=None,
        title="FindTreatment.gov export",
        publisher="SAMHSA",
        url="https://findtreatment.gov/",
        rows=listed,
        record=record,
        asked=asked_as_meant(
            questionnaires_of(raw.get("type_facility") for _line, raw in listed),
            (column.upper() for column in flag_columns(header)),
        ),
        covers=full_states(raw for _line, raw in listed),
    )


def flag_columns(header: Iterable[str]) -> list[str]:
    return [column for column in header if column and column not in PLAIN_COLUMNS]


def _check_header(header: list[str]) -> None:
    if missing := sorted(NEEDED - set(header)):
        raise FileError(f"the header lacks the column(s) {', '.join(missing)}")
    if len(flag_columns(header)) < FEWEST_FLAGS:
        raise FileError("the header has no code columns; is this a FindTreatment.gov export?")


def _raw(header: list[str], row: list[str]) -> Raw:
    """Return the cells that hold something: 300 of the columns are empty in every row."""
    raw = {column: cell for column, cell in zip(header, row, strict=False) if cell.strip()}
    if len(row) != len(header):
        raw[MISFIT] = str(len(row))
    return raw


def record(raw: Raw) -> Record:
    """Return the Record of a row as published, or raise RowError."""
    if MISFIT in raw:
        raise RowError("row", "doesn't have as many cells as the header has columns")
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
