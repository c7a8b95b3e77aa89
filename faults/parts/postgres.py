"""PostgreSQL: a server and a standby that follows it by streaming replication."""

import shutil
import signal
import time
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.processes import Failed
from benchmarks.server import free_port
from faults.parts.program import Program
from tests.postgres import call, reachable, unprivileged

# The database, and whose it is.
NAME = "finder"
# Small buffers: a machine may run several of these at once.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "wal_keep_size": "512MB",
    "log_min_messages": "warning",
}
SECONDS_TO_CATCH_UP = 30


class Server(Program):
    """One PostgreSQL server on a port of loopback, with its data below `home`."""

    def __init__(self, programs: Path, home: Path, name: str) -> None:
        self.home = home / name
        self.home.mkdir()
        self.data = self.home / "data"
        self.as_user = unprivileged(self.home)
        self.programs = reachable(programs, self.home, self.as_user)
        self.port = free_port()
        self.name = name
        super().__init__([], home / f"{name}.log", self.is_answering, cwd=self.home, **self.as_user)
        self.configure()

    def configure(self, **options: str) -> None:
        """Say with which options it starts the next time, beside those of every run."""
        settings = {**OPTIONS, "port": str(self.port), **options}
        flags = [f"--{name}={value}" for name, value in settings.items()]
        command = [self.programs / "postgres", "-D", self.data, "-k", self.home, *flags]
        self.command = [str(part) for part in command]

    def create(self) -> None:
        """Make an empty database, and start serving it."""
        self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        with (self.data / "pg_hba.conf").open("a") as file:
            file.write("host replication all 127.0.0.1/32 trust\n")
        self.start()
        with self.connected("postgres") as connection:
            connection.execute(f"CREATE ROLE {NAME} LOGIN")
            connection.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")

    def follow(self, primary: "Server") -> None:
        """Become a standby of `primary`, from a fresh copy of its data."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.data, ignore_errors=True)
        source = ("-h", "127.0.0.1", "-p", primary.port, "-U", "postgres", "-c", "fast")
        self.run("pg_basebackup", "-D", self.data, *source, "-X", "stream", "-R", "-N")
        self.start()

    def promote(self) -> None:
        """Make a standby a server that is written to."""
        self.run("pg_ctl", "promote", "-w", "-D", self.data)

    def end(self) -> None:
        """Stop it as an administrator does: connections are cut, nothing is lost."""
        self.stop(signal.SIGINT)

    def run(self, program: str, *arguments: object) -> None:
        call(self.programs / program, *arguments, cwd=self.home, **self.as_user)

    def connected(self, database: str = NAME, **options: Any) -> psycopg.Connection:
        """Return a connection, as a context that closes it."""
        place = {"host": "127.0.0.1", "port": self.port, "user": "postgres", "dbname": database}
        return psycopg.connect(**{**place, "connect_timeout": 3, "autocommit": True, **options})

    def is_answering(self) -> bool:
        try:
            with self.connected("postgres") as connection:
                connection.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True


def wait_until_equal(primary: Server, standby: Server) -> None:
    """Return once the standby has replayed all that the primary has written so far."""
    with primary.connected() as connection:
        (written,) = connection.execute("SELECT pg_current_wal_lsn()").fetchone() or ("",)
    deadline = time.monotonic() + SECONDS_TO_CATCH_UP
    with standby.connected() as connection:
        while time.monotonic() < deadline:
            query = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
            if (connection.execute(query, [written]).fetchone() or (False,))[0]:
                return
            time.sleep(0.1)
    raise Failed("the standby doesn't catch up with the primary")
