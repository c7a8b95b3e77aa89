"""All results of a search as one file: CSV, GeoJSON, a workbook.

Written while they are read; the texts of the whole directory are made once for each of its
revisions (budget/origin.py). In a workbook, which is packed, the site's address can't be replaced
later: it is made for whoever asks, of so many places at most, and that of all is at /data/.
"""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from tempfile import TemporaryFile
from typing import NamedTuple

from django.http import HttpRequest, StreamingHttpResponse

from api import left_out
from api.answering import texts
from api.files import workbook
from api.filters import LARGEST_PAGE_SIZE
from api.lists.editions import attribution, changed_at, last_modified
from api.texts import COLUMNS, cells, line_of
from budget import Held
from budget.files import version_of
from budget.origin import AnyOrigin, answer, write_marked
from programs.problems import problem
from search.request import SearchRequest

logger = logging.getLogger(__name__)

# A file no larger than a page of JSON costs no more. A larger one holds one of the few slots.
SMALL = LARGEST_PAGE_SIZE
# The searches whose files are kept: the whole directory, and with what it leaves out by itself.
KEPT = {frozenset(): "", frozenset({"mental-health", "serves-only"}): "-all"}
PIECE = 1 << 16  # bytes
TOO_MANY = (
    "{} places are too many for a workbook, which has {} at most. Narrow the search, ask for .csv, "
    "or take all listings: /data/latest/facilities.xlsx."
)


def csv_chunks(search, request):
    """Yield every facility of a valid `search` as RFC 4180 CSV, in lines."""
    yield line_of(COLUMNS)
    yield from _texts("csv", b"", search, request)


def geojson_chunks(search, request):
    """Yield every facility of a valid `search` as an RFC 7946 FeatureCollection, in lines."""
    yield b'{"type": "FeatureCollection", "features": ['
    before = b"\n"
    for features in _texts("geojson", b",\n", search, request):
        yield before  # apart: features may be a megabyte, to be copied
        yield features
        before = b",\n"
    yield b"\n]}\n"


def workbook_chunks(search, request):
    """Yield every facility of a valid `search` as a workbook, in pieces."""
    some = _texts("json", b",", search, request)
    with TemporaryFile() as file, ExitStack() as stack:
        book = workbook.Book(file, COLUMNS)
        stack.callback(book.drop)
        for records in some:
            book.add(map(cells, json.loads(b"[%b]" % records)))
        book.close(_about(search), changed_at(search.index))
        file.seek(0)
        yield from iter(partial(file.read, PIECE), b"")


def _about(search):
    """Return pairs that say of what a workbook is; names and numbers as the list has them."""
    told = left_out.in_answer(search.results)
    reasons = "; ".join(f"{each['include']} {each['count']}" for each in told.pop("left_out"))
    pairs = {"sources": attribution(search.index), "count": search.results.total, **told}
    changed = last_modified(search.index).get("Last-Modified", "")
    return [*pairs.items(), ("left_out", reasons), ("last_modified", changed)]


def _texts(kind, separator, search, request):
    hits = search.results.page(0, search.results.total)
    return texts(kind, separator, hits, search.index, request)


class Form(NamedTuple):
    """A kind of file. `most`: of how many places; None: of any, and that of all is kept."""

    name: str
    content_type: str
    chunks: Callable[[SearchRequest, HttpRequest], Iterator[bytes]]
    most: int | None = None


CSV = Form("facilities.csv", "text/csv; charset=utf-8", csv_chunks)
GEOJSON = Form("facilities.geojson", "application/geo+json", geojson_chunks)
XLSX = Form("facilities.xlsx", workbook.MEDIA_TYPE, workbook_chunks, most=5000)


def response(search, request, form):
    """Return the file of a valid `search`, or raise Busy if others make large ones."""
    if form.most and search.results.total > form.most:
        return problem("too-many-places", TOO_MANY.format(search.results.total, form.most))
    if search.results.total <= SMALL:
        return _streamed(form.chunks(search, request), search, form)
    if (whole := kept_name(search, form)) is None:
        return _streamed(Held(form.chunks(search, request)), search, form)
    try:
        write = partial(_write, search, form)
        return answer(request, whole, version_of(search.index.token), write)
    except OSError as error:
        logger.warning("A file can't be kept in KEPT_FILES_DIR: %s", error.strerror)
        return _streamed(Held(form.chunks(search, request)), search, form)


def kept_name(search, form):
    """Return the name of the kept file that a search is answered with, or None."""
    if form.most:
        return None
    asked = {name: value for name, value in search.asked.items() if value}
    include = frozenset(asked.pop("include", ()))
    return f"{form.name}{KEPT[include]}" if not asked and include in KEPT else None


def _write(search, form, folder):
    write_marked(folder, form.chunks(search, AnyOrigin()), _headers(search, form))


def _streamed(chunks, search, form):
    return StreamingHttpResponse(chunks, headers=_headers(search, form))


def _headers(search, form):
    return {
        "Content-Type": form.content_type,
        "Content-Disposition": f'attachment; filename="{form.name}"',
        **left_out.headers(search.results),
        **last_modified(search.index),
    }
