"""Answers that no application gives: to what isn't a request, or comes too late."""

import contextlib
from email.utils import formatdate
from http import HTTPStatus

from gunicorn.http import errors

STATUSES = {
    errors.LimitRequestLine: 414,
    errors.LimitRequestHeaders: 431,
    errors.ExpectationFailed: 417,
    errors.UnsupportedTransferCoding: 501,
    errors.ForbiddenProxyRequest: 403,
    errors.ConfigurationProblem: 500,
    errors.InvalidResponseHeader: 500,
    errors.InvalidResponseHeaderName: 500,
    errors.ParseException: 400,
}
Page = tuple[list[tuple[str, str]], bytes]


def status_of(error: Exception) -> int:
    """Return the status for a request that gunicorn or the application failed on."""
    return next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 500)


def plain_page(status: int, path: str) -> Page:
    """Return (headers, body) of an error where there is no other page of it."""
    text = f"{status} {HTTPStatus(status).phrase}\n"
    return [("Content-Type", "text/plain; charset=utf-8")], text.encode()


def send(client, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
    """Send an answer and no more; a client that can't take it now gets none."""
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        "Connection: close",
        f"Date: {formatdate(usegmt=True)}",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers),
    ]
    with contextlib.suppress(OSError):
        client.setblocking(False)
        client.send("\r\n".join([*lines, "", ""]).encode("latin-1") + body)


class Nowhere:
    """A client that gunicorn may write its own, bare error page to."""

    def gettimeout(self) -> float:
        return 0.0

    def sendall(self, data: bytes) -> None:
        """Forget it."""
