"""What every reader returns: a published file, read but not yet interpreted."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.text import slugify

from facilities.listings.readers.pages import Pages
from facilities.listings.records import Raw, Record

LONGEST_SERIES = 100


class FileError(ValueError):
    """A file can't be used; the message names the problem and what to do."""


@dataclass(frozen=True, slots=True)
class Label:
    """A code as the file's own key explains it."""

    code: str
    category: str
    label: str


@dataclass(slots=True)
class Source:
    """One edition: `rows` are (line, raw) with raw a dict of the file's own columns.

    `asked` are the codes its questionnaire asks (what the file can say at all);
    `record` turns a raw row into a Record or raises RowError. `covers` is {questionnaire:
    states} as in Edition: for exports only a proposal, which the operator can replace.
    `series`: which of the operator's own lists it is; "" for official ones. `warnings`: what was
    odd about the file and was read nonetheless, in whole sentences. `pages`: of the locator's API.
    """

    kind: str
    year: int | None
    title: str
    publisher: str
    url: str
    rows: list[tuple[int, Raw]]
    record: Callable[[Raw], Record]
    labels: dict[str, Label] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    unknown_labels: dict[str, int] = field(default_factory=dict)
    covers: dict[str, set[str]] = field(default_factory=dict)
    pages: Pages | None = None
    is_demo: bool = False
    series: str = ""
    warnings: list[str] = field(default_factory=list)
    file_name: str = ""
    sha256: str = ""


def series_of(title: str) -> str:
    """Return what the editions of one list have in common: its title, without the year.

    Never "", which is for official ones: whatever script a title is in, or if it is a year alone.
    """
    for slug in (slugify(title), slugify(title, allow_unicode=True)):
        words = [word for word in slug.split("-") if word and not _is_year(word)]
        if words:
            return "-".join(words)[:LONGEST_SERIES].rstrip("-")
    return slug or "list"


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")
