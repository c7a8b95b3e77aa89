"""One import at a time, on both databases."""

import pytest
from django.db import connection

from facilities.importing.lock import ADVISORY_LOCK, ImportRunning, import_lock

HELD = "SELECT pid = pg_backend_pid() FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"


@pytest.fixture
def in_a_file(tmp_path):
    """Let SQLite's lock lie beside a file, as outside of tests."""
    if connection.vendor == "postgresql":
        yield
        return
    name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(tmp_path / "finder.sqlite3")
    try:
        yield
    finally:
        connection.settings_dict["NAME"] = name


@pytest.mark.django_db
def test_the_second_is_refused_and_the_third_comes_after_the_first(in_a_file):
    running = pytest.raises(ImportRunning, match="another import is running")
    with import_lock(), running, import_lock():
        pass
    with import_lock():
        pass


@pytest.mark.django_db
def test_an_import_that_fails_lets_go(in_a_file):
    with pytest.raises(ValueError, match="a broken file"), import_lock():
        raise ValueError("a broken file")
    with import_lock():
        pass


@pytest.mark.postgres
@pytest.mark.django_db
def test_no_session_holds_it_that_a_pooler_may_lend_to_somebody_else():
    def holders():
        with connection.cursor() as cursor:
            cursor.execute(HELD, [ADVISORY_LOCK])
            return [is_ours for (is_ours,) in cursor.fetchall()]

    with import_lock():
        assert holders() == [False]
    assert holders() == []
