"""scripts/audit.py, with advisories of this machine in place of the world's."""

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.setup.conftest import ROOT

# A port that nothing listens at.
NOWHERE = "http://127.0.0.1:9/"


class Advisories(BaseHTTPRequestHandler):
    """Answers as OSV does: of `server.known`, {package: what mends it}, one advisory each."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = asked["package"]["name"]
        self.server.asked.add(name)
        known = [advisory(name, *self.server.known[name])] if name in self.server.known else []
        body = json.dumps({"vulns": known} if known else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Say nothing."""


def advisory(name, *mended):
    events = [{"introduced": "0"}, *({"fixed": version} for version in mended)]
    affected = {"package": {"name": name, "ecosystem": "PyPI"}}
    affected["ranges"] = [{"type": "ECOSYSTEM", "events": events}]
    return {
        "id": f"PYSEC-0000-{name}",
        "summary": "a hole",
        "details": "a hole",
        "published": "2026-01-01T00:00:00Z",
        "affected": [affected],
    }


@pytest.fixture
def audit():
    """Return a function: the outcome of the script, if that is known; and what was asked for."""

    def do(known, *arguments):
        with ThreadingHTTPServer(("127.0.0.1", 0), Advisories) as server:
            server.known, server.asked = known, set()
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}/v1/query"
            outcome = run(*arguments, OSV_URL=address)
            server.shutdown()
        return outcome, server.asked

    return do


def run(*arguments, **changes):
    return subprocess.run(
        [sys.executable, "scripts/audit.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **changes},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_a_known_hole_that_a_newer_version_mends_fails(audit):
    outcome, asked = audit({"django": ["99.1"], "pytest": []})

    locked = (ROOT / "requirements" / "dev.txt").read_text()
    # All but what only other systems need.
    everywhere = re.findall(r"^([a-z0-9-]+)==\S+ \\$", locked, flags=re.MULTILINE)
    assert set(everywhere) <= asked <= set(re.findall(r"^([a-z0-9-]+)==", locked, re.MULTILINE))
    assert len(everywhere) > 80
    assert outcome.returncode == 1
    assert re.search(r"^django \S+: PYSEC-0000-django, mended in 99.1$", outcome.stdout, re.M)
    assert re.search(r"^pytest \S+: PYSEC-0000-pytest, not mended yet$", outcome.stdout, re.M)
    assert outcome.stderr.strip() == "Take newer versions: make lock ARGS=--upgrade"


def test_a_hole_that_nothing_mends_is_told_and_passes(audit):
    outcome, asked = audit({"pytest": []})
    assert outcome.returncode == 0
    assert "pytest" in outcome.stdout
    assert outcome.stdout.splitlines()[-1] == f"{len(asked)} packages looked up."


@pytest.mark.parametrize("arguments, code", [([], 0), (["--strict"], 1)])
def test_who_is_offline_is_told_so(arguments, code):
    outcome = run(*arguments, OSV_URL=NOWHERE)
    assert outcome.returncode == code
    assert "The advisories can't be reached from here: nothing was looked up." in outcome.stdout
    assert "Traceback" not in outcome.stdout + outcome.stderr


def test_an_argument_it_does_not_know_is_refused():
    outcome = run("--fast")
    assert outcome.returncode != 0
    assert outcome.stderr.strip() == "usage: audit.py [--strict]"
