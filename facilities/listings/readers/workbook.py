"""The National Directory workbooks (substance use, mental health), every header variant."""

from collections.abc import Iterable
from functools import partial

from facilities.listings.answering import NATION
from facilities.listings.cleaning import clean_text, split_codes
from facilities.listings.readers.columns import record_of_columns
from facilities.listings.readers.document import Document, Format
from facilities.listings.readers.source import FileError, Label, Source
from facilities.listings.readers.tables import find_table, has_table
from facilities.listings.records import Raw, Record
from facilities.meanings import asked_as_meant

COLUMNS = (
    "name1 name2 street1 street2 city state zip phone intake1 intake2 intake1a intake2a "
    "service_code_info"
).split()
NEEDED = set(COLUMNS) - {"name2", "street2", "intake1", "intake2", "intake1a", "intake2a"}
KEY_COLUMNS = ["category_code", "service_code", "service_name"]
# Codes that only one of the two questionnaires has, in every edition at hand.
ONLY_SU = {"DT", "OIT", "ODT", "HID", "OTP"}
ONLY_MH = {"PHDT", "RTCC", "RTCA", "CMHC", "OMH"}
TITLES = {
    "su": "National Directory, substance use",
    "mh": "National Directory, mental health",
}
# The sheet that marks a workbook made by `generate_demo_directory`.
DEMO_SHEET = "Invented data"


def recognizes(document: Document) -> bool:
    return document.is_table and any(
        has_table(document.sheets, needed) for needed in (KEY_COLUMNS, ["service_code_info"])
    )


def read(document: Document, kind: str | None = None) -> Source:
    """Return the Source in a workbook, or raise FileError."""
    if not document.is_workbook:
        raise FileError("this is one sheet of a National Directory; give its workbook (.xlsx)")
    is_demo = any(sheet.name.strip().lower() == DEMO_SHEET.lower() for sheet in document.sheets)
    key, facilities = (find_table(document.sheets, each) for each in (KEY_COLUMNS, NEEDED))
    no_cells = dict.fromkeys(filter(None, facilities.header), "")
    labels = _labels(key.rows)
    kind = kind or _kind(labels)
    return Source(
        kind=kind,
        year=None,
        title="Demonstration directory, all invented" if is_demo else TITLES[kind],
        publisher="Treatment Finder" if is_demo else "SAMHSA",
        url="" if is_demo else "https://www.samhsa.gov/",
        rows=[(line, {**no_cells, **row}) for line, row in facilities.rows],
        record=RECORD[kind],
        labels=labels,
        asked=asked_as_meant([kind], labels),
        covers={kind: {NATION}},
        is_demo=is_demo,
        warnings=facilities.warnings,
    )


def _labels(rows: Iterable[tuple[int, Raw]]) -> dict[str, Label]:
    labels = {}
    for _line, row in rows:
        code = clean_text(row.get("service_code")).upper()
        if code:
            labels[code] = Label(
                code, clean_text(row.get("category_code")), clean_text(row.get("service_name"), 400)
            )
    return labels


def _kind(labels: dict[str, Label]) -> str:
    su, mh = len(ONLY_SU & set(labels)), len(ONLY_MH & set(labels))
    if bool(su) == bool(mh):
        raise FileError(
            "can't tell from its codes whether this is the substance use or the mental "
            "health directory; say --kind su or --kind mh"
        )
    return "su" if su else "mh"


def _record(questionnaire: str, raw: Raw) -> Record:
    return record_of_columns(raw, split_codes(raw.get("service_code_info")), questionnaire)


# {kind: function that returns the Record of a row as published, or raises RowError}
RECORD = {kind: partial(_record, kind) for kind in TITLES}

FORMAT = Format("a National Directory workbook (.xlsx)", RECORD, recognizes, read)
