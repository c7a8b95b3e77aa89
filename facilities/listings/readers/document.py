"""A file at hand and the formats it may be in: what a format's module offers."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from facilities.listings.readers.json_text import load
from facilities.listings.readers.safety import check_file, is_package, unreadable
from facilities.listings.readers.source import Source
from facilities.listings.readers.tables import Sheet, read_tables
from facilities.listings.records import Raw, Record


class Document:
    """A file, read once, as what its beginning says that it is."""

    def __init__(self, path: Path):
        """Raise FileError if it can't be read, is empty or too large."""
        self.path = path
        self.start = check_file(path)

    @property
    def is_workbook(self) -> bool:
        return self.start.startswith(b"PK")

    @cached_property
    def is_package(self) -> bool:
        return self.is_workbook and is_package(self.path)

    @property
    def is_json(self) -> bool:
        return self.start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")

    @property
    def is_table(self) -> bool:
        return not self.is_json

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Return the Sheets of a workbook or of delimited text, or raise FileError."""
        return read_tables(self.path)

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of its bytes, in hexadecimal digits."""
        try:
            return hashlib.sha256(self.path.read_bytes()).hexdigest()
        except OSError as error:
            raise unreadable(error) from error

    @cached_property
    def json(self) -> Any:
        """Return the JSON document, or raise FileError with the line it breaks on.

        Of several, one after the other as in NDJSON, the list.
        """
        return load(self.path)


@dataclass(frozen=True, slots=True)
class Format:
    """A format that directories are published in.

    `records`: {kind of edition: function that returns the Record of a raw row or raises RowError},
    for every kind that such a file can be. `recognizes` tells a Document of this format; `read`
    returns its Source, of the kind said (None: as the file says), or raises FileError.
    """

    name: str
    records: Mapping[str, Callable[[Raw], Record]]
    recognizes: Callable[[Document], bool]
    read: Callable[[Document, str | None], Source]

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self.records)
