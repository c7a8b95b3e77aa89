"""An operator's own list, a CSV file or workbook, read by a mapping of its columns."""

import hashlib
from collections import Counter
from pathlib import Path

from facilities.listings.readers.document import Document
from facilities.listings.readers.own.mapping import (
    LINES,
    ListMapping,
    Values,
    load_mapping,
    nearest,
    plain,
    state_code,
)
from facilities.listings.readers.own.rows import FIELDS, KIND, raw_row, record
from facilities.listings.readers.source import FileError, Source, series_of
from facilities.listings.readers.tables import MISFIT, Table, find_table
from facilities.listings.records import Raw


def read_mapped(path: Path, mapping_path: Path) -> Source:
    """Return the Source in the list at `path`, or raise FileError.

    Its year is the mapping's, or None. The same list read by another mapping is another edition:
    the hash is of both files.
    """
    mapping = load_mapping(mapping_path)
    document = Document(path)
    if not document.is_table:
        raise FileError("expected a table: a CSV file or a workbook (.xlsx)")
    table = _table(document, mapping, mapping_path.name)
    reading = _Reading(mapping)
    rows = [(line, reading.raw(row)) for line, row in table.rows]
    hashes = document.sha256 + hashlib.sha256(mapping_path.read_bytes()).hexdigest()
    return Source(
        kind=KIND,
        year=mapping.year,
        title=mapping.title,
        publisher=mapping.publisher,
        url=mapping.url,
        rows=rows,
        record=record,
        unknown_labels=dict(reading.unknown),
        series=series_of(mapping.series or mapping.title),
        file_name=path.name,
        sha256=hashlib.sha256(hashes.encode()).hexdigest(),
        warnings=[*table.warnings, *reading.warnings(mapping_path.name)],
    )


def _table(document: Document, mapping: ListMapping, file_name: str) -> Table:
    """Return the Table with the mapping's columns, or raise FileError with the keys that lack."""
    keys = {f"columns.{target}": cells.columns for target, cells in mapping.columns.items()} | {
        f"services.{values.column}": (values.column,) for values in mapping.services
    }
    name = mapping.columns.get("name") or next(iter(mapping.columns.values()))
    try:
        table = find_table(document.sheets, set(name.columns))
    except FileError as error:
        raise FileError(f"{error} (columns.name in {file_name})") from error
    problems = [
        f"{key}: the file has no column {column!r}" + nearest(column, table.header)
        for key, columns in keys.items()
        for column in columns
        if column not in table.header
    ]
    if problems:
        raise FileError(f"{file_name}: " + "; ".join(problems))
    return table


class _Reading:
    """The reading of rows by a mapping; `unknown` counts values that it doesn't name."""

    def __init__(self, mapping: ListMapping):
        self.mapping = mapping
        self.unknown: Counter[str] = Counter()
        self.met: dict[str, set[str]] = {values.column: set() for values in mapping.services}

    def raw(self, row: dict[str, str]) -> Raw:
        """Return the row to store of a row of the table."""
        if MISFIT in row:
            return {MISFIT: row[MISFIT], "published": row}
        texts = dict(self.mapping.constants)
        for target, (columns, between) in self.mapping.columns.items():
            cells = (row.get(column, "").strip() for column in columns)
            texts[target] = between.join(filter(None, cells))
        state = texts.get("state", "")
        texts["state"] = state_code(state) or state
        phones = [
            {"kind": kind, "number": texts[target]}
            for target, kind in LINES.items()
            if texts.get(target)
        ]
        codes = [*self.mapping.every]
        for values in self.mapping.services:
            codes += self._codes(values, row.get(values.column, ""))
        fields = {name: texts.get(name, "") for name in FIELDS}
        return raw_row(fields, phones, codes, row)

    def _codes(self, values: Values, cell: str) -> list[str]:
        codes: list[str] = []
        parts = cell.split(values.separator) if values.separator else [cell]
        for part in filter(None, map(str.strip, parts)):
            self.met[values.column].add(plain(part))
            if plain(part) in values.codes:
                codes += values.codes[plain(part)]
            else:
                self.unknown[f"{values.column}: {part}"] += 1
        return codes

    def warnings(self, file_name: str) -> list[str]:
        """Return what the mapping names and no row holds: a typing error, perhaps."""
        return [
            f"{file_name}: services.{values.column}: {value!r} stands in no row"
            for values in self.mapping.services
            for value in values.codes
            if value not in self.met[values.column]
        ]
