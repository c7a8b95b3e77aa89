"""PostgreSQL databases to measure on: made, copied, asked what was written, dropped."""

import os
import time
from contextlib import contextmanager
from pathlib import Path

import environ
import psycopg
from psycopg import sql

from benchmarks.processes import Failed, Written, say
from tests.postgres import ADVICE, ServerError, find_programs, throwaway_server

PREFIX = "finder_bench_"
SECONDS_TO_DISCONNECT = 10
ROWS_WRITTEN = """
    SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_user_tables
"""
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = %s AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@contextmanager
def postgres(folder):
    """Yield a Postgres on the server of TEST_DATABASE_URL or a throwaway one; None without."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        with emptied(Postgres(url, folder)) as database:
            yield database
    elif programs := find_programs():
        try:
            with throwaway_server(programs) as url:
                yield Postgres(url, folder)
        except ServerError as error:
            raise Failed(f"PostgreSQL from {programs}: {error}") from error
    else:
        say(f"PostgreSQL is left out: {ADVICE}")
        yield None


@contextmanager
def emptied(database):
    """Drop what was made on a server that outlives us."""
    try:
        yield database
    finally:
        for name in list(database.made):
            database.drop(name)


class Postgres:
    """Databases of one server, whose names start with PREFIX."""

    name = "PostgreSQL"

    def __init__(self, server, folder):
        self.server = server
        self.folder = folder
        self.made = set()
        with self.connected() as connection:
            (self.version,) = connection.execute("SHOW server_version").fetchone()

    def url(self, name):
        address, _slash, _database = self.server.rpartition("/")
        return f"{address}/{PREFIX}{name}"

    def create(self, name):
        self._make(name, sql.SQL("CREATE DATABASE {0}"))

    def copy(self, source, name):
        """Make database `name` a copy of another, which nobody is connected to."""
        self._wait_for_others(source)
        template = sql.Identifier(PREFIX + source)
        self._make(name, sql.SQL("CREATE DATABASE {0} TEMPLATE {1}"), template)

    def drop(self, name):
        with self.connected() as connection:
            statement = sql.SQL("DROP DATABASE IF EXISTS {0} WITH (FORCE)")
            connection.execute(statement.format(sql.Identifier(PREFIX + name)))
        self.made.discard(name)

    def bytes(self, name):
        """Return the size of a database."""
        with self.connected() as connection:
            size = connection.execute("SELECT pg_database_size(%s)", [PREFIX + name])
            return size.fetchone()[0]

    def place(self):
        """Return a folder on the disk that databases are kept on, if that is this machine's."""
        with self.connected() as connection:
            (folder,) = connection.execute("SHOW data_directory").fetchone()
        return Path(folder) if Path(folder).exists() else self.folder

    def settle(self, name):
        """Do now what autovacuum does some time after an import."""
        with self.connected(name) as connection:
            connection.execute("VACUUM")

    @contextmanager
    def counting_rows(self, name):
        """Yield a Written of what others write meanwhile, counted by the server."""
        before = self._rows_written(name)
        written = Written()
        yield written
        written.rows = self._rows_written(name) - before

    def _make(self, name, statement, *parts):
        self.drop(name)
        with self.connected() as connection:
            connection.execute(statement.format(sql.Identifier(PREFIX + name), *parts))
        self.made.add(name)

    def _rows_written(self, name):
        # A connection hands in its counts when it ends.
        self._wait_for_others(name)
        with self.connected(name) as connection:
            return connection.execute(ROWS_WRITTEN).fetchone()[0]

    def _wait_for_others(self, name):
        """Return when nobody is connected to that database any more."""
        deadline = time.monotonic() + SECONDS_TO_DISCONNECT
        with self.connected() as connection:
            while connection.execute(OTHERS, [PREFIX + name]).fetchone()[0]:
                if time.monotonic() > deadline:
                    raise Failed(f"someone stays connected to the database {PREFIX}{name}")
                time.sleep(0.1)

    def connected(self, name=None):
        """Return a connection, as a context that closes it."""
        place = environ.Env.db_url_config(self.url(name) if name else self.server)
        return psycopg.connect(
            dbname=place["NAME"],
            user=place["USER"] or None,
            password=place["PASSWORD"] or None,
            host=place["HOST"] or None,
            port=place["PORT"] or None,
            autocommit=True,
        )
