"""Write a workbook of text cells (.xlsx): same sheets in, same bytes out.

The standard library is enough for that: an .xlsx is a ZIP archive of a few XML files
(ECMA-376, Office Open XML). Cells hold text, never numbers, so that ZIP codes keep
their zeros; texts stand in the cells themselves ("inline strings").
"""

import re
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# What XML can't hold is written _xHHHH_, and so is the start of a text that looks like it.
ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# The earliest time a ZIP archive can name; the real one would change the bytes.
TIMELESS = (1980, 1, 1, 0, 0, 0)


def write_workbook(path, sheets):
    """Write `sheets`, {name: rows of texts}, to `path`."""
    with ZipFile(path, "w") as archive:
        for name, text in _parts(sheets).items():
            entry = ZipInfo(name, TIMELESS)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, HEAD + text)


def _parts(sheets):
    """Return {name of a file in the archive: its XML}."""
    files = {f"worksheets/sheet{n}.xml": name for n, name in enumerate(sheets, start=1)}
    return {
        "[Content_Types].xml": _content_types(files),
        "_rels/.rels": _relations({"xl/workbook.xml": "officeDocument"}),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations(dict.fromkeys(files, "worksheet")),
        **{f"xl/{file}": _sheet(sheets[name]) for file, name in files.items()},
    }


def _content_types(files):
    kinds = {"workbook.xml": "sheet.main"} | dict.fromkeys(files, "worksheet")
    overrides = "".join(
        f'<Override PartName="/xl/{file}" ContentType="{CONTENT}.{kind}+xml"/>'
        for file, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets):
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'


def _workbook(names):
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, start=1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{sheets}</sheets></workbook>'


def _sheet(rows):
    cells = "".join(
        f'<row r="{n}">{"".join(_cells(n, row))}</row>' for n, row in enumerate(rows, start=1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def _cells(line, texts):
    """Yield a cell for each text that isn't empty."""
    for n, text in enumerate(texts):
        if text:
            yield (
                f'<c r="{_letters(n)}{line}" t="inlineStr"><is>'
                f'<t xml:space="preserve">{_escaped(text)}</t></is></c>'
            )


def _escaped(text):
    return escape(ESCAPED.sub(lambda match: f"_x{ord(match.group()):04X}_", text))


def _letters(column):
    """Return the name of a column counted from 0: A … Z, AA …"""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
