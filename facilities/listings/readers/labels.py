"""From the labels the locator's API gives to the codes everything else uses."""

import csv
from functools import cache

from django.conf import settings

from text.analysis import words

# Before they are decomposed: "™" would be two letters.
TRADE_MARKS = str.maketrans(dict.fromkeys("®™", ""))
TAXONOMY = settings.BASE_DIR / "fixtures" / "taxonomy"


def normal(text: str) -> str:
    """Return `text` for comparing: case, punctuation and trade marks don't tell labels apart."""
    return " ".join(words(text.translate(TRADE_MARKS)))


@cache
def codes_by_label() -> dict[tuple[str, str], str]:
    """Return {(category, label): code}, normalized, from the taxonomy and its aliases.

    The code is "" for a label that no question of today has.
    """
    codes = {}
    for file, label in (("services.csv", "source_label"), ("labels.csv", "label")):
        with (TAXONOMY / file).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                codes[normal(row["category"]), normal(row[label])] = row["code"]
    return codes


def split_labels(category: str, text: str) -> tuple[list[str], list[str]]:
    """Return (codes, unknown labels) of a "label; label" text.

    A label may hold a semicolon of its own, so the longest known run of parts wins.
    """
    by_label, codes, unknown = codes_by_label(), [], []
    parts = text.split(";")
    while parts:
        for length in range(len(parts), 0, -1):
            label = normal(";".join(parts[:length]))
            if (code := by_label.get((normal(category), label))) is not None:
                codes += [code] if code else []
                break
        else:
            length = 1
            if label := parts[0].strip():
                unknown.append(label)
        parts = parts[length:]
    return codes, unknown
