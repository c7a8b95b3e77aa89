"""Small directories in the official format, for tests of the import."""

import csv
import re
import zipfile

from demo.workbook import write_workbook

COLUMNS = (
    "name1 name2 street1 street2 city state zip phone intake1 intake2 intake1a intake2a "
    "service_code_info"
).split()
KEY = "category_code category_name service_code service_name service_description".split()
SU_CODES = "SA DT OD RD OP OIT ORT RES RL BU MU NU MD SF SNR SP FEM MALE OTP HID".split()
MH_CODES = "MH PHDT RTCC CMHC OP MD SF SP SMI".split()


def row(name="Shelby House", **cells):
    """Return a row as a directory publishes it."""
    usual = {
        "name1": name,
        "street1": "1 Main Street",
        "city": "Canton",
        "state": "MA",
        "zip": "02021",
        "phone": "781-555-0100",
        "service_code_info": "SA DT * OP OIT * MD",
    }
    return {**usual, **cells}


def workbook(path, rows, codes=SU_CODES, columns=COLUMNS, sheets=None, header=str):
    """Write `rows` as a National Directory workbook to `path` and return it."""
    facilities = [[header(column) for column in columns]]
    facilities += [[cells.get(column, "") for column in columns] for cells in rows]
    key = [KEY, *([f"C{code}", "Category", code, f"Label of {code}", ""] for code in codes)]
    content = {"Facilities List": facilities, "Service Code Reference": key}
    write_workbook(path, {**content, **(sheets or {})})
    return path


def export(path, rows, flags, mark="\ufeff    "):
    """Write `rows` as a FindTreatment.gov export, with its odd header, to `path`."""
    plain = (
        "name1 name2 street1 street2 city state zip zip4 county phone intake_prompt intake1 "
        "intake2 website latitude longitude type_facility"
    ).split()
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(mark)
        writer = csv.DictWriter(file, [*plain, *flags], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


# A cell of the text "number:5" stands for the number 5: what `typed` makes of such texts.
TYPES = {"number": "", "boolean": ' t="b"', "error": ' t="e"', "date": ' s="1"', "time": ' s="2"'}
TYPED = re.compile(
    rb' t="inlineStr"><is><t xml:space="preserve">(number|boolean|error|date|time):([^<]*)</t></is>'
)
STYLES = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs>'
    b"</styleSheet>"
)


def rewritten(path, change):
    """Rewrite the parts of a workbook: `change(name, bytes)` gives the new bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, change(name, content))
    return path


def typed(path):
    """Make cells like "number:5" of the workbook at `path` numbers, booleans, errors, dates."""

    def cell(match):
        kind, value = match.groups()
        return TYPES[kind.decode()].encode() + b"><v>" + value + b"</v>"

    rewritten(path, lambda _name, content: TYPED.sub(cell, content))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/styles.xml", STYLES)
    return path
