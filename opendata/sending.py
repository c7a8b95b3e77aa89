"""A file sent by the site itself, whole or in ranges, or by the proxy that it names the file to."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from budget.origin import Marked
from budget.ranges import asked, etag_of
from programs.problems import problem

# Where deploy/nginx.conf has the folder of all files, for itself alone.
OF_PROXY = "/data-files/"
# Asked again each time: an address that was withheld since is sent no more.
CACHED = "public, no-cache"
PIECE = 256 * 1024
# What is sent at once, without a slot: as much as a worker keeps for who takes it slowly.
SMALL = 512 * 1024


def sent(request: HttpRequest, path: Path, media_type: str) -> HttpResponseBase:
    """Return a file as an answer; OSError where it isn't there, Busy where others load much."""
    if settings.DATA_FILES_PROXY:
        response: HttpResponseBase = HttpResponse(content_type=media_type)
        response["X-Accel-Redirect"] = f"{OF_PROXY}{path.parent.name}/{path.name}"
    else:
        response = _by_itself(request, path, media_type)
    response["Cache-Control"] = CACHED
    if response.status_code in (200, 206):
        response["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return response


def _by_itself(request: HttpRequest, path: Path, media_type: str) -> HttpResponseBase:
    status = path.stat()
    etag, changed = etag_of(status), int(status.st_mtime)
    tags = {"ETag": etag, "Last-Modified": http_date(changed), "Accept-Ranges": "bytes"}
    # Before a slot is held: nothing closes a response that is replaced.
    plain = HttpResponse(content_type=media_type, headers=tags)
    unchanged = get_conditional_response(request, etag, changed, plain)
    if unchanged is not plain and unchanged is not None:
        return unchanged
    if request.method == "HEAD":
        plain["Content-Length"] = str(status.st_size)
        return plain
    return _with_body(path, media_type, tags, status, asked(request, status.st_size, etag, changed))


def _with_body(
    path: Path, media_type: str, tags: dict[str, str], status: os.stat_result, part: range | None
) -> HttpResponseBase:
    size = status.st_size
    if part is not None and not part:
        refused = problem("wrong-range", f"The file has {size} bytes.")
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    whole = range(size) if part is None else part
    response: HttpResponseBase = _body(path, whole)
    if part is not None:
        response.status_code = 206
        tags = {**tags, "Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}"}
    for name, value in {**tags, "Content-Type": media_type, "Content-Length": len(whole)}.items():
        response[name] = str(value)
    return response


def _body(path: Path, part: range) -> HttpResponseBase:
    """Return the bytes of a part of a file as an answer that nothing packs: its ETag is theirs."""
    if len(part) > SMALL:
        return Marked(pieces(path, part))
    response = HttpResponse(b"".join(pieces(path, part)))
    response["Content-Encoding"] = "identity"
    return response


def pieces(path: Path, part: range) -> Iterator[bytes]:
    """Yield the bytes of a part of a file."""
    with path.open("rb") as file:
        file.seek(part.start)
        left = len(part)
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
