"""A table within a sheet: where its header stands, and its rows by the names of their columns."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import islice

from facilities.listings.readers.source import FileError
from facilities.listings.records import Raw, RowError

# Titles, dates and notes stand above some headers, not more.
MOST_ROWS_BEFORE_DATA = 10
MOST_STRAYS = 5  # columns without a name that are told
# Stands in a row whose cells and header columns differ in number.
MISFIT = "cells in this row"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds, not yet understood: `rows` are (line in the file, texts of the cells).

    `name` is "" for a text file. In a text file, a row with fewer or more
    cells than the header is broken.
    """

    name: str
    rows: list[tuple[int, list[str]]]
    is_hidden: bool = False
    is_text: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header in lower case; `rows` are (line in the file, {column: text}).

    A row has only the cells that hold something, as they stand in the file. A row of a text file
    that doesn't have as many cells as its header has {MISFIT: their number} as well.
    """

    name: str
    header: list[str]
    rows: list[tuple[int, dict[str, str]]]
    warnings: list[str] = field(default_factory=list)


def check_whole(raw: Raw) -> None:
    """Raise RowError for a row whose cells may have slipped into other columns."""
    if MISFIT in raw:
        raise RowError("row", "doesn't have as many cells as the header has columns")


def has_table(sheets: Iterable[Sheet], needed: Collection[str]) -> bool:
    """Tell whether one of the sheets has a header with the needed columns, in lower case."""
    return any(_header_at(sheet, needed) is not None for sheet in sheets)


def find_table(sheets: Collection[Sheet], needed: Collection[str]) -> Table:
    """Return the Table with the needed columns, given in lower case.

    Its header is any of the first ten rows of a sheet. Raises FileError if no sheet has such a
    table, several have, or its header has a column twice.
    """
    having = [(sheet, at) for sheet in sheets if (at := _header_at(sheet, needed)) is not None]
    visible = [pair for pair in having if not pair[0].is_hidden]
    if not having:
        raise FileError(_missing(sheets, needed))
    if len(visible or having) > 1:
        names = " and ".join(f"{sheet.name!r}" for sheet, _at in visible or having)
        raise FileError(f"the sheets {names} both hold such a table; keep only the right one")
    ((sheet, at),) = visible or having
    return _table(sheet, at)


def _header(row: tuple[int, list[str]]) -> list[str]:
    """Return the names of columns in a row, without the empty ones at its end."""
    names = [" ".join(cell.split()).lower() for cell in row[1]]
    while names and not names[-1]:
        names.pop()
    return names


def _header_at(sheet: Sheet, needed: Collection[str]) -> int | None:
    """Return which of the first rows has all needed columns."""
    for at, row in enumerate(sheet.rows[:MOST_ROWS_BEFORE_DATA]):
        if set(needed) <= set(_header(row)):
            return at
    return None


def _missing(sheets: Iterable[Sheet], needed: Collection[str]) -> str:
    """Return what to say of a file without the needed columns: which header comes nearest."""
    rows = [(sheet, row) for sheet in sheets for row in sheet.rows[:MOST_ROWS_BEFORE_DATA]]
    here = [(len(set(needed) & set(_header(row))), sheet, row) for sheet, row in rows]
    best = max(here, key=lambda each: each[0], default=None)
    if best is None or not best[0]:
        return f"there is no header with the columns {', '.join(sorted(needed))}"
    _number, sheet, row = best
    missing = ", ".join(sorted(set(needed) - set(_header(row))))
    where = f"sheet {sheet.name!r}, line {row[0]}" if sheet.name else f"line {row[0]}"
    return f"the header ({where}) lacks the column(s) {missing}"


def _table(sheet: Sheet, at: int) -> Table:
    header = _header(sheet.rows[at])
    _check_once(header, sheet.rows[at][0])
    table = Table(sheet.name, header, [], list(sheet.warnings))
    if sheet.is_hidden:
        table.warnings.append(f"the sheet {sheet.name!r}, which is hidden, was read")
    strays: dict[int, int] = {}
    for line, cells in sheet.rows[at + 1 :]:
        row = {
            name: cell
            for name, cell in zip(header, cells, strict=False)
            if cell and name and not cell.isspace()
        }
        if sheet.is_text and _is_misfit(header, cells):
            row[MISFIT] = str(len(cells))
        else:
            for number in _strays(header, cells):
                strays.setdefault(number, line)
        if row:
            table.rows.append((line, row))
    table.warnings.extend(
        f"column {letters(number)} has no name in the header, but line {line} holds something "
        "there; it isn't read"
        for number, line in islice(strays.items(), MOST_STRAYS)
    )
    return table


def _is_misfit(header: list[str], cells: list[str]) -> bool:
    return len(cells) < len(header) or any(map(str.strip, cells[len(header) :]))


def _strays(header: list[str], cells: list[str]) -> list[int]:
    """Return the columns, counted from 0, of cells without a name in the header."""
    if len(cells) <= len(header) and "" not in header:
        return []
    names = [*header, *[""] * (len(cells) - len(header))]
    return [n for n, name in enumerate(names) if not name and cells[n : n + 1] and cells[n].strip()]


def _check_once(header: list[str], line: int) -> None:
    """Raise FileError if a column stands twice: which of its cells is right, nobody can tell."""
    for name, number in Counter(filter(None, header)).items():
        if number > 1:
            at = [letters(n) for n, column in enumerate(header) if column == name]
            raise FileError(
                f"line {line}: the column {name!r} stands {number} times in the header "
                f"(columns {' and '.join(at)}); keep only the right one"
            )


def letters(column: int) -> str:
    """Return the name of a column counted from 0 as spreadsheets have it: A … Z, AA …"""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)
