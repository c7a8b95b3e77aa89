"""Small answers of the locator's API, for tests of its reader."""

import json

ROW = {
    "_irow": 1, "name1": "Shelby House", "name2": None, "street1": "1 Main Street",
    "street2": None, "city": "Canton", "state": "MA", "zip": "02021", "phone": "781-555-0100",
    "intake1": None, "hotline1": None, "website": None, "latitude": "42.1584",
    "longitude": "-71.1448", "miles": 3.1, "typeFacility": "SA", "services": [],
}  # fmt: skip


def locator_row(name="Shelby House", **cells):
    """Return a row as version 2 of the API answers it."""
    return {**ROW, "name1": name, **cells}


def pages_of(rows, size):
    """Return the pages that the API answers with for `rows`."""
    cut = [rows[start : start + size] for start in range(0, len(rows), size)]
    return [
        {"page": number, "totalPages": len(cut), "recordCount": len(rows), "rows": page}
        for number, page in enumerate(cut, start=1)
    ]


def write(path, document):
    """Write a JSON document, or a list of lines as NDJSON (a `tuple`), and return the path."""
    documents = document if isinstance(document, tuple) else (document,)
    path.write_text("\n".join(json.dumps(each) for each in documents), encoding="utf-8")
    return path
