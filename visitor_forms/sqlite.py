"""Set SQLite pragmas temporarily; PostgreSQL has none."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def pragma(name, value):
    """Set a SQLite PRAGMA to a number within this block, and restore it afterwards.

    With another database this does nothing.
    """
    if connection.vendor != "sqlite":
        yield
        return
    before = _ask(name)
    _set(name, value)
    try:
        yield
    finally:
        if connection.connection is not None:  # a new connection starts with its defaults
            _set(name, before)


def _ask(name):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def _set(name, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name} = {value:d}")
        cursor.fetchall()  # some pragmas return rows; unread, the statement stays open
