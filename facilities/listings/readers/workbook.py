"""The National Directory workbooks (substance use, mental health), every header variant."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from facilities.listings.answering import NATION
from facilities.listings.cleaning import clean_text, split_codes
from facilities.listings.readers.columns import record_of_columns
from facilities.listings.readers.safety import check_workbook
from facilities.listings.readers.source import FileError, Label, Source
from facilities.listings.records import Raw, Record
from facilities.meanings import asked_as_meant

KINDS = ("su", "mh")
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


def read(path: Path, kind: str | None = None) -> Source:
    """Return the Source in the workbook at `path`, or raise FileError."""
    check_workbook(path)
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets = {
            name.strip().lower(): workbook.get_sheet_by_name(name).to_python()
            for name in workbook.sheet_names
        }
    except (CalamineError, OSError, ValueError) as error:
        raise FileError(f"the workbook can't be read ({error})") from error
    is_demo = DEMO_SHEET.lower() in sheets
    labels = _labels(_table(sheets, "service code reference", KEY_COLUMNS))
    kind = kind or _kind(labels)
    return Source(
        kind=kind,
        year=None,
        title="Demonstration directory, all invented" if is_demo else TITLES[kind],
        publisher="Treatment Finder" if is_demo else "SAMHSA",
        url="" if is_demo else "https://www.samhsa.gov/",
        rows=_table(sheets, "facilities list", NEEDED),
        record=RECORD[kind],
        labels=labels,
        asked=asked_as_meant([kind], labels),
        covers={kind: {NATION}},
        is_demo=is_demo,
    )


def _table(
    sheets: dict[str, list[list[Any]]], name: str, needed: Iterable[str]
) -> list[tuple[int, Raw]]:
    """Return (line, {header: cell}) of the rows of a sheet, whatever case its header has."""
    if name not in sheets:
        raise FileError(
            f"there is no sheet {name!r}; found {', '.join(map(repr, sheets))}. "
            "Is this a National Directory workbook?"
        )
    rows = sheets[name]
    header = [str(cell).strip().lower() for cell in rows[0]] if rows else []
    if missing := [column for column in sorted(needed) if column not in header]:
        raise FileError(f"sheet {name!r} lacks the column(s) {', '.join(missing)}")
    return [
        (line, dict(zip(header, row, strict=False)))
        for line, row in enumerate(rows[1:], start=2)
        if any(cell != "" for cell in row)
    ]


def _labels(rows: list[tuple[int, Raw]]) -> dict[str, Label]:
    labels = {}
    for _line, row in rows:
        code = clean_text(row["service_code"]).upper()
        if code:
            labels[code] = Label(
                code, clean_text(row["category_code"]), clean_text(row["service_name"], 400)
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
RECORD = {kind: partial(_record, kind) for kind in KINDS}
