"""Several files that are parts of one edition: pages of the API, exports of single states."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from facilities.listings.readers.source import Source

# Lines of the second file follow those of the first at this distance, so that a report's
# line 1,000,002 is line 2 of the second file.
LINES_APART = 1_000_000


def merged(sources: Iterable[Source]) -> Iterator[Source]:
    """Yield one Source for each year, kind and series of `sources`, sorted by these."""
    for _edition, group in groupby(sources, key=attrgetter("year", "kind", "series")):
        first, *rest = group
        for number, other in enumerate(rest, start=1):
            first.rows += [(line + number * LINES_APART, raw) for line, raw in other.rows]
            first.labels |= other.labels
            first.asked |= other.asked
            for questionnaire, states in other.covers.items():
                first.covers[questionnaire] = first.covers.get(questionnaire, set()) | states
            first.is_demo |= other.is_demo
            for label, count in other.unknown_labels.items():
                first.unknown_labels[label] = first.unknown_labels.get(label, 0) + count
        if rest:
            first.file_name = ", ".join(source.file_name for source in (first, *rest))[:300]
            hashes = "".join(source.sha256 for source in (first, *rest))
            first.sha256 = hashlib.sha256(hashes.encode()).hexdigest()
        yield first
