"""Passwords of the staff can't be guessed by trying, and nobody is kept on record for trying."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import User
from django.urls import reverse

from limits import memory
from limits.log_ins import counts

PASSWORD = "three-green-canaries"
LOG_IN = reverse("admin:login")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_tried():
    counts.cache_clear()


@pytest.fixture
def try_it(client):
    """Return a function: the answer to a log-in with this password."""
    User.objects.create_superuser("ada", password=PASSWORD)

    def do(password, name="ada", where="198.51.100.7", **headers):
        data = {"username": name, "password": password}
        return client.post(LOG_IN, data, REMOTE_ADDR=where, headers=headers)

    return do


def wrong(try_it, times=5, **changes):
    return [try_it(f"wrong {number}", **changes).status_code for number in range(times)]


def test_after_five_wrong_passwords_the_right_one_has_to_wait(try_it, client):
    assert wrong(try_it) == [200] * 4 + [429]

    response = try_it(PASSWORD)
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    assert "no-store" in response["Cache-Control"]
    assert "Wait 15 minutes" in response.content.decode()
    assert client.get(reverse("admin:index")).status_code == 302


def test_going_on_does_not_make_the_wait_longer(try_it, monkeypatch):
    wrong(try_it)
    assert {try_it("again").status_code for _time in range(3)} == {429}
    start = memory.time.monotonic()
    monkeypatch.setattr(memory.time, "monotonic", lambda: start + 900)
    assert try_it(PASSWORD).status_code == 302


def test_an_account_that_is_not_there_is_answered_alike(try_it):
    assert wrong(try_it, name="nobody") == [200] * 4 + [429]
    assert try_it("x", name="nobody").content == try_it("x", name="nobody").content


def test_it_is_over_after_a_while(try_it, settings):
    settings.AXES_COOLOFF_TIME = timedelta(0)
    wrong(try_it)
    assert try_it(PASSWORD).status_code == 302


def test_nobody_locks_others_out(try_it):
    wrong(try_it)
    assert try_it(PASSWORD, where="203.0.113.9").status_code == 302


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_no_header_of_theirs_makes_them_another(try_it, header):
    for number in range(5):
        try_it("wrong", **{header: f"203.0.113.{number}"})
    assert try_it(PASSWORD, **{header: "203.0.113.77"}).status_code == 429


def test_all_of_one_ipv6_network_are_one(try_it):
    for number in range(5):
        try_it("wrong", where=f"2001:db8::{number}")
    assert try_it(PASSWORD, where="2001:db8::99").status_code == 429


def test_the_right_password_starts_anew(try_it, client):
    wrong(try_it, times=4)
    assert try_it(PASSWORD).status_code == 302
    client.logout()
    assert wrong(try_it, times=4) == [200] * 4


def test_who_tried_what_is_kept_nowhere(try_it, logged):
    wrong(try_it, name="my-secret-typed-as-a-name")
    text = logged() + str(vars(counts(900)._memory))

    assert "Locking out someone" in text
    for word in ("my-secret", "198.51.100.7", "wrong 1"):
        assert word not in text
    for table in (AccessAttempt, AccessFailureLog, AccessLog):
        assert not table.objects.exists()


def test_visitors_get_no_cookie_for_it(client):
    assert not client.get("/privacy/").cookies
