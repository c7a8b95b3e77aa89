"""Sends the map's streets piece by piece: ranges of one file, none of them large.

A proxy that has the file sends it itself (deploy/nginx.conf, deploy/Caddyfile).
"""

import os

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from budget.ranges import asked, etag_of

# As much as a worker keeps for who takes it slowly (serving/sockets.py), and more than any tile. Of
# a longer range the beginning is sent, as RFC 9110 (15.3.7) lets a server do.
MOST_BYTES = 512 * 1024
# Its address has the file's version: another file has another address.
CACHED = "public, max-age=86400"


@require_safe
def basemap(request):
    """Return a range of the file; all of it only where it isn't larger than one."""
    if not settings.MAP_BASEMAP:
        raise Http404
    try:
        with open(settings.MAP_BASEMAP.path, "rb") as file:
            return sent(request, file)
    except OSError as error:  # taken away since the start: the map does with outlines
        raise Http404 from error


def sent(request, file):
    """Return the answer to a request, with what caches and browsers tell files apart by."""
    status = os.fstat(file.fileno())
    etag, changed = etag_of(status), int(status.st_mtime)
    part = asked(request, status.st_size, etag, changed)
    response = answer(request.method, file, part, status.st_size)
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    response["Accept-Ranges"] = "bytes"
    if response.status_code == 416:
        return response
    response["Cache-Control"] = CACHED
    return get_conditional_response(request, etag, changed, response)


def answer(method, file, part, size):
    """Return the answer to a request for a part of the file, or for all of it."""
    kind = "application/vnd.pmtiles"
    if method == "HEAD":
        return HttpResponse(content_type=kind, headers={"Content-Length": size})
    if part is None and size <= MOST_BYTES:
        return HttpResponse(os.pread(file.fileno(), size, 0), content_type=kind)
    if not part:
        unmet = {"Content-Range": f"bytes */{size}"}
        return HttpResponse("Ask for a range of bytes.\n", "text/plain", 416, headers=unmet)
    content = os.pread(file.fileno(), min(len(part), MOST_BYTES), part.start)
    sent = {"Content-Range": f"bytes {part.start}-{part.start + len(content) - 1}/{size}"}
    return HttpResponse(content, kind, 206, headers=sent)
