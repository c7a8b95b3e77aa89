"""All results of a search as one file, CSV or GeoJSON: written while they are read, or kept.

The files of the whole directory are made once for each of its revisions (budget/origin.py).
"""

import logging
from collections import namedtuple
from functools import partial

from django.http import StreamingHttpResponse

from api import left_out
from api.answering import texts
from api.filters import LARGEST_PAGE_SIZE
from api.lists.editions import last_modified
from api.texts import COLUMNS, line_of
from budget import Held
from budget.files import version_of
from budget.origin import AnyOrigin, answer, write_marked

logger = logging.getLogger(__name__)

# A file no larger than a page of JSON costs no more. A larger one holds one of the few slots.
SMALL = LARGEST_PAGE_SIZE
# The searches whose files are kept: the whole directory, and with what it leaves out by itself.
KEPT = {frozenset(): "", frozenset({"mental-health", "serves-only"}): "-all"}


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


def _texts(kind, separator, search, request):
    hits = search.results.page(0, search.results.total)
    return texts(kind, separator, hits, search.index, request)


Form = namedtuple("Form", "name content_type chunks")
CSV = Form("facilities.csv", "text/csv; charset=utf-8", csv_chunks)
GEOJSON = Form("facilities.geojson", "application/geo+json", geojson_chunks)


def response(search, request, form):
    """Return the file of a valid `search`, or raise Busy if others make large ones."""
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
