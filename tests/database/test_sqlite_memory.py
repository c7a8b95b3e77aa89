"""How much memory SQLite takes in processes that serve."""

import pytest
from django.db import connection, connections

from database.sqlite_memory import keep_fewer_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def options(monkeypatch):
    """Return a copy of the primary's options, for this test alone."""
    own = connections.settings["default"]
    monkeypatch.setitem(own, "OPTIONS", {**own["OPTIONS"]})
    return own["OPTIONS"]


def test_a_new_connection_keeps_fewer_pages(options):
    before = {**options}
    keep_fewer_pages()
    if connection.vendor != "sqlite":
        assert options == before
        return
    another = connections.create_connection("default")
    with another.cursor() as cursor:
        [(kilobytes,)] = cursor.execute("PRAGMA cache_size").fetchall()
        [(has_keys,)] = cursor.execute("PRAGMA foreign_keys").fetchall()
    another.close()
    assert (kilobytes, has_keys) == (-500, 1)
