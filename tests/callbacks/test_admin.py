"""The agents' pages: a queue that tells nothing of who, and one request at a time, on record."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from callbacks.models import CallbackAccess, CallbackRequest
from callbacks.roles import AGENTS
from tests.callbacks.factories import make_agent, make_request

QUEUE = reverse("admin:callbacks_callbackrequest_changelist")
AUDIT = reverse("admin:callbacks_callbackaccess_changelist")
CANARIES = ("Canaryname", "6175550123", "617-555-0123", "555-0123")

pytestmark = pytest.mark.django_db


@pytest.fixture
def callback():
    return make_request(name="Canaryname", times="evening", voicemail="yes", whom_for="other")


@pytest.fixture
def as_ada(client, ada):
    client.force_login(ada)
    return client


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def press(client, callback, action):
    return client.post(callback.get_absolute_url(), {"what": action})


def test_the_group_may_see_and_change_requests_and_nothing_else():
    permissions = Group.objects.get(name=AGENTS).permissions
    assert sorted(permissions.values_list("codename", flat=True)) == [
        "change_callbackrequest",
        "view_callbackrequest",
    ]
    made = Permission.objects.filter(content_type__app_label="callbacks")
    assert sorted(made.values_list("codename", flat=True)) == [
        "change_callbackrequest",
        "view_callbackaccess",
        "view_callbackrequest",
    ]


def test_the_queue_says_what_to_do_next_and_nothing_of_who(as_ada, callback):
    html = text(as_ada.get(QUEUE))

    assert "•••-•••-••23" in html
    assert "Evenings" in html
    assert not [word for word in CANARIES if word in html]
    assert not CallbackAccess.objects.exists()


def test_those_who_wait_come_first(as_ada, ada):
    now = timezone.now()
    make_request(phone="+16175550111", state="closed", closed_at=now)
    make_request(phone="+16175550112", state="claimed", claimed_by=ada, claimed_at=now)
    make_request(phone="+16175550113", state="no_answer")
    make_request(phone="+16175550114")
    html = text(as_ada.get(QUEUE))
    shown = [html.index(f"••{digits}") for digits in (13, 14, 12, 11)]
    assert shown == sorted(shown)


def test_the_queue_says_who_has_one_and_how_often_nobody_picked_up(as_ada, ada):
    make_request(phone="+16175550111", state="claimed", claimed_by=ada, claimed_at=timezone.now())
    make_request(phone="+16175550112", state="no_answer", tries=2)
    html = text(as_ada.get(QUEUE))
    assert "Claimed: ada" in html
    assert "No answer (2)" in html
    assert "minutes ago" in html


def test_opening_one_shows_nothing_of_who_until_it_is_claimed(as_ada, callback):
    html = text(as_ada.get(callback.get_absolute_url()))

    assert "show me the number" in html
    assert not [word for word in CANARIES if word in html]
    assert not CallbackAccess.objects.exists()


def test_who_claims_it_sees_all_and_each_look_is_on_record(as_ada, ada, callback):
    assert press(as_ada, callback, "claim")["Location"] == callback.get_absolute_url()
    for _look in range(2):
        html = text(as_ada.get(callback.get_absolute_url()))
        for shown in ("Canaryname", "tel:+16175550123", "617-555-0123", "Evenings", "Yes"):
            assert shown in html
        assert "Say only your first name" in html

    noted = CallbackAccess.objects.order_by("pk")
    assert [access.what for access in noted] == ["claim", "seen", "seen"]
    assert {(access.agent, access.request_number) for access in noted} == {(ada, callback.pk)}


def test_who_comes_second_is_told_who_has_it_and_sees_nothing(as_ada, ben, callback, client):
    page = as_ada.get(callback.get_absolute_url())  # both have the page open
    assert "show me the number" in text(page)
    press(as_ada, callback, "claim")

    client.force_login(ben)
    response = press(client, callback, "claim")

    [message] = get_messages(response.wsgi_request)
    assert str(message) == "ada has this request."
    html = text(client.get(callback.get_absolute_url()))
    assert "Only the agent who has a request sees" in html
    assert not [word for word in CANARIES if word in html]
    assert CallbackRequest.objects.get().claimed_by.username == "ada"


@pytest.mark.parametrize("action", ["reached", "no_answer", "give_back", "close"])
def test_each_button_does_what_it_says(as_ada, callback, action):
    press(as_ada, callback, "claim")
    assert f'value="{action}"' in text(as_ada.get(callback.get_absolute_url()))

    assert press(as_ada, callback, action)["Location"] == QUEUE

    assert CallbackRequest.objects.get().claimed_by is None
    assert CallbackAccess.objects.filter(what=action).count() == 1
    assert "Canaryname" not in text(as_ada.get(callback.get_absolute_url()))


def test_of_one_that_is_done_no_button_stands_out(as_ada, callback):
    press(as_ada, callback, "claim")
    html = text(as_ada.get(callback.get_absolute_url()))
    assert html.count('class="button default"') == 1
    press(as_ada, callback, "reached")
    html = text(as_ada.get(callback.get_absolute_url()))
    assert "Open again" in html
    assert "Close: no more calls" in html
    assert "default" not in html[html.index("submit-row") :]


def test_nothing_typed_is_in_the_admins_own_records(as_ada, callback):
    for action in ("claim", "no_answer", "claim", "close"):
        response = press(as_ada, callback, action)
        notices = " ".join(str(message) for message in get_messages(response.wsgi_request))
        assert not [word for word in CANARIES if word in notices]
        as_ada.get(callback.get_absolute_url())
    assert not LogEntry.objects.exists()
    assert str(callback) == f"Callback {callback.pk}"
    history = text(as_ada.get(f"{QUEUE}{callback.pk}/history/"))
    assert not [word for word in CANARIES if word in history]


@pytest.mark.parametrize(
    "path, status", [("add/", 403), ("{pk}/delete/", 403), ("?q=Canaryname", 302)]
)
def test_nothing_is_added_deleted_or_searched(as_ada, callback, path, status):
    root = User.objects.create_superuser("root")
    for agent in (None, root):
        if agent:
            as_ada.force_login(agent)
        assert as_ada.get(QUEUE + path.format(pk=callback.pk)).status_code in (status, 200)
        if status == 403:
            response = as_ada.post(QUEUE + path.format(pk=callback.pk), {"post": "yes"})
            assert response.status_code == 403
        html = text(as_ada.get(QUEUE))
        assert 'name="action"' not in html
        assert 'id="searchbar"' not in html
    assert CallbackRequest.objects.count() == 1


@pytest.mark.parametrize("action", ["", "seen", "delete", "new"])
def test_what_is_no_button_is_refused(as_ada, callback, action):
    assert press(as_ada, callback, action).status_code == 400
    assert not CallbackAccess.objects.exists()


@pytest.mark.parametrize("codenames", [(), ("view_callbackrequest",)])
def test_others_of_the_staff_may_not(client, callback, codenames):
    helper = User.objects.create_user("helper", is_staff=True)
    helper.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(helper)
    can_look = 200 if codenames else 403

    assert client.get(QUEUE).status_code == can_look
    response = client.get(callback.get_absolute_url())
    assert response.status_code == can_look
    assert b"show me the number" not in response.content
    assert press(client, callback, "claim").status_code == 403
    assert CallbackRequest.objects.get().state == "new"


def test_the_record_is_read_only_and_not_for_agents(as_ada, callback, client):
    press(as_ada, callback, "claim")
    access = CallbackAccess.objects.get()
    page = f"{AUDIT}{access.pk}/change/"
    assert {as_ada.get(path).status_code for path in (AUDIT, page)} == {403}

    client.force_login(User.objects.create_superuser("root"))
    assert "ada" in text(client.get(AUDIT))
    assert "Claimed" in text(client.get(page))
    assert client.post(page, {"agent_name": "ben"}).status_code == 403
    for path in (f"{AUDIT}add/", f"{AUDIT}{access.pk}/delete/"):
        assert client.get(path).status_code == 403
    assert CallbackAccess.objects.get().agent_name == "ada"


def test_what_should_be_gone_is_named(as_ada):
    make_request(created_at=timezone.now() - timezone.timedelta(days=91))
    assert "1 requests should be deleted by now" in text(as_ada.get(QUEUE))


def test_one_that_was_deleted_meanwhile(as_ada, callback):
    callback.delete()
    response = as_ada.get(f"{QUEUE}{callback.pk or 1}/change/")
    assert response.status_code == 302


def test_an_agent_with_a_request_cannot_be_deleted_by_accident(ada, callback):
    from django.db.models import ProtectedError

    CallbackRequest.objects.update(state="claimed", claimed_by=ada, claimed_at=timezone.now())
    with pytest.raises(ProtectedError):
        ada.delete()
    make_agent("cleo").delete()


def test_what_somebody_forgot_is_named(as_ada, ben, callback):
    claimed_at = timezone.now() - timezone.timedelta(hours=25)
    CallbackRequest.objects.update(state="claimed", claimed_by=ben, claimed_at=claimed_at)
    assert "1 requests were claimed more than a day ago" in text(as_ada.get(QUEUE))
    assert 'value="give_back"' in text(as_ada.get(callback.get_absolute_url()))
