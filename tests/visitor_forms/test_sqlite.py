"""A setting of SQLite holds for a block and no longer."""

import pytest
from django.db import connection

from visitor_forms.sqlite import pragma

pytestmark = pytest.mark.django_db


def busy_timeout():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        return cursor.fetchone()[0]


def test_it_is_as_before_after_the_block_and_after_what_went_wrong_in_it():
    if connection.vendor != "sqlite":
        with pragma("busy_timeout", 123):  # no such thing: nothing is asked of the database
            return
    before = busy_timeout()
    with pragma("busy_timeout", 123):
        assert busy_timeout() == 123
    assert busy_timeout() == before != 123
    with pytest.raises(RuntimeError), pragma("busy_timeout", 123):
        raise RuntimeError
    assert busy_timeout() == before
