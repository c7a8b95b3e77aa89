"""Small lists in the form of the Opioid Treatment Program directory, for tests."""

import csv

COLUMNS = (
    "Program Name", "Street", "City", "State", "Zip Code", "Phone", "Certification",
    "First Full Certification Date/CMS Use",
)  # fmt: skip


def program(name="Shelby Methadone Services, Inc.", **cells):
    """Return a row as the directory exports it: (name, street, city, …), by column."""
    usual = {
        "Program Name": name,
        "Street": "1 Main Street",
        "City": "Canton",
        "State": "MA",
        "Zip Code": "02021",
        "Phone": "(781) 555-0100",
        "Certification": "Certified",
        "First Full Certification Date/CMS Use": "03/04/2003",
    }
    return {**usual, **cells}


def otp_list(path, rows, columns=COLUMNS):
    """Write `rows` as the site exports them to `path` and return it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
