"""Gunicorn under our configuration, for a tiny application and on a port of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from tests.setup.conftest import ROOT

APPLICATION = """
import os

# As an application does that reads settings from a file: a reload reads them anew.
assert "READ_FROM_A_FILE" not in os.environ
os.environ["READ_FROM_A_FILE"] = "yes"

LARGE = b"x" * 400_000

def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/large":
        start_response("200 OK", [("Content-Length", str(len(LARGE)))])
        return [LARGE]
    if path == "/stream":
        start_response("200 OK", [])
        return stream()
    body = environ["wsgi.input"].read() or str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]

def stream():
    try:
        while True:
            yield LARGE
    finally:
        open("stream-ended", "w").close()
"""
# What takes minutes on a server takes moments here.
HURRY = """
from serving import sockets, worker
worker.SECONDS_TO_ARRIVE = worker.SECONDS_TO_TAKE = worker.SECONDS_TO_PART = 0.5
sockets.SECONDS_FOR_A_PIECE = 0.5
"""
# How long anything here may take before a test gives up, whatever else the machine does.
PATIENCE = 60


class Server:
    """A running gunicorn: its port, its process, its folder."""

    def __init__(self, folder, port, process):
        self.folder, self.port, self.process = folder, port, process

    def connect(self, sent=b"", buffer=None):
        """Return a connection on which some bytes were sent."""
        client = socket.socket()
        if buffer:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        client.settimeout(PATIENCE)
        try:
            client.connect(("127.0.0.1", self.port))
            client.sendall(sent)
        except OSError:
            client.close()
            raise
        return client

    def ask(self, request=b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"):
        """Return all that comes for a request until the server closes."""
        with self.connect(request) as client:
            return everything(client)

    def workers(self):
        """Return the process ids of the workers."""
        pid = self.process.pid
        with open(f"/proc/{pid}/task/{pid}/children") as children:
            return [int(child) for child in children.read().split()]


def everything(client):
    """Return what comes until the other side closes."""
    pieces = []
    with contextlib.suppress(ConnectionResetError):
        while piece := client.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


def eventually(is_so, what):
    """Wait until something is so, or fail."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


@contextlib.contextmanager
def running(folder, workers, extra=""):
    """Run gunicorn in a folder until the test is over; its log is `log` there."""
    folder.mkdir()
    (folder / "tiny.py").write_text(APPLICATION)
    ours = (ROOT / "deploy" / "gunicorn.conf.py").read_text()
    located = f"__file__ = {str(ROOT / 'deploy' / 'gunicorn.conf.py')!r}\n"
    # A worker that is told to end while it starts may not hear it, and is killed after this.
    (folder / "conf.py").write_text(f"{located}{ours}graceful_timeout = 5\nthreads = 2\n{extra}")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    variables = {"PORT": str(port), "WEB_CONCURRENCY": str(workers)}
    command = [sys.executable, "-m", "gunicorn", "-c", "conf.py", "tiny"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **variables}, stdout=log, stderr=log
        )
    try:
        server = Server(folder, port, process)
        eventually(lambda: answers(server), "the server doesn't start")
        yield server
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(PATIENCE)


def answers(server):
    with contextlib.suppress(OSError):
        return server.ask()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One worker with two threads, as patient as in production."""
    with running(tmp_path_factory.mktemp("serving") / "patient", workers=1) as server:
        yield server


@pytest.fixture(scope="module")
def hurried(tmp_path_factory):
    """The same with little patience."""
    folder = tmp_path_factory.mktemp("serving") / "hurried"
    with running(folder, workers=1, extra=HURRY) as server:
        yield server


@pytest.fixture
def pair(tmp_path):
    """Two workers of our own: tests end them."""
    with running(tmp_path / "pair", workers=2) as server:
        eventually(lambda: len(server.workers()) == 2, "the second worker doesn't start")
        yield server
