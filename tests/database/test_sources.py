"""Which database is asked: a circuit breaker for each."""

import pytest
from django.db import OperationalError, connections

from database import reading, sources
from database.copies import file

ERROR = OperationalError("server closed the connection unexpectedly")


class Clock:
    now = 1000.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(sources, "time", clock)
    return clock


@pytest.fixture
def servers(monkeypatch, clock):
    """Watch a primary and two replicas, with no copy."""
    monkeypatch.setattr(file, "current", lambda: None)
    names = ("default", "replica1", "replica2")
    for name in names[1:]:
        monkeypatch.setitem(connections.settings, name, connections.settings["default"])
    monkeypatch.setattr(sources, "_sources", {name: sources.Source(name) for name in names})
    return sources._sources


@pytest.fixture
def primary(monkeypatch, clock):
    """Watch a primary alone, with a copy."""
    monkeypatch.setattr(file, "current", lambda: "a copy")
    monkeypatch.setattr(sources, "_sources", {"default": sources.Source("default")})
    return sources._sources["default"]


def test_what_is_not_watched_is_asked_of_the_primary_whatever_fails():
    sources.fail("default", ERROR)
    assert sources.choose() == "default"
    assert not sources.is_away()
    assert sources.choose({"default"}) is None


def test_replicas_take_turns(servers):
    assert {sources.choose() for _ in range(4)} == {"replica1", "replica2"}


def test_who_may_have_written_reads_the_primary(servers):
    assert sources.choose(is_fresh=True) == "default"


def test_a_replica_that_is_behind_is_asked_last(servers):
    servers["replica1"].is_behind = True
    assert {sources.choose() for _ in range(4)} == {"replica2"}
    servers["replica2"].is_behind = True
    assert sources.choose() == "default"
    sources.fail("default", ERROR)
    assert sources.choose() in ("replica1", "replica2")


def test_with_nothing_left_nobody_waits(servers):
    for alias in servers:
        sources.fail(alias, ERROR)
    assert sources.choose() is None


def test_after_a_failure_the_copy_answers_for_a_second(primary, clock):
    sources.fail("default", ERROR)
    assert sources.is_away()
    assert [sources.choose() for _ in range(3)] == ["copy"] * 3
    clock.now += 0.9
    assert sources.choose() == "copy"


def test_then_a_single_request_tries_it(primary, clock):
    sources.fail("default", ERROR)
    clock.now += 1
    assert [sources.choose() for _ in range(3)] == ["default", "copy", "copy"]


def test_what_is_tried_and_answers_is_used_again(primary, clock):
    sources.fail("default", ERROR)
    clock.now += 1
    sources.choose()
    sources.tried("default", has_asked=True)
    assert not sources.is_away()
    assert sources.choose() == "default"


def test_who_tried_but_asked_nothing_leaves_it_to_the_next(primary, clock):
    sources.fail("default", ERROR)
    clock.now += 1
    sources.choose()
    sources.tried("default", has_asked=False)
    assert sources.is_away()
    assert sources.choose() == "default"


def test_it_is_not_tried_while_probes_are_not_answered(primary, clock):
    sources.fail("default", ERROR)
    primary.is_reachable = False
    clock.now += 100
    assert sources.choose() == "copy"


def failures(clock, number):
    """Let the primary fail, and each try after it; return the seconds between."""
    waited = []
    sources.fail("default", ERROR)
    for _ in range(number):
        start = clock.now
        while sources.choose() == "copy":
            clock.now += 0.5
        waited.append(clock.now - start)
        sources.fail("default", ERROR)
    return waited


def test_each_try_that_fails_doubles_the_wait_up_to_half_a_minute(primary, clock):
    assert failures(clock, 7) == [1, 2, 4, 8, 16, 30, 30]


def test_what_fails_soon_after_it_worked_waits_longer(primary, clock):
    failures(clock, 2)
    clock.now += 4
    sources.choose()
    sources.tried("default", has_asked=True)
    clock.now += 1
    sources.fail("default", ERROR)
    assert primary.seconds == 8
    sources.stop()


def test_what_worked_for_long_starts_with_a_second_again(primary, clock):
    failures(clock, 3)
    clock.now += 8
    sources.choose()
    sources.tried("default", has_asked=True)
    clock.now += 61
    sources.fail("default", ERROR)
    assert primary.seconds == 1


def test_many_that_fail_at_once_count_as_a_single_failure(primary):
    for _ in range(8):
        sources.fail("default", ERROR)
    assert primary.seconds == 1


def test_a_failure_is_logged_once_without_what_the_database_said(primary, caplog):
    for _ in range(3):
        sources.fail("default", OperationalError("syntax error near 'heroin 02139'"))
    assert [record.getMessage() for record in caplog.records] == [
        "database default is away: OperationalError"
    ]


def test_a_read_goes_on_with_the_next_source(servers):
    asked = []

    def ask():
        asked.append(reading.current().alias)
        if len(asked) < 3:
            raise OperationalError
        return "answer"

    assert reading.read(ask) == "answer"
    assert asked[0] == "default"
    assert set(asked[1:]) == {"replica1", "replica2"}


def test_a_read_that_nothing_can_answer_fails_as_the_last_did(servers):
    def ask():
        raise OperationalError(reading.current().alias)

    with pytest.raises(OperationalError, match="replica"):
        reading.read(ask)


def test_what_fails_within_another_read_counts_for_its_own_source(servers):
    with reading.reading() as own:
        assert own.alias != "default"
        with pytest.raises(OperationalError) as failure, reading.primary():
            raise OperationalError
        assert own.go_on(failure.value)
    assert sources.is_away()
    assert not servers["replica1"].is_open
    assert not servers["replica2"].is_open


@pytest.mark.parametrize("error", [ERROR, ValueError("no number")])
def test_who_tries_a_source_and_fails_leaves_it_to_the_next(primary, clock, error):
    """Also where nothing around it asks another source: else nobody would ever try it again."""
    sources.fail("default", ERROR)
    clock.now += 1
    asked = []

    def fail():
        with reading.primary() as own:
            asked.append(own.alias)
            raise error

    with pytest.raises(type(error)):
        fail()
    assert asked == ["default"]
    clock.now += 2
    assert sources.choose() == "default"


def test_what_was_only_chosen_after_a_failure_is_not_taken_to_work(servers, clock):
    for alias in ("replica1", "replica2"):
        sources.fail(alias, ERROR)
    clock.now += 1
    with reading.reading(is_fresh=True) as own:
        own.has_asked = True
        assert own.go_on(ERROR)
    assert own.alias.startswith("replica")
    assert servers[own.alias].is_open
