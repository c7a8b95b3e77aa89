"""Pages of the FindTreatment.gov locator's API: labels instead of codes."""

from typing import Any

from facilities.listings.readers.columns import record_of_columns
from facilities.listings.readers.document import Document, Format
from facilities.listings.readers.labels import split_labels
from facilities.listings.readers.questionnaires import questionnaire_of, questionnaires_of
from facilities.listings.readers.source import FileError, Source
from facilities.listings.records import Raw, Record, RowError
from facilities.meanings import asked_as_meant


def recognizes(document: Document) -> bool:
    return document.is_json


def read(document: Document, kind: str | None = None) -> Source:
    """Return the Source in the locator's answer, or raise FileError."""
    answer = document.json
    rows = answer.get("rows") if isinstance(answer, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FileError('expected the locator\'s answer: an object with a list "rows"')
    unknown: dict[str, int] = {}
    for row in rows:
        for label in _codes(row)[1]:
            unknown[label] = unknown.get(label, 0) + 1
    return Source(
        kind="api",
        year=None,
        title="FindTreatment.gov locator",
        publisher="SAMHSA",
        url="https://findtreatment.gov/",
        rows=list(enumerate(rows, start=1)),
        record=record,
        asked=asked_as_meant(
            questionnaires_of(map(_type, rows)), (code for row in rows for code in _codes(row)[0])
        ),
        unknown_labels=unknown,
    )


def record(raw: Raw) -> Record:
    """Return the Record of a row as published, or raise RowError."""
    if not isinstance(raw.get("services") or [], list):
        raise RowError("services", "expected a list")
    # JSON's null is this format's empty cell.
    cells = {key: "" if value is None else value for key, value in raw.items()}
    codes = _codes(raw)[0]
    return record_of_columns(cells, codes, questionnaire_of(_type(raw), codes))


def _type(raw: Raw) -> Any:
    return raw.get("typeFacility") or raw.get("type_facility")


def _codes(raw: Raw) -> tuple[list[str], list[str]]:
    """Return (codes, unknown labels) of a row; a malformed service says nothing."""
    codes, unknown = [], []
    services = raw.get("services")
    for service in services if isinstance(services, list) else []:
        if isinstance(service, dict):
            recognized, strange = split_labels(str(service.get("f2")), str(service.get("f3") or ""))
            codes += recognized
            unknown += [f"{service.get('f2')}: {label}" for label in strange]
    return list(dict.fromkeys(codes)), unknown


FORMAT = Format("the locator's answer (.json)", {"api": record}, recognizes, read)
