"""SQLite files to measure on: made, copied, asked what was written."""

import shutil
import sqlite3
from contextlib import contextmanager

from benchmarks.processes import Written

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'bench_%'"


@contextmanager
def sqlite(folder):
    yield Sqlite(folder)


class Sqlite:
    """Files in a folder, which is deleted with them."""

    name = "SQLite"
    version = sqlite3.sqlite_version

    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        return self.folder / f"{name}.sqlite3"

    def url(self, name):
        return f"sqlite:///{self.path(name)}"

    def create(self, name):
        """Do nothing: whoever connects first makes the file."""

    def copy(self, source, name):
        """Make database `name` a copy of another, which nobody is connected to."""
        shutil.copyfile(self.path(source), self.path(name))

    def drop(self, name):
        for file in self.folder.glob(f"{name}.sqlite3*"):
            file.unlink()

    def bytes(self, name):
        """Return the size of a database."""
        return self.path(name).stat().st_size

    def place(self):
        """Return a folder on the disk that databases are kept on."""
        return self.folder

    def settle(self, name):
        """Do nothing: an import leaves all in place."""

    @contextmanager
    def counting_rows(self, name):
        """Yield a Written of what others write meanwhile, counted by triggers."""
        with self._connected(name) as connection:
            connection.execute("CREATE TABLE bench_written (count INTEGER)")
            connection.execute("INSERT INTO bench_written VALUES (0)")
            for (table,) in connection.execute(TABLES).fetchall():
                if table != "bench_written":
                    count_rows_of(table, connection)
        written = Written()
        yield written
        with self._connected(name) as connection:
            (written.rows,) = connection.execute("SELECT count FROM bench_written").fetchone()
            for (trigger,) in connection.execute(TRIGGERS).fetchall():
                connection.execute(f'DROP TRIGGER "{trigger}"')
            connection.execute("DROP TABLE bench_written")

    @contextmanager
    def _connected(self, name):
        connection = sqlite3.connect(self.path(name))
        try:
            with connection:
                yield connection
        finally:
            connection.close()


def count_rows_of(table, connection):
    for event in ("INSERT", "UPDATE", "DELETE"):
        connection.execute(
            f'CREATE TRIGGER "bench_{table}_{event}" AFTER {event} ON "{table}" '
            "BEGIN UPDATE bench_written SET count = count + 1; END"
        )
