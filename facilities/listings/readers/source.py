"""What every reader returns: a published file, read but not yet interpreted."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256

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


def joined(sources: list[Source]) -> Source:
    """Return files of a kind as one Source, since a kind has one current edition.

    A single file stays as it is.
    """
    first, *rest = sources
    if not rest:
        return first
    rows = [raw for source in sources for _line, raw in source.rows]
    hashes = " ".join(source.sha256 for source in sources)
    return replace(
        first,
        title="; ".join(source.title for source in sources),
        publisher="; ".join(dict.fromkeys(source.publisher for source in sources)),
        url=first.url if {source.url for source in sources} == {first.url} else "",
        rows=list(enumerate(rows, start=1)),
        file_name="; ".join(source.file_name for source in sources),
        sha256=sha256(hashes.encode()).hexdigest(),
        warnings=[f"{source.file_name}: {text}" for source in sources for text in source.warnings],
    )


def series_of(title: str) -> str:
    """Return what the editions of one list have in common: its title, without the year."""
    words = [word for word in slugify(title).split("-") if not _is_year(word)]
    return "-".join(words)[:LONGEST_SERIES].rstrip("-")


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")
