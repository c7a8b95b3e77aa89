"""A session ends by itself, and whenever somebody who may end it does."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from staff import sessions
from staff.models import Event, StaffSession
from tests.staff.conftest import INDEX, PASSWORD, browser, code, enter, give, with_app

ACCOUNT, END = reverse("admin:account"), reverse("admin:end_sessions")
pytestmark = pytest.mark.django_db


@pytest.fixture
def here(client, ada):
    """A browser in which ada is logged in."""
    enter(client)
    return client


def is_open(client):
    return client.get(INDEX).status_code == 200


def earlier(**passed):
    """Let time pass for all sessions."""
    for session in StaffSession.objects.all():
        session.used_at -= timedelta(**passed)
        session.started_at -= timedelta(**passed)
        session.expire_date -= timedelta(**passed)
        session.save()


@pytest.mark.parametrize("minutes, goes_on", [(29, True), (31, False)])
def test_it_ends_when_nobody_uses_it(here, minutes, goes_on):
    earlier(minutes=minutes)
    assert is_open(here) is goes_on


def test_using_it_keeps_it_but_not_beyond_a_shift(here):
    for _time in range(24):
        assert is_open(here)
        earlier(minutes=29)
    earlier(minutes=29)
    assert StaffSession.objects.get().used_at > timezone.now() - timedelta(hours=1)
    assert not is_open(here)


def test_saving_it_makes_it_no_longer(here):
    end = StaffSession.objects.get().expire_date
    session = here.session
    session["anything"] = 1
    session.save()
    assert StaffSession.objects.get().expire_date - end < timedelta(seconds=2)
    assert StaffSession.objects.get().user == User.objects.get()


def writes_of(client):
    """Return how often a page writes to the database."""
    with CaptureQueriesContext(connection) as queries:
        client.get(ACCOUNT)
    return sum(each["sql"].startswith(("UPDATE", "INSERT")) for each in queries.captured_queries)


def test_a_use_is_written_down_once_a_minute_at_most(here):
    assert writes_of(here) == 0
    earlier(minutes=2)
    assert writes_of(here) == 1


def change_password(client):
    new = "purple-window-argues-often"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("admin:password_change"), data).status_code == 302


def test_a_new_password_ends_all_others(here, ada):
    elsewhere = browser()
    enter(elsewhere)
    change_password(here)
    assert is_open(here)
    assert not is_open(elsewhere)
    assert list(sessions.of(ada).values_list("pk", flat=True)) == [here.session.session_key]


@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_who_leaves_is_logged_out_and_stays_so(here, ada, field):
    for value in (False, True):
        setattr(ada, field, value)
        ada.save()
    assert not is_open(here)
    assert not StaffSession.objects.exists()


def test_a_saved_account_stays_logged_in(here, ada):
    ada.first_name = "Ada"
    ada.save()
    assert is_open(here)


def test_one_sees_and_ends_ones_own_sessions_only(here, ada):
    elsewhere, stranger = browser(), browser()
    enter(elsewhere)
    bob = User.objects.create_user("bob", password=PASSWORD, is_staff=True)
    enter(stranger, "bob")
    html = here.get(ACCOUNT).content.decode()
    numbers = {
        user: str(StaffSession.objects.filter(user=user).last().number) for user in (ada, bob)
    }
    assert numbers[bob] not in html
    for browser_ in (here, elsewhere):
        assert browser_.session.session_key not in html
    for number in (numbers[bob], "x"):
        assert (
            "0 sessions ended" in here.post(END, {"number": number}, follow=True).content.decode()
        )
    assert is_open(stranger)
    assert "1 session ended" in here.post(END, follow=True).content.decode()
    assert not is_open(elsewhere)
    assert is_open(here)
    assert Event.objects.filter(what="ended", account="ada").count() == 1


def test_a_superuser_ends_those_of_others(here, ada):
    elsewhere = browser()
    bob = User.objects.create_user("bob", password=PASSWORD, is_staff=True)
    enter(elsewhere, "bob")
    data = {"action": "end_sessions", "_selected_action": [bob.pk]}
    here.post(reverse("admin:auth_user_changelist"), data)
    assert not is_open(elsewhere)
    assert is_open(here)
    assert Event.objects.get(what="ended").by == "ada"


def test_the_sixth_ends_the_first(ada):
    browsers = [browser() for _number in range(6)]
    for client in browsers:
        enter(client)
    assert [is_open(client) for client in browsers] == [False] + [True] * 5


def test_logging_out_ends_it_for_good(here):
    key = here.session.session_key
    response = here.post(reverse("admin:logout"))
    assert "cache" in response["Clear-Site-Data"]
    here.cookies["sessionid"] = key
    assert not is_open(here)
    assert not StaffSession.objects.exists()


SENSITIVE = {
    "end_sessions": [],
    "new_codes": [],
    "second_factor_set_up": [],
    "auth_user_add": [],
    "auth_user_change": ["pk"],
    "auth_user_password_change": ["pk"],
}


@pytest.mark.parametrize("name", SENSITIVE)
def test_what_changes_the_log_in_asks_again_after_ten_minutes(here, ada, name):
    path = reverse(f"admin:{name}", args=[ada.pk for _each in SENSITIVE[name]])
    confirm = reverse("admin:confirm")
    assert confirm not in here.post(path).headers.get("Location", "")
    session = here.session
    session["confirmed"] -= 601
    session.save()
    assert here.post(path).url.startswith(confirm)
    key = here.session.session_key

    wrong = here.post(confirm, {"password": "wrong", "next": path})
    assert "isn&#x27;t your password" in wrong.content.decode()
    assert here.post(path).url.startswith(confirm)
    assert here.post(confirm, {"password": PASSWORD, "next": path}).url == path
    assert here.session.session_key != key
    assert confirm not in here.post(path).headers.get("Location", "")


def test_asking_again_means_the_second_factor_too(here, ada):
    key, _codes = with_app(ada)
    here.logout()
    enter(here)
    give(here, code(key))
    session = here.session
    session["confirmed"] -= 601
    session.save()
    confirm = reverse("admin:confirm")
    assert here.post(confirm, {"password": PASSWORD}).status_code == 200
    assert here.post(confirm, {"password": PASSWORD, "code": code(key)}).status_code == 200


def test_guessing_there_is_held_up_as_at_the_log_in(here):
    confirm = reverse("admin:confirm")
    answers = [here.post(confirm, {"password": f"wrong {number}"}) for number in range(6)]
    assert answers[-1].status_code == 429


def test_those_that_are_over_are_deleted(here, capsys):
    earlier(hours=13)
    call_command("purge_log_ins", dry_run=True)
    assert StaffSession.objects.count() == 1
    call_command("purge_log_ins")
    assert not StaffSession.objects.exists()
    enter(here)
    earlier(hours=13)
    call_command("clearsessions")
    assert not StaffSession.objects.exists()


def test_visitors_have_none(client):
    client.get("/privacy/")
    assert not StaffSession.objects.exists()
