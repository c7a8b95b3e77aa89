"""Overwrite what is deleted, so that none of its bytes stay in the database file."""

from contextlib import contextmanager

from django.db import connection

from visitor_forms.sqlite import pragma


@contextmanager
def secure_delete():
    """Overwrite what is deleted or emptied in this block in SQLite's file.

    PostgreSQL's vacuum does this in its own time (docs/deploying.md).
    """
    # Otherwise the old bytes stay in the file until something else needs the space.
    with pragma("secure_delete", 1):
        yield
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:  # the write-ahead log still holds the old rows
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
