"""What an import did, as tables: its report (facilities/importing/report.py) made readable.

A list that a later report adds is shown, too, under its own name.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from facilities import store
from facilities.models import Facility

Words = str | Promise
# Rows of a table that are shown at once: an edition names thousands of places.
SHOWN = 100
# What the head of the page says of the file and of who imported it.
HEAD = {"title", "kind", "file_name", "sha256", "imported_by", "replaces", "dry_run", "covers"}
COUNTS: dict[str, Words] = {
    "read": _("Rows read"),
    "created": _("Facilities created"),
    "changed": _("Facilities changed"),
    "unchanged": _("Facilities unchanged"),
    "left": _("Facilities that left this directory"),
    "gone": _("Facilities that no directory lists anymore"),
    "phones_changed": _("Facilities with another main number"),
    "in_both": _("Facilities in both the substance use and the mental health directory"),
    "demo_removed": _("Made-up facilities removed"),
}
# What to look at first comes first.
LISTS: dict[str, Words] = {
    "warnings": _("About the file"),
    "rejected": _("Rows that were rejected"),
    "undialable": _("Numbers that can't be dialed, shown without a link"),
    "swings": _("Codes that are much rarer or more common than before. Is the file right?"),
    "contested": _("Corrections of which the source says something new; they stay"),
    "unlisted": _("Corrections of places that no directory lists anymore"),
    "dropped": _("Corrected addresses that may not be shown anymore"),
    "changed_phones": _("Another main number"),
    "doubtful": _("Matched, but not by name and street. Check a few."),
    "newly_withheld": _("Street address withheld from now on"),
    "gone_places": _("No longer listed"),
    "created_places": _("Created"),
    "duplicates": _("Same facility twice in the file"),
    "far_zips": _("ZIP codes far from their city; one of the two is wrong in the file"),
    "distrusted": _("Coordinates that can't be right: the center of the ZIP code is used instead"),
    "settled": _("Corrections that the source agrees with now"),
    "matches": _("How rows and facilities were matched"),
    "unknown_codes": _("Codes the taxonomy doesn't know, shown under Other"),
    "unknown_labels": _("Labels with no known code, left out"),
    "doubted": _("Codes whose blanks mean nothing"),
    "no_longer_asked": _("Codes no longer asked"),
    "newly_asked": _("Codes newly asked"),
}
COLUMNS: dict[str, Words] = {
    "line": _("Line"), "name": _("Place"), "city": _("City"), "state": _("State"),
    "code": _("Code"), "before": _("Before"), "now": _("Now"), "why": _("How it was matched"),
}  # fmt: skip
PAIRS: dict[str, tuple[Words, Words]] = {
    "duplicates": (_("Line"), _("Repeats line")),
    "matches": (_("By"), _("Rows")),
    "unknown_codes": (_("Code"), _("Label")),
    "unknown_labels": (_("Label"), _("Rows")),
}
PAIR: tuple[Words, Words] = (_("Line"), _("What is wrong"))


class Cell(NamedTuple):
    """A cell of a table; `facility`: the pk of the facility it names, to lead there."""

    text: str
    facility: int | None = None


@dataclass(frozen=True)
class Table:
    """A list of a report. `columns`: []: they need no names; `total`: rows, of which some show."""

    key: str
    title: Words
    columns: list[Words]
    rows: list[list[Cell]]
    total: int

    @property
    def is_cut(self) -> bool:
        """Tell whether there are rows that aren't shown."""
        return self.total > len(self.rows)


def counts(content: dict[str, Any]) -> list[tuple[Words, int]]:
    """Return [(label, number)] of a report."""
    numbers = {key: value for key, value in content.items() if type(value) is int}
    labels = {**COUNTS, **{key: _named(key) for key in numbers if key not in COUNTS}}
    return [(label, numbers[key]) for key, label in labels.items() if key in numbers]


def tables(content: dict[str, Any], whole: str = "") -> list[Table]:
    """Return the Tables of a report that aren't empty; all rows of the one named `whole`."""
    lists = {
        key: value
        for key, value in content.items()
        if value and key not in HEAD and isinstance(value, list | dict)
    }
    titles = {**LISTS, **{key: _named(key) for key in lists if key not in LISTS}}
    return [
        _table(key, title, lists[key], None if key == whole else SHOWN)
        for key, title in titles.items()
        if key in lists
    ]


def _named(key: str) -> str:
    return key.replace("_", " ").capitalize()


def _table(key: str, title: Words, value: Any, most: int | None) -> Table:
    entries: list[Any] = list(value.items()) if isinstance(value, dict) else value
    shown = entries[:most]
    columns, rows = _of_places(shown) if isinstance(shown[0], dict) else _of_texts(key, shown)
    return Table(key, title, columns, rows, len(entries))


def _of_texts(key: str, entries: list[Any]) -> tuple[list[Words], list[list[Cell]]]:
    """Return (columns, rows) of texts, or of pairs such as a line and what is wrong with it."""
    if isinstance(entries[0], str):
        return [], [[Cell(text)] for text in entries]
    return list(PAIRS.get(key, PAIR)), [[Cell(_text(part)) for part in pair] for pair in entries]


def _of_places(entries: list[dict[str, Any]]) -> tuple[list[Words], list[list[Cell]]]:
    """Return (columns, rows) of places, of what any of them says: {"id": public id, "name": …}."""
    names = dict.fromkeys([*COLUMNS, *(name for entry in entries for name in entry)])
    pks = _pks([entry["id"] for entry in entries if "id" in entry])
    kept = [
        name
        for name in names
        if name != "id" and any(entry.get(name) not in (None, "") for entry in entries)
    ]
    rows = [
        [
            Cell(_text(entry.get(name)), pks.get(entry.get("id", "")) if name == "name" else None)
            for name in kept
        ]
        for entry in entries
    ]
    return [COLUMNS.get(name, _named(name)) for name in kept], rows


def _pks(ids: list[str]) -> dict[str, int]:
    """Return {public id: pk} of the facilities that are still there."""
    pks: dict[str, int] = {}
    for batch in store.batches(ids):
        named = Facility.objects.filter(public_id__in=batch).order_by()
        pks |= dict(named.values_list("public_id", "pk"))
    return pks


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return "" if value is None else str(value)
