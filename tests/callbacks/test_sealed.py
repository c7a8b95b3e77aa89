"""A key was taken away before its rows were rotated: that row can't be read, all others can."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from callbacks.choices import Action
from callbacks.handling import Refused, act, steps_for
from callbacks.models import CallbackAccess, CallbackRequest
from tests.callbacks.factories import make_request
from visitor_forms.fields import Sealed

QUEUE = reverse("admin:callbacks_callbackrequest_changelist")
LOST, KEPT = (Fernet.generate_key().decode() for _ in range(2))

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(settings):
    """Return a request that no key opens, older than another that one does."""
    settings.FIELD_KEYS = [LOST]
    request = make_request(phone="+16175550188", created_at=timezone.now() - timedelta(days=2))
    settings.FIELD_KEYS = [KEPT]
    make_request(phone="+16175550123")
    return request


@pytest.fixture
def as_ada(client, ada):
    client.force_login(ada)
    return client


def columns():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, phone, times, language, phone_fingerprint"
            " FROM callbacks_callbackrequest ORDER BY id"
        )
        return [
            [cell if isinstance(cell, str) else bytes(cell) for cell in row]
            for row in cursor.fetchall()
        ]


@pytest.mark.parametrize("keys", [[KEPT], []], ids=["another key", "no key at all"])
def test_the_queue_says_so_of_its_row(as_ada, sealed, settings, keys):
    settings.FIELD_KEYS = keys
    response = as_ada.get(QUEUE)

    assert response.status_code == 200
    html = response.content.decode()
    assert html.count("can&#x27;t be read: its key is missing") == (3 if keys else 6)
    assert ("•••-•••-••23" in html) is bool(keys)


def test_its_page_says_what_to_do_and_offers_no_call(as_ada, sealed):
    html = as_ada.get(sealed.get_absolute_url()).content.decode()

    assert "No key in FIELD_KEYS opens this request" in html
    assert "show me the number" not in html

    response = as_ada.post(sealed.get_absolute_url(), {"what": "claim"})
    notices = [str(message) for message in get_messages(response.wsgi_request)]
    assert notices == ["This request can't be read now."]
    assert CallbackRequest.objects.get(pk=sealed.pk).state == "new"
    assert not CallbackAccess.objects.exists()


def test_nothing_that_leads_to_a_call_begins_with_it(ada, sealed):
    assert steps_for(ada, CallbackRequest.objects.get(pk=sealed.pk)) == []
    with pytest.raises(Refused):
        act(ada, sealed.pk, Action.CLAIM)

    done = {"state": "reached", "closed_at": timezone.now()}
    CallbackRequest.objects.filter(pk=sealed.pk).update(**done)
    again = CallbackRequest.objects.get(pk=sealed.pk)
    assert steps_for(ada, again) == [Action.CLOSE]
    with pytest.raises(Refused):
        act(ada, sealed.pk, Action.REOPEN)
    act(ada, sealed.pk, Action.CLOSE)
    assert [access.what for access in CallbackAccess.objects.all()] == [Action.CLOSE]


def test_who_has_it_may_end_it_but_sees_nothing(as_ada, ada, sealed):
    CallbackRequest.objects.filter(pk=sealed.pk).update(
        state="claimed", claimed_by=ada, claimed_at=timezone.now()
    )
    assert "tel:" not in as_ada.get(sealed.get_absolute_url()).content.decode()
    assert not CallbackAccess.objects.exists()

    as_ada.post(sealed.get_absolute_url(), {"what": "close"})
    assert CallbackRequest.objects.get(pk=sealed.pk).state == "closed"


def test_saving_it_loses_nothing(sealed, settings):
    before = columns()
    request = CallbackRequest.objects.get(pk=sealed.pk)
    assert isinstance(request.phone, Sealed)
    request.tries = 1
    request.save()

    assert columns()[0] == before[0]
    settings.FIELD_KEYS = [LOST]
    assert CallbackRequest.objects.get(pk=sealed.pk).phone == "+16175550188"


def test_it_is_purged_like_others(sealed):
    CallbackRequest.objects.filter(pk=sealed.pk).update(
        created_at=timezone.now() - timedelta(days=91)
    )
    call_command("purge_callbacks", verbosity=0)
    assert [request.phone for request in CallbackRequest.objects.all()] == ["+16175550123"]


def test_whoever_asks_again_is_not_taken_for_known(send, sealed):
    assert send(phone="617-555-0188").status_code == 303
    assert CallbackRequest.objects.latest("pk").phone == "+16175550188"
