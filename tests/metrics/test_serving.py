"""Numbers for Prometheus, of a real gunicorn whose database isn't there."""

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import time

import pytest

from tests.finder.test_settings import PRODUCTION
from tests.setup.conftest import ROOT

PATIENCE = 120
PATHS = ("/livez?q=secret", "/livez?q=secret", "/readyz", "/secret/")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def ask(port, path):
    """Return the answer's text, once there is one."""
    last = time.monotonic() + PATIENCE
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            with contextlib.closing(connection):
                connection.request("GET", path)
                return connection.getresponse().read().decode()
        except OSError:
            assert time.monotonic() < last
            time.sleep(0.1)


@pytest.fixture(scope="module")
def scraped(tmp_path_factory):
    """Return what the server says of itself after some requests, and its log."""
    port, metrics_port = free_port(), free_port()
    log = tmp_path_factory.mktemp("metrics") / "log"
    nowhere = f"postgres://finder:secret@127.0.0.1:{free_port()}/finder"
    variables = {**PRODUCTION, "HTTPS": "off", "ALLOWED_HOSTS": "127.0.0.1"}
    variables |= {"DATABASE_URL": nowhere, "COPY_DIR": "", "WEB_CONCURRENCY": "2"}
    variables |= {"PORT": str(port), "METRICS_PORT": str(metrics_port), "LOG_FORMAT": "json"}
    variables |= {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "finder.wsgi"]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=output, stderr=output)
        try:
            for path in PATHS:
                ask(port, path)
            time.sleep(1.5)  # workers say how they do once a second
            text, last = ask(metrics_port, "/metrics"), time.monotonic() + PATIENCE
            while value(text, "finder_requests_total") < len(PATHS) and time.monotonic() < last:
                time.sleep(0.5)
                text = ask(metrics_port, "/metrics")
        finally:
            server.terminate()
            server.wait(PATIENCE)
    return text, log.read_text()


def value(text, name):
    """Return the sum of all samples with a name, as in 'requests_total{page="home"}'."""
    name, _mark, labels = name.partition("{")
    found = re.findall(rf"^{re.escape(name)}(?:{{([^}}]*)}})? (\S+)$", text, re.M)
    wanted = set(filter(None, labels.rstrip("}").split(",")))
    return sum(float(number) for own, number in found if wanted <= {*own.split(",")})


@pytest.mark.parametrize(
    "name, number",
    [
        ('finder_requests_total{page="livez",status="2xx"}', 2),
        ('finder_requests_total{page="readyz",status="5xx"}', 1),
        ('finder_requests_total{page="none"}', 1),
        ('finder_request_seconds_count{page="livez"}', 2),
        ("finder_database_up", 0),
        ('finder_condition{condition="database"}', 1),
    ],
)
def test_it_tells_how_the_server_does_though_the_database_is_away(scraped, name, number):
    assert value(scraped[0], name) == number


def test_every_worker_tells_of_itself(scraped):
    assert 1 <= value(scraped[0], "finder_workers") <= 2
    assert value(scraped[0], "finder_worker_resident_bytes") > 10_000_000


def test_nothing_in_it_is_of_a_visitor(scraped):
    text, log = scraped
    assert "secret" not in text
    assert "q=secret" not in log


def test_the_log_is_of_objects(scraped):
    lines = [line for line in scraped[1].splitlines() if line.startswith("{")]
    assert any('"path": "/livez", "status": 200' in line for line in lines)
