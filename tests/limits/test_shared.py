"""Workers and machines count together in Redis, which may go away, and holds nobody's address."""

import math
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from limits import shared
from limits.limit import LONGER_WAIT, WAIT, Limit
from limits.places import Place
from tests.limits.conftest import asking

NOBODY_LISTENS = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def _nobody_is_known():
    shared.server.cache_clear()
    yield
    shared.server.cache_clear()


def two_workers(**changes):
    """Return two Limits as two workers have them: nothing in common but Redis."""
    usual = {"times": 3, "seconds": 3600, "times_for_all": 100}
    return [Limit("test", **{**usual, **changes}) for _worker in range(2)]


def takes(limits, senders, age=0):
    """Return how many are taken of those that send by turns to one worker and the other."""
    turns = [limits[number % len(limits)] for number in range(len(senders))]
    pairs = zip(turns, senders, strict=True)
    return sum(limit.take(asking(sender), age).is_taken for limit, sender in pairs)


@pytest.mark.parametrize("has_redis, taken", [(True, 3), (False, 6)])
def test_workers_with_redis_have_one_limit_and_else_each_its_own(
    redis_server, settings, has_redis, taken
):
    settings.REDIS_URL = redis_server.url if has_redis else ""
    assert takes(two_workers(), ["192.0.2.1"] * 20) == taken


@pytest.mark.parametrize("age, taken", [(0, 10), (WAIT, 20), (LONGER_WAIT, 60)])
def test_a_flood_of_one_worker_slows_both(redis_server, age, taken):
    senders = [f"10.{number}.0.1" for number in range(60)]
    assert takes(two_workers(times_for_all=10), senders, age) == taken


def test_of_many_at_once_no_more_than_the_limit_are_taken(redis_server):
    limits = two_workers(times=7)
    with ThreadPoolExecutor(8) as pool:
        turns = [limits[number % 2] for number in range(80)]
        verdicts = list(pool.map(lambda limit: limit.take(asking("192.0.2.1")), turns))
    assert sum(verdict.is_taken for verdict in verdicts) == 7


def test_times_outside_the_window_are_forgotten(redis_server):
    counts = shared.SharedCounts(seconds=3600)
    place = Place("test", math.inf, 10)
    [present, _past] = counts._keys("test")
    now = redis_server.client.time()[0] * 1000
    redis_server.client.zadd(present, {"old": now - 3_600_500, "young": now - 3_000_000})
    assert counts.take([place]) == (True, [1])
    assert 3_500_000 < redis_server.client.pttl(present) <= 3_600_000


def test_what_was_counted_the_day_before_still_counts(redis_server, monkeypatch):
    limit = Limit("test", times=1, seconds=3600, times_for_all=10)
    assert limit.take(asking("192.0.2.1")).is_taken
    today = shared.time.time()
    monkeypatch.setattr(shared.time, "time", lambda: today + shared.PERIOD)
    assert not limit.take(asking("192.0.2.1")).is_taken


def test_redis_learns_no_address_and_forgets_all(redis_server, settings):
    addresses = ["192.0.2.1", "2001:db8:1:2::/64", "2001:db8:1::/48", "192.0.2.0/24"]
    limit = two_workers()[0]
    for sender in ("192.0.2.1", "2001:db8:1:2::1"):
        limit.take(asking(sender))

    client = redis_server.client
    keys = [key.decode() for key in client.keys("*")]
    held = [*keys, *(str(client.zrange(key, 0, -1)) for key in keys)]
    assert len(keys) == 7  # all; an address and two networks, twice
    assert all(re.fullmatch(r"\{limits\}:[0-9a-f]{32}", key) for key in keys)
    assert not [text for text in held for address in addresses if address in text]
    assert all(0 < client.ttl(key) <= 3600 for key in keys)


def test_a_digest_needs_the_secret_key_and_is_another_the_next_day(settings):
    today = shared.digest("test 192.0.2.1", 1)
    assert today != shared.digest("test 192.0.2.1", 2)
    settings.SECRET_KEY = "another"
    assert today != shared.digest("test 192.0.2.1", 1)


def test_memory_of_redis_is_bounded(redis_server):
    limit = two_workers(times_for_all=5, times=1)[0]
    for number in range(40):
        limit.take(asking(f"10.{number}.0.1"), LONGER_WAIT)
    sizes = [redis_server.client.zcard(key) for key in redis_server.client.keys("*")]
    assert max(sizes) == 11  # twice the limit for all: more changes nothing


# --- Redis away ------------------------------------------------------------------------------


def silent():
    """Return a listening socket that accepts connections and never answers."""
    listener = socket.create_server(("127.0.0.1", 0))
    return listener, f"redis://127.0.0.1:{listener.getsockname()[1]}/0"


def refusals(limit, count=5):
    return [limit.take(asking("192.0.2.1")).is_taken for _time in range(count)]


def test_without_it_each_worker_counts_by_itself(settings, caplog):
    settings.REDIS_URL = "redis://:my-password@127.0.0.1:1/0"
    first, second = two_workers()
    assert refusals(first) == refusals(second) == [True] * 3 + [False] * 2
    assert [record.getMessage() for record in caplog.records] == [
        "Redis is away (ConnectionError): each worker counts in its own memory"
    ]


def test_one_that_never_answers_is_asked_once(settings, monkeypatch):
    listener, settings.REDIS_URL = silent()
    asked = []
    script = shared.Server.__init__

    def counting(self, url):
        script(self, url)
        ask, self._script = self._script, lambda *given: asked.append(given) or ask(*given)

    monkeypatch.setattr(shared.Server, "__init__", counting)
    with closing(listener):
        assert refusals(two_workers()[0]) == [True] * 3 + [False] * 2
    assert len(asked) == 1


def test_all_steps_together_are_given_up_soon_enough():
    """Connecting and one answer, or another try where a connection was closed."""
    options = shared.Server(NOBODY_LISTENS).client.connection_pool.connection_kwargs
    assert options["socket_timeout"] + options["socket_connect_timeout"] <= 0.301
    assert options["retry"].get_retries() == 1
    assert options["retry"]._supported_errors == (shared.redis.ConnectionError,)


def test_when_it_goes_away_a_worker_goes_on_from_what_it_has_seen(own_redis):
    limit = two_workers()[0]
    assert limit.take(asking("192.0.2.1")).is_taken
    own_redis.freeze()
    assert refusals(limit) == [True, True, False, False, False]


def test_when_it_comes_back_it_counts_again(own_redis, monkeypatch, caplog):
    monkeypatch.setattr(shared, "PAUSE", 0)
    limits = two_workers(times=100)
    own_redis.stop()
    assert takes(limits, ["192.0.2.1"] * 4) == 4
    own_redis.start()
    assert takes(limits, ["192.0.2.1"] * 4) == 4
    [present, _past] = shared.SharedCounts(3600)._keys("test 192.0.2.1")
    assert own_redis.client.zcard(present) == 4
    assert [record.getMessage()[:13] for record in caplog.records] == [
        "Redis is away",
        "Redis is back",
    ]


def test_a_connection_that_was_closed_is_opened_again(own_redis):
    limits = two_workers()
    assert takes(limits, ["192.0.2.1"] * 2) == 2
    own_redis.client.client_kill_filter(_type="normal", skipme=True)
    assert takes(limits, ["192.0.2.1"] * 4) == 1  # still together


@pytest.mark.parametrize("kind", ["string", "list"])
def test_what_else_lies_there_is_no_error(redis_server, kind):
    [present, _past] = shared.SharedCounts(3600)._keys("test all")
    if kind == "string":
        redis_server.client.set(present, b"cposix\nsystem\n(S'id'\ntR.")
    else:
        redis_server.client.rpush(present, "x")
    assert refusals(two_workers()[0]) == [True] * 3 + [False] * 2
