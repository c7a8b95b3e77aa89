"""One import at a time: the second is refused at once, and a killed one holds nothing."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

# Any number will do as long as nothing else in the database uses it.
ADVISORY_LOCK = 0x66696E64


class ImportRunning(RuntimeError):
    """Another import holds the directory."""

    def __init__(self) -> None:
        super().__init__("another import is running; wait until it has finished")


@contextmanager
def import_lock() -> Iterator[None]:
    """Hold the directory for one import, or raise ImportRunning."""
    hold = _on_postgresql if connection.vendor == "postgresql" else _beside_sqlite
    with hold():
        yield


@contextmanager
def _on_postgresql() -> Iterator[None]:
    """Hold the lock by a transaction on a connection of its own.

    A lock of the session would do on a connection that stays ours. Behind PgBouncer, which lends
    a session for one transaction, it would be let go in another session than took it: never.
    """
    holder = connection.copy()
    try:
        holder.set_autocommit(False)
        with holder.cursor() as cursor:
            # It has nothing to do until the import ends, however long that takes.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ADVISORY_LOCK])
            if not cursor.fetchone()[0]:
                raise ImportRunning
        yield
    finally:
        holder.close()


@contextmanager
def _beside_sqlite() -> Iterator[None]:
    name = str(connection.settings_dict["NAME"])
    if "memory" in name:  # a database of this process alone
        yield
        return
    with Path(f"{name}.import-lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ImportRunning from error
        yield
