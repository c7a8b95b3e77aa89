"""Ask the WSGI application as a server does, without one: Django's client passes by some of it."""

from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote_to_bytes


class Answer(NamedTuple):
    """What the application answered: its status line, headers in order, and all bytes."""

    status: str
    headers: list
    body: bytes

    @property
    def code(self):
        return int(self.status[:3])

    def get(self, name):
        return {key.lower(): value for key, value in self.headers}.get(name.lower())

    @property
    def header_bytes(self):
        """Return the size of the header block as a server would send it, with its own lines."""
        lines = [f"HTTP/1.1 {self.status}", *map(": ".join, self.headers)]
        lines += ["Server: gunicorn", "Date: Sun, 29 Nov 2026 12:00:00 GMT", "Connection: close"]
        return len("\r\n".join([*lines, "", ""]).encode("latin-1"))


def environ(address, method="GET", headers=(), body=b"", scheme="http", **more):
    """Return the WSGI environment of a request; `address` is a path and perhaps a query."""
    path, _mark, query = address.partition("?")
    made = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.encode().decode("latin-1"),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "198.51.100.7",
        "HTTP_HOST": "testserver",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if body:
        made["CONTENT_LENGTH"] = str(len(body))
    for name, value in dict(headers).items():
        key = name.upper().replace("-", "_")
        made[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return made | more


def ask(application, address, method="GET", headers=(), **more):
    """Return the Answer of a WSGI application."""
    heads = []

    def start_response(status, headers, _exc_info=None):
        heads[:] = [status, headers]

    answer = application(environ(address, method, headers, **more), start_response)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return Answer(*heads, body)
