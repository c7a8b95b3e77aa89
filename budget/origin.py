"""Files with the site's own address in them, which whoever asks decides: one file for all.

In the file stands MARK; what is sent has the address that was asked, instead. For the hosts that
ALLOWED_HOSTS names in full there are packed copies, too; for any other (a pattern, a port) there
aren't: as many could be made up.
"""

import errno
import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

import database
from budget.files import kept
from budget.slots import Busy, Held

HOST = "this-site.invalid"
MARK = f"http://{HOST}".encode()
BODY, HEADERS = "body", "headers.json"
CHUNK = 1 << 18  # bytes
BROTLI_QUALITY, GZIP_LEVEL = 6, 7


class AnyOrigin(HttpRequest):
    """A request that makes absolute addresses begin with MARK."""

    def get_host(self) -> str:
        return HOST


def write_marked(folder: Path, chunks: Iterable[bytes], headers: dict[str, str]) -> None:
    """Write a body in which each line is whole, and the headers that go with it."""
    (folder / HEADERS).write_text(json.dumps(headers), encoding="utf-8")
    with (folder / BODY).open("wb") as file:
        file.writelines(chunks)


class Body:
    """What a kept file's response sends: `lines`, until a packed copy takes their place."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.lines = lines

    def __iter__(self) -> Iterator[bytes]:
        yield from self.lines


class Marked(StreamingHttpResponse):
    """A kept file. `packed`: {coding: path} of its packed copies; it isn't packed while sent.

    It holds a slot until it is sent, or raises Busy: a thread waits for whoever reads slowly, and
    eight downloads over a slow line would leave none for searches.
    """

    packed: dict[str, Path] = {}

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.body = Body(lines)
        super().__init__(Held(self.body))


def answer(
    request: HttpRequest, name: str, version: str, write: Callable[[Path], None]
) -> HttpResponseBase:
    """Return the kept file as a response with an ETag; made by `write` if need be, as in `kept`.

    OSError, too, where it would have to be made while the primary database is away. Who has it
    gets a 304 here: nothing closes a response that is replaced later, and its slot would stay
    taken.
    """
    origin = f"{request.scheme}://{request.get_host()}".encode()
    whole = kept(name, version, partial(of_primary, write))
    digest = blake2b(origin + whole.name.encode(), digest_size=12).hexdigest()
    etag = f'W/"{digest}"'
    tagged = HttpResponse(headers={"ETag": etag})
    unchanged = get_conditional_response(request, etag=etag, response=tagged)
    if unchanged and unchanged.status_code == HTTPStatus.NOT_MODIFIED:
        return unchanged
    response = Marked(marked_lines(whole / BODY, origin))
    if is_named(request):
        response.packed = packed(name, whole, origin)
    for header, value in json.loads((whole / HEADERS).read_text()).items():
        response[header] = value
    response["ETag"] = etag
    return response


def of_primary(write: Callable[[Path], None], folder: Path) -> None:
    """Have a file written of what the primary database holds.

    Replicas and the copy may be behind, and a version must not keep what came before it.
    """
    if database.is_away():
        raise OSError(errno.EAGAIN, "the primary database is away")
    with database.primary():
        write(folder)


def is_named(request: HttpRequest) -> bool:
    """Return whether the host is one of few: named in ALLOWED_HOSTS in full, without a port."""
    host = request.get_host()
    return host in settings.ALLOWED_HOSTS and not host.startswith((".", "*"))


def marked_lines(path: Path, origin: bytes) -> Iterator[bytes]:
    """Yield a body, MARK replaced, in chunks that end with a line: no MARK lies in two."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK) + file.readline():
            yield chunk.replace(MARK, origin)


def packed(name: str, whole: Path, origin: bytes) -> dict[str, Path]:
    """Return {coding: path} of a body with this origin, packed once.

    {} while that is done, or where the disk has no room for it.
    """
    scheme, _colon, host = origin.decode().partition("://")
    with suppress(Busy, OSError):
        folder = kept(f"{name}-{scheme}-{host}", whole.name, partial(_pack, whole / BODY, origin))
        if folder.name == whole.name:
            return {coding: folder / coding for coding in ("br", "gzip")}
    return {}


def _pack(body: Path, origin: bytes, folder: Path) -> None:
    packer = brotli.Compressor(quality=BROTLI_QUALITY)
    with (folder / "br").open("wb") as br, gzip.open(folder / "gzip", "wb", GZIP_LEVEL) as zipped:
        for chunk in marked_lines(body, origin):
            br.write(packer.process(chunk))
            zipped.write(chunk)
        br.write(packer.finish())
