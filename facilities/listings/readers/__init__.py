"""One module a format; `read` finds out which, and refuses what is none of them."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from facilities.listings.readers import (
    curated_json,
    export,
    locator_json,
    otp_directory,
    own,
    workbook,
)
from facilities.listings.readers.document import Document, Format
from facilities.listings.readers.source import FileError, Source
from facilities.listings.records import Raw, Record, RowError

__all__ = ["FileError", "Source", "full_in", "read", "read_list", "record_of"]

# The first that recognizes a file reads it.
FORMATS: tuple[Format, ...] = (
    own.PACKAGE,
    workbook.FORMAT,
    export.FORMAT,
    otp_directory.FORMAT,
    curated_json.FORMAT,
    own.FORMAT,
    locator_json.FORMAT,
)
# How the raw row of a listing is read again: by the kind of its edition.
RECORD: dict[str, Callable[[Raw], Record]] = {
    kind: record for format_ in FORMATS for kind, record in format_.records.items()
}
PACKED = (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")
OLD_OFFICE_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path, kind: str | None = None, year: int | None = None) -> Source:
    """Return the Source in the file at `path`.

    `kind` and `year` override what the file and its name say. Raises FileError, whose
    message names the problem, for anything that isn't a directory.
    """
    document = Document(path)
    format_ = _format(document)
    if kind and kind not in format_.kinds:
        raise FileError(f"a file of this format can't be of kind {kind!r}")
    source = format_.read(document, kind)
    source.file_name = path.name
    source.sha256 = document.sha256
    return _of_year(source, year)


def read_list(path: Path, mapping: Path, year: int | None = None) -> Source:
    """Return the Source in an operator's own list, read by the mapping file, or raise FileError.

    `year` overrides what the mapping and the file's name say.
    """
    return _of_year(own.read_mapped(path, mapping), year)


def _of_year(source: Source, year: int | None) -> Source:
    """Return a Source with its year, which is in its title, too."""
    if not source.rows:
        raise FileError("there is no facility in the file")
    source.year = year or source.year or _year(source.file_name)
    if str(source.year) not in source.title:
        source.title = f"{source.title}, {source.year}"
    return source


def full_in(source: Source, states: set[str]) -> dict[str, set[str]]:
    """Return what a Source covers if it lists all there is in some states: {} for none."""
    if not states:
        return {}
    return dict.fromkeys(
        filter(None, (_questionnaire(source, raw) for _n, raw in source.rows)), states
    )


def _questionnaire(source: Source, raw: Raw) -> str:
    try:
        return source.record(raw).questionnaire
    except RowError:  # the import reports it
        return ""


def record_of(kind: str, raw: Raw) -> Record:
    """Return the Record of a listing's raw row."""
    return RECORD[kind](raw)


def _format(document: Document) -> Format:
    """Return the Format of a file, or raise FileError with what it seems to be."""
    if document.start.startswith(OLD_OFFICE_FILE):
        raise FileError(
            "this is an encrypted workbook or an old .xls; save it as .xlsx without a password"
        )
    if document.start.startswith(PACKED):
        raise FileError("this is a packed file; unpack it and give what is in it")
    if document.start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise FileError("this is a web page, not a directory; the download went wrong")
    for format_ in FORMATS:
        if format_.recognizes(document):
            return format_
    names = ", ".join(format_.name for format_ in FORMATS)
    raise FileError(f"this is no format we know; expected one of: {names}")


def _year(name: str) -> int:
    years = [int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", name)]
    plausible = [year for year in years if 2000 <= year <= date.today().year + 1]
    if len(set(plausible)) != 1:
        raise FileError("the file's name doesn't tell the edition's year; say --year 2023")
    return plausible[0]
