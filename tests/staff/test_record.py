"""Who logged in and who tried is on record, without address, and without what was typed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from staff.models import Event
from tests.staff.conftest import PASSWORD, browser, code, enter, give, with_app

pytestmark = pytest.mark.django_db


def on_record():
    rows = Event.objects.exclude(what="password").order_by("pk")
    rows = rows.values_list("account", "what", "times")
    return [tuple(row) for row in rows]


def test_log_ins_codes_and_failures_are_on_record(client, ada, required):
    key, _codes = with_app(ada)
    enter(client, password="wrong")
    enter(client)
    give(client, code(key))
    client.post(reverse("admin:logout"))
    assert on_record() == [
        ("ada", "set-up", 1),
        ("ada", "wrong-password", 1),
        ("ada", "log-in", 1),
        ("ada", "code", 1),
        ("ada", "log-out", 1),
    ]


def test_a_name_without_an_account_is_not_stored_as_typed(client, ada):
    for _time in range(3):
        enter(client, name="my-password-in-the-wrong-box", where="203.0.113.9")
    assert on_record() == [("", "wrong-password", 3)]
    text = str([vars(event) for event in Event.objects.all()])
    for word in ("my-password", "203.0.113", "198.51.100"):
        assert word not in text


def test_many_attempts_are_one_row_an_hour(client, ada):
    for number in range(4):
        enter(client, password=f"wrong {number}")
    assert on_record() == [("ada", "wrong-password", 4)]
    Event.objects.update(at=timezone.now() - timedelta(minutes=61))
    enter(client, password="wrong", where="203.0.113.9")
    assert on_record() == [("ada", "wrong-password", 4), ("ada", "wrong-password", 1)]


def test_at_log_in_one_is_told_of_the_last_one_and_of_failures_since(ada):
    enter(browser(), password="before the first")
    first = browser()
    assert "last log-in" not in told(first)
    for number in range(3):
        enter(browser(), password=f"wrong {number}")
    assert "Since then, 3 attempts failed." in told(browser())
    text = told(browser())
    assert "Your last log-in: " in text
    assert ".." not in text
    assert "failed" not in text


def told(client):
    enter(client)
    return client.get(reverse("admin:index")).content.decode()


def test_the_record_is_read_by_superusers_only_and_changed_by_nobody(client, ada):
    path = reverse("admin:staff_event_changelist")
    enter(client)
    assert "ada" in client.get(path).content.decode()
    event = Event.objects.first()
    for name in ("change", "delete"):
        response = client.post(
            reverse(f"admin:staff_event_{name}", args=[event.pk]), {"post": "yes"}
        )
        assert response.status_code == 403
    bob = browser()
    User.objects.create_user("bob", password=PASSWORD, is_staff=True)
    enter(bob, "bob")
    assert bob.get(path).status_code == 403


@pytest.mark.parametrize("days, is_kept", [(364, True), (366, False)])
def test_it_is_kept_for_a_year(ada, days, is_kept):
    Event.objects.create(account="eve", what="log-in", at=timezone.now() - timedelta(days=days))
    call_command("purge_log_ins", verbosity=0)
    assert Event.objects.filter(account="eve").exists() is is_kept


def test_it_outlives_the_account(client, ada):
    enter(client)
    ada.delete()
    assert on_record() == [("ada", "log-in", 1)]
