"""Compress pages and JSON with Brotli or gzip, whichever the browser accepts.

Static files are left alone: collectstatic compressed them, at a higher level.
"""

import functools
import gzip
import re
import zlib

import brotli
from django.utils.cache import patch_vary_headers

from finder.caching import is_personal

# The best level that takes about a millisecond a page; level 11 takes a hundred.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# Log2 of how far back Brotli looks. A window as long as any page takes a fifth less time than its
# own of 4 MB, for the same bytes; what is longer keeps that.
PAGE_WINDOW, WINDOW = 16, 22
# A smaller response fits in one packet anyway.
LEAST_BYTES = 500
FILE_CHUNK = 1 << 16
COMPRESSIBLE = re.compile(r"text/|application/(.+\+)?(json|xml)\b|image/svg\+xml")
CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*(\d(?:\.\d{0,3})?)\s*)?")


class CompressionMiddleware:
    """Compress responses where it is worth it.

    Not those that depend on a cookie: their compressed size could reveal secrets to an attacker
    who controls part of the page (BREACH). Public pages have no secrets.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_text = COMPRESSIBLE.match(response.get("Content-Type", ""))
        if response.status_code != 304 and not is_text or is_personal(response):
            return response
        # Also on uncompressed responses, so that caches keep one for each coding.
        patch_vary_headers(response, ["Accept-Encoding"])
        coding = best_coding(request.headers.get("Accept-Encoding", "")[:200])
        if coding and not response.has_header("Content-Encoding"):
            compress(response, coding)
        return response


@functools.lru_cache(maxsize=64)
def best_coding(accepted):
    """Return "br", "gzip" or "" for an Accept-Encoding header, preferring Brotli in a tie."""
    weights = {}
    for part in accepted.lower().split(","):
        if match := CODING.fullmatch(part):
            coding, weight = match.groups()
            weights[coding] = float(weight or 1)
    default = weights.get("*", 0)
    best = max(("br", "gzip"), key=lambda coding: weights.get(coding, default))
    return best if weights.get(best, default) > 0 else ""


def compress(response, coding):
    """Compress the content of a response in place, or leave it if it is small."""
    packed = getattr(response, "packed", None)
    if packed and isinstance(packed.get(coding), bytes):
        set_content(response, packed[coding])
    elif packed is not None and response.streaming:
        if not replace(response, coding):
            return
    elif response.streaming:
        lines = response.streaming_content
        response.streaming_content = (brotli_stream if coding == "br" else gzip_stream)(lines)
        del response.headers["Content-Length"]
    elif len(response.content) >= LEAST_BYTES:
        content = response.content
        if coding == "br":
            set_content(response, with_brotli(content))
        else:
            set_content(response, gzip.compress(content, GZIP_LEVEL, mtime=0))
    else:
        return
    response.headers["Content-Encoding"] = coding


def with_brotli(content):
    """Return content packed as a whole."""
    window = PAGE_WINDOW if len(content) < 1 << PAGE_WINDOW else WINDOW
    return brotli.compress(content, quality=BROTLI_QUALITY, lgwin=window)


def set_content(response, content):
    response.content = content
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = len(content)


def replace(response, coding):
    """Send the packed copy of a file that is kept (budget/origin.py), if there is one."""
    if path := response.packed.get(coding):
        response.body.lines = chunks_of(path)
        response.headers["Content-Length"] = path.stat().st_size
    return bool(path)


def chunks_of(path):
    with path.open("rb") as file:
        while chunk := file.read(FILE_CHUNK):
            yield chunk


def brotli_stream(chunks):
    packer = brotli.Compressor(quality=BROTLI_QUALITY)
    return _packed(chunks, packer.process, packer.flush, packer.finish)


def gzip_stream(chunks):
    packer = zlib.compressobj(GZIP_LEVEL, wbits=zlib.MAX_WBITS | 16)  # 16: with gzip's header
    sync = functools.partial(packer.flush, zlib.Z_SYNC_FLUSH)
    return _packed(chunks, packer.compress, sync, packer.flush)


def _packed(chunks, process, flush, finish):
    """Yield compressed chunks: the first at once, to start the download, the rest when full."""
    is_first = True
    for chunk in chunks:
        packed = process(chunk)
        if is_first:
            packed += flush()
            is_first = False
        if packed:
            yield packed
    yield finish()
