"""Counts in memory, and how they come into the database: added up, never lost, in nobody's way."""

import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date

import pytest
from django.core.signals import request_finished
from django.db import DatabaseError, connection

from counters import counting
from counters.counting import count, flush
from counters.models import DailyCount, Kind
from database import SECONDS, deadlines
from tests.browser.server import environment, manage


def stored():
    return {(count.kind, count.key): count.number for count in DailyCount.objects.all()}


def test_counting_asks_no_database(waiting):
    # pytest-django refuses it to this test.
    for _i in range(3):
        count("searches", "MA")
    count(Kind.CALLS, "abc")
    assert waiting() == {("searches", "MA"): 3, ("calls", "abc"): 1}


def test_only_known_kinds_are_counted():
    with pytest.raises(ValueError, match="visitors"):
        count("visitors", "x")


def test_a_key_too_long_for_its_column_keeps_no_other_from_being_written(db):
    count("helpful", "x" * 1000)
    count("helpful", "overdose")
    flush()
    assert sorted(map(len, DailyCount.objects.values_list("key", flat=True))) == [8, 100]


def test_flushing_adds_to_what_is_there(db, waiting):
    for _i in range(2):
        count("searches", "MA")
        count("searches", "MA")
        count("searches", "NY")
        flush()
        assert waiting() == {}
    assert stored() == {("searches", "MA"): 4, ("searches", "NY"): 2}
    [day] = set(DailyCount.objects.values_list("day", flat=True))
    assert isinstance(day, date)


def test_each_day_has_its_own_row(db, monkeypatch):
    for day in (date(2026, 3, 1), date(2026, 3, 2)):
        monkeypatch.setattr(counting.timezone, "localdate", lambda day=day: day)
        count("searches", "MA")
    flush()
    assert sorted(DailyCount.objects.values_list("day", "number")) == [
        (date(2026, 3, 1), 1),
        (date(2026, 3, 2), 1),
    ]


def test_a_flush_asks_for_one_statement_a_row_and_nothing_waiting_for_none(
    db, django_assert_num_queries
):
    flush()
    with django_assert_num_queries(0):
        flush()
    count("searches", "MA")
    before = len(connection.queries_log)
    flush()
    assert len(connection.queries_log) - before <= 6  # savepoint, time limits, the row


def test_a_frozen_database_does_not_keep_the_thread_that_writes(db, waiting):
    limits = {}

    def note(execute, sql, *arguments):
        limits[sql.split()[0]] = deadlines._seconds.get()
        return execute(sql, *arguments)

    count("searches", "MA")
    with connection.execute_wrapper(note):
        flush()
    assert limits["INSERT"] == SECONDS < 1


@pytest.mark.parametrize(
    "trouble", [DatabaseError("secret"), OSError("secret"), ValueError("secret")]
)
def test_what_cannot_be_written_is_kept_and_said_by_its_kind_alone(
    db, monkeypatch, caplog, waiting, trouble
):
    def fail(_counts):
        count("searches", "VT")  # someone searches in the meantime
        raise trouble

    count("searches", "MA")
    with monkeypatch.context() as patch:
        patch.setattr(counting, "_add", fail)
        flush()

    assert waiting() == {("searches", "MA"): 1, ("searches", "VT"): 1}
    [record] = caplog.records
    assert record.getMessage() == f"counts kept for later: {type(trouble).__name__}"
    assert record.exc_info is None
    flush()
    assert stored() == {("searches", "MA"): 1, ("searches", "VT"): 1}


def test_memory_is_bounded_where_the_database_stays_away(monkeypatch, waiting):
    monkeypatch.setattr(counting, "MOST_WAITING", 2)
    for key in "abcab":
        count("calls", key)
    assert waiting() == {("calls", "a"): 2, ("calls", "b"): 2}


@pytest.mark.parametrize(
    "every, passed, is_written", [(30, 29, False), (30, 31, True), (None, 10**6, False)]
)
def test_the_end_of_a_request_writes_if_it_is_time(
    db, settings, monkeypatch, every, passed, is_written
):
    settings.COUNTS_EVERY = every
    monkeypatch.setattr(counting, "_flushed_at", time.monotonic() - passed)
    count("searches", "MA")
    counting.flush_when_due()
    assert bool(stored()) is is_written


def test_it_is_called_at_the_end_of_each_request():
    assert "counters" in [key[0] for key, *_rest in request_finished.receivers]


def test_no_count_is_lost_between_threads(db, waiting):
    def many(_number):
        for _i in range(500):
            count("searches", "MA")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(many, range(8)))
        assert waiting() == {("searches", "MA"): 4000}


@pytest.mark.postgres
@pytest.mark.usefixtures("committing")
def test_whatever_threads_flush_at_once_is_written_once():
    def work(_number):
        try:
            for _i in range(50):
                count("searches", "MA")
                flush()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    flush()
    assert stored() == {("searches", "MA"): 200}


COUNT_ONE = "import django; django.setup(); from counters.counting import count, flush; "


def in_a_process(database, code, **changes):
    """Run code in a process of its own with the site's settings; return (stderr, seconds)."""
    start = time.monotonic()
    result = subprocess.run(
        [sys.executable, "-c", COUNT_ONE + code],
        env=environment(database, **changes),
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stderr, time.monotonic() - start


def numbers_in(database):
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT key, number FROM counters_dailycount").fetchall()


@pytest.fixture
def database(tmp_path):
    """Migrate a database of its own for processes; return its path."""
    path = tmp_path / "site.sqlite3"
    manage(path, "migrate", "counters", "--verbosity", "0")
    return path


def test_the_end_of_the_process_writes_what_waits(database):
    in_a_process(database, "count('searches', 'MA')")
    in_a_process(database, "count('searches', 'MA')")
    assert numbers_in(database) == [("MA", 2)]


def test_a_locked_database_holds_nobody_up(database):
    in_a_process(database, "count('searches', 'MA')")
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        log, _seconds = in_a_process(
            database,
            "import time; count('searches', 'MA'); start = time.monotonic(); flush(); "
            "assert time.monotonic() - start < 5; from counters.counting import _waiting; "
            "assert sum(_waiting.values()) == 1",
        )
        other.execute("ROLLBACK")
    assert "counts kept for later: OperationalError" in log
    assert numbers_in(database) == [("MA", 1)]


def test_a_missing_database_is_one_line_in_the_log(tmp_path):
    log, _seconds = in_a_process(tmp_path / "none" / "x.sqlite3", "count('searches', 'MA')")
    [line] = log.splitlines()
    assert "counts kept for later: OperationalError" in line
