"""Files as people have them: each is read right, to the cell, or told what is wrong and where."""

import csv
import gzip
import io

import pytest

from tests.facilities.listings.dirty_workbooks import WORKBOOKS
from tests.facilities.listings.outcomes import Dials, Refused, Rejected, Right, outcome

FLAGS = ["sa", "dt", *(f"x{n}" for n in range(20))]
HEADER = (
    "name1 name2 street1 street2 city state zip zip4 county phone intake_prompt intake1 intake2 "
    "website latitude longitude type_facility"
).split() + FLAGS
FIRST = {
    "name1": "Casa Cañon",
    "street1": "1 Main Street",
    "city": "Canton",
    "state": "MA",
    "zip": "02021",
    "county": "Norfolk",
    "phone": "781-555-0100",
    "website": "http://casa.example",
    "latitude": "42.15",
    "longitude": "-71.14",
    "type_facility": "SU",
    "sa": "1",
}
SECOND = FIRST | {"name1": "Elm Clinic", "street1": "2 Elm Street", "phone": "617-555-0101"}
NAME = "FindTreament_Facility_listing_2025_08_01_101530.csv"


def text(first=(), header=HEADER, delimiter=",", end="\r\n", quoting=csv.QUOTE_MINIMAL):
    """Return an export of two facilities, the first one changed, as text."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(header)
    for row in (FIRST | dict(first), SECOND):
        writer.writerow([row.get(column.strip().lower(), "") for column in header])
    return stream.getvalue()


def lines(*more, at=1, **options):
    """Return the export with more lines at a place."""
    kept = text(**options).splitlines(keepends=True)
    return "".join([*kept[:at], *(f"{line}\r\n" for line in more), *kept[at:]])


def cell(**first):
    return text(first)


COMMAS = "," * (len(HEADER) - 1)
TITLE = "Facility listing"
TEXTS = {
    # How the table is written.
    "plain": (text(), Right()),
    "byte order mark": ("\ufeff" + text(), Right()),
    "blanks before the header": ("\ufeff    " + text(), Right()),
    "line feeds": (text(end="\n"), Right()),
    "carriage returns": (text(end="\r"), Right()),
    "semicolons": (text(delimiter=";"), Right()),
    "tabs": (text(delimiter="\t"), Right()),
    "bars": (text(delimiter="|"), Right()),
    "all quoted": (text(quoting=csv.QUOTE_ALL), Right()),
    "UTF-16 LE": (b"\xff\xfe" + text(delimiter="\t").encode("utf-16-le"), Right()),
    "UTF-16 BE": (b"\xfe\xff" + text(delimiter="\t").encode("utf-16-be"), Right()),
    "Windows-1252": (text().encode("cp1252"), Right(warning="Windows-1252, as in 'Cañon'")),
    "two encodings": (
        text().encode() + text().encode("cp1252"),
        Refused("line 5: the text is UTF-8 in some places"),
    ),
    "sep=": ("sep=;\r\n" + text(delimiter=";"), Right(line=3)),
    # What stands around it.
    "a title": (lines(TITLE, at=0), Right(line=3)),
    "a title of many cells": (lines(TITLE + COMMAS, at=0), Right(line=3)),
    "four titles": (lines(TITLE, "", "Search: MA", "2 results", "", at=0), Right(line=7)),
    "too many titles": (lines(*["title"] * 10, at=0), Refused("this is no format we know")),
    "blank lines": (lines("", "", at=1), Right(line=4)),
    "lines of commas": (lines(COMMAS, COMMAS, at=1), Right(line=4)),
    "a row with the total": (lines("Total,2" + COMMAS[1:], at=3), Right(last="state")),
    "a note below": (lines("Source: SAMHSA", at=3), Right(last="row")),
    "the header again": (lines(",".join(HEADER), at=3), Right(last="sa")),
    "empty columns behind": (text(header=[*HEADER, "", ""]), Right()),
    "other order": (text(header=HEADER[::-1]), Right()),
    "upper case": (text(header=[column.upper() for column in HEADER]), Right()),
    "blanks in the header": (text(header=[f" {column}  " for column in HEADER]), Right()),
    # What is missing, or there twice.
    "a column twice": (
        text(header=[*HEADER, "phone"]),
        Refused(r"line 1: the column 'phone' stands 2 times .* \(columns J and AN\)"),
    ),
    "a column twice, in capitals": (text(header=[*HEADER, "PHONE"]), Refused("'phone' stands 2")),
    "no column of phones": (
        text(header=[column for column in HEADER if column != "phone"]),
        Refused(r"the header \(line 1\) lacks the column\(s\) phone"),
    ),
    "no code columns": (text(header=HEADER[:17]), Refused("no code columns")),
    "no rows": (text().splitlines()[0], Refused("no facility in the file")),
    "a row cut off": (text().rstrip()[:-10], Right(last="row", instead=True)),
    "a cell too many": (text().rstrip() + ",x\r\n", Right(last="row", instead=True)),
    "a quotation mark never closed": (
        text().replace("Elm Clinic", '"Elm Clinic'),
        Refused("line 3: a quotation mark is opened and never closed"),
    ),
    "a quotation mark in between": (
        text().replace("Elm Clinic", '"Elm" Clinic'),
        Refused("line 3: a quotation mark stands where none can"),
    ),
    # Cells.
    "a line break in a cell": (cell(street2="Suite 1\nFloor 2"), Right(street2="Suite 1 Floor 2")),
    "no-break spaces": (cell(name1="\xa0Casa\xa0Cañon "), Right()),
    "letters with accents of their own": (cell(name1="Casa Can\u0303on"), Right()),
    "invisible characters": (cell(name1="Casa\u200b Ca\xf1on\u202e"), Right()),
    "a ZIP code without its zero": (cell(zip="2021"), Right()),
    "a ZIP code as a fraction": (cell(zip="2021.0"), Right()),
    "a ZIP code in a formula": (cell(zip='="02021"'), Right()),
    "ZIP+4": (cell(zip="02021-1234"), Right()),
    "a ZIP code in scientific notation": (cell(zip="2.02E+03"), Rejected("zip")),
    "a ZIP code of letters": (cell(zip="O2O21"), Rejected("zip")),
    "no ZIP code": (cell(zip=""), Rejected("zip")),
    "the state's name": (cell(state="Massachusetts"), Rejected("state")),
    "a state in small letters": (cell(state="ma"), Right()),
    "no name": (cell(name1=""), Rejected("name")),
    "NULL as a name": (cell(name1="NULL"), Rejected("name")),
    "NULL for nothing": (cell(name2="NULL", street2="#N/A", intake1="None"), Right()),
    "an error as a name": (cell(name1="#NAME?"), Rejected("name")),
    "a formula": (cell(name1='=HYPERLINK("http://a.example","Casa")'), Rejected("name1")),
    "HTML": (cell(name1="Casa Ca&ntilde;on", name2="A &amp; B"), Right(program="A & B")),
    "a flag of another kind": (cell(dt="X"), Rejected("dt")),
    "a flag as a fraction": (cell(dt="1.0"), Rejected("dt")),
    "a flag of TRUE": (cell(dt="TRUE"), Rejected("dt")),
    "coordinates with commas": (
        text({"latitude": "42,15"}, delimiter=";"),
        Rejected("coordinates"),
    ),
    "coordinates of letters": (cell(longitude="W71"), Rejected("coordinates")),
    "coordinates in another order": (cell(latitude="142.1"), Rejected("coordinates")),
    "another kind of place": (cell(type_facility="HRSA"), Rejected("type_facility")),
    "a street in words": (
        cell(street1="Confidential"),
        Right(street="", address_withheld=True, latitude=None, longitude=None),
    ),
    "a street that is confidential": (
        cell(street2="CONFIDENTIAL - do not publish"),
        Right(street="", address_withheld=True, latitude=None, longitude=None),
    ),
    "a street of marks": (
        cell(street1="."),
        Right(street="", latitude=None, longitude=None),
    ),
    # Phones: dialed right or not at all.
    "no phone": (cell(phone=""), Dials(None)),
    "a phone in scientific notation": (cell(phone="7.82E+09"), Dials(None)),
    "a phone in scientific notation, all of it": (cell(phone="7.8155501E+09"), Dials(None)),
    "a phone as a fraction": (cell(phone="7815550100.0"), Dials(None, "+17815550100")),
    "a phone without hyphens": (cell(phone="7815550100"), Dials("+17815550100")),
    "a phone with other hyphens": (cell(phone="781\u2011555\u20110100"), Dials("+17815550100")),
    "a phone without its area": (cell(phone="555-0100"), Dials(None)),
    "a word for a phone": (cell(phone="unknown"), Dials(None)),
    # No table at all.
    "nothing": ("", Refused("the file is empty")),
    "a web page": ("<!DOCTYPE html>\n<html><body>404</body></html>", Refused("a web page")),
    "blanks and a web page": ("\ufeff \r\n<html></html>", Refused("a web page")),
    "an answer in JSON": ('{"error": "not found"}', Refused('a list "rows"')),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\r", Refused("isn't text")),
    "packed": (gzip.compress(text().encode()), Refused("this is a packed file; unpack it")),
    "a letter": ("Dear operator,\nhere is the list.\n", Refused("no format we know")),
}


def written(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """Return what the export says when nothing is wrong with it."""
    return outcome(written(tmp_path_factory.mktemp("clean") / NAME, text()))


@pytest.mark.parametrize("content, expected", TEXTS.values(), ids=TEXTS)
def test_a_dirty_export_is_read_right_or_told(tmp_path, clean, content, expected):
    expected.check(written(tmp_path / NAME, content), clean)


@pytest.fixture(scope="module")
def clean_workbook(tmp_path_factory):
    """Return what the workbook says when nothing is wrong with it."""
    plain, _right = WORKBOOKS["plain"]
    return outcome(plain(tmp_path_factory.mktemp("clean") / "su-2023.xlsx"))


@pytest.mark.parametrize("make, expected", WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_dirty_workbook_is_read_right_or_told(tmp_path, clean_workbook, make, expected):
    expected.check(make(tmp_path / "su-2023.xlsx"), clean_workbook)


def test_there_are_sixty_kinds():
    assert len(TEXTS) + len(WORKBOOKS) >= 60
