"""One page of results: its facilities, and its place among all pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.http import Http404

from search.filters import LAST_PAGE
from search.request import SearchRequest
from search.results import Hit

PER_PAGE = 20


@dataclass(frozen=True)
class ResultPage:
    """Page `number` of `pages`: `hits` are its [(facility pk, miles or None)].

    `total` counts all pages' facilities; among them, from 1, `first` is where this page begins.
    `last`: the last page that may be asked for.
    """

    hits: Sequence[Hit]
    number: int
    pages: int
    total: int
    first: int
    last: int

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        return self.number + 1 if self.number < min(self.pages, self.last) else None

    @property
    def is_cut(self) -> bool:
        """Whether there are more results than the pages that can be shown."""
        return self.pages > self.last


def page_of_search(search: SearchRequest, size: int, last: int | None = LAST_PAGE) -> ResultPage:
    """Return the ResultPage that a SearchRequest asks for, or raise Http404 past the last.

    `last`: the last page that may be asked for, None for the one with the last result.
    """
    results, number = search.results, search.page_number
    total = results.total if results else 0
    pages = max(1, ceil(total / size))
    if number > pages:
        raise Http404(f"There are {pages} pages")
    start = size * (number - 1)
    hits = results.page(start, start + size) if results else []
    return ResultPage(hits, number, pages, total, start + 1, last or pages)


def page_of(pks: Sequence[int], number: int, size: int) -> ResultPage:
    """Return a ResultPage of facilities, or raise Http404 past the last one."""
    pages = max(1, ceil(len(pks) / size))
    if number > pages:
        raise Http404(f"There are {pages} pages")
    first = size * (number - 1)
    hits = [(pk, None) for pk in pks[first : first + size]]
    return ResultPage(hits, number, pages, len(pks), first + 1, LAST_PAGE)
