"""All tables as CSV in one ZIP file: a Data Package, which programs of statistics read whole."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from api.texts import Result, line_of, safe_cell
from opendata.about import About
from opendata.describing import csvw, datapackage
from opendata.fields import TABLES, Table
from opendata.formats.base import Tables
from opendata.tables import Row, in_cells


class TablesZip:
    """Writes each table to a file of its own, then all of them into one."""

    def __init__(self, path: Path, about: About) -> None:
        self._path, self._about = path, about
        self._folder = TemporaryDirectory(dir=path.parent, prefix="tables-")
        self._files: dict[str, IO[bytes]] = {}
        for table in TABLES:
            file = (Path(self._folder.name) / f"{table.name}.csv").open("wb")
            file.write(line_of(list(table.names)))
            self._files[table.name] = file

    def add(self, _results: list[Result], tables: Tables) -> None:
        for table in TABLES:
            rows = tables.get(table.name, [])
            self._files[table.name].writelines(line_of(cells(table, row)) for row in rows)

    def close(self, tables: Tables) -> None:
        self.add([], tables)
        self._close_files()
        with ZipFile(self._path, "w", ZIP_DEFLATED, compresslevel=6) as packed:
            for table in TABLES:
                packed.write(Path(self._folder.name) / f"{table.name}.csv", f"{table.name}.csv")
            package = datapackage.of_tables(self._about)
            packed.writestr("datapackage.json", json.dumps(package, indent=1))
            packed.writestr("csv-metadata.json", json.dumps(csvw.of_tables(self._about), indent=1))

    def drop(self) -> None:
        self._close_files()
        self._folder.cleanup()

    def _close_files(self) -> None:
        for file in self._files.values():
            file.close()


def cells(table: Table, row: Row) -> list[object]:
    """Return a row as a line of CSV has it: what a spreadsheet would run as a formula never is."""
    return [_cell(value) for value in in_cells(table, row)]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe_cell(value)
