"""Answers of the FindTreatment.gov locator's API: labels instead of codes, in pages."""

import json
import re
from collections import Counter
from hashlib import sha256
from typing import Any

from facilities.listings.readers.columns import record_of_columns
from facilities.listings.readers.document import Document, Format
from facilities.listings.readers.labels import split_labels
from facilities.listings.readers.pages import Page, Pages
from facilities.listings.readers.questionnaires import (
    OF_TYPE,
    listed_by,
    questionnaire_of,
    questionnaires_of,
    type_of,
)
from facilities.listings.readers.source import FileError, Source
from facilities.listings.records import Raw, Record, RowError
from facilities.meanings import asked_as_meant

EXPECTED = (
    'expected the locator\'s answer: an object with a list "rows", a list of these, or one a line'
)
# What differs though a page is asked for twice.
OF_ANSWER = {"_irow", "miles"}


def recognizes(document: Document) -> bool:
    return document.is_json


def read(document: Document, kind: str | None = None) -> Source:
    """Return the Source in the locator's answer, or raise FileError."""
    pages, listed = [], []
    unknown: Counter[str] = Counter()
    codes: set[str] = set()
    line = 0
    for page in _pages_in(document.json):
        pages.append(_page(page, document.path.name))
        _share_texts(page["rows"])
        for row in page["rows"]:
            line += 1
            if not _is_left_out(row):
                listed.append((line, row))
                recognized, strange = _codes(row)
                codes.update(recognized)
                unknown.update(strange)
    whole = Pages(tuple(pages))
    return Source(
        kind="api",
        year=None,
        title="FindTreatment.gov locator",
        publisher="SAMHSA",
        url="https://findtreatment.gov/",
        rows=listed,
        record=record,
        asked=asked_as_meant(questionnaires_of(type_of(row) for _line, row in listed), codes),
        unknown_labels=dict(unknown),
        covers=whole.covers(),
        pages=whole,
    )


def _pages_in(answer: Any) -> list[dict[str, Any]]:
    """Return the pages of an answer: one, several in a list, or rows without a page."""
    entries = answer if isinstance(answer, list) else [answer]
    if not all(isinstance(entry, dict) for entry in entries):
        raise FileError(EXPECTED)
    pages = [entry for entry in entries if "rows" in entry]
    rows = [entry for entry in entries if "rows" not in entry]
    if pages and rows or not all("name1" in row for row in rows):
        raise FileError(EXPECTED)
    for page in pages:
        if not isinstance(page["rows"], list) or not all(isinstance(r, dict) for r in page["rows"]):
            raise FileError(EXPECTED)
    return pages or [{"rows": rows}]


def _page(document: dict[str, Any], file: str) -> Page:
    """Return what a page says of itself and of its rows."""
    rows = document["rows"]
    kept = [row for row in rows if not _is_left_out(row)]
    content = [{k: v for k, v in row.items() if k not in OF_ANSWER} for row in rows]
    number, total = _number(document, "page"), _number(document, "totalPages")
    if not rows and not total:  # an answer without rows has no pages
        number = total = 1
    return Page(
        file=file,
        rows=len(rows),
        content=sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
        number=1 if number is None else number,
        total=total or 0,
        count=_number(document, "recordCount"),
        listed=listed_by(kept),
        left_out=Counter(type_of(row) for row in rows if _is_left_out(row)),
    )


def _share_texts(rows: list[dict[str, Any]]) -> None:
    """Let the services of rows share equal texts, which halves the memory of a page."""
    texts: dict[str, str] = {}
    for row in rows:
        services = row.get("services")
        for service in services if isinstance(services, list) else []:
            if isinstance(service, dict):
                for key, text in service.items():
                    if isinstance(text, str):
                        service[key] = texts.setdefault(text, text)


def _number(document: dict[str, Any], key: str) -> int | None:
    """Return a page's count, or None where it gives none; raise FileError for anything else."""
    value = document.get(key)
    if value is None:
        return None
    text = str(value).strip().replace(",", "")
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,9}", text):
        raise FileError(f'a page\'s "{key}": expected a whole number, got {value!r}')
    return int(text)


def _is_left_out(row: Raw) -> bool:
    """Tell whether a row is of a type that answers no questionnaire: a doctor, a health center."""
    kind = type_of(row)
    return bool(kind) and kind not in OF_TYPE


def record(raw: Raw) -> Record:
    """Return the Record of a row as published, or raise RowError."""
    if not isinstance(raw.get("services") or [], list):
        raise RowError("services", "expected a list")
    # JSON's null is this format's empty cell.
    cells = {key: "" if value is None else value for key, value in raw.items()}
    for key, cell in cells.items():
        if key != "services" and isinstance(cell, (dict, list)):
            raise RowError(key, "expected text, got an object or a list")
    codes = _codes(raw)[0]
    return record_of_columns(cells, codes, questionnaire_of(type_of(raw), codes))


def _codes(raw: Raw) -> tuple[list[str], list[str]]:
    """Return (codes, unknown labels) of a row; a malformed service says nothing."""
    # What a row of the directory of opioid treatment programs says by standing in it.
    codes, unknown = ["OTP"] if OF_TYPE.get(type_of(raw)) == "otp" else [], []
    services = raw.get("services")
    for service in services if isinstance(services, list) else []:
        if isinstance(service, dict):
            recognized, strange = split_labels(str(service.get("f2")), str(service.get("f3") or ""))
            codes += recognized
            unknown += [f"{service.get('f2')}: {label}" for label in strange]
    return list(dict.fromkeys(codes)), unknown


FORMAT = Format("the locator's answer (.json)", {"api": record}, recognizes, read)
