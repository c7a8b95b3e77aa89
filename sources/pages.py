"""A source that answers page by page: each page kept, the whole refused unless it adds up.

A stop in the middle loses nothing: the next run goes on after the last page, for a day.
"""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sources.kept import Folder, Kept, KeptFile, digest_of, write_json
from sources.network.fetching import Fetcher

MOST_PAGES = 1_000
RESUMABLE = timedelta(hours=24)
PROGRESS = "progress.json"
# What tells where a row stands in an answer, and nothing about a place.
POSITION = ("_irow", "miles")


class PagesError(ValueError):
    """The pages of an answer don't make a whole; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself, and the SHA-256 of its rows."""

    number: int
    pages: int
    records: int
    rows: int
    digest: str


def fetch(fetcher: Fetcher, address: str, folder: Folder, kept: Kept | None) -> list[KeptFile]:
    """Return all pages of an answer, fetched into the folder's `incoming`.

    Raises FetchError, after which the next call goes on, and PagesError, after which it begins
    anew. A page that is as `kept` is copied from there.
    """
    progress = _Progress.of(folder, address)
    pages: list[Page] = []
    try:
        while not pages or len(pages) < pages[0].pages:
            number = len(pages) + 1
            path = folder.incoming / name_of(number)
            if len(progress.files) < number:
                progress.add(_fetch_page(fetcher, address, path, folder, kept))
            pages.append(_checked(read_page(path, number), pages))
        _check_sum(pages)
    except PagesError:
        folder.discard()
        raise
    progress.path.unlink(missing_ok=True)
    return progress.files


def first_page(address: str) -> str:
    return page_address(address, 1)


def page_address(address: str, number: int) -> str:
    """Return the address of a page."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'page': number})}"


def name_of(number: int) -> str:
    return f"page-{number:04}.json"


class _Progress:
    """The pages that are there already, written down after each."""

    def __init__(self, path: Path, address: str, started: datetime, files: list[KeptFile]) -> None:
        self.path, self.address, self.started, self.files = path, address, started, files

    @classmethod
    def of(cls, folder: Folder, address: str) -> "_Progress":
        """Return what an earlier call left, or a beginning if that is old or damaged."""
        path, now = folder.incoming / PROGRESS, datetime.now(UTC)
        try:
            document = json.loads(path.read_text("utf-8"))
            started = datetime.fromisoformat(document["started"])
            files = [KeptFile(**file) for file in document["files"]]
            is_of_now = document["address"] == address and now - started < RESUMABLE
            names = [name_of(number) for number in range(1, len(files) + 1)]
            is_whole = [file.name for file in files] == names and all(
                digest_of(folder.incoming / file.name) == file.sha256 for file in files
            )
        except (OSError, ValueError, KeyError, TypeError):
            is_of_now = is_whole = False
        if is_of_now and is_whole:
            return cls(path, address, started, files)
        folder.prepare()
        return cls(path, address, now, [])

    def add(self, file: KeptFile) -> None:
        self.files.append(file)
        document = {"address": self.address, "started": self.started.isoformat()}
        write_json(self.path, {**document, "files": [asdict(file) for file in self.files]})


def _fetch_page(
    fetcher: Fetcher, address: str, path: Path, folder: Folder, kept: Kept | None
) -> KeptFile:
    number = int(path.stem.rpartition("-")[2])
    before = kept.files[number - 1] if kept and number <= len(kept.files) else None
    path.unlink(missing_ok=True)
    answer = fetcher.get(page_address(address, number), path, before.validators if before else None)
    if answer is not None:
        validators = answer.validators
        return KeptFile(
            path.name, answer.sha256, answer.size, validators.etag, validators.last_modified
        )
    if kept is None or before is None:
        raise PagesError(f"page {number} is said to be unchanged, but none is kept")
    shutil.copy2(folder.path / kept.folder / before.name, path)
    return before


def read_page(path: Path, number: int) -> Page:
    """Return what the page in a file says, or raise PagesError."""
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise PagesError(f"page {number} is not JSON") from error
    rows = document.get("rows") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PagesError(f'page {number} has no list "rows"')
    numbers = [_number(document.get(key)) for key in ("page", "totalPages", "recordCount")]
    if None in numbers:
        raise PagesError(f"page {number} lacks a number: page, totalPages or recordCount")
    announced, pages, records = (each or 0 for each in numbers)
    if announced != number:
        raise PagesError(f"page {number} was asked for, and page {announced} came")
    if not 1 <= pages <= MOST_PAGES:
        raise PagesError(f"page {number} says that there are {pages} pages")
    plain = [{key: value for key, value in row.items() if key not in POSITION} for row in rows]
    digest = sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
    return Page(number, pages, records, len(rows), digest)


def _number(value: Any) -> int | None:
    """Return a count, which may come as a text."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    is_text = isinstance(value, str) and value.isascii() and value.isdecimal()
    return int(value[:12]) if is_text else None


def _checked(page: Page, before: list[Page]) -> Page:
    """Return a page that goes on where those before ended, or raise PagesError."""
    if before and (page.pages, page.records) != (before[0].pages, before[0].records):
        raise PagesError(
            f"the directory changed while it was fetched: page 1 counts {before[0].records} rows "
            f"on {before[0].pages} pages, page {page.number} {page.records} on {page.pages}"
        )
    for other in before:
        if other.digest == page.digest:
            raise PagesError(f"page {page.number} has the rows of page {other.number} again")
    return page


def _check_sum(pages: list[Page]) -> None:
    rows, records = sum(page.rows for page in pages), pages[0].records
    if rows != records:
        raise PagesError(f"{records} rows were announced, and {rows} came on {len(pages)} pages")
