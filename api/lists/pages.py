"""Which results an answer has, and where the next ones are.

In the order of ids a list can be read to its end while the directory changes: an id never does, so
the next page begins behind the last id of this one, whoever came or went meanwhile. In the order
of pages for people, a place that a correction moves could be missed between two numbers.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from search.index.bits import among
from search.paging import page_of_search
from search.request import SearchRequest
from search.results import Hit

BY_ID = "id"
USUAL_PAGE_SIZE = 20
CHUNK = 1_000  # of all facilities, looked through at once


@dataclass(frozen=True)
class Page:
    """Some of the results, `total` in all; addresses of the pages beside it, None at an end."""

    hits: Sequence[Hit]
    total: int
    following: str | None
    previous: str | None


def page_for(search: SearchRequest, request: HttpRequest) -> Page:
    """Return the page that a valid search asks for, or raise Http404 past the last."""
    size = int(search.asked.get("page_size") or USUAL_PAGE_SIZE)
    if search.asked.get("sort") == BY_ID:
        return _by_id(search, request, size)
    page = page_of_search(search, size, last=None)
    before, after = (
        number and _address(request, "page", str(number))
        for number in (page.previous, page.following)
    )
    return Page(page.hits, page.total, after or None, before or None)


def _by_id(search: SearchRequest, request: HttpRequest, size: int) -> Page:
    results, after = search.results, search.asked.get("cursor") or ""
    assert results is not None  # only what can't be answered has none
    index, chosen = results.index, list[int]()
    start = bisect_right(index.by_id, after, key=index.public_id)
    while start < len(index.by_id) and len(chosen) <= size:
        chosen += among(index.by_id[start : start + CHUNK], results.bits)
        start += CHUNK
    page, is_last = chosen[:size], len(chosen) <= size
    following = None if is_last else _address(request, "cursor", index.public_id(page[-1]))
    return Page(results.hits(page), results.total, following, None)


def _address(request: HttpRequest, name: str, value: str) -> str:
    """Return the address of this request with another value of a parameter."""
    query = request.GET.copy()
    query[name] = value
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
