"""Parts of a file, as a request's Range header asks for them (RFC 9110).

Of one range at a time; what else a client asks for is answered as if it hadn't.
"""

import os
import re

from django.http import HttpRequest
from django.utils.http import parse_http_date_safe

RANGE = re.compile(r"bytes=(?:(?P<first>\d{1,18})-(?P<last>\d{0,18})|-(?P<suffix>\d{1,18}))", re.A)


def etag_of(status: os.stat_result) -> str:
    """Return the ETag of a file, spelled as nginx spells it: whoever sends it, it is the same."""
    return f'"{int(status.st_mtime):x}-{status.st_size:x}"'


def asked(request: HttpRequest, size: int, etag: str, changed: int) -> range | None:
    """Return the bytes that a request asks for, as a range; None: for all of them."""
    header = request.headers.get("Range", "") if request.method == "GET" else ""
    match = RANGE.fullmatch(header.strip())
    condition = request.headers.get("If-Range", etag)
    if not match or condition != etag and parse_http_date_safe(condition) != changed:
        return None
    if match["suffix"]:
        return range(max(size - int(match["suffix"]), 0), size)
    first, last = int(match["first"]), int(match["last"] or size)
    return None if last < first else range(first, min(last + 1, size))
