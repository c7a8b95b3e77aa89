"""deploy/Caddyfile: what Caddy passes on, what it keeps for itself, and what it shows meanwhile."""

import json
import os
import shutil
import socket
import subprocess
import time

import pytest

from tests.setup.conftest import ROOT
from tests.setup.echo import ask, echoing


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def finder():
    with echoing() as server:
        yield server


@pytest.fixture(scope="module")
def caddy(finder, tmp_path_factory):
    """Run Caddy with our file, by plain HTTP on loopback; return its port."""
    home = tmp_path_factory.mktemp("caddy")
    for language in ("", "es"):
        folder = home / "errors" / language
        folder.mkdir(exist_ok=True)
        for status in (403, 413, 502):
            (folder / f"{status}.html").write_text(f"{status} {language or 'en'} tel:988")
    port = free_port()
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    changes = {
        "find.example.org {": f"http://127.0.0.1:{port} {{",
        "\ttls {\n\t\tprotocols tls1.2 tls1.3\n\t}\n": "",
        "127.0.0.1:8000": f"127.0.0.1:{finder.server_port}",
        "/srv/finder/current/var": str(home),
        "/srv/finder": str(home),
        "{\n\t# No log": "{\n\tadmin off\n\t# No log",
    }
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    (home / "map").mkdir()
    (home / "map" / "basemap.pmtiles").write_text("0123456789")
    (home / "Caddyfile").write_text(text)
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", home / "Caddyfile"]
    with (home / "log").open("w") as log:
        environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home)}
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    deadline = time.monotonic() + 60
    while ask(port, "/")[0] is None:
        assert process.poll() is None, (home / "log").read_text()
        assert time.monotonic() < deadline
        time.sleep(0.1)
    yield port
    process.terminate()
    process.wait(timeout=60)


def test_caddy_takes_it():
    file = ROOT / "deploy" / "Caddyfile"
    command = ["caddy", "validate", "--config", file]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    formatted = subprocess.run(["caddy", "fmt", file], capture_output=True, text=True, timeout=120)
    assert formatted.stdout == file.read_text()


FORGED = ["SCRIPT__NAME", "X__Forwarded__Proto", "Any__Thing", "X-Forwarded-Host"]
FORGED += ["X-Forwarded-Prefix", "X-Original-URL", "X-Rewrite-URL", "Forwarded", "X-Real-IP"]


def test_only_caddy_says_where_a_request_is_from(caddy):
    status, _, text = ask(caddy, "/about/", **dict.fromkeys(FORGED, "evil"))
    assert status == 200
    passed = {name.lower(): value for name, value in json.loads(text).items()}
    assert "evil" not in passed.values()
    assert (passed["x-forwarded-proto"], passed["x-real-ip"]) == ("https", "127.0.0.1")


@pytest.mark.parametrize(
    "path, size, shown",
    [("/admin/", 0, "403 en"), ("/x/", 100_000, "413 en"), ("/es/x/", 100_000, "413 es")],
)
def test_what_it_refuses_shows_whom_to_call(caddy, path, size, shown):
    answer = ask(caddy, path, "POST", "x" * size)
    assert answer[2] == f"{shown} tel:988"
    assert answer[0] == int(shown[:3])
    assert answer[1]["Content-Security-Policy"].startswith("default-src 'none'")


def test_half_a_request_is_not_passed_on(caddy, finder):
    with socket.create_connection(("127.0.0.1", caddy), timeout=60) as slow:
        slow.sendall(b"POST /slow/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nhalf")
        # Whatever Caddy does with the first part, it has done when it answers the next request.
        for _ in range(3):
            assert ask(caddy, "/other/")[0] == 200
        assert "/slow/" not in finder.began
        slow.sendall(b"x" * 996)
        assert b" 200 " in slow.recv(100)
    assert "/slow/" in finder.began


def test_it_sends_ranges_of_the_maps_streets_itself(caddy):
    answer = ask(caddy, "/map/basemap.pmtiles?v=1", Range="bytes=2-4")
    assert (answer[0], answer[2]) == (206, "234")
    assert answer[1]["Content-Type"] == "application/vnd.pmtiles"
    assert answer[1]["Cache-Control"] == "public, max-age=86400"
    assert answer[1]["X-Content-Type-Options"] == "nosniff"


def test_it_is_there():
    assert shutil.which("caddy"), "apt install caddy"
