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
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
        if not cursor.fetchone()[0]:
            raise ImportRunning
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


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
