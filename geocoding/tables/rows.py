"""A row of a table: an address and a point, or what is wrong with them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from geocoding.tables.cells import Rows
from geocoding.tables.columns import Columns, columns_of
from places.states import STATES, state_named

# "12 Main St, Canton, MA, 02021", "12 Main St, Canton, MA 02021-1234", with or without a ZIP.
IN_A_LINE = re.compile(
    r"(?P<street>.+?),\s*(?P<city>[^,\d]+?),\s*(?P<state>[A-Za-z]{2})"
    r"(?:[,\s]+(?P<zip>\d{5})(?:-\d{4})?)?(?:,\s*USA?)?"
)
# The columns of the Census Bureau's answer to a file of addresses, which has no header.
CENSUS_COLUMNS = 8
LONGEST_CELL = 500  # characters
CENSUS_ANSWERS = {"match", "no_match", "tie"}
# {field: text}; None for a row that holds no address, like the header.
Fields = dict[str, str] | None
Problems = list[tuple[int, str]]  # (line, what is wrong with it)


class RowProblem(ValueError):
    """A row can't be used: which field, and what is wrong with it."""


@dataclass(frozen=True)
class TableRow:
    """Where an address is, in degrees. `state`, and `city` or `zip`, may be empty."""

    line: int
    street: str
    city: str
    state: str
    zip: str
    latitude: float
    longitude: float

    @property
    def address(self) -> str:
        return ", ".join(filter(None, [self.street, self.city, f"{self.state} {self.zip}".strip()]))


def rows_of(cells: Rows) -> tuple[list[TableRow], Problems, int]:
    """Return the TableRows, the Problems, and how many rows say no point.

    Raises FileError where the columns aren't known.
    """
    read = _of_census if is_of_census(cells) else _of_columns(columns_of(cells))
    rows: list[TableRow] = []
    problems: Problems = []
    empty = 0
    for number, (line, row) in enumerate(cells, start=1):
        try:
            fields = read(number, row)
            if fields is None:
                continue
            if not (fields["latitude"] or fields["longitude"]):
                empty += 1
                continue
            rows.append(_row(line, fields))
        except RowProblem as problem:
            problems.append((line, str(problem)))
    return rows, problems, empty


def is_of_census(cells: Rows) -> bool:
    """Tell whether a table is the Census Bureau's answer to a file of addresses."""
    _line, first = cells[0]
    answer = first[2].lower() if len(first) > 2 else ""
    return len(first) <= CENSUS_COLUMNS and answer in CENSUS_ANSWERS


def _of_census(_number: int, cells: list[str]) -> Fields:
    point = cells[5] if len(cells) > 5 else ""
    longitude, _comma, latitude = point.partition(",")
    street = cells[1] if len(cells) > 1 else ""
    return {"street": street, "latitude": latitude.strip(), "longitude": longitude.strip()}


def _of_columns(columns: Columns) -> Callable[[int, list[str]], Fields]:
    def read(number: int, cells: list[str]) -> Fields:
        return columns.of(cells) if number > columns.header else None

    return read


def _row(line: int, fields: dict[str, str]) -> TableRow:
    fields = {name: _short(name, text) for name, text in fields.items()}
    latitude, longitude = _point(fields["latitude"], fields["longitude"])
    values = {name: fields.get(name, "") for name in ("street", "city", "state", "zip")}
    whole = IN_A_LINE.fullmatch(values["street"])
    if whole and not (values["city"] or values["zip"]):
        values = {name: text or "" for name, text in whole.groupdict().items()}
    if not values["street"]:
        raise RowProblem("street: is empty; a point without an address belongs to nobody")
    state, zip = _state(values["state"]), _zip(values["zip"])
    if not (values["city"] or zip):
        raise RowProblem("city: it and the ZIP code are empty; give one of them")
    return TableRow(line, values["street"], values["city"], state, zip, latitude, longitude)


def _short(name: str, text: str) -> str:
    """Return a cell with single spaces; what follows looks at it character by character."""
    text = " ".join(text.split())
    if len(text) > LONGEST_CELL:
        raise RowProblem(
            f"{name}: has {len(text):,} characters, at most {LONGEST_CELL} are read; "
            "is a quotation mark missing?"
        )
    return text


def _point(north: str, east: str) -> tuple[float, float]:
    degrees = []
    for field, text in (("latitude", north), ("longitude", east)):
        try:
            degrees.append(float(text))
        except ValueError:
            raise RowProblem(f"{field}: expected degrees like 42.35871, got {text!r}") from None
    latitude, longitude = degrees
    if latitude == longitude == 0:
        raise RowProblem("latitude: 0, 0 lies in the sea; leave both empty where nobody knows")
    # All of the country lies north of the equator but Samoa, and none of it east of Greenwich
    # but islands in the Pacific.
    if 0 < longitude <= 90 and (latitude < -60 or latitude > 90):
        raise RowProblem("latitude: it and the longitude seem to be swapped; swap their columns")
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise RowProblem(f"latitude: {north}, {east} is no point on Earth; expected degrees")
    return latitude, longitude


def _state(text: str) -> str:
    if not text:
        return ""
    state = text.upper() if text.upper() in STATES else state_named(text.lower().split())
    if state:
        return state
    raise RowProblem(f"state: expected two letters like MA, got {text!r}")


def _zip(text: str) -> str:
    """Return five digits; spreadsheets drop leading zeros and write 2021.0."""
    text = re.sub(r"\.0$", "", text)
    if not text:
        return ""
    if match := re.fullmatch(r"(\d{3,5})(?:-?\d{4})?", text):
        return match.group(1).zfill(5)
    raise RowProblem(f"zip: expected five digits, got {text!r}")
