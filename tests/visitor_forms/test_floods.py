"""What came in during a flood is marked, told of, listed last, and closed in one action."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from callbacks.models import CallbackAccess, CallbackRequest
from feedback.models import Report
from tests.callbacks.factories import make_agent, make_request
from tests.pages.factories import make_edition, make_facility

QUEUES = {
    name: (reverse(f"admin:{name}_changelist"), reverse(f"admin:{name}_close_flood"))
    for name in ("callbacks_callbackrequest", "feedback_report")
}
CALLBACKS, CLOSE_CALLBACKS = QUEUES["callbacks_callbackrequest"]
REPORTS, CLOSE_REPORTS = QUEUES["feedback_report"]

pytestmark = pytest.mark.django_db


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def requests():
    """Return one that came before a flood, then three of it."""
    phones = [f"+161755501{number}" for number in range(10, 14)]
    return [make_request(phone=phone, in_flood=phone != phones[0]) for phone in phones]


@pytest.fixture
def reports():
    facility = make_facility(make_edition(), "Mallow House")
    made = {"facility": facility, "kind": "other"}
    return [Report.objects.create(**made, nonce=f"n{n}", in_flood=n > 0) for n in range(3)]


@pytest.fixture
def as_ada(client):
    client.force_login(make_agent("ada"))
    return client


@pytest.fixture
def as_root(client):
    client.force_login(User.objects.create_superuser("root"))
    return client


def test_agents_are_told_of_it_and_it_comes_last(as_ada, requests):
    CallbackRequest.objects.filter(pk=requests[0].pk).update(created_at=timezone.now())
    html = text(as_ada.get(CALLBACKS))
    assert "A flood is going on: 3 came in within the last hour, more than usual." in html
    assert f'3 that came in during a flood are waiting. <a href="{CLOSE_CALLBACKS}">' in html
    assert as_ada.get(CALLBACKS).context["cl"].queryset[0] == requests[0]
    assert as_ada.get(f"{CALLBACKS}?in_flood__exact=0").context["cl"].result_count == 1


def test_it_is_over_an_hour_later_and_its_requests_still_wait(as_ada, requests):
    CallbackRequest.objects.update(created_at=timezone.now() - timedelta(hours=1, seconds=1))
    html = text(as_ada.get(CALLBACKS))
    assert "A flood is going on" not in html
    assert "3 that came in during a flood are waiting." in html


@pytest.mark.parametrize("queue", QUEUES)
def test_where_there_is_none_nobody_is_told_of_one(as_root, queue):
    page, close = QUEUES[queue]
    assert "flood is going on" not in text(as_root.get(page))
    html = text(as_root.get(close))
    assert "Nothing that came in during a flood is waiting." in html
    assert 'name="last"' not in html


def test_one_action_closes_all_of_it_that_nobody_works_on(as_ada, requests):
    before, claimed, first, second = requests
    ada = User.objects.get(username="ada")
    changes = {"state": "claimed", "claimed_by": ada, "claimed_at": timezone.now()}
    CallbackRequest.objects.filter(pk=claimed.pk).update(**changes)
    html = text(as_ada.get(CLOSE_CALLBACKS))
    assert "2 came in during a flood and are still new." in html
    assert "Some of them may be from people who need an answer" in html
    assert set(CallbackRequest.objects.values_list("state", flat=True)) == {"new", "claimed"}

    later = make_request(phone="+16175550177", in_flood=True)
    response = as_ada.post(CLOSE_CALLBACKS, {"last": second.pk}, follow=True)
    assert "2 were closed." in text(response)
    states = dict(CallbackRequest.objects.values_list("pk", "state"))
    assert states == {
        before.pk: "new",
        claimed.pk: "claimed",
        first.pk: "closed",
        second.pk: "closed",
        later.pk: "new",  # came after the page was shown
    }
    assert set(CallbackAccess.objects.values_list("request_number", "agent_name", "what")) == {
        (first.pk, "ada", "close"),
        (second.pk, "ada", "close"),
    }


def test_reports_of_it_are_dismissed_and_who_did_is_on_record(as_root, reports):
    assert "2 that came in during a flood are waiting." in text(as_root.get(REPORTS))
    as_root.post(CLOSE_REPORTS, {"last": reports[-1].pk})
    found = list(Report.objects.order_by("pk").values_list("state", "handled_by__username"))
    assert found == [("new", None), ("dismissed", "root"), ("dismissed", "root")]
    assert LogEntry.objects.filter(user__username="root").count() == 2


@pytest.mark.parametrize("queue", QUEUES)
def test_who_may_only_look_closes_nothing(client, requests, reports, queue):
    page, close = QUEUES[queue]
    helper = User.objects.create_user("helper", is_staff=True)
    codename = f"view_{queue.partition('_')[2]}"
    helper.user_permissions.set(Permission.objects.filter(codename=codename))
    client.force_login(helper)
    assert "Close them all" not in text(client.get(page))
    assert client.get(close).status_code == 403
    assert client.post(close, {"last": "99999"}).status_code == 403
    assert not CallbackRequest.objects.exclude(state="new").exists()


@pytest.mark.parametrize("last", ["", "x", "-1", "²", "9" * 19])
def test_what_is_no_number_is_refused(as_ada, requests, last):
    assert as_ada.post(CLOSE_CALLBACKS, {"last": last}).status_code == 400
    assert not CallbackRequest.objects.exclude(state="new").exists()


def test_many_are_closed_with_few_queries(as_ada, django_assert_max_num_queries, settings):
    for number in range(30):
        make_request(phone=f"+1617555{number:04}", in_flood=True)
    last = CallbackRequest.objects.latest("pk").pk
    # Two of them are the session's.
    with django_assert_max_num_queries(14):
        as_ada.post(CLOSE_CALLBACKS, {"last": last})
    assert CallbackRequest.objects.filter(state="closed").count() == 30
