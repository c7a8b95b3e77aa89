"""CSV: the wide table for spreadsheets. RFC 4180, UTF-8, a header."""

from pathlib import Path

from api.texts import Result, line_of
from opendata.about import About
from opendata.formats.base import Tables
from opendata.wide import WIDE, wide_row


class WideCsv:
    """Writes the wide table."""

    def __init__(self, path: Path, _about: About) -> None:
        self._file = path.open("wb")
        self._file.write(line_of(list(WIDE.names)))

    def add(self, results: list[Result], _tables: Tables) -> None:
        self._file.writelines(line_of(wide_row(result)) for result in results)

    def close(self, _tables: Tables) -> None:
        self._file.close()

    def drop(self) -> None:
        self._file.close()
