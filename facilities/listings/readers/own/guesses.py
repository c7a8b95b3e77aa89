"""A first mapping of a list's columns by their usual names, for the operator to correct."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from facilities.listings.readers.document import Document
from facilities.listings.readers.own.mapping import NEEDED, plain
from facilities.listings.readers.own.services import codes_by_name, labels_by_code
from facilities.listings.readers.source import FileError
from facilities.listings.readers.tables import Sheet, Table, find_table

# {field: names of columns, as `words_of` writes them, the surest first}
USUAL: Mapping[str, tuple[str, ...]] = {
    "name": (
        "facility name", "program name", "name of facility", "name of program", "site name",
        "location name", "provider name", "agency name", "dba name", "dba", "organization name",
        "name", "facility", "provider", "program", "agency", "organization",
    ),
    "program": ("program name", "program", "site name", "name2"),
    "street": (
        "street address", "facility address", "physical address", "site address",
        "location address", "program address", "street", "street1", "address line 1",
        "address line1", "address 1", "address1", "address", "mailing address",
    ),
    "street2": (
        "street2", "street 2", "address line 2", "address line2", "address 2", "address2",
        "suite", "unit",
    ),
    "city": ("city", "facility city", "physical city", "site city", "town", "municipality"),
    "state": ("state", "facility state", "physical state", "site state", "st"),
    "zip": (
        "zip", "zip code", "zipcode", "facility zip", "facility zip code", "postal code", "zip5",
        "physical zip", "site zip",
    ),
    "county": ("county", "county name", "facility county"),
    "phone": (
        "phone", "phone number", "telephone", "telephone number", "facility phone", "main phone",
        "business phone", "phone 1", "tel", "facility phone number", "contact phone",
    ),
    "intake": ("intake", "intake phone", "admissions", "admissions phone", "intake number"),
    "website": ("website", "web site", "url", "web", "web address", "homepage", "website url"),
    "latitude": ("latitude", "lat", "y"),
    "longitude": ("longitude", "lng", "lon", "long", "x"),
}  # fmt: skip
MOST_VALUES = 40  # of a column that may tell services
MOST_PER_ROW = 0.5  # different values to rows; a column of names has about 1
LONGEST_VALUE = 80
FEW = 10  # in a short list
SEPARATORS = (";", "|")
NUMBER = re.compile(r"[\d.,/%$-]+")
YES = {"true", "yes", "y", "x", "1"}
NO = {"false", "no", "n", "0"}


class Column(NamedTuple):
    """A column with few different values: {value: rows}, and what separates several in a cell."""

    name: str
    separator: str
    values: Mapping[str, int]


def first_mapping(path: Path) -> str:
    """Return the text of a mapping for the list at `path`, or raise FileError."""
    document = Document(path)
    if not document.is_table:
        raise FileError("expected a table: a CSV file or a workbook (.xlsx)")
    table = widest_table(document.sheets)
    fields = guessed_fields(table.header)
    taken = set(fields.values())
    columns = [column for name in table.header if name not in taken for column in _few(table, name)]
    lines = [*_head(path), *_fields(fields, table), *_services(columns)]
    return "\n".join(lines) + "\n"


def widest_table(sheets: Iterable[Sheet]) -> Table:
    """Return the table whose header fits best: most columns with a usual name."""
    best, most = [], 0
    for sheet in sheets:
        for _line, cells in sheet.rows[:10]:
            fields = guessed_fields(" ".join(cell.split()).lower() for cell in cells)
            if len(fields) > most:
                best, most = list(fields.values()), len(fields)
                where = sheet
    if most < 2:
        raise FileError(
            "none of the first ten rows looks like a header with names, addresses and numbers"
        )
    return find_table([where], best)


def guessed_fields(header: Iterable[str]) -> dict[str, str]:
    """Return {field: column that seems to hold it}; no column is two fields'."""
    by_words = {words_of(name): name for name in header if name}
    fields: dict[str, str] = {}
    for target, usual in USUAL.items():
        for words in usual:
            if (name := by_words.get(words)) and name not in fields.values():
                fields[target] = name
                break
    return fields


def words_of(name: str) -> str:
    """Return the name of a column as words: "ADDRESS_LINE1" is "address line1"."""
    return " ".join(re.findall(r"[a-z0-9]+", name.lower()))


def _few(table: Table, name: str) -> Iterator[Column]:
    """Yield the Column of a name if it has few different values that aren't mere numbers."""
    cells = [row[name].strip() for _line, row in table.rows if row.get(name, "").strip()]
    if not cells:
        return
    best = _column(name, _separator(cells), cells)
    most = min(MOST_VALUES, max(FEW, MOST_PER_ROW * len(cells)))
    is_few = len(best.values) <= most and max(map(len, best.values)) <= LONGEST_VALUE
    is_of_numbers = len(best.values) > 2 and all(map(NUMBER.fullmatch, best.values))
    if is_few and not is_of_numbers:
        yield best


def _separator(cells: list[str]) -> str:
    """Return what separates several values in a cell: a sign in one cell of twenty, or ""."""
    often = len(cells) / 20
    for sign in SEPARATORS:
        if sum(sign in cell for cell in cells) > often:
            return sign
    commas = {part.strip() for cell in cells for part in cell.split(",")}
    return "," if len(commas) < len(set(cells)) else ""


def _column(name: str, separator: str, cells: list[str]) -> Column:
    parts = (cell.split(separator) if separator else [cell] for cell in cells)
    values = Counter(part.strip() for each in parts for part in each if part.strip())
    return Column(name, separator, dict(values.most_common()))


def _head(path: Path) -> list[str]:
    return [
        f"# How {path.name} is read. Correct what follows, then:",
        f"#     manage.py import_directory {path.name} --map THIS_FILE",
        "",
        'title = ""  # of the list; its editions have the same title',
        'publisher = ""  # who publishes it, as pages should name them',
        'url = ""  # where it is published; may stay empty',
        "# year = 2025  # where the name of the file doesn't tell",
        "# What all places of the list offer: codes or slugs of fixtures/taxonomy/services.csv",
        'every = []  # for example ["SA"], substance use treatment',
        "",
    ]


def _fields(fields: Mapping[str, str], table: Table) -> list[str]:
    lines = ['[columns]  # our field = the list\'s column, or several: ["Street", "Suite"]']
    for target in USUAL:
        if target in fields:
            lines.append(f"{target} = {_quoted(fields[target])}")
        elif target in NEEDED and target != "state":
            lines.append(f'# {target} = ""  # needed, and no column looks like it')
    rest = [name for name in table.header if name and name not in fields.values()]
    if rest:
        lines.append(f"# Other columns: {', '.join(rest)}")
    lines += ["", "[constants]  # what is the same for all places"]
    lines.append(_state(fields, table))
    return [*lines, ""]


def _state(fields: Mapping[str, str], table: Table) -> str:
    if "state" in fields:
        return '# state = "CA"'
    return 'state = ""  # two letters: no column holds the state'


def _services(columns: list[Column]) -> list[str]:
    lines = [
        "# Columns with few values, which may tell services. Give each value the codes or slugs",
        "# that it means, [] where it means none; remove the columns that tell nothing of it.",
        "",
    ]
    for column in columns:
        key = _quoted(column.name)
        lines.append(f"[services.{key}]")
        if column.separator:
            lines.append(f"separator = {_quoted(column.separator)}")
        lines.append(f"[services.{key}.values]")
        for value, count in column.values.items():
            codes = json.dumps(list(guessed_codes(column.name, value)))
            lines.append(f"{_quoted(value)} = {codes}  # {count} {'row' if count == 1 else 'rows'}")
        lines.append("")
    return lines


def guessed_codes(column: str, value: str) -> tuple[str, ...]:
    """Return the codes that a value surely means: its words are a service's own name."""
    if plain(value) in NO:
        return ()
    text = column if plain(value) in YES else value
    key = "-".join(words_of(text).split())
    if code := codes_by_name().get(key) if len(key) > 2 else None:
        return (code,)
    code = _codes_by_label().get(words_of(text), "")
    return (code,) if code else ()


def _codes_by_label() -> dict[str, str]:
    """Return {label or name of a service: its code} where no other service has it."""
    pairs = [
        (words_of(text), code) for code, both in labels_by_code().items() for text in set(both)
    ]
    counts = Counter(words for words, _code in pairs)
    return {words: code for words, code in pairs if counts[words] == 1}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
