"""What pages count: searches by state, taps by facility; the admin's tables; the purge."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from counters.counting import flush
from counters.models import DailyCount
from pages import calls
from tests.pages.conftest import canton  # noqa: F401

OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize(
    "query, counted",
    [
        ("where=Canton,+MA&service=detox", {"MA": 1}),
        ("where=02021", {"MA": 1}),
        ("where=Vermont", {"VT": 1}),
        ("where=Cape+Cod", {"MA": 1}),
        ("where=New+England", {}),
        ("q=detox+near+Canton,+MA", {"MA": 1}),
        ("where=Canton,+MA&page=2", {}),
        ("", {}),
        ("where=zzzzqq", {}),
        ("where=Canton,+MA&radius=7", {}),
    ],
)
def test_a_search_is_counted_by_the_state_it_is_in(client, canton, waiting, query, counted):  # noqa: F811
    client.get(f"/search/?{query}")
    assert waiting() == {("searches", state): number for state, number in counted.items()}


@pytest.mark.parametrize(
    "path", ["/search/filters/?where=MA", "/search/count/?where=MA", "/api/v1/facilities/?where=MA"]
)
def test_what_is_no_page_of_results_is_no_search(client, canton, waiting, path):  # noqa: F811
    client.get(path)
    assert waiting() == {}


@pytest.mark.parametrize("header", ["Sec-GPC", "DNT"])
def test_who_asks_not_to_be_tracked_is_not_counted(client, canton, waiting, header):  # noqa: F811
    client.get("/search/?where=MA", headers={header: "1"})
    client.post("/counts/call/", {"id": canton.alder.public_id}, headers={**OWN, header: "1"})
    assert waiting() == {}


def test_a_tap_is_counted_by_the_facility_alone(client, canton, waiting):  # noqa: F811
    response = client.post("/counts/call/", {"id": canton.alder.public_id}, headers=OWN)

    assert (response.status_code, response.content) == (204, b"")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert waiting() == {("calls", canton.alder.public_id): 1}
    flush()
    [row] = DailyCount.objects.values()
    del row["id"]
    assert row == {
        "kind": "calls",
        "key": canton.alder.public_id,
        "day": timezone.localdate(),
        "number": 1,
    }


@pytest.mark.parametrize(
    "body", [{}, {"id": ""}, {"id": "nowhere"}, {"id": "\0"}, {"id": "é" * 12}, {"id": "x" * 9999}]
)
def test_what_is_no_facility_is_answered_alike_and_not_counted(client, canton, waiting, body):  # noqa: F811
    response = client.post("/counts/call/", body, headers=OWN)
    assert (response.status_code, response.content) == (204, b"")
    assert waiting() == {}


def test_other_sites_cannot_count(client, canton, waiting):  # noqa: F811
    body = {"id": canton.alder.public_id}
    assert client.post("/counts/call/", body).status_code == 403
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/counts/call/", body, headers=headers).status_code == 403
    assert client.get("/counts/call/").status_code == 405
    assert waiting() == {}


def test_one_address_cannot_count_forever(client, canton, waiting):  # noqa: F811
    body = {"id": canton.alder.public_id}
    for _i in range(calls.LIMIT.times + 5):
        assert client.post("/counts/call/", body, headers=OWN).status_code == 204
    assert waiting() == {("calls", canton.alder.public_id): calls.LIMIT.times}


def test_the_script_knows_the_address(settings):
    script = (settings.BASE_DIR / "static" / "js" / "site.js").read_text()
    assert f'sendBeacon("{reverse("count-call")}"' in script


@pytest.fixture
def operator(client, db):
    """Log in someone who may look at the counts, and at nothing else."""
    user = User.objects.create_user("ada", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_dailycount"))
    client.force_login(user)
    return user


TABLES = "/admin/counters/dailycount/"


def test_the_operator_sees_tables_without_small_numbers(client, operator, canton):  # noqa: F811
    today = timezone.localdate()
    for kind, key, number in [
        ("searches", "MA", 1234),
        ("searches", "VT", 9),
        ("calls", canton.alder.public_id, 17),
        ("helpful", "overdose", 12),
        ("not-helpful", "overdose", 3),
    ]:
        DailyCount.objects.create(kind=kind, key=key, day=today, number=number)

    html = " ".join(client.get(TABLES).content.decode().split())

    assert '<th scope="row">Massachusetts</th> <td><b>1,234</b></td> <td>1,234</td>' in html
    assert "Vermont" not in html
    assert '<th scope="row">Alder House, Canton, MA</th> <td><b>17</b></td>' in html
    overdose = '<th scope="row">Overdose: what to do now</th> <td>12</td>'
    assert f'{overdose}<td class="staff-under">&lt;10</td>' in html
    assert "<form" not in html.split("content-main")[1]


@pytest.mark.parametrize("path", ["1/change/", "1/delete/", "1/history/", "add/", "1/"])
def test_a_single_count_has_no_page(client, operator, path):
    DailyCount.objects.create(pk=1, kind="searches", key="VT", day=timezone.localdate(), number=3)
    response = client.get(TABLES + path, follow=True)
    assert response.status_code in (403, 404)


def test_who_may_not_look_does_not_see_them(client, operator):
    operator.user_permissions.clear()
    assert client.get(TABLES).status_code == 403
    client.logout()
    assert client.get(TABLES).status_code == 302


def test_old_counts_are_purged(db, capsys, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 22))
    for day in (date(2024, 9, 30), date(2024, 10, 1), date(2026, 11, 22)):
        DailyCount.objects.create(kind="searches", key="MA", day=day, number=5)
    for _again in range(2):
        call_command("purge_counts")
        days = DailyCount.objects.order_by("day").values_list("day", flat=True)
        assert list(days) == [date(2024, 10, 1), date(2026, 11, 22)]
    assert capsys.readouterr().out.splitlines() == [
        "counts: 1 days up to 2024-09-30 deleted",
        "counts: 0 days up to 2024-09-30 deleted",
    ]


def test_the_privacy_page_says_what_is_counted(client, canton):  # noqa: F811
    html = client.get("/privacy/").content.decode()
    assert "What we count" in html
