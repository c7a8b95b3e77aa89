"""What is deleted for good leaves no bytes behind."""

from contextlib import contextmanager

from django.db import connection

from visitor_forms.sqlite import pragma


@contextmanager
def for_good():
    """
    Have what is deleted or emptied in this block overwritten in SQLite's file.

    PostgreSQL's vacuum does it in its own time (docs/deploying.md).
    """
    # Else the old bytes stay in the file until something else needs their place.
    with pragma("secure_delete", 1):
        yield
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:  # what was written before lies in the log beside it
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
