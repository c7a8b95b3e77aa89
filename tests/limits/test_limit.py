"""Limits slow down many and refuse one, and hold nobody's address."""

import gc
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import memory
from limits.addresses import address
from limits.limit import LONGER_WAIT, WAIT, Limit
from tests.limits.conftest import asking

addresses = st.ip_addresses(v=4).map(str)


class Clock:
    now = 0.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(memory, "time", clock)
    return clock


@given(
    st.integers(1, 4),
    st.integers(1, 6),
    st.lists(st.tuples(st.sampled_from(["192.0.2.1", "192.0.2.2"]), st.integers(0, 15))),
)
def test_no_window_ever_holds_more_than_the_limit(times, times_for_all, submissions):
    with pytest.MonkeyPatch.context() as patch:
        clock = Clock()
        patch.setattr(memory, "time", clock)
        limit = Limit("test", times, 10, times_for_all)
        allowed = []
        for who, wait in submissions:
            clock.now += wait
            before = [submission for submission in allowed if submission[1] > clock.now - 10]
            mine = [submission for submission in before if submission[0] == who]
            has_room = len(mine) < times and len(before) < times_for_all
            assert limit.allows(asking(who)) == has_room  # refused exactly when it is full
            if has_room:
                allowed.append((who, clock.now))


def test_who_waits_may_send_again(clock):
    limit = Limit("test", 1, 60, 10)

    assert limit.allows(asking("192.0.2.1"))
    assert not limit.allows(asking("192.0.2.1"))
    assert limit.allows(asking("192.0.2.2"))
    clock.now = 60
    assert limit.allows(asking("192.0.2.1"))


def test_refusals_do_not_make_the_wait_longer(clock):
    limit = Limit("test", 1, 60, 10)
    limit.allows(asking("192.0.2.1"))
    for clock.now in range(1, 60):
        assert not limit.allows(asking("192.0.2.1"))
    clock.now = 60
    assert limit.allows(asking("192.0.2.1"))


def reachable(start):
    """Yield every object that can be reached from one, but modules, classes and functions."""
    seen, todo = set(), [start]
    while todo:
        item = todo.pop()
        if id(item) in seen or isinstance(item, type | type(sys) | type(reachable)):
            continue
        seen.add(id(item))
        yield item
        todo.extend(gc.get_referents(item))


@given(st.lists(addresses, min_size=1, max_size=5))
def test_its_memory_holds_no_address(senders):
    limit = Limit("test", 2, 60, 10)
    for sender in senders:
        limit.allows(asking(sender))

    reached = list(reachable(limit))
    assert any(isinstance(item, bytes) and len(item) == 32 for item in reached)  # it looks inside
    for sender in senders:
        packed = bytes(int(part) for part in sender.split("."))
        for item in reached:
            if isinstance(item, str):
                assert sender not in item
            if isinstance(item, bytes):
                assert sender.encode() not in item
                assert item != packed


def test_two_processes_know_an_address_by_different_digests():
    first, second = (Limit("test", 2, 60, 10) for _time in range(2))
    for limit in (first, second):
        limit.allows(asking("192.0.2.1"))
    assert not set(first.counts._memory._seen) & set(second.counts._memory._seen)


def test_memory_is_bounded(clock, monkeypatch):
    monkeypatch.setattr(memory, "MOST_KEPT", 50)
    limit = Limit("test", 1, 60, 70)
    for number in range(400):
        limit.take(asking(f"10.{number}.0.1"), LONGER_WAIT)
    seen = limit.counts._memory._seen
    assert len(seen) == 50
    assert max(map(len, seen.values())) == 141  # twice the limit for all: more changes nothing


AGES = {0: "at once", WAIT: "after a minute", LONGER_WAIT: "after five"}


@pytest.mark.parametrize(
    "senders, taken",
    [
        # {age of the page: how many are taken}: one address, neighbors, a provider, everybody.
        (["192.0.2.1"], {0: 2, WAIT: 2, LONGER_WAIT: 2}),
        (["2001:db8::1", "2001:db8::ffff:1"], {0: 2, WAIT: 2, LONGER_WAIT: 2}),
        ([f"192.0.2.{n}" for n in range(250)], {0: 8, WAIT: 16, LONGER_WAIT: 32}),
        ([f"2001:db8:1:{n:x}::1" for n in range(250)], {0: 8, WAIT: 16, LONGER_WAIT: 32}),
        ([f"198.51.{n}.1" for n in range(250)], {0: 32, WAIT: 64, LONGER_WAIT: 500}),
        ([f"2001:db8:{n:x}::1" for n in range(250)], {0: 32, WAIT: 64, LONGER_WAIT: 500}),
        ([f"{n}.51.0.1" for n in range(1, 120)], {0: 100, WAIT: 200, LONGER_WAIT: 238}),
        ([""], {0: 100, WAIT: 200, LONGER_WAIT: 500}),
        (["127.0.0.1"], {0: 100, WAIT: 200, LONGER_WAIT: 500}),
    ],
    ids=["address", "IPv6 /64", "/24", "/48", "/16", "/32", "all", "no address", "this machine"],
)
@pytest.mark.parametrize("age", AGES, ids=AGES.get)
def test_one_is_refused_and_many_are_slowed(clock, senders, taken, age):
    limit = Limit("test", times=2, seconds=60, times_for_all=100)
    requests = [asking(senders[number % len(senders)]) for number in range(500)]
    assert sum(limit.take(request, age).is_taken for request in requests) == taken[age]


def test_who_is_slowed_is_told_how_long_and_then_taken(clock):
    limit = Limit("test", times=10, seconds=3600, times_for_all=2)
    verdicts = [limit.take(asking(f"10.{number}.0.1"), age=20) for number in range(3)]
    assert [verdict.in_flood for verdict in verdicts] == [False, False, True]
    assert (verdicts[-1].is_taken, verdicts[-1].wait) == (False, 40)

    first = limit.take(asking("10.9.0.1"), age=60)
    assert (first.is_taken, first.wait, first.in_flood, first.begins_flood) == (True, 0, True, True)
    second = limit.take(asking("10.8.0.1"), age=60)
    assert (second.is_taken, second.in_flood, second.begins_flood) == (True, True, False)
    assert limit.take(asking("10.7.0.1"), age=100).wait == 200  # twice as many: five minutes


def test_who_sent_too_often_waits_for_the_whole_window(clock):
    limit = Limit("test", times=1, seconds=3600, times_for_all=100)
    limit.take(asking("192.0.2.1"))
    verdict = limit.take(asking("192.0.2.1"), age=9999)
    assert (verdict.is_taken, verdict.wait, verdict.in_flood) == (False, 3600, False)


def test_a_flood_is_over_by_itself(clock):
    limit = Limit("test", times=1, seconds=3600, times_for_all=5)
    for number in range(20):
        limit.take(asking(f"10.{number}.0.1"), age=LONGER_WAIT)
    assert limit.take(asking("192.0.2.1")).wait == LONGER_WAIT
    clock.now = 3600
    verdict = limit.take(asking("192.0.2.1"))
    assert (verdict.is_taken, verdict.in_flood) == (True, False)


def test_one_limit_does_not_count_for_another():
    first, second = (Limit(name, 1, 60, 10) for name in ("first", "second"))
    assert first.allows(asking("192.0.2.1"))
    assert second.allows(asking("192.0.2.1"))


@pytest.mark.parametrize(
    "header, sent, remote, expected",
    [
        ("", {}, "192.0.2.1", "192.0.2.1"),
        ("", {"X-Real-IP": "198.51.100.9"}, "192.0.2.1", "192.0.2.1"),
        ("X-Real-IP", {"X-Real-IP": "198.51.100.9"}, "127.0.0.1", "198.51.100.9"),
        ("X-Real-IP", {"X-Real-IP": " 198.51.100.9 "}, "127.0.0.1", "198.51.100.9"),
        ("X-Real-IP", {}, "192.0.2.1", "192.0.2.1"),
        ("X-Real-IP", {}, "127.0.0.1", ""),
        ("", {}, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", {}, "2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("", {}, "2001:db8:1:3::", "2001:db8:1:3::/64"),
        ("", {}, "::ffff:192.0.2.1", "192.0.2.1"),
        ("", {}, "fe80::1%eth0", "fe80::/64"),
        ("", {}, "", ""),
        ("X-Real-IP", {"X-Real-IP": "somebody"}, "127.0.0.1", ""),
        ("X-Forwarded-For", {"X-Forwarded-For": "10.1.1.1, 192.0.2.1"}, "127.0.0.1", "192.0.2.1"),
        ("X-Forwarded-For", {"X-Forwarded-For": "192.0.2.1,"}, "127.0.0.1", ""),
    ],
)
def test_whose_address_it_is(settings, header, sent, remote, expected):
    settings.CLIENT_ADDRESS_HEADER = header
    assert address(asking(remote, **sent)) == expected


@pytest.mark.parametrize("remote", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_visitors_of_a_silent_proxy_on_this_machine_are_not_taken_for_one(remote):
    limit = Limit("test", times=1, seconds=10, times_for_all=3)

    assert [limit.allows(asking(remote)) for _i in range(4)] == [True, True, True, False]
    assert limit.take(asking(remote), age=WAIT).is_taken
