"""A geocoder's host, as far as it can be seen from here: a real HTTP server."""

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PATHS = {
    "/search": ("nominatim", "q"),
    "/api": ("photon", "q"),
    "/locations/onelineaddress": ("census", "address"),
}
PREFIX = "/maps"  # the operator's server may live in a folder
HANG = object()


@dataclass
class Request:
    """What the server was asked, and by whom."""

    provider: str
    address: str
    parameters: dict
    headers: dict


class Host:
    """Answers by `say`; `requests` are those it got."""

    def __init__(self):
        self.requests = []
        self.say = lambda request: []
        self.tested = threading.Event()

    @property
    def asked(self):
        return [request.address for request in self.requests]

    def answer(self, target, headers):
        """Return (status, body) of a GET, or None to say nothing at all."""
        url = urlsplit(target)
        provider, name = PATHS[url.path.removeprefix(PREFIX)]
        parameters = {name: values[0] for name, values in parse_qs(url.query).items()}
        address = parameters.pop(name)
        request = Request(provider, address, parameters, headers)
        self.requests.append(request)
        reply = self.say(request)
        if reply is HANG:
            self.tested.wait(timeout=120)
            return None
        status, body = reply if isinstance(reply, tuple) else (200, reply)
        return status, body if isinstance(body, bytes) else json.dumps(body).encode()


@contextmanager
def running(host):
    """Serve `host` on a free port; yield its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            if answer := host.answer(self.path, dict(self.headers)):
                status, body = answer
                self.send_response(status)
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *arguments):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        finally:
            host.tested.set()
            server.shutdown()
            thread.join()
