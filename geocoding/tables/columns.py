"""Which columns of a table say where an address is, by the names they usually bear."""

import re
from dataclasses import dataclass

from facilities.listings.readers import FileError
from geocoding.tables.cells import Rows

# {field: names of its column, without case, spaces and signs}
NAMES = {
    "street": "street1 street address address1 addressline1 streetaddress street1address addr "
    "fulladdress inputaddress",
    "city": "city town municipality",
    "state": "state st statecode stateabbr stateabbreviation",
    "zip": "zip zipcode zip5 postalcode postcode",
    "latitude": "latitude lat y ycoordinate ycoord intptlat",
    "longitude": "longitude lon lng long x xcoordinate xcoord intptlon",
}
SHOWN_AS = {field: names.split()[:3] for field, names in NAMES.items()}
# Above the header, some workbooks have a title.
LAST_HEADER = 10


@dataclass(frozen=True)
class Columns:
    """Where the fields of a table stand: {field: number of its column}, after `header` rows."""

    numbers: dict[str, int]
    header: int

    def of(self, cells: list[str]) -> dict[str, str]:
        """Return {field: text} of a row."""
        return {
            field: cells[number] if number < len(cells) else ""
            for field, number in self.numbers.items()
        }


def columns_of(rows: Rows) -> Columns:
    """Return the Columns of a table, or raise FileError.

    A table needs latitude, longitude, a street, and a city or ZIP code: these may also stand in
    the street's column, behind commas.
    """
    best: dict[str, int] = {}
    for number, (line, cells) in enumerate(rows[:LAST_HEADER], start=1):
        numbers = _recognized(line, cells)
        if {"latitude", "longitude", "street"} <= numbers.keys():
            return Columns(numbers, number)
        best = max(best, numbers, key=len)
    missing = [field for field in ("street", "latitude", "longitude") if field not in best]
    advice = "; ".join(f"{field}: {', '.join(SHOWN_AS[field])}" for field in missing)
    header = ", ".join(filter(None, rows[0][1]))[:200]
    raise FileError(
        f"line {rows[0][0]}: no column for the {' or '.join(missing)}. "
        f"Name them as one of these ({advice}). The header is: {header}"
    )


def _recognized(line: int, cells: list[str]) -> dict[str, int]:
    """Return {field: number} of the columns that bear a usual name; the likeliest of several."""
    plain = [re.sub(r"[^a-z0-9]", "", cell.lower()) for cell in cells]
    numbers = {}
    for field, names in NAMES.items():
        for name in names.split():
            if name in plain:
                if plain.count(name) > 1:
                    raise FileError(f"line {line}: two columns are named {name!r}; keep one")
                numbers[field] = plain.index(name)
                break
    return numbers
