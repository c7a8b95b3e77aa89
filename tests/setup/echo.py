"""What stands for the finder behind a proxy, and tells what the proxy passed on."""

import http.client
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Echo(BaseHTTPRequestHandler):
    """Answer with the headers that came, as JSON; remember when a request's body was whole."""

    def do_GET(self):
        self.server.began.append(self.path)
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        content = json.dumps(dict(self.headers.items())).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET

    def log_message(self, *arguments):
        """Say nothing."""


@contextmanager
def echoing():
    """Yield a server that echoes until the block ends; `began`: the paths it was asked for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    server.began = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(port, path, method="GET", body=None, **headers):
    """Return (status, headers, text); status None where nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(
            method, path, body, {k.replace("__", "_"): v for k, v in headers.items()}
        )
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()
    except ConnectionRefusedError:
        return None, {}, ""
    finally:
        connection.close()
