"""What is deleted for good leaves no bytes behind."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def for_good():
    """
    Have what is deleted or emptied in this block overwritten in SQLite's file.

    PostgreSQL's vacuum does it in its own time (docs/deploying.md).
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        # Else the old bytes stay in the file until something else needs their place.
        cursor.execute("PRAGMA secure_delete=ON")
        yield
        if not connection.in_atomic_block:  # what was written before lies in the log beside it
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
