"""The form: what it says first, what it takes, what it does with mistakes and with too many."""

import re

import pytest
from django.test import Client
from django.test.html import parse_html
from django.utils import timezone

from callbacks.models import CallbackRequest
from callbacks.views import LIMIT
from tests.callbacks.factories import PHONE, filled, make_request
from tests.pages.factories import make_edition
from tests.visitor_forms.tokens import OWN, token
from visitor_forms.guard import new_token

# How a page shows what was filled in.
KEPT = {
    "name": '<input [^>]*name="name" value="Robin &lt;b&gt;"',
    "phone": '<input type="tel" name="phone" value="617-555-0123"',
    "times": '<option value="evening" selected>',
    "voicemail": '<input [^>]*name="voicemail" value="no"[^>]* checked',
    "whom_for": '<input [^>]*name="whom_for" value="other"[^>]* checked',
    "consent": '<input [^>]*name="consent"[^>]* checked',
}

pytestmark = pytest.mark.django_db


def text(response):
    html = response.content.decode()
    parse_html(html)
    return " ".join(html.split())


def test_before_the_form_it_says_what_happens(client):
    html = text(client.get("/callback/"))
    start = html[: html.index("<form")]

    for text_shown in (
        *("Bay County Helpers", "617-555-0142", "Every day from 9 am to 9 pm, Eastern Time."),
        *("We give only our first name and number", "encryption", "not an emergency service"),
        *("30 days after we're done", "90 days after you sent it", 'href="#now"'),
    ):
        assert text_shown in start
    instead = html[html.index('id="now"') :]
    for text_shown in ("tel:988", "sms:838255", "A trained crisis counselor", "Send your ZIP code"):
        assert text_shown in instead
    assert "send STOP" in instead
    assert "no-store" in client.get("/callback/")["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize("path", ["/es/callback/", "/es/callback/thanks/"])
def test_the_hours_are_told_in_spanish_or_marked_as_english(client, settings, path):
    html = text(client.get(path))
    assert f'lang="en">{settings.CALLBACKS_HOURS}<' in html

    settings.CALLBACKS_HOURS_IN = {"es": "Todos los días de 9 a. m. a 9 p. m."}
    html = text(client.get(path))
    assert f'lang="es">{settings.CALLBACKS_HOURS_IN["es"]}<' in html
    assert settings.CALLBACKS_HOURS not in html


@pytest.mark.parametrize("path", ["/callback/", "/callback/thanks/"])
def test_on_a_demonstration_it_says_that_nobody_will_call(client, path):
    assert "nobody will call you" not in text(client.get(path))
    edition = make_edition()
    edition.is_demo = True
    edition.save()

    html = text(client.get(path))

    assert "This is a demonstration: nobody will call you." in html
    assert "someone will call you back" not in html
    assert "will call you from" not in html


@pytest.mark.parametrize("path", ["/callback/", "/callback/thanks/", "/es/callback/"])
def test_it_is_not_there_unless_someone_calls(client, settings, path):
    settings.CALLBACKS_ENABLED = False

    assert client.get(path).status_code == 404
    assert client.post(path, filled(), headers=OWN).status_code == 404
    assert not CallbackRequest.objects.exists()
    assert 'href="/callback/"' not in text(client.get("/"))


def test_a_request_is_stored_and_the_visitor_is_thanked(send, client):
    response = send()

    assert (response.status_code, response["Location"]) == (303, "/callback/thanks/")
    assert not response.cookies
    callback = CallbackRequest.objects.get()
    assert (callback.name, callback.phone, callback.times) == ("Robin", PHONE, "evening")
    assert (callback.voicemail, callback.whom_for, callback.language) == ("no", "other", "en")
    assert (callback.state, callback.claimed_by, callback.tries) == ("new", None, 0)
    html = text(client.get("/callback/thanks/"))
    assert 'Call <a href="tel:+16175550142">' in html
    assert "no-store" in client.get("/callback/thanks/")["Cache-Control"]


def test_in_spanish_the_thanks_are_too_and_the_caller_will_know(send):
    response = send("/es/callback/", name="")

    assert response["Location"] == "/es/callback/thanks/"
    callback = CallbackRequest.objects.get()
    assert (callback.language, callback.name) == ("es", "")


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"phone": ""}, "Enter the number we should call."),
        ({"phone": "617"}, "Yours has 3."),
        ({"phone": "6" * 999}, "too long for a phone number"),
        ({"phone": "617-555-0123 ext. 12345678901"}, "extension is too long"),
        ({"phone": "617\x00555"}, "Null characters"),
        ({"consent": None}, "only if you check this box"),
        ({"times": "midnight"}, "Select a valid choice"),
        ({"whom_for": None}, "This field is required."),
        ({"voicemail": "maybe"}, "Select a valid choice"),
        ({"name": "x" * 61}, "shorter name"),
        ({"homepage": "https://spam.example"}, "A hidden box was filled in"),
        ({"token": ""}, "open for too long"),
        ({"token": new_token}, "very fast"),
    ],
)
def test_a_mistake_is_named_at_its_field_and_nothing_is_lost(send, changes, message):
    response = send(
        **{
            "name": "Robin <b>",
            **{name: value() if callable(value) else value for name, value in changes.items()},
        }
    )

    html = text(response)
    assert response.status_code == 400
    assert message in html
    assert not CallbackRequest.objects.exists()
    for name, shown in KEPT.items():
        assert name in changes or re.search(shown, html), name


@pytest.mark.parametrize(
    "changes, message",
    [
        (
            {"phone": "617"},
            '<a href="#id_phone">Your phone number</a>: A phone number has ten digits',
        ),
        ({"name": "x" * 61}, '<a href="#id_name">What should we call you?</a> Please enter'),
        (
            {"consent": None},
            '<a href="#id_consent">We can call you only if you check this box.</a>',
        ),
    ],
    ids=["a name of a field", "a question", "a box to check"],
)
def test_at_the_top_each_mistake_leads_to_its_field(send, changes, message):
    assert message in text(send(**changes))


def test_whoever_sends_twice_is_one_request(send):
    same = token()
    first, second = send(token=same), send(token=same, phone="617.555.0123")
    assert first.status_code == second.status_code == 303
    assert CallbackRequest.objects.count() == 1

    # Done by now; sent again is still the same.
    CallbackRequest.objects.update(state="closed", closed_at=timezone.now())
    assert send(token=same).status_code == 303
    assert CallbackRequest.objects.count() == 1


def test_whoever_goes_back_and_corrects_the_number_sends_once_more_and_is_called_there_too(send):
    same = token()
    send(token=same, phone="617-555-0198")
    response = send(token=same, phone="617-555-0199")
    html = text(response)
    assert response.status_code == 400
    assert "You already sent this page and have changed it since." in html
    assert 'value="617-555-0199"' in html
    assert f'value="{same}"' not in html
    assert send(phone="617-555-0199").status_code == 303

    phones = {callback.phone for callback in CallbackRequest.objects.all()}
    assert phones == {"+16175550198", "+16175550199"}


@pytest.mark.parametrize("state", ["new", "no_answer"])
@pytest.mark.parametrize("typed", ["617-555-0123", "1 (617) 555.0123"])
def test_nobody_finds_out_whether_a_phone_waits(send, client, state, typed):
    make_request(state=state)
    waiting, new = send(phone=typed), send(phone="617-555-0177")

    def told(response):
        headers = {**response.headers, "Expires": "now"}  # never_cache says when it was
        return response.status_code, headers, response.content

    assert told(waiting) == told(new)
    assert CallbackRequest.objects.count() == 2


def test_a_phone_is_known_whichever_key_it_was_stored_under(send, settings):
    make_request()
    settings.FIELD_KEYS = ["bmV3ZXItbmV3ZXItbmV3ZXItbmV3ZXItbmV3ZXItbmU=", *settings.FIELD_KEYS]

    assert send().status_code == 303
    assert CallbackRequest.objects.count() == 1


def test_an_extension_makes_it_another_phone(send):
    make_request()
    send(phone="617-555-0123 x4")
    assert CallbackRequest.objects.count() == 2


def test_after_it_was_closed_one_may_ask_again(send):
    callback = make_request()
    CallbackRequest.objects.update(state="closed", closed_at=callback.created_at)
    send()
    assert CallbackRequest.objects.count() == 2


def test_too_many_get_the_numbers_and_keep_what_they_wrote(send):
    answers = [send(phone=f"617-555-01{number}") for number in range(10, 21)]

    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
    html = text(answers[-1])
    assert "take more requests right now" in html
    assert 'value="617-555-0120"' in html
    assert "tel:988" in html
    assert answers[-1]["Retry-After"] == "3600"
    assert CallbackRequest.objects.count() == 10


def test_one_page_is_good_for_one_sending(send, client):
    same = token(seconds=600)
    answers = []
    for number in range(10, 70):
        client.defaults["REMOTE_ADDR"] = f"10.{number}.0.1"
        answers.append(send(token=same, phone=f"617-555-01{number}").status_code)
    assert answers == [303] + [400] * 59
    assert CallbackRequest.objects.count() == 1


def test_in_a_flood_everyone_waits_a_little_and_nobody_is_turned_away(send, client, monkeypatch):
    monkeypatch.setattr(LIMIT, "times_for_all", 3)
    usual, mine = [], token(seconds=20)
    for number in range(10, 13):
        client.defaults["REMOTE_ADDR"] = f"10.{number}.0.1"
        usual.append(send(phone=f"617-555-01{number}").status_code)
    client.defaults["REMOTE_ADDR"] = "198.51.100.7"

    slowed = send(token=mine)
    html = text(slowed)
    assert (usual, slowed.status_code) == ([303] * 3, 429)
    assert 38 <= int(slowed["Retry-After"]) <= 40
    assert "Wait 1 minute, then press “Ask for a call” again." in html
    assert 'value="617-555-0123"' in html
    assert f'value="{mine}"' in html  # the same page, which goes on getting older
    assert "tel:988" in html

    assert send(token=token(seconds=61)).status_code == 303
    assert CallbackRequest.objects.filter(in_flood=True).count() == 4  # the hour before, too
    for number in range(2):
        assert send(token=token(70), phone=f"617-555-018{number}").status_code == 303
    assert "Wait 4 minutes" in text(send(token=token(seconds=70), phone="617-555-0190"))
    assert send(token=token(seconds=301), phone="617-555-0190").status_code == 303


def test_only_pages_of_this_site_send_it(db):
    client = Client(enforce_csrf_checks=True)  # as in production

    assert client.post("/callback/", filled(), headers={}).status_code == 403
    assert not CallbackRequest.objects.exists()
    assert client.post("/callback/", filled(), headers=OWN).status_code == 303


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_else_is_understood(client, method):
    assert getattr(client, method)("/callback/").status_code == 405


def test_robots_leave_it_alone(client):
    assert "Disallow: /callback/\n" in client.get("/robots.txt").content.decode()


def test_the_privacy_page_tells_of_it_where_someone_calls(client, settings):
    assert "When you ask for a call" in text(client.get("/privacy/"))
    settings.CALLBACKS_ENABLED = False
    assert "When you ask for a call" not in text(client.get("/privacy/"))
