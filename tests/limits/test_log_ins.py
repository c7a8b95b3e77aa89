"""Guessing is slowed however it is spread, and doesn't lock out who knows the password."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from limits import known_browsers, log_ins, shared

PASSWORD = "three-green-canaries"
LOG_IN = reverse("admin:login")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_tried(monkeypatch):
    # Fewer tries show the same sooner.
    monkeypatch.setattr(log_ins, "FROM_ADDRESS", 10)
    monkeypatch.setattr(log_ins, "FOR_ACCOUNT", 11)
    log_ins.counts.cache_clear()
    shared.server.cache_clear()


@pytest.fixture
def try_it(client):
    """Return a function: the status of a log-in, by default with a wrong password."""
    for name in ("ada", "ben"):
        User.objects.create_superuser(name, password=PASSWORD)

    def do(name="ada", password="wrong", where="198.51.100.7"):
        data = {"username": name, "password": password}
        return client.post(LOG_IN, data, REMOTE_ADDR=where).status_code

    return do


def log_in(client, try_it, **changes):
    """Log in, then out again; the browser keeps its cookie."""
    assert try_it(password=PASSWORD, **changes) == 302
    assert client.post(reverse("admin:logout")).status_code == 200


def many_addresses(count):
    return [f"10.{number}.0.1" for number in range(count)]


def test_many_accounts_from_one_address_have_to_wait(try_it):
    statuses = [try_it(name=f"name{number}") for number in range(log_ins.FROM_ADDRESS)]
    assert statuses == [200] * (log_ins.FROM_ADDRESS - 1) + [429]
    assert try_it(password=PASSWORD) == 429
    assert try_it(password=PASSWORD, where="203.0.113.9") == 302


def test_one_account_from_many_addresses_has_to_wait(try_it):
    statuses = [try_it(where=where) for where in many_addresses(log_ins.FOR_ACCOUNT)]
    assert statuses == [200] * (log_ins.FOR_ACCOUNT - 1) + [429]
    assert try_it(password=PASSWORD, where="203.0.113.9") == 429
    assert try_it(name="ben", password=PASSWORD, where="203.0.113.9") == 302


def test_whose_browser_is_known_gets_in_meanwhile(client, try_it):
    log_in(client, try_it)
    known = client.cookies.copy()
    client.cookies.clear()
    for where in many_addresses(log_ins.FOR_ACCOUNT):
        try_it(where=where)
    for number in range(log_ins.FROM_ADDRESS):  # and from the owner's own address
        try_it(name=f"name{number}")
    assert try_it(password=PASSWORD) == 429

    client.cookies = known
    assert try_it(password=PASSWORD) == 302


def test_a_known_browser_may_not_guess_either(client, try_it):
    log_in(client, try_it)
    assert [try_it(where=where) for where in many_addresses(6)] == [200] * 4 + [429] * 2
    assert try_it(password=PASSWORD) == 429
    client.cookies.clear()
    assert try_it(password=PASSWORD) == 302  # as from anywhere else


def test_a_browser_is_known_for_the_accounts_that_were_used_in_it(client, try_it):
    for name in ("ada", "ben"):
        log_in(client, try_it, name=name)
    mark = client.cookies["known"].value
    log_in(client, try_it)
    assert client.cookies["known"].value == mark
    client.cookies["known"] = mark.split(".")[0]  # ben's

    for where in many_addresses(log_ins.FOR_ACCOUNT):
        try_it(where=where)
    assert try_it(password=PASSWORD) == 429
    assert try_it(name="ben", password=PASSWORD) == 302


@pytest.mark.parametrize("cookie", ["", ".", "x:y", "a.b.c", "x" * 4000, "é"])
def test_a_cookie_that_somebody_made_up_helps_nobody(client, try_it, cookie):
    client.cookies["known"] = cookie
    assert [try_it() for _time in range(5)] == [200] * 4 + [429]


def test_the_cookie_is_for_this_host_and_says_nothing(client, try_it, settings):
    settings.SESSION_COOKIE_SECURE, settings.COOKIE_PREFIX = True, "__Host-"
    assert known_browsers.cookie_name() not in client.get(LOG_IN).cookies
    try_it(password=PASSWORD)
    cookie = client.cookies["__Host-known"]
    assert "ada" not in cookie.value
    assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Strict")
    assert cookie["secure"]
    assert cookie["httponly"]


def test_workers_count_together_in_redis(try_it, redis_server):
    for _guess in range(3):
        try_it()
    log_ins.counts.cache_clear()  # another worker
    assert [try_it() for _guess in range(2)] == [200, 429]
    log_ins.counts.cache_clear()
    assert try_it(password=PASSWORD) == 429
    assert {redis_server.client.ttl(key) <= 900 for key in redis_server.client.keys("*")} == {True}


def test_the_right_password_starts_anew_for_all_workers(client, try_it, redis_server):
    for _guess in range(4):
        try_it()
    log_in(client, try_it)
    client.cookies.clear()
    log_ins.counts.cache_clear()
    assert [try_it() for _guess in range(4)] == [200] * 4


def test_with_redis_away_guessing_stays_slow_and_nobody_is_locked_out(try_it, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert [try_it() for _guess in range(5)] == [200] * 4 + [429]
    assert try_it(password=PASSWORD, where="203.0.113.9") == 302
