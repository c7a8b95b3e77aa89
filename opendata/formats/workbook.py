"""The wide table as a workbook for Excel, in which ZIP codes and numbers to call stay text."""

from pathlib import Path

from api.files.workbook import Book
from api.texts import Result
from opendata.about import About
from opendata.describing.datapackage import BLANKS, DEMO
from opendata.formats.base import Tables
from opendata.wide import WIDE, wide_cells


class Xlsx:
    """Writes the wide table, and a sheet that says of which lists it is."""

    def __init__(self, path: Path, about: About) -> None:
        self._book = Book(path, WIDE.names)
        self._about = about

    def add(self, results: list[Result], _tables: Tables) -> None:
        self._book.add(map(wide_cells, results))

    def close(self, _tables: Tables) -> None:
        self._book.close(_pairs(self._about), self._about.made_at)

    def drop(self) -> None:
        self._book.drop()


def _pairs(about: About) -> list[tuple[str, str | int]]:
    """Return what a set of files is of."""
    lists = [(each.attribution, each.terms) for each in about.lists]
    return [
        ("site", about.site),
        ("home", about.home),
        ("count", about.count),
        ("made_at", about.made_at.isoformat()),
        ("version", about.version),
        *(("sources", " ".join(filter(None, texts))) for texts in lists),
        ("notes", (DEMO if about.is_demo else "") + BLANKS),
    ]
