"""One module a format; `read` finds out which, and refuses what is none of them."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from facilities.listings.readers import curated_json, export_csv, locator_json, workbook
from facilities.listings.readers.safety import check_size
from facilities.listings.readers.source import FileError, Source
from facilities.listings.records import Raw, Record, RowError

__all__ = ["FileError", "Source", "read", "record_of"]

# How the raw row of a listing is read again: by the kind of its edition.
RECORD: dict[str, Callable[[Raw], Record]] = {
    **workbook.RECORD,
    "export": export_csv.record,
    "api": locator_json.record,
    "curated": curated_json.record,
}
OLD_OFFICE_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path, kind: str | None = None, year: int | None = None) -> Source:
    """Return the Source in the file at `path`.

    `kind` and `year` override what the file and its name say. Raises FileError, whose
    message names the problem, for anything that isn't a directory.
    """
    if not path.is_file():
        raise FileError("there is no such file")
    check_size(path)
    reader = _reader(path)
    if kind and kind not in reader.KINDS:
        raise FileError(f"a file of this format can't be of kind {kind!r}")
    source: Source = reader.read(path, kind)
    if not source.rows:
        raise FileError("there is no facility in the file")
    source.year = year or source.year or _year(path.name)
    source.title = f"{source.title}, {source.year}"
    source.file_name = path.name
    source.sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
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


def _reader(path: Path) -> Any:
    with path.open("rb") as stream:
        start = stream.read(4096)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK"):
        return workbook
    if start.startswith(OLD_OFFICE_FILE):
        raise FileError(
            "this is an encrypted workbook or an old .xls; save it as .xlsx without a password"
        )
    if text[:1] in (b"{", b"["):
        return curated_json if _is_curated(path) else locator_json
    if text[:1] == b"<":
        raise FileError("this is a web page, not a directory; the download went wrong")
    if b"," in text and b"name1" in text.lower():
        return export_csv
    raise FileError(
        "this is no format we know; expected a National Directory workbook (.xlsx), "
        "a FindTreatment.gov export (.csv), or the locator's answer (.json)"
    )


def _is_curated(path: Path) -> bool:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and document.get("format") == "curated"


def _year(name: str) -> int:
    years = [int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", name)]
    plausible = [year for year in years if 2000 <= year <= date.today().year + 1]
    if len(set(plausible)) != 1:
        raise FileError("the file's name doesn't tell the edition's year; say --year 2023")
    return plausible[0]
