"""The data dictionary as a table of its own: dictionary.csv."""

from api.texts import line_of
from opendata.fields import TABLES
from opendata.wide import WIDE

COLUMNS = ("table", "field", "type", "meaning", "unit", "values", "empty_because", "source")


def dictionary() -> bytes:
    """Return a line for each field of each table; those of facilities.csv first."""
    tables = [(f"{WIDE.name}.csv", WIDE), *((table.name, table) for table in TABLES)]
    lines = [line_of([*COLUMNS])]
    for name, table in tables:
        for field in table.fields:
            values = " ".join(field.values)
            known = (field.kind, field.meaning, field.unit, values, field.empty, field.source)
            lines.append(line_of([name, field.name, *known]))
    return b"".join(lines)
