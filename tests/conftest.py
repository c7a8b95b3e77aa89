"""Fixtures of the whole suite; tests/settings.py has its settings."""

import logging
import os

import hypothesis
import pytest
from django.core import mail
from django.test import client as django_client
from django.utils.log import AdminEmailHandler

from finder.handling.request import Request

# Django's test client and RequestFactory make requests of their own class: as in production, ours.
django_client.WSGIRequest = Request

# Busy machines stall now and then, so no deadline; in CI the same examples every time.
hypothesis.settings.register_profile(
    "finder", deadline=None, derandomize=os.environ.get("CI") == "true"
)
hypothesis.settings.load_profile("finder")

pytest_plugins = [
    "tests.databases",
    "tests.skips",
    "tests.network",
    "tests.facilities.fixtures",
    "pytester",
]


def pytest_addoption(parser):
    parser.addoption(
        "--slow-phone",
        action="store_true",
        help="let browser tests use a slow phone's processor and network: what hangs on luck fails",
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Give the test database what every installation has: places, taxonomy, helplines, guides."""
    from django.core.management import call_command

    with django_db_blocker.unblock():
        for command in ("load_gazetteer", "load_taxonomy", "load_helplines", "load_guides"):
            call_command(command, verbosity=0)


@pytest.fixture
def client(client):
    """Ask from some address: from this machine itself, limits would not tell visitors apart."""
    client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    return client


# Numbers that hold any other by chance, a position too.
CLOCKS = {"created", "msecs", "relativeCreated", "thread"}


def as_text(record):
    return str({name: value for name, value in vars(record).items() if name not in CLOCKS})


@pytest.fixture
def logged(caplog):
    """Return a function: all that was logged, at any level, with what handlers are given."""
    loggers = [logging.getLogger(name) for name in ("django", "django.request")]
    for logger in loggers:
        logger.addHandler(caplog.handler)

    def text():
        return caplog.text + "".join(map(as_text, caplog.records))

    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, "django"):
        yield text
    for logger in loggers:
        logger.removeHandler(caplog.handler)


@pytest.fixture
def mails(settings):
    """Mail what goes wrong to the site's owner, as an operator may choose to."""
    settings.ADMINS = [("Owner", "owner@site.example")]
    handler = AdminEmailHandler(include_html=True)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield mail.outbox
    logger.removeHandler(handler)


@pytest.fixture
def free_slots():
    """Return how many slots for dear answers there are; at the end all are free again."""
    from budget import slots

    yield slots.MOST_AT_ONCE
    for _slot in range(slots.MOST_AT_ONCE):
        assert slots._slots.acquire(blocking=False)
    slots._slots.release(slots.MOST_AT_ONCE)


@pytest.fixture
def kept_connection(monkeypatch):
    """Keep the test's transaction: as a server's, it would be closed around each request.

    Not by its signals: Django's test client connects them again.
    """
    from django.db.backends.base.base import BaseDatabaseWrapper

    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda _self: None)


@pytest.fixture
def committing(django_db_setup, django_db_blocker):
    """Commit as in production, with no transaction around the test; then undo it.

    Not `transaction=True`, which empties all tables afterwards: places and taxonomy, too.
    """
    from callbacks.models import CallbackRequest
    from counters.models import DailyCount
    from visitor_forms.models import Sending

    with django_db_blocker.unblock():
        yield
        for model in (CallbackRequest, DailyCount, Sending):
            model.objects.all().delete()


@pytest.fixture(scope="session")
def real_data_folder():
    """Return the folder of the published files; tests that use it are marked real_data."""
    from tests.skips import real_data

    return real_data()
