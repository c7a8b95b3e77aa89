"""No thanks without a commit; and nothing that was typed gets anywhere but into its columns."""

import re

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from callbacks import receiving, views
from callbacks.models import CallbackRequest
from callbacks.receiving import durably
from tests.callbacks.factories import make_request
from visitor_forms import crypto, fields
from visitor_forms.models import Sending

NAME, PHONE = "Canaryname", "617-555-0187"
CANARIES = re.compile(r"Canaryname|5550187|555-0187")


def refuse(*_arguments):
    raise OperationalError("the server closed the connection")


@pytest.mark.usefixtures("committing")
@pytest.mark.parametrize("step", ["_commit", "_cursor"])
def test_when_the_database_fails_one_gets_the_numbers_and_no_thanks(send, monkeypatch, step):
    with monkeypatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, step, refuse)
        response = send(name=NAME, phone=PHONE)

    assert response.status_code == 503
    assert "Location" not in response
    html = response.content.decode()
    assert "tel:988" in html
    assert "We have your request" not in html
    connections.close_all()
    assert not CallbackRequest.objects.exists()


@pytest.mark.usefixtures("committing")
def test_it_is_committed_when_the_visitor_is_thanked(send):
    assert send().status_code == 303
    connection.rollback()
    assert CallbackRequest.objects.count() == 1


@pytest.mark.usefixtures("committing")
def test_sqlite_writes_it_through_to_the_disk():
    if connection.vendor != "sqlite":  # does so of itself
        with durably():
            assert not connection.in_atomic_block
        return

    def level():
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA synchronous").fetchone()[0]

    with durably():
        assert level() == 2
    assert level() == 1
    with pytest.raises(RuntimeError), durably():
        raise RuntimeError
    assert level() == 1


@pytest.mark.django_db
def test_who_sends_the_same_at_the_same_time_is_thanked_once_it_is_stored(send, monkeypatch):
    look = receiving.fingerprint_in_use

    def not_yet(phone):
        fingerprint = look(phone)
        make_request(phone=phone)  # by another process, after this one looked
        return fingerprint

    monkeypatch.setattr(receiving, "fingerprint_in_use", not_yet)
    assert send().status_code == 303
    assert CallbackRequest.objects.count() == 1


@pytest.mark.django_db
def test_what_else_the_database_refuses_is_no_reason_to_thank(send, client, monkeypatch):
    monkeypatch.setattr(receiving.timezone, "now", lambda: None)
    client.raise_request_exception = False

    assert send().status_code == 500
    assert not CallbackRequest.objects.exists()


@pytest.fixture
def work(send, monkeypatch):
    """Return a function: all that the server does for one sending that takes time."""

    def do(phone):
        seen = []

        def execute(execute, sql, params, many, context):
            seen.append(sql)
            return execute(sql, params, many, context)

        def encrypt(text):
            seen.append("encrypt")
            return crypto.encrypt(text)

        def commit(self):
            seen.append("commit")
            return finish(self)

        finish = BaseDatabaseWrapper._commit
        monkeypatch.setattr(fields, "encrypt", encrypt)
        monkeypatch.setattr(BaseDatabaseWrapper, "_commit", commit)
        with connection.execute_wrapper(execute):
            assert send(phone=phone).status_code == 303
        monkeypatch.undo()
        return seen

    return do


@pytest.mark.usefixtures("committing")
@pytest.mark.parametrize("has_older_key", [False, True])
def test_a_phone_that_waits_takes_the_same_work_as_one_that_does_not(work, settings, has_older_key):
    settings.CALLBACKS_NOTIFY = []
    new, waiting = work("617-555-0123"), None
    if has_older_key:
        settings.FIELD_KEYS = ["bmV3ZXItbmV3ZXItbmV3ZXItbmV3ZXItbmV3ZXItbmU=", *settings.FIELD_KEYS]
        new = work("617-555-0199")
    before = CallbackRequest.objects.count(), Sending.objects.count()
    waiting = work("617-555-0123")

    assert waiting == new
    assert new.count("commit") == 1
    assert new.count("encrypt") == 6
    after = CallbackRequest.objects.count(), Sending.objects.count()
    assert after == (before[0], before[1] + 1)  # something was written through to the disk


@pytest.mark.django_db
def test_no_log_and_no_cache_holds_what_was_typed(send, logged, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    send(name=NAME, phone=PHONE)
    send(name=NAME, phone=PHONE, consent=None)
    send(name=NAME, phone=f"{PHONE}1")
    send(name=NAME, phone=PHONE, headers={})

    assert "Forbidden (Permission denied): /callback/" in logged()
    assert not CANARIES.search(logged())
    assert cache._cache  # pages put something there
    assert not CANARIES.search(str(cache._cache))


@pytest.mark.django_db
def test_a_failure_tells_nobody_what_was_typed(send, client, logged, mails, monkeypatch):
    seen = []

    def fail(form, language, verdict):
        seen.append(form.answers)
        raise RuntimeError("on purpose")

    monkeypatch.setattr(views, "receive", fail)
    client.raise_request_exception = False
    response = send(name=NAME, phone=PHONE)

    assert response.status_code == 500
    assert seen[0]["phone"] == "+16175550187"
    [sent] = mails
    html, _type = sent.alternatives[0]
    report = sent.body + html
    assert "on purpose" in report
    assert "in fail" in report  # the frame that knew it
    assert not CANARIES.search(report + logged() + response.content.decode())
