"""End a query that takes too long, from outside: also when the server says nothing at all.

A server-side limit (`statement_timeout`) doesn't help when the server is frozen or the network
is gone. So each query with a limit is noted here, and `end_late` closes its socket: the thread
that waits gets an OperationalError.
"""

import os
import socket
import time
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock, get_ident

_seconds: ContextVar[float | None] = ContextVar("seconds", default=None)
# {thread: (when the query must have ended, its psycopg connection)}
_running: dict[int, tuple[float, object]] = {}
_guard = Lock()


@contextmanager
def within(seconds):
    """Give each query of this block at most so many seconds; None for no limit."""
    token = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(token)


def halve():
    """Give the queries from here to the end of the block half the time."""
    seconds = _seconds.get()
    if seconds is not None:
        _seconds.set(seconds / 2)


def install(connection, **_signal):
    """Note the queries of a new connection (signal `connection_created`)."""
    if connection.vendor == "postgresql" and _noted not in connection.execute_wrappers:
        connection.execute_wrappers.append(_noted)


def _noted(execute, sql, params, many, context):
    seconds = _seconds.get()
    if seconds is None:
        return execute(sql, params, many, context)
    raw = context["connection"].connection
    with _guard:
        _running[get_ident()] = time.monotonic() + seconds, raw
    try:
        return execute(sql, params, many, context)
    finally:
        with _guard:
            _running.pop(get_ident(), None)


def end_late():
    """Close the sockets of queries that should have ended; return how many there were."""
    now, ended = time.monotonic(), 0
    # A query that ends meanwhile waits for the lock, so its connection isn't in use elsewhere yet.
    with _guard:
        for thread, (latest, raw) in list(_running.items()):
            if now > latest:
                _shut(raw)
                del _running[thread]
                ended += 1
    return ended


def _shut(raw):
    """Shut a connection's socket, so that the thread that waits on it is told at once."""
    import psycopg  # which takes a while, and is there already if a query is

    try:
        descriptor = os.dup(raw.pgconn.socket)
    except (OSError, AttributeError, psycopg.Error):  # it was closed meanwhile
        return
    with socket.socket(fileno=descriptor) as own:
        try:
            own.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
