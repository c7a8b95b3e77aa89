"""Files of the whole directory: the tabular data package, and services as lines of JSON."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from facilities.models import Edition
from hsds.mapping import nested
from hsds.mapping.records import Records, stamp
from hsds.package.tables import TABLES, TYPES, Table, rows_of
from hsds.reading import records
from hsds.taxonomy import Record, Terms, terms_of
from search.index import Index

VERSION = "3.1"
PACKAGE, SERVICES, DESCRIPTOR = "hsds.zip", "hsds-services.ndjson.gz", "datapackage.json"
SPECIFICATION = "https://docs.openreferral.org/"
# Packed files hold no time of day, so that the same directory gives the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
LEVEL = 6
BUFFER = 1 << 20  # bytes


@dataclass(frozen=True)
class Written:
    """What an export wrote."""

    files: list[Path]
    facilities: int
    rows: dict[str, int]


def export(folder: Path, index: Index, states: Iterable[str] = ()) -> Written:
    """Write the package and the services of an Index into a folder; only of `states`, if any."""
    wanted = set(states)
    ordinals = [
        n for n in range(len(index.pks)) if not wanted or index.entries.town(n)[1] in wanted
    ]
    every = records(ordinals, index)
    return write(folder, every, terms_of(index.taxonomy), descriptor(index))


def write(
    folder: Path, every: Iterable[Records], terms: Terms, described: dict[str, Any]
) -> Written:
    """Write the files of some facilities into a folder; `described`: the datapackage.json.

    A file is there as a whole or not at all; one of before stays until then.
    """
    with TemporaryDirectory(dir=folder, prefix=".hsds-") as name:
        made = Path(name)
        facilities, rows = _write_all(made, every, terms)
        text = json.dumps(described, indent=1, ensure_ascii=False)
        (made / DESCRIPTOR).write_text(text, encoding="utf-8")
        _pack(made)
        files = [(made / each).replace(folder / each) for each in (PACKAGE, SERVICES)]
    return Written(files, facilities, rows)


def _write_all(folder: Path, every: Iterable[Records], terms: Terms) -> tuple[int, dict[str, int]]:
    """Write tables and services; return how many facilities, and {table: rows}."""
    with ExitStack() as stack:
        lines = stack.enter_context(_packed_lines(folder / SERVICES))
        writers = {
            name: TableWriter(stack.enter_context(_text(folder / table.path)), table)
            for name, table in TABLES.items()
        }
        count = 0
        for some in every:
            for name, row in rows_of(some):
                writers[name].write(row)
            line = json.dumps(
                nested.service_of_many(some), ensure_ascii=False, separators=(",", ":")
            )
            lines.write(line.encode() + b"\n")
            count += 1
        for name, row in _terms(terms):
            writers[name].write(row)
        return count, {name: writer.count for name, writer in writers.items()}


class TableWriter:
    """Writes rows of a Table as CSV and counts them."""

    def __init__(self, stream: io.TextIOBase, table: Table):
        self.columns, self.count = table.columns, 0
        self._writer = csv.writer(stream, lineterminator="\r\n")
        self._writer.writerow(table.columns)

    def write(self, row: Record) -> None:
        # What is None, csv writes as nothing.
        self._writer.writerow([row.get(column) for column in self.columns])
        self.count += 1


def _terms(terms: Terms) -> Iterator[tuple[str, Record]]:
    for taxonomy in terms.taxonomies:
        yield "taxonomy", taxonomy
    for term in terms.every:
        yield "taxonomy_term", term


def descriptor(index: Index) -> dict[str, Any]:
    """Return the datapackage.json of an Index, with the lists that it comes from."""
    editions = Edition.objects.filter(is_current=True).order_by("-year", "kind", "pk")
    return described_by(index.token, editions)


def described_by(revision: str, editions: Sequence[Edition] | QuerySet[Edition]) -> dict[str, Any]:
    """Return the datapackage.json of a revision of the directory."""
    return {
        "profile": "tabular-data-package",
        "name": "human_services_data",
        "title": f"{settings.SITE_NAME}: treatment facilities",
        "description": "Facilities in the Human Services Data Specification. What isn't listed "
        "of a service wasn't reported, which is not a no.",
        "version": VERSION,
        "homepage": SPECIFICATION,
        "revision": revision,
        "created": stamp(max(each.imported_at for each in editions)) if editions else None,
        "sources": [
            {"title": each.title, "publisher": each.publisher, "path": each.url}
            | {"year": each.year, "kind": each.kind, "is_demo": each.is_demo}
            for each in editions
        ],
        "resources": [_resource(table) for table in TABLES.values()],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": table.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(table, column) for column in table.columns],
            "primaryKey": "id",
            "foreignKeys": [
                # "" is the table itself.
                {
                    "fields": column,
                    "reference": {"resource": "" if of == table.name else of, "fields": "id"},
                }
                for column, of in table.links.items()
            ],
        },
    }


def _field(table: Table, column: str) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column, "type": TYPES.get(column, "string")}
    if column == "id" or column.endswith("_id") and column not in ("tax_id",):
        described["format"] = "uuid"
    if column == "last_modified":
        described["format"] = "any"  # with milliseconds, as HSDS wants it
    if column in table.required:
        described["constraints"] = {"required": True}
    return described


def _pack(folder: Path) -> None:
    names = [DESCRIPTOR, *(table.path for table in TABLES.values())]
    with zipfile.ZipFile(folder / PACKAGE, "w") as archive:
        for name in names:
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with (
                archive.open(member, "w", force_zip64=True) as packed,
                (folder / name).open("rb") as stream,
            ):
                copyfileobj(stream, packed, BUFFER)


def _text(path: Path) -> Any:
    return path.open("w", encoding="utf-8", newline="")


def _packed_lines(path: Path) -> gzip.GzipFile:
    return gzip.GzipFile(path, "wb", compresslevel=LEVEL, mtime=0)
