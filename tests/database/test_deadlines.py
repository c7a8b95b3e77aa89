"""A query that takes too long is ended from outside."""

from types import SimpleNamespace

from psycopg import pq

from database import deadlines


def test_a_connection_that_is_closed_already_keeps_no_other_query_from_being_ended(monkeypatch):
    """Psycopg raises an error of its own for it; the thread that ends late queries goes on."""
    closed = pq.PGconn.connect_start(b"host=127.0.0.1 port=1")
    closed.finish()
    late = {thread: (0.0, SimpleNamespace(pgconn=closed)) for thread in (1, 2)}
    monkeypatch.setattr(deadlines, "_running", late)
    assert deadlines.end_late() == 2
    assert late == {}
