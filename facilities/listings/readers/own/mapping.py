"""A mapping: which columns of an operator's list hold our fields, and what their values mean.

It is a file in TOML; docs/data.md has an example. Whatever is wrong in it is told at once, each
as a sentence with its key.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from facilities.listings.cleaning import clean_text, clean_website
from facilities.listings.readers.own.rows import FIELDS
from facilities.listings.readers.own.services import codes_of
from facilities.listings.readers.safety import unreadable
from facilities.listings.readers.source import FileError
from places.states import STATES

# Kinds of the numbers that columns hold.
LINES = {"phone": "main", "intake": "intake"}
TARGETS = (*FIELDS, *LINES)
NEEDED = ("name", "city", "state")
TEXTS = ("title", "publisher", "url", "series")
KEYS = (*TEXTS, "year", "every", "columns", "constants", "services")
BETWEEN = {"street": ", ", "phone": " / ", "intake": " / "}
OF_SERVICES = ("separator", "values")


def column_name(text: str) -> str:
    """Return the name of a column as tables have it: in lower case, single blanks."""
    return " ".join(text.split()).lower()


def plain(text: str) -> str:
    """Return a value for comparing: case and blanks don't tell two apart."""
    return " ".join(text.split()).casefold()


CODES_OF_STATES = {
    plain(name): code for code, state in STATES.items() for name in (code, state.name)
}


class Cells(NamedTuple):
    """The columns that make one field, in order, and what stands between their texts."""

    columns: tuple[str, ...]
    between: str


@dataclass(frozen=True)
class Values:
    """A column whose values mean services: {value, as `plain` writes it: codes}."""

    column: str
    separator: str
    codes: Mapping[str, tuple[str, ...]]


@dataclass
class ListMapping:
    """What a mapping file says. `every`: codes of all places in the list."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    series: str = ""
    year: int | None = None
    every: tuple[str, ...] = ()
    columns: dict[str, Cells] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    services: list[Values] = field(default_factory=list)


def state_code(text: str) -> str:
    """Return the two letters of a state given by them or by its name; "" if it is none."""
    return CODES_OF_STATES.get(plain(text), "")


def nearest(name: str, names: Iterable[str]) -> str:
    """Return " (did you mean x?)", or "" where nothing is near."""
    near = get_close_matches(name.lower(), list(names), n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def load_mapping(path: Path) -> ListMapping:
    """Return the ListMapping in the file at `path`, or raise FileError with all that is wrong."""
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise FileError(f"{path.name}: {unreadable(error)}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise FileError(f"{path.name}: this isn't TOML ({error})") from error
    reading = _Reading()
    mapping = reading.mapping(content)
    if reading.problems:
        raise FileError(f"{path.name}: " + "; ".join(reading.problems))
    return mapping


class _Reading:
    """The reading of one mapping; `problems` are sentences, each with its key."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def mapping(self, content: dict[str, Any]) -> ListMapping:
        self._check_keys("", content, KEYS)
        mapping = ListMapping(year=self._year(content.get("year")))
        for name in TEXTS:
            setattr(mapping, name, self._text(name, content.get(name, "")))
        if mapping.url and not clean_website(mapping.url):
            self._tell("url", f"{mapping.url!r} isn't a web address")
        mapping.url = clean_website(mapping.url)
        mapping.every = self._codes("every", content.get("every", []))
        for target, value in self._table("columns", content).items():
            if self._is_target("columns", target):
                mapping.columns[target] = self._cells(f"columns.{target}", target, value)
        for target, value in self._table("constants", content).items():
            if self._is_target("constants", target):
                mapping.constants[target] = self._text(f"constants.{target}", value)
        for column, value in self._table("services", content).items():
            mapping.services.append(self._values(f"services.{column}", column, value))
        self._check_whole(mapping)
        return mapping

    def _check_whole(self, mapping: ListMapping) -> None:
        for name in ("title", "publisher"):
            if not getattr(mapping, name):
                self._tell(name, "is missing")
        for target in NEEDED:
            if target not in mapping.columns and target not in mapping.constants:
                self._tell(f"columns.{target}", "is missing; say which column holds it")
        for target, text in mapping.constants.items():
            if not text:
                self._tell(f"constants.{target}", "is empty")
        state = mapping.constants.get("state", "")
        if state and not state_code(state):
            self._tell("constants.state", f"{state!r} isn't a state; write it like CA")
        for target in mapping.columns.keys() & mapping.constants.keys():
            self._tell(f"constants.{target}", "a column is named for it, too; keep one of the two")

    def _tell(self, key: str, problem: str) -> None:
        self.problems.append(f"{key}: {problem}")

    def _check_keys(self, key: str, table: Mapping[str, Any], keys: Iterable[str]) -> None:
        for name in table:
            if name not in keys:
                where = f"{key}.{name}" if key else name
                self._tell(where, "this isn't a key of a mapping" + nearest(name, keys))

    def _is_target(self, key: str, name: str) -> bool:
        if name not in TARGETS:
            self._tell(f"{key}.{name}", "this isn't a field" + nearest(name, TARGETS))
        return name in TARGETS

    def _table(self, key: str, content: Mapping[str, Any]) -> dict[str, Any]:
        table = content.get(key, {})
        if isinstance(table, dict):
            return table
        self._tell(key, f"expected a table [{key}], got {table!r}")
        return {}

    def _text(self, key: str, value: Any) -> str:
        if isinstance(value, str):
            return clean_text(value)
        self._tell(key, f"expected a text in quotation marks, got {value!r}")
        return ""

    def _year(self, value: Any) -> int | None:
        if value is None or (type(value) is int and 1990 <= value <= 2100):
            return value
        self._tell("year", f"expected a year like 2025, got {value!r}")
        return None

    def _texts(self, key: str, value: Any) -> tuple[str, ...]:
        """Return the texts of a list of them, or of a single one."""
        values = value if isinstance(value, list) else [value]
        if all(isinstance(each, str) for each in values):
            return tuple(values)
        self._tell(key, f"expected a text or a list of texts, got {value!r}")
        return ()

    def _codes(self, key: str, value: Any) -> tuple[str, ...]:
        codes, problems = codes_of(self._texts(key, value))
        for problem in problems:
            self._tell(key, problem)
        return tuple(codes)

    def _cells(self, key: str, target: str, value: Any) -> Cells:
        between = BETWEEN.get(target, " ")
        if isinstance(value, dict):
            self._check_keys(key, value, ("columns", "between"))
            between = value.get("between", between)
            value = value.get("columns", [])
            if not isinstance(between, str):
                self._tell(f"{key}.between", f"expected a text, got {between!r}")
                between = " "
        columns = tuple(map(column_name, self._texts(key, value)))
        if not all(columns) or not columns:
            self._tell(key, "names no column")
        return Cells(columns, between)

    def _values(self, key: str, column: str, value: Any) -> Values:
        if not isinstance(value, dict):
            self._tell(key, f"expected a table, got {value!r}")
            return Values(column_name(column), "", {})
        self._check_keys(key, value, OF_SERVICES)
        separator = value.get("separator", "")
        if not isinstance(separator, str):
            self._tell(f"{key}.separator", f"expected a text, got {separator!r}")
            separator = ""
        values = self._table("values", value)
        codes = {plain(text): self._codes(key, names) for text, names in values.items()}
        return Values(column_name(column), separator, codes)
