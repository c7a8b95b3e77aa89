"""Pages that depend on nothing but the directory, the language and the address.

Each is made once for each state of what it shows, and kept packed (docs/decisions/0057; pages of
facilities: 0062). Only in processes that serve: elsewhere each page is made when it is asked for.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from threading import Lock
from time import monotonic
from typing import Any, cast

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate

from derived import asked_lately
from facilities.models import current_revision
from facilities.taxonomy import revision, taxonomy
from finder.caching import etag_of
from finder.compression import with_brotli
from guides.models import Guide
from helplines.lines import lines_version
from pages.context import current_editions
from places.gazetteer.current import atlas
from places.models import GazetteerLoad
from resources.models import ResourceList
from search import index

View = Callable[..., HttpResponseBase]
MOST_BYTES = 16 * 2**20
# What a page shows may be asked of the database a few seconds before its version is, and parts of
# templates are kept as long again: only what is made when both are over can't be of two states.
SETTLED = 20.0  # seconds


@dataclass(frozen=True)
class KeptPage:
    """A page, packed with Brotli; `headers`: those that its view gave it; `length`: unpacked."""

    packed: bytes
    etag: str
    length: int
    headers: dict[str, str]


class KeptResponse(HttpResponse):
    """The response of a KeptPage, unpacked only for who doesn't take Brotli."""

    def __init__(self, page: KeptPage) -> None:
        super().__init__(headers=page.headers)
        self.headers["ETag"], self.headers["Content-Length"] = page.etag, str(page.length)
        self.packed = {"br": page.packed}
        self._kept: KeptPage | None = page

    @property
    def content(self) -> bytes:
        if self._kept:
            self.content = brotli.decompress(self._kept.packed)
        return super().content

    @content.setter
    def content(self, value: bytes) -> None:
        self._kept = None
        HttpResponse.content.fset(self, value)  # type: ignore[attr-defined]

    def __iter__(self) -> Iterator[bytes]:
        yield self.content


class KeptPages:
    """The pages of one version, those asked for last, in MOST_BYTES.

    `ask_version()`: a value that changes with whatever they show.
    """

    is_on = False

    def __init__(self, ask_version: Callable[[], Any]) -> None:
        self.ask_version = ask_version
        self._lock = Lock()
        self.forget(None)

    def forget(self, version: Any) -> None:
        """Forget all pages: a version has come that none of them is of."""
        self._version, self._since = version, monotonic()
        self._pages: OrderedDict[Any, KeptPage] = OrderedDict()
        self._bytes = 0

    def get(self, version: Any, key: Any) -> KeptPage | None:
        with self._lock:
            if version != self._version:
                self.forget(version)
                return None
            if page := self._pages.get(key):
                self._pages.move_to_end(key)
            return page

    def is_settled(self, version: Any) -> bool:
        """Tell whether all that a page of this version may show is of this version by now."""
        return version == self._version and monotonic() - self._since >= SETTLED

    def put(self, version: Any, key: Any, page: KeptPage) -> None:
        with self._lock:
            if version != self._version or key in self._pages:
                return
            self._pages[key] = page
            self._bytes += len(page.packed)
            while self._bytes > MOST_BYTES:
                _key, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest.packed)


def version() -> tuple[Any, ...]:
    """Return a value that changes with whatever such pages show.

    The Index is part of it: pages go on showing the previous one while another is built.
    """
    return (index.current(), localdate(), asked_lately("kept-pages", stored))


def stored() -> bytes:
    """Return a digest of what the database says of all that pages show."""
    guides = Guide.objects.order_by("pk").values_list("pk", "changed_at")
    editions = [(edition.pk, str(edition), edition.is_demo) for edition in current_editions()]
    resources = ResourceList.objects.order_by("pk").values_list("pk", "imported_at")
    loads = GazetteerLoad.objects.order_by("pk").values_list("fingerprint", "loaded_at")
    lists = (list(guides), editions, list(resources), list(loads))
    return blake2b(repr((revision(), lines_version(), *lists)).encode()).digest()


def version_of_facilities() -> tuple[Any, ...]:
    """Return a value that changes with whatever pages of facilities show.

    What somebody put right shows at once there, so the revision is asked for each request. The
    middle of a city or ZIP code, from which they measure, is the gazetteer's.
    """
    return (*version(), current_revision(), taxonomy().original, atlas())


pages = KeptPages(version)
# Apart: there are thousands of them, and the home page is asked for more often than any.
facility_pages = KeptPages(version_of_facilities)


def turn_on() -> None:
    """Keep pages from now on, in this process: one that serves."""
    pages.is_on = facility_pages.is_on = True


def kept(view: View) -> View:
    """Keep the pages of a view whose answers are the same for everyone."""
    return _kept_in(lambda: pages, view)


def kept_of_facilities(view: View) -> View:
    """Keep the pages of a view that shows a facility, the same for everyone."""
    return _kept_in(lambda: facility_pages, view)


def _kept_in(store: Callable[[], KeptPages], view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        own = store()
        is_plain = request.method in ("GET", "HEAD") and not request.META.get("QUERY_STRING")
        if not own.is_on or not is_plain:
            return view(request, *args, **kwargs)
        current, key = own.ask_version(), (request.scheme, request.get_host(), request.path)
        if page := own.get(current, key):
            return KeptResponse(page)
        is_settled = own.is_settled(current)
        response = view(request, *args, **kwargs)
        is_whole = isinstance(response, HttpResponse) and response.status_code == 200
        if is_settled and is_whole and own.ask_version() == current:
            return _kept_response(own, current, key, response)
        return response

    return answer


def _kept_response(own: KeptPages, current: Any, key: Any, response: Any) -> HttpResponse:
    """Keep the page of a response and return it packed, or the response if it can't be kept."""
    if hasattr(response, "render"):
        response.render()
    if response.cookies or response.has_header("Cache-Control") or response.has_header("Vary"):
        return cast(HttpResponse, response)
    content = response.content
    packed = with_brotli(content)
    page = KeptPage(packed, etag_of(content), len(content), dict(response.items()))
    own.put(current, key, page)
    return KeptResponse(page)
