"""A file, recognized: which rows it has, which columns are read, whose list it is."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from facilities.listings.readers.document import Document
from facilities.listings.readers.source import FileError
from facilities.listings.records import RowError
from resources.kinds import Format, Kind
from resources.reading import health_centers
from resources.reading.geojson import table_of_geojson
from resources.reading.rows import ResourceRow, row_of
from resources.reading.table import Raw, Table, table_of

# Changes when the same file would be read otherwise: it is then imported anew.
READING_VERSION = "1"


@dataclass
class ResourceFile:
    """A file of places, read: `rows` are [(line, ResourceRow, raw)].

    `rejected`: [(line, what is wrong)]; `left_out`: {reason: how many rows}; `repeated`:
    [(line, the line it repeats)]; `doubts`: [(line, what isn't shown as published)].
    `columns`: {field: the file's column}; `unread`: columns that aren't shown; `warnings`: of the
    file as a whole.
    """

    source_format: Format
    unit: str
    read: int
    columns: dict[str, str]
    unread: list[str]
    sha256: str
    warnings: list[str]
    rows: list[tuple[int, ResourceRow, Raw]] = field(default_factory=list)
    rejected: list[tuple[int, str]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    repeated: list[tuple[int, int]] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)


def read_file(path: Path, kind: str) -> ResourceFile:
    """Return the ResourceFile at `path`, read as a list of this kind; or raise FileError."""
    document = Document(path)
    table = table_of_geojson(document.json) if document.is_json else table_of(document)
    if table.is_of_hrsa and kind != Kind.HEALTH_CENTER:
        raise FileError("this is HRSA's list of health centers: say --kind health-center")
    columns = table.fields.values()
    file = ResourceFile(
        _format(table),
        table.unit,
        read=len(table.rows),
        columns=table.fields,
        unread=[name for name in table.columns if name not in columns],
        sha256=document.sha256,
        warnings=table.warnings,
    )
    _fill(file, table)
    return file


def _format(table: Table) -> Format:
    if table.is_of_hrsa:
        return Format.HRSA
    return Format.GEOJSON if table.unit == "feature" else Format.TABLE


def _fill(file: ResourceFile, table: Table) -> None:
    """Clean the rows of a table; each is in one of the file's lists afterward."""
    first: dict[ResourceRow, int] = {}
    for line, raw in table.rows:
        if file.source_format == Format.HRSA and (reason := health_centers.left_out(raw)):
            file.left_out[reason] += 1
            continue
        try:
            row = row_of(raw, file.columns)
        except RowError as error:
            file.rejected.append((line, str(error)))
            continue
        if (earlier := first.setdefault(row, line)) != line:
            file.repeated.append((line, earlier))
            continue
        file.rows.append((line, row, raw))
        file.doubts += [(line, doubt) for doubt in row.doubts]
