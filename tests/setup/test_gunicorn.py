"""deploy/gunicorn.conf.py: what the server writes down, and what it doesn't."""

import os
import socket
import subprocess
import sys
import time

import pytest

from tests.setup.conftest import ROOT

APPLICATION = """
def application(environ, start_response):
    if environ["PATH_INFO"] == "/broken":
        raise OSError("out of order")
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""
HEADERS = "Host: x\r\nReferer: http://me.example/secret\r\nUser-Agent: secret\r\nConnection: close"


@pytest.fixture
def served(tmp_path):
    """Send raw requests to gunicorn under our configuration; return what it logged."""
    (tmp_path / "tiny.py").write_text(APPLICATION)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    log = tmp_path / "log"

    def serve(*request_lines):
        with log.open("w") as output:
            server = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "gunicorn",
                    "-c",
                    ROOT / "deploy" / "gunicorn.conf.py",
                    "tiny",
                ],
                cwd=tmp_path,
                env={
                    **os.environ,
                    "PORT": str(port),
                    "WEB_CONCURRENCY": "1",
                    "HOME": str(tmp_path),
                },
                stdout=output,
                stderr=output,
            )
        try:
            for line in request_lines:
                ask(port, f"{line}\r\n{HEADERS}\r\n\r\n")
        finally:
            server.terminate()
            server.wait(timeout=120)
        assert server.returncode == 0
        return log.read_text()

    return serve


def ask(port, request):
    deadline = time.monotonic() + 120
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
                connection.sendall(request.encode())
                return connection.recv(4096)
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def test_the_log_says_what_page_but_not_who_or_what_for(served):
    log = served("GET /search/?q=secret HTTP/1.1")
    assert "GET /search/ 200" in log
    assert "secret" not in log
    requests = [line for line in log.splitlines() if "GET" in line]
    assert not any("127.0.0.1" in line for line in requests)


def test_errors_are_logged_without_who_or_what_for(served):
    log = served("GET /broken?q=secret HTTP/1.1", "GET /s?q=secret and more HTTP/1.1")
    assert "out of order" in log
    assert "Invalid request" in log
    assert "secret" not in log
    assert "ip=" not in log


def test_a_path_cannot_forge_a_line_of_the_log(served):
    log = served("GET /x%0AGET%20/admin/%20200 HTTP/1.1")
    assert not any(line.startswith("GET") for line in log.splitlines())


def test_nothing_is_left_in_the_home_directory(served, tmp_path):
    served("GET / HTTP/1.1")
    assert not list(tmp_path.glob(".*"))
