"""Limits hold for everyone, and hold nobody's address."""

import gc
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitor_forms import limits
from visitor_forms.limits import Limit, address

addresses = st.ip_addresses(v=4).map(str)


def asking(remote, **headers):
    return SimpleNamespace(META={"REMOTE_ADDR": remote}, headers=headers)


class Clock:
    now = 0.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(limits, "time", clock)
    return clock


@given(
    st.integers(1, 4),
    st.integers(1, 6),
    st.lists(st.tuples(st.sampled_from(["192.0.2.1", "192.0.2.2"]), st.integers(0, 15))),
)
def test_no_window_ever_holds_more_than_the_limit(times, times_for_all, submissions):
    with pytest.MonkeyPatch.context() as patch:
        clock = Clock()
        patch.setattr(limits, "time", clock)
        limit = Limit(times, 10, times_for_all)
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
    limit = Limit(1, 60, 10)

    assert limit.allows(asking("192.0.2.1"))
    assert not limit.allows(asking("192.0.2.1"))
    assert limit.allows(asking("192.0.2.2"))
    clock.now = 60
    assert limit.allows(asking("192.0.2.1"))


def test_refusals_do_not_make_the_wait_longer(clock):
    limit = Limit(1, 60, 10)
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
    limit = Limit(2, 60, 10)
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
    first, second = Limit(2, 60, 10), Limit(2, 60, 10)
    for limit in (first, second):
        limit.allows(asking("192.0.2.1"))
    assert not set(first._seen) & set(second._seen)


def test_memory_is_bounded(clock, monkeypatch):
    monkeypatch.setattr(limits, "MOST_KEPT", 50)
    limit = Limit(1, 60, 70)
    for number in range(200):
        limit.allows(asking(f"192.0.2.{number}"))
    assert len(limit._seen) == 50
    assert len(limit._all) == 70


def test_who_has_many_networks_cannot_use_up_what_is_for_all(clock):
    limit = Limit(times=2, seconds=60, times_for_all=100)
    theirs = [limit.allows(asking(f"2001:db8:1:{number:x}::1")) for number in range(300)]
    assert sum(theirs) == 8
    assert limit.allows(asking("2001:db8:2::1"))
    assert limit.allows(asking("192.0.2.1"))


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
    limit = Limit(times=1, seconds=10, times_for_all=3)

    assert [limit.allows(asking(remote)) for _i in range(4)] == [True, True, True, False]
