"""Nothing is kept longer than visitors are told, down to the bytes of the file."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from callbacks import purging
from callbacks.choices import Action
from callbacks.handling import act
from callbacks.models import CallbackAccess, CallbackRequest
from tests.callbacks.factories import make_request
from visitor_forms.models import Sending


def run(*arguments):
    output = StringIO()
    call_command("purge_callbacks", *arguments, stdout=output)
    return output.getvalue().splitlines()[0]


@pytest.fixture
def later(monkeypatch):
    """Return a function that moves the clock of deleting on by so many days."""
    start = timezone.now()

    def move(days):
        monkeypatch.setattr(purging.timezone, "now", lambda: start + timedelta(days=days))

    return move


@pytest.mark.django_db
@pytest.mark.parametrize("end", [Action.REACHED, Action.CLOSE])
def test_thirty_days_after_closing(ada, later, end):
    callback = make_request()
    act(ada, callback.pk, Action.CLAIM)
    act(ada, callback.pk, end)

    later(29.9)
    assert run() == "0 callback requests deleted"
    later(30.1)
    assert run() == "1 callback requests deleted"
    assert not CallbackRequest.objects.exists()
    assert set(CallbackAccess.objects.values_list("request_number", "what")) == {
        (callback.pk, Action.CLAIM),
        (callback.pk, end),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("steps", [[], ["claim"], ["claim", "no_answer"]], ids=str)
def test_ninety_days_after_it_came_in_whatever_its_state(ada, later, steps):
    callback = make_request()
    for step in steps:
        act(ada, callback.pk, step)

    later(89.9)
    assert run() == "0 callback requests deleted"
    later(90.1)
    assert run() == "1 callback requests deleted"


@pytest.mark.django_db
def test_closed_late_it_goes_after_ninety_days_all_the_same(later):
    now = timezone.now()
    make_request(
        created_at=now - timedelta(days=80), state="closed", closed_at=now - timedelta(days=1)
    )
    later(9.9)
    assert run() == "0 callback requests deleted"
    later(10.1)
    assert run() == "1 callback requests deleted"


@pytest.mark.django_db
def test_a_dry_run_deletes_nothing(later):
    make_request()
    later(91)
    assert run("--dry-run") == "1 callback requests would be deleted"
    assert CallbackRequest.objects.count() == 1


@pytest.mark.django_db
def test_numbers_are_not_given_twice(later):
    first = make_request().pk
    later(91)
    run()
    assert make_request().pk > first


def record_of(number):
    return list(
        CallbackAccess.objects.filter(request_number=number).order_by("pk").values_list("what")
    )


@pytest.mark.django_db
def test_who_worked_on_it_goes_as_a_whole_a_year_after_the_last_deed(ada, later):
    callback, other = make_request(), make_request(phone="+16175550199")
    act(ada, callback.pk, Action.CLAIM)
    act(ada, callback.pk, Action.REACHED)
    act(ada, other.pk, Action.CLAIM)
    first = CallbackAccess.objects.filter(request_number=callback.pk, what=Action.CLAIM)
    first.update(at=timezone.now() - timedelta(days=20))

    later(364.9)  # 20 days more for the first of the two
    assert purging.purge() == (2, 0)
    assert record_of(callback.pk) == [(Action.CLAIM,), (Action.REACHED,)]
    later(365.1)
    output = StringIO()
    call_command("purge_callbacks", "--dry-run", stdout=output)
    assert "3 accesses of earlier ones would be deleted" in output.getvalue()
    assert purging.purge() == (0, 3)
    assert purging.purge() == (0, 0)
    assert not CallbackAccess.objects.exists()


@pytest.mark.django_db
def test_who_works_on_what_is_still_there_stays_on_record(ada, later, monkeypatch):
    callback = make_request()
    act(ada, callback.pk, Action.CLAIM)
    monkeypatch.setattr(purging, "DAYS_AT_MOST", 1000)  # as if a longer time had been promised
    later(400)
    assert purging.purge() == (0, 0)
    assert record_of(callback.pk) == [(Action.CLAIM,)]


NONE_LEFT = """
from callbacks.models import CallbackRequest
assert not CallbackRequest.objects.exists()
"""
STORE = """
from datetime import timedelta
from django.utils import timezone
from tests.callbacks.factories import make_request
from visitor_forms.models import Sending
for number in range(10, 40):
    make_request(phone=f"+161755501{number}", name="x" * 300,
                 created_at=timezone.now() - timedelta(days=91))
"""


def test_no_byte_of_them_is_left_in_sqlites_files(installation):
    installation.manage("shell", "-v0", "-c", STORE)
    if installation.file is None:  # PostgreSQL: docs/deploying.md says what it does
        installation.manage("purge_callbacks")
        installation.manage("shell", "-v0", "-c", NONE_LEFT)
        return
    with closing(sqlite3.connect(installation.file)) as opened:
        rows = opened.execute("SELECT phone, name FROM callbacks_callbackrequest").fetchall()
        tokens = [token for row in rows for token in row]
    assert len(tokens) == 60
    assert any(token[10:60] in installation.file.read_bytes() for token in tokens)

    installation.manage("purge_callbacks")

    left = b"".join(path.read_bytes() for path in installation.file.parent.iterdir())
    assert not [token for token in tokens if token[10:60] in left]


@pytest.mark.django_db
@pytest.mark.parametrize("hours, left", [(23, 1), (25, 0)])
def test_which_pages_were_sent_is_forgotten_when_they_cannot_be_sent_again(send, hours, left):
    send()
    Sending.objects.update(sent_at=timezone.now() - timedelta(hours=hours))
    run("--dry-run")
    assert Sending.objects.count() == 1
    run()
    assert Sending.objects.count() == left
