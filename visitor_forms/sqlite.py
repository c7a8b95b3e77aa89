"""SQLite's own settings, changed for a while. PostgreSQL has none of them."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def pragma(name, value):
    """Have a PRAGMA of SQLite set to a number in this block, and afterwards as it was.

    Nothing happens with another database.
    """
    if connection.vendor != "sqlite":
        yield
        return
    before = _ask(name)
    _set(name, value)
    try:
        yield
    finally:
        if connection.connection is not None:  # a new one begins with its own
            _set(name, before)


def _ask(name):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def _set(name, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name} = {value:d}")
        cursor.fetchall()  # some answer: what isn't read to its end stays open
