"""Mails say that somebody waits and nothing of who; one that fails is sent later."""

import logging
import smtplib
from datetime import timedelta
from threading import Event

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.db.models import F
from django.utils import translation

from callbacks import notifying
from callbacks.models import CallbackRequest
from callbacks.notifying import link, notify, unnotified
from tests.callbacks.factories import make_request

pytestmark = pytest.mark.django_db
# Before the fixtures of this folder replace it.
IN_BACKGROUND = notifying.in_background
DESK = ["desk@site.example", "night@site.example"]


@pytest.fixture(autouse=True)
def _desk(settings):
    settings.CALLBACKS_NOTIFY = DESK
    settings.DEFAULT_FROM_EMAIL = "finder@site.example"
    settings.ALLOWED_HOSTS = ["find.site.example", "testserver"]


class Away(EmailBackend):
    """A mail server that refuses, quoting what it was sent."""

    def send_messages(self, messages):
        raise smtplib.SMTPDataError(451, messages[0].body.encode())


@pytest.fixture
def no_mail(settings):
    settings.EMAIL_BACKEND = "tests.callbacks.test_notifying.Away"


def test_a_mail_holds_a_number_and_a_link_and_nothing_else(send):
    with translation.override("es"):
        send("/es/callback/", name="Canaryname")

    callback = CallbackRequest.objects.get()
    [sent] = mail.outbox
    assert (sent.to, sent.from_email) == (DESK, "finder@site.example")
    assert sent.subject == f"Callback {callback.pk} is waiting"
    assert sent.body == (
        "Someone asked for a call. To protect their privacy, this email doesn't say who.\n\n"
        "Log in to see the request and claim it:\n"
        f"http://find.site.example/admin/callbacks/callbackrequest/{callback.pk}/change/\n"
    )
    assert callback.notified_at


def test_no_second_mail_for_the_same_phone(send):
    send()
    send()
    assert len(mail.outbox) == 1


def test_nobody_to_tell_is_no_mail(send, settings):
    settings.CALLBACKS_NOTIFY = []
    send()
    assert mail.outbox == []
    assert CallbackRequest.objects.get().notified_at is None
    with pytest.raises(CommandError, match="CALLBACKS_NOTIFY is not set"):
        call_command("notify_callbacks")


def test_a_mail_that_fails_loses_nothing_and_is_sent_later(send, no_mail, settings, caplog):
    with caplog.at_level(logging.DEBUG):
        assert send(name="Canaryname").status_code == 303
        assert send(phone="617-555-0199").status_code == 303
    pks = list(CallbackRequest.objects.values_list("pk", flat=True))
    assert CallbackRequest.objects.filter(notified_at=None).count() == 2
    errors = [record.getMessage() for record in caplog.records if record.name.startswith("callb")]
    assert errors == [f"no mail about callback {pks[0]}: SMTPDataError"] * 2
    assert "Canaryname" not in caplog.text
    with pytest.raises(CommandError, match="^0 mails sent; 2 could not be"):
        call_command("notify_callbacks")

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("notify_callbacks")
    call_command("notify_callbacks")

    assert [sent.subject for sent in mail.outbox] == [f"Callback {pk} is waiting" for pk in pks]


def test_what_is_being_handled_needs_no_mail():
    make_request(state="no_answer")
    call_command("notify_callbacks")
    assert mail.outbox == []


class Slow(EmailBackend):
    """A mail server that takes so long that another request comes in meanwhile."""

    sent_meanwhile = []

    def send_messages(self, messages):
        if not self.sent_meanwhile:
            make_request(phone="+16175550199")
            self.sent_meanwhile.append(notify())
        return super().send_messages(messages)


def test_a_slow_mail_server_holds_up_one_thread_which_sends_all(settings):
    settings.EMAIL_BACKEND = "tests.callbacks.test_notifying.Slow"
    first = make_request()

    assert notify() == 2
    assert Slow.sent_meanwhile == [0]  # at once, and sent nothing
    second = CallbackRequest.objects.latest("pk")
    subjects = [f"Callback {callback.pk} is waiting" for callback in (first, second)]
    assert [sent.subject for sent in mail.outbox] == subjects


def test_the_visitor_is_answered_before_the_mail_is_sent(rf, monkeypatch):
    from callbacks import views

    told = []
    monkeypatch.setattr(notifying, "notify", lambda: told.append(1))
    response = views.Accepted()
    assert told == []
    response.close()
    assert told == [1]


def test_whose_connection_stays_open_does_not_wait_for_the_mail():
    goes_on, done = Event(), Event()

    def work():
        goes_on.wait(60)
        done.set()
        raise OperationalError("on purpose")

    IN_BACKGROUND(work)
    assert not done.is_set()
    goes_on.set()
    assert done.wait(60)


def test_in_a_flood_one_mail_an_hour_is_enough(monkeypatch):
    for number in range(10, 13):
        make_request(phone=f"+161755501{number}", in_flood=True)
    assert notify() == 1
    make_request(phone="+16175550177", in_flood=True)
    make_request(phone="+16175550188")  # before anybody else had it marked
    assert notify() == 1
    assert unnotified().count() == 0
    CallbackRequest.objects.update(notified_at=F("notified_at") - timedelta(hours=1))
    assert notify() == 1
    assert len(mail.outbox) == 3


@pytest.mark.parametrize(
    "hosts, https, expected",
    [
        (["find.example.org", "b.example"], True, "https://find.example.org/admin/"),
        ([".example.org"], True, "https://example.org/admin/"),
        (["*"], True, "/admin/"),
    ],
)
def test_the_link_leads_to_this_site(settings, hosts, https, expected):
    settings.ALLOWED_HOSTS, settings.HTTPS = hosts, https
    assert link(7).startswith(expected)
