"""The drill: a server whose disk is lost comes back with all but the last minutes."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.postgres import call, newest_installed, unprivileged

pytestmark = pytest.mark.slow

DEPLOY = settings.BASE_DIR / "deploy" / "archive"


class Server:
    """A PostgreSQL that archives its log as deploy/archive/ has it."""

    def __init__(self, home):
        self.home, self.data = home, home / "data"
        self.as_user = unprivileged(home)
        self.programs = newest_installed()
        self.config = home / "pgbackrest.conf"

    def create(self):
        self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-N")
        self.run("mkdir", self.home / "archive")
        text = (DEPLOY / "postgresql.conf").read_text()
        # Nobody should wait four minutes for a test.
        text = text.replace("archive_timeout = 240", "archive_timeout = 1")
        text = text.replace("pgbackrest --", f"pgbackrest --config={self.config} --")
        text += f"listen_addresses = ''\nunix_socket_directories = '{self.home}'\n"
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(text)
        text = (DEPLOY / "pgbackrest.conf").read_text()
        changes = {
            "repo1-path=/var/lib/pgbackrest": f"repo1-path={self.home / 'archive'}",
            "pg1-path=/var/lib/postgresql/15/main": f"pg1-path={self.data}",
            "pg1-socket-path=/var/run/postgresql": f"pg1-socket-path={self.home}",
        }
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        text = text.replace("[global]\n", f"[global]\nlock-path={self.home}\n")
        self.config.write_text(f"{text}pg1-user=postgres\n")

    def run(self, program, *arguments):
        own = self.programs / program
        call(own if own.exists() else program, *arguments, cwd=self.home, **self.as_user)

    def start(self):
        self.run("pg_ctl", "start", "-D", self.data, "-w", "-t", "120")

    def stop(self, mode):
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "stop", "-D", self.data, "-w", "-m", mode)

    def archive(self, *command):
        self.run("pgbackrest", f"--config={self.config}", "--stanza=finder", *command)

    def sql(self, statement):
        psql = [self.programs / "psql", "-qAt", "-h", self.home, "-U", "postgres", "-c", statement]
        environment = {name: v for name, v in os.environ.items() if not name.startswith("PG")}
        result = subprocess.run(
            psql, env=environment, capture_output=True, text=True, timeout=120, check=True
        )
        return result.stdout.strip()

    def wait_until_archived(self):
        """Wait until the part of the log in which we are now has been handed over."""
        wanted = self.sql("SELECT pg_walfile_name(pg_current_wal_lsn())")
        deadline = time.monotonic() + 120
        while self.sql("SELECT coalesce(last_archived_wal, '') FROM pg_stat_archiver") < wanted:
            assert time.monotonic() < deadline, (self.home / "log").read_text()[-2000:]
            time.sleep(0.2)


@pytest.fixture
def server():
    home = Path(tempfile.mkdtemp(prefix="finder-drill-", dir="/tmp"))
    server = Server(home)
    try:
        server.create()
        server.start()
        yield server
        server.stop("immediate")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def test_a_lost_disk_costs_what_was_not_yet_handed_over(server):
    server.archive("stanza-create")
    server.sql("CREATE TABLE request (word text); INSERT INTO request VALUES ('before')")
    server.archive("backup")
    server.sql("INSERT INTO request SELECT 'since ' || n FROM generate_series(1, 1000) n")
    server.wait_until_archived()

    server.stop("immediate")
    shutil.rmtree(server.data)
    server.archive("restore")
    server.start()

    assert server.sql("SELECT count(*) FROM request") == "1001"


def test_at_most_five_minutes_are_not_handed_over():
    text = (DEPLOY / "postgresql.conf").read_text()
    assert int(re.search(r"^archive_timeout = (\d+)$", text, re.MULTILINE)[1]) <= 300
