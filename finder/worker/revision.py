"""What pages are of: a word that changes with all that they show (docs/decisions/0063).

A shared cache that has it in its keys may keep pages for a day: what was kept before a change is
asked for by nobody.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache

import derived
from budget.files import version_of
from derived import asked_lately
from facilities.taxonomy.current import revision as directory_revision
from finder.caching import SHARED
from finder.worker.kept_pages import SETTLED, stored
from search import index

HEADER, KEEP = "Finder-Revision", "X-Accel-Expires"  # nginx's own, which it sends to nobody
OF_REQUEST = f"HTTP_{HEADER.upper().replace('-', '_')}"
SECONDS_KEPT = 86400
# Settings that no page shows, and that nothing is told of, not even a digest.
SECRET = re.compile("KEY|SECRET|PASSWORD|TOKEN|DATABASE|CACHES|REDIS")
_lock = Lock()
_since: tuple[str, float] = "", 0.0


@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """Tell a shared cache the revision; none where CACHE_BY_REVISION is off.

    503 where the database can't tell: the cache goes on with the one it knows.
    """
    if not settings.CACHE_BY_REVISION:
        return HttpResponse(status=204)
    if current := of_pages():
        return HttpResponse(status=204, headers={HEADER: current})
    return HttpResponse(status=503)


def of_pages() -> str:
    """Return the revision of what pages show by now, "" where the database can't tell."""
    global _since
    try:
        state = asked_lately("kept-pages", stored)
    except Error:
        return ""
    current = version_of(_site(), state.hex(), str(localdate()))
    with _lock:
        if _since[0] != current:
            _since = current, monotonic()
    return current


def is_settled() -> bool:
    """Tell whether all that a page shows is of this revision by now, the index above all."""
    try:
        is_read = index.current().token == directory_revision()
    except Error:
        return False
    return is_read and monotonic() - _since[1] >= SETTLED


class RevisionMiddleware:
    """Let a shared cache keep a page for a day under the revision that it named, if it is of it.

    A page that was made while anything in memory was older than that is kept for a minute.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        named = request.META.get(OF_REQUEST)
        if not named or not settings.CACHE_BY_REVISION:
            return self.get_response(request)
        before = named == of_pages() and is_settled(), derived.found_outdated()
        response = self.get_response(request)
        after = named == of_pages() and is_settled(), derived.found_outdated()
        may_be_kept = response.headers.get("Cache-Control") == SHARED and not response.streaming
        if may_be_kept and before == after and before[0]:
            response.headers[KEEP] = str(SECONDS_KEPT)
        return response


@cache
def _site() -> str:
    """Return a digest of the settings: another name of the site is on every page."""
    names = [name for name in dir(settings) if name.isupper() and not SECRET.search(name)]
    values = {name: getattr(settings, name) for name in names}
    return blake2b(json.dumps(values, default=_plain).encode(), digest_size=12).hexdigest()


def _plain(value: Any) -> Any:
    """Return what stands for a value that JSON has no word for; the same in every process."""
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return type(value).__name__ if " at 0x" in str(value) else str(value)
