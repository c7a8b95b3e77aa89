"""CSV files of ours, read line by line: what is wrong in one is told with its place."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from places.states import STATES

Number = TypeVar("Number", int, float)


class Malformed(Exception):
    """A CSV file of ours has an error; the message names file, line and field."""


class Line(NamedTuple):
    """A line of a CSV file, for its errors."""

    path: Path
    number_in_file: int

    def error(self, field: str, problem: str) -> Malformed:
        return Malformed(f"{self.path.name}, line {self.number_in_file}, {field}: {problem}")

    def text(self, field: str, value: str) -> str:
        if not value or not value.strip():
            raise self.error(field, "is empty")
        return value

    def state(self, value: str) -> str:
        if value not in STATES:
            raise self.error("state", f"{value!r} isn't a state or territory")
        return value

    def number(
        self, field: str, value: str, kind: Callable[[str], Number], low: int, high: int
    ) -> Number:
        try:
            number = kind(value)
        except (TypeError, ValueError):
            raise self.error(field, f"{value!r} isn't a number") from None
        if not low <= number <= high:
            raise self.error(field, f"{value} isn't between {low} and {high}")
        return number


def rows(path: Path, fields: tuple[str, ...]) -> Iterator[tuple[Line, dict[str, str]]]:
    """Yield (line, row) of a CSV file that must have exactly these fields."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restkey="too many")
            if tuple(reader.fieldnames or ()) != fields:
                raise Line(path, 1).error("header", f"must read {','.join(fields)}")
            for row in reader:
                line = Line(path, reader.line_num)
                if "too many" in row or None in row.values():
                    raise line.error("row", f"must have {len(fields)} fields")
                yield line, row
    except (OSError, UnicodeDecodeError) as error:
        raise Malformed(f"{path}: {error}") from error
