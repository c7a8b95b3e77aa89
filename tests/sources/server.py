"""The servers of the sources, as far as they can be seen from here: one real HTTP server."""

import gzip
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

MODIFIED = "Fri, 06 Mar 2026 10:00:00 GMT"


@dataclass
class Request:
    path: str
    parameters: dict
    headers: dict


@dataclass
class Reply:
    """An answer, and how it comes: `length` is said, `endless` repeats the body for ever."""

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    length: int | None = None
    endless: bool = False
    silent: bool = False
    drop_by_drop: bool = False


class Site:
    """Answers {path: Reply, or a function of the Request}; `requests` are those it got."""

    def __init__(self):
        self.requests, self.replies = [], {}
        self.tested = threading.Event()

    def has(self, path, content, **headers):
        """Serve a file as official servers do: with an ETag and a date, and 304 if asked."""

        def reply(request):
            tag = f'"{sha256(content).hexdigest()[:16]}"'
            if request.headers.get("If-None-Match") == tag:
                return Reply(status=304)
            usual = {"ETag": tag, "Last-Modified": MODIFIED}
            return Reply(content, headers={**usual, **headers})

        self.replies[path] = reply

    def has_pages(self, path, pages, **changes):
        """Serve an API's pages of rows; `changes` are {page: function of its document}."""
        count = sum(map(len, pages))

        def reply(request):
            number = int(request.parameters["page"])
            document = {"page": number, "totalPages": len(pages), "recordCount": count}
            document["rows"] = pages[number - 1]
            change = changes.get(f"page{number}")
            if change:
                document = change(document)
            if isinstance(document, Reply):
                return document
            content = json.dumps(document).encode()
            tag = f'"{sha256(content).hexdigest()[:16]}"'
            if request.headers.get("If-None-Match") == tag:
                return Reply(status=304)
            return Reply(content, headers={"ETag": tag})

        self.replies[path] = reply

    def answer(self, target, headers):
        url = urlsplit(target)
        parameters = {name: values[0] for name, values in parse_qs(url.query).items()}
        request = Request(url.path, parameters, headers)
        self.requests.append(request)
        reply = self.replies.get(url.path, Reply(status=404))
        return reply(request) if callable(reply) else reply

    def statuses(self, path):
        return [request for request in self.requests if request.path == path]


def bomb(size):
    """Return a body that unpacks to `size` bytes."""
    return gzip.compress(bytes(size))


@contextmanager
def running(site, context=None):
    """Serve `site` on a free port, by https with an SSL `context`; yield its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.close_connection = True
            try:
                self._send(site.answer(self.path, dict(self.headers)))
            except (BrokenPipeError, ConnectionResetError):
                """Whoever asked has gone, as with answers that are too long."""

        def _send(self, reply):
            if reply.silent:
                site.tested.wait(timeout=120)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if not reply.endless:
                length = len(reply.body) if reply.length is None else reply.length
                self.send_header("Content-Length", str(length))
            self.send_header("Connection", "close")
            self.end_headers()
            if reply.drop_by_drop:
                for byte in reply.body:
                    self.wfile.write(bytes([byte]))
                    if site.tested.wait(timeout=0.02):
                        return
            self.wfile.write(reply.body)
            while reply.endless and not site.tested.is_set():
                self.wfile.write(reply.body)

        def log_message(self, *arguments):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            scheme = "https" if context else "http"
            yield f"{scheme}://127.0.0.1:{server.server_port}"
        finally:
            site.tested.set()
            server.shutdown()
            thread.join()
