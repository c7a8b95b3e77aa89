"""The cells of a row as texts, whatever the file holds: JSON's numbers, what programs write."""

import html
import re
from collections.abc import Collection
from typing import Any

from facilities.listings.readers.tables.workbook_process import shown
from facilities.listings.records import Raw, RowError

# What programs and spreadsheets write for a cell without a value.
NOTHING = {"NULL", "null", "(null)", "None", "NaN", "nan", "<NA>", "N/A", "n/a"}
NOTHING |= {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}
# How spreadsheets keep the zeros of ="02021" in a CSV file.
QUOTED = re.compile(r'="([^"]*)"')
ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});")


def texts(raw: Raw, columns: Collection[str]) -> dict[str, str]:
    """Return {column: text} of a row as published, or raise RowError for what is no text."""
    return {column: text_of(column, raw[column]) for column in columns if column in raw}


def text_of(column: str, cell: Any) -> str:
    """Return the text that a cell stands for: "" for none.

    Raises RowError, which names the column, for a formula, a list or an object.
    """
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise RowError(column, f"expected a text, got {_named(cell)}")
    text = shown(cell)
    bare = text.strip()
    if bare in NOTHING:
        return ""
    if bare.startswith("="):
        if match := QUOTED.fullmatch(bare):
            return match.group(1)
        raise RowError(column, f"expected a text, got the formula {bare[:60]!r}")
    return ENTITY.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text


def _named(value: Any) -> str:
    """Return what JSON calls a value that is no text."""
    if isinstance(value, bool):
        return str(value).lower()
    return "a list" if isinstance(value, list) else "an object"
