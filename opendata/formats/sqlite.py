"""SQLite: all tables in one file, which says itself what they mean."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from opendata.about import About
from opendata.fields import TABLES, Field, Table
from opendata.formats.base import Result, Tables
from opendata.tables import in_cells

TYPES = {"number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}
DICTIONARY = ("table_name", "field", "kind", "meaning", "unit", "empty_because", "source")


class Sqlite:
    """Writes a database. Nobody reads it before it is whole, so it needs no journal."""

    def __init__(self, path: Path, about: About) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._run("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "BEGIN")
        self._run(*map(create, TABLES))
        self._describe(about)

    def add(self, _results: list[Result], tables: Tables) -> None:
        for table in TABLES:
            if rows := tables.get(table.name):
                marks = ", ".join("?" * len(table.fields))
                self._database.executemany(
                    f"INSERT INTO {table.name} VALUES ({marks})",  # noqa: S608
                    (in_cells(table, row) for row in rows),
                )

    def close(self, tables: Tables) -> None:
        self.add([], tables)
        # None by service: it would be half of the file, and reading all answers takes a moment.
        self._run("CREATE INDEX facilities_by_place ON facilities (state, city)", "COMMIT")
        self._run("ANALYZE")
        self._database.close()

    def drop(self) -> None:
        self._database.close()

    def _run(self, *statements: str) -> None:
        for statement in statements:
            self._database.execute(statement)

    def _describe(self, about: About) -> None:
        self._run(f"CREATE TABLE dictionary ({', '.join(f'{name} TEXT' for name in DICTIONARY)})")
        self._run("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
        rows = [
            (table.name, each.name, each.kind, each.meaning, each.unit, each.empty, each.source)
            for table in TABLES
            for each in table.fields
        ]
        self._database.executemany("INSERT INTO dictionary VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        facts = {name: _text(value) for name, value in about.as_json().items()}
        self._database.executemany("INSERT INTO about VALUES (?, ?)", facts.items())


def create(table: Table) -> str:
    """Return the statement that makes a table."""
    columns = [_column(field) for field in table.fields]
    columns.append(f"PRIMARY KEY ({', '.join(table.key)})")
    columns += [
        f"FOREIGN KEY ({_quoted(field)}) REFERENCES {other} ({_quoted(key)})"
        for field, other, key in table.refers
    ]
    return f"CREATE TABLE {table.name} ({', '.join(columns)}) WITHOUT ROWID"


def _column(field: Field) -> str:
    return f"{_quoted(field.name)} {TYPES.get(field.kind, 'TEXT')}"


def _quoted(name: str) -> str:
    return f'"{name}"'  # `group` is a word of SQL


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
