"""Several files that are parts of one edition: pages of the API, exports of single states."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from facilities.listings.readers.source import FileError, Source

# Lines of the second file follow those of the first at this distance, so that a report's
# line 1,000,002 is line 2 of the second file.
LINES_APART = 1_000_000


def merged(sources: Iterable[Source], allow_part: bool = False) -> Iterator[Source]:
    """Yield one Source for each kind, year and series of `sources`, which are sorted by these.

    Raises FileError for pages of the locator that are no whole answer; `allow_part` lets some
    be missing: what is there covers nothing then.
    """
    for _edition, group in groupby(sources, key=attrgetter("year", "kind", "series")):
        # Whatever the order of pages, the edition is the same.
        parts = sorted(group, key=_by_page)
        first, *rest = parts
        for number, other in enumerate(rest, start=1):
            _add(first, other, number)
        if rest:
            first.file_name = ", ".join(source.file_name for source in parts)[:300]
            hashes = "".join(source.sha256 for source in parts)
            first.sha256 = hashlib.sha256(hashes.encode()).hexdigest()
        _check_pages(first, allow_part)
        yield first


def _by_page(source: Source) -> tuple[int, int, int, str]:
    return source.pages.order if source.pages else (0, 0, 0, "")


def _add(first: Source, other: Source, number: int) -> None:
    """Add to a Source what another one holds, the `number`th after it."""
    first.rows += [(line + number * LINES_APART, raw) for line, raw in other.rows]
    first.labels |= other.labels
    first.asked |= other.asked
    for questionnaire, states in other.covers.items():
        first.covers[questionnaire] = first.covers.get(questionnaire, set()) | states
    first.warnings += other.warnings
    first.is_demo |= other.is_demo
    for label, count in other.unknown_labels.items():
        first.unknown_labels[label] = first.unknown_labels.get(label, 0) + count
    if first.pages and other.pages:
        first.pages += other.pages


def _check_pages(source: Source, allow_part: bool) -> None:
    """Refuse what is no whole answer of the locator, and note what its pages cover together."""
    if source.pages is None:
        return
    if problem := source.pages.problem(allow_part):
        raise FileError(problem)
    source.covers = source.pages.covers()
    source.warnings += source.pages.warnings()
