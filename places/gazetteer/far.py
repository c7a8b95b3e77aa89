"""Cities that lie far from their own ZIP codes, and why: far_from_zips.csv."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from places.gazetteer.csv_files import Line, rows

# A city further than this from every ZIP code of its own is another place, or needs a reason.
FAR_MILES = 10


class Position(StrEnum):
    """Where a city is that GeoNames and its ZIP codes disagree about."""

    # As GeoNames has it: its ZIP codes reach far out.
    TOWN = "town"
    # As its ZIP codes have it: GeoNames is wrong.
    ZIPS = "zips"
    # As its ZIP codes have it: GeoNames took another place of that name for it.
    BOTH = "both"


class FarCity(NamedTuple):
    """A line of far_from_zips.csv."""

    line: Line
    state: str
    name: str
    position: Position
    reason: str


def read_far_cities(path: Path) -> Iterator[FarCity]:
    """Yield the lines of far_from_zips.csv. Raises Malformed."""
    for line, row in rows(path, FarCity._fields[1:]):
        if row["position"] not in set(Position):
            raise line.error("position", f"{row['position']!r} isn't one of {', '.join(Position)}")
        yield FarCity(
            line,
            line.state(row["state"]),
            line.text("name", row["name"]),
            Position(row["position"]),
            line.text("reason", row["reason"]),
        )
