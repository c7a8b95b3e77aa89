"""Accounts with a second factor, as in production."""

import time

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django_otp.oath import hotp

from limits.log_ins import counts
from staff import second_factor

PASSWORD = "three-green-canaries-sing"
LOG_IN = reverse("admin:login")
INDEX = reverse("admin:index")


@pytest.fixture(autouse=True)
def _nobody_has_tried():
    counts.cache_clear()


@pytest.fixture
def clock(monkeypatch):
    """Return a function that moves the time in which codes are shown, by seconds."""
    now = [1_800_000_000.0]
    monkeypatch.setattr("staff.models.time", lambda: now[0])

    def forward(seconds):
        now[0] += seconds

    forward.now = now
    return forward


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def ada(db):
    return User.objects.create_superuser("ada", password=PASSWORD)


def code(key, steps=0, at=None):
    """Return what an app with this key shows, `steps` of 30 seconds later."""
    now = time.time() if at is None else at
    return f"{hotp(bytes.fromhex(key), int(now) // 30 + steps):06d}"


def with_app(user):
    """Give an account a second factor; return (its key, its recovery codes)."""
    key = second_factor.new_key()
    # The code of the step before, so that the one shown now is still unused.
    codes = second_factor.set_up(user, key, code(key, -1))
    return key, codes


def enter(client, name="ada", password=PASSWORD, where="198.51.100.7"):
    """Send the log-in form."""
    data = {"username": name, "password": password}
    return client.post(LOG_IN, data, REMOTE_ADDR=where)


def give(client, typed):
    """Send a code as the second step."""
    return client.post(reverse("admin:second_factor"), {"code": typed})


def browser():
    return Client(REMOTE_ADDR="198.51.100.7")
