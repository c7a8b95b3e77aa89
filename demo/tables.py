"""The demonstration's tables: fixtures/demo/."""

import csv

from django.conf import settings

FOLDER = settings.BASE_DIR / "fixtures" / "demo"


def table(name):
    """Return the rows of a file in FOLDER, as {column: text}."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
