"""Parquet, for programs that read columns: facilities with their lists, and a row for each answer.

arro3 is a tenth of the usual library for it, and does just this.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from arro3.core import Array, DataType, RecordBatch, Schema, Table, list_array, struct_array
from arro3.core import Field as ArrowField
from arro3.io import write_parquet

from opendata import fields
from opendata.about import About
from opendata.formats.base import Result, Tables
from opendata.tables import Row

TEXT = DataType.utf8()
TYPES = {
    "string": TEXT,
    "number": DataType.float64(),
    "integer": DataType.int64(),
    "boolean": DataType.bool(),
    "date": DataType.date32(),
    "moment": TEXT,  # as the API writes it
}
# What stands as a list within each facility, as in the API's records.
ANSWERS = ("services", "not_offered")
NESTED = {
    "phones": fields.PHONES,
    "listed_in": fields.EDITIONS,
    "corrected": fields.CORRECTIONS,
}
# Fields of these tables that say which row it is, and of what.
_OUTER = {"facility_id", "position", "id"}


class Parquet:
    """Writes rows of one table; each part of the directory becomes a batch of columns."""

    def __init__(self, path: Path, table: fields.Table) -> None:
        self._path, self.table = path, table
        self._batches: list[RecordBatch] = []

    def add(self, _results: list[Result], tables: Tables) -> None:
        if rows := tables[self.table.name]:
            self._batches.append(batch([*columns(self.table.fields, rows)]))

    def close(self, _tables: Tables) -> None:
        if not self._batches:
            self._batches.append(batch([*columns(self.table.fields, [])]))
        whole = Table.from_batches(self._batches)
        write_parquet(whole, str(self._path), compression="zstd(6)")

    def drop(self) -> None:
        self._batches.clear()


class FacilitiesParquet(Parquet):
    """Writes facilities, each with its services, numbers, listings and corrections as lists."""

    def __init__(self, path: Path, _about: About) -> None:
        super().__init__(path, fields.FACILITIES)

    def add(self, results: list[Result], tables: Tables) -> None:
        named = [*columns(self.table.fields, tables["facilities"])]
        named += [(name, strings([result[name] for result in results])) for name in ANSWERS]
        for name, table in NESTED.items():
            named.append((name, structs(table, [result[name] for result in results])))
        self._batches.append(batch(named))

    def close(self, tables: Tables) -> None:
        if not self._batches:
            self.add([], dict.fromkeys([table.name for table in fields.TABLES], []))
        super().close(tables)


class ServicesParquet(Parquet):
    """Writes a row for each answer."""

    def __init__(self, path: Path, _about: About) -> None:
        super().__init__(path, fields.SERVICES)


def batch(named: Sequence[tuple[str, Array]]) -> RecordBatch:
    schema = Schema([ArrowField(name, array.type, nullable=True) for name, array in named])
    return RecordBatch.from_arrays([array for _name, array in named], schema=schema)


def columns(of: Iterable[fields.Field], rows: list[Row]) -> Iterable[tuple[str, Array]]:
    for field in of:
        values = [row[field.name] for row in rows]
        yield field.name, strings(values) if field.kind == "strings" else column(field, values)


def column(field: fields.Field, values: list[Any]) -> Array:
    if field.kind == "date":
        return Array(values, type=TEXT).cast(TYPES["date"])
    return Array(values, type=TYPES[field.kind])


def strings(lists: list[list[str]]) -> Array:
    flat = [text for each in lists for text in each]
    return _lists(map(len, lists), Array(flat, type=TEXT))


def structs(table: fields.Table, lists: list[list[Row]]) -> Array:
    """Return a column of lists: the rows of a table that are of each facility, in their order."""
    inner = [field for field in table.fields if field.name not in _OUTER]
    rows = [{k: None if v == "" else v for k, v in row.items()} for each in lists for row in each]
    named = [*columns(inner, rows)]
    values = struct_array(
        [array for _name, array in named],
        fields=[ArrowField(name, array.type, nullable=True) for name, array in named],
    )
    return _lists(map(len, lists), values)


def _lists(lengths: Iterable[int], values: Array) -> Array:
    offsets = Array([*accumulate(lengths, initial=0)], type=DataType.int32())
    item = ArrowField("item", values.type, nullable=True)
    return list_array(offsets, values, type=DataType.list(item))
