"""Tables as text: commas, semicolons, tabs or bars between the cells."""

import csv
import io
import re
from collections import Counter
from itertools import islice
from pathlib import Path

from facilities.listings.readers.safety import unreadable
from facilities.listings.readers.source import FileError
from facilities.listings.readers.tables.encodings import decoded
from facilities.listings.readers.tables.table import Sheet

DELIMITERS = ",;\t|"
SAMPLE = 20  # rows
# What Excel writes above the header to say which delimiter it used.
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[,;\t|]*(?:\r\n|\r|\n|$)', re.IGNORECASE)


def read_delimited(path: Path) -> list[Sheet]:
    """Return the one Sheet of a text file, or raise FileError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(error) from error
    text, warnings = decoded(content)
    return [Sheet("", _rows(text), is_text=True, warnings=tuple(warnings))]


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return (line on which the row begins, its cells) of every row that holds something."""
    match = SEPARATOR_LINE.match(text)
    delimiter = match.group(1) if match else _delimiter(text)
    if delimiter not in DELIMITERS:
        raise FileError(f"line 1: {delimiter!r} between cells isn't read; use commas")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, line = [], 1
    try:
        for row in reader:
            if any(map(str.strip, row)):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileError(_problem(error, line)) from error
    return rows[1:] if match else rows


def _delimiter(text: str) -> str:
    """Return the delimiter with which most rows have most cells, and equally many."""

    def table_size(delimiter: str) -> int:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(row) for row in islice(reader, SAMPLE) if row)
        except csv.Error:  # a cell beyond all measure: not this one
            return 0
        return max(((width - 1) * number for width, number in widths.items()), default=0)

    return max(DELIMITERS, key=table_size)


def _problem(error: csv.Error, line: int) -> str:
    """Return what is wrong with the row that begins on a line."""
    if "unexpected end of data" in str(error):
        return f"line {line}: a quotation mark is opened and never closed; was the file cut off?"
    if "field larger" in str(error):
        return f"line {line}: a cell holds more than any directory; is a quotation mark missing?"
    return (
        f"line {line}: a quotation mark stands where none can ({error}); write it twice within "
        "quoted text, or save the table as CSV UTF-8 anew"
    )
