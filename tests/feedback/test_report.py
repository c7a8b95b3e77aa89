"""The form “Is this listing right?”: what is kept, and what is said."""

import pytest
from django.core.management import call_command
from django.db import connection

from facilities.models import Facility
from feedback.models import Report
from feedback.views import LIMIT
from tests.facilities.corrections.corrected import correct
from tests.visitor_forms.tokens import token
from visitor_forms.guard import new_token

NOTE = "Canary: the clinic moved to Elm."
NUMBERS = ("tel:911", "tel:988", "sms:988", "tel:+18006624357")


@pytest.mark.parametrize("kind", ["number", "moved", "secret", "closed", "other"])
def test_a_report_is_kept_and_thanked_for(client, alder, send, kind):
    response = send(kind=kind, note=NOTE)
    assert response.status_code == 303
    assert response["Location"] == f"{alder.get_absolute_url()}report/thanks/"
    report = Report.objects.get()
    assert (report.facility, report.kind, report.note, report.state) == (alder, kind, NOTE, "new")
    assert report.service is None


def test_what_it_does_not_have_is_chosen_among_what_it_lists(client, alder, send):
    assert send(kind="service", service="detox").status_code == 303
    assert Report.objects.get().service.slug == "detox"
    form = client.get(f"{alder.get_absolute_url()}report/").context["form"]
    listed = {service.slug for service in form.fields["service"].queryset}
    assert "detox" in listed
    assert "methadone" not in listed


def test_which_of_several_numbers_is_wrong_is_chosen(client, send, cast):
    birch = Facility.objects.get(name="Birch Clinic")
    form = client.get(f"{birch.get_absolute_url()}report/").context["form"]
    numbers = [value for value, _label in form.fields["number"].choices]
    assert numbers == ["617-555-0177 x5", "617-555-0101"]
    assert send(facility=birch, number="617-555-0177 x5").status_code == 303
    assert Report.objects.get().number == "617-555-0177 x5"
    assert send(facility=birch, number="617-555-9999").status_code == 400
    assert send(facility=birch, kind="moved", number="617-555-0101").status_code == 303
    assert Report.objects.first().number == ""


def test_of_one_number_nobody_asks_which(client, alder):
    form = client.get(f"{alder.get_absolute_url()}report/").context["form"]
    assert "number" not in form.fields


@pytest.mark.parametrize(
    "name, changes, kinds",
    [
        ("Alder House", {}, {"secret"}),
        ("Alder House", {"website": "https://alder.example"}, {"secret", "website"}),
        ("Cedar Shelter", {}, set()),
    ],
)
def test_what_is_not_shown_cannot_be_wrong(client, cast, name, changes, kinds):
    facility = Facility.objects.get(name=name)
    Facility.objects.filter(pk=facility.pk).update(**changes)
    form = client.get(f"{facility.get_absolute_url()}report/").context["form"]
    offered = {value for value, _label in form.fields["kind"].choices}
    assert offered & {"secret", "website"} == kinds


def test_a_service_chosen_beside_another_kind_is_not_kept(send):
    assert send(kind="moved", service="detox").status_code == 303
    assert Report.objects.get().service is None


@pytest.mark.parametrize(
    "fields, message",
    [
        ({"kind": ""}, "Choose what is wrong."),
        ({"kind": "rude"}, "Choose what is wrong."),
        ({"kind": "service"}, "Choose what it does not have."),
        ({"kind": "service", "service": "methadone"}, "Choose one from the list."),
        ({"kind": "service", "service": "\x00"}, "Null characters are not allowed."),
        ({"note": "x" * 501}, "use 500 characters or fewer"),
        ({"note": "a\x00b"}, "Null characters are not allowed."),
        ({"homepage": "https://spam.example"}, "A hidden box was filled in"),
        ({"token": "forged"}, "open for too long"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(send, fields, message):
    response = send(**{"note": NOTE, **fields})
    html = response.content.decode()
    assert response.status_code == 400
    assert message in html
    assert "This wasn't sent yet" in html
    if "note" not in fields:
        assert f"{NOTE}</textarea>" in html
    if fields.get("kind") in (None, "service"):
        assert f'value="{fields.get("kind", "number")}"' in html
        assert "checked" in html
    assert not Report.objects.exists()


def test_sent_twice_it_is_kept_once(send):
    same = new_token()
    assert [send(token=same).status_code for _time in range(2)] == [303, 303]
    assert Report.objects.count() == 1


def test_whoever_goes_back_and_says_something_else_sends_it_once_more(send):
    same = new_token()
    send(token=same)
    again = send(token=same, note="Someone else answers.")
    assert again.status_code == 400
    assert "You already sent this page and have changed it since." in again.content.decode()
    fresh = again.context["form"].fresh_token
    assert send(token=fresh, note="Someone else answers.").status_code == 303
    assert send(token=fresh, kind="closed").status_code == 400
    assert Report.objects.count() == 2


def test_in_a_flood_a_report_waits_a_little(send, monkeypatch):
    monkeypatch.setattr(LIMIT, "times_for_all", 1)
    send(kind="closed")
    slowed = send(token=token(seconds=50), note=NOTE)
    html = slowed.content.decode()
    assert (slowed.status_code, int(slowed["Retry-After"]) <= 10) == (429, True)
    assert "Wait 1 minute, then press “Send” again." in html
    assert f"{NOTE}</textarea>" in html
    assert send(token=token(seconds=60), note=NOTE).status_code == 303
    assert set(Report.objects.values_list("in_flood", flat=True)) == {True}


@pytest.mark.parametrize(
    "headers",
    [{}, {"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.example"}],
)
def test_from_elsewhere_it_is_refused(send, headers):
    assert send(headers=headers).status_code == 403
    assert not Report.objects.exists()


def test_too_many_are_told_so_with_what_they_wrote_and_whom_to_call(send):
    answers = [send(note=NOTE) for _time in range(LIMIT.times + 1)]
    assert [answer.status_code for answer in answers] == [303] * LIMIT.times + [429]
    html = answers[-1].content.decode()
    assert f"{NOTE}</textarea>" in html
    assert "take more reports right now" in html
    assert all(f'href="{number}"' in html for number in NUMBERS)
    assert answers[-1]["Retry-After"]
    assert Report.objects.count() == LIMIT.times


@pytest.mark.parametrize("path", ["report/", "report/thanks/"])
def test_the_pages_are_for_no_cache_and_no_search_engine(client, get, alder, path):
    path = f"{alder.get_absolute_url()}{path}"
    response = client.get(path)
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in get(path)


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_robots_are_told_to_leave_them(client, prefix):
    assert f"Disallow: {prefix}/facility/*/report/" in client.get("/robots.txt").content.decode()


def test_the_thanks_say_what_happens_and_where_else_to_turn(get, alder):
    html = get(f"{alder.get_absolute_url()}report/thanks/").replace("&#x27;", "'")
    assert "Someone calls the place to check." in html
    assert "We can't reply because we don't know who you are." in html
    assert "<h2>Similar places nearby</h2>" in html
    assert all(f'href="{number}"' in html for number in NUMBERS)


def test_without_a_key_there_is_no_form(client, alder, settings):
    settings.FIELD_KEYS = []
    for path in ("report/", "report/thanks/"):
        assert client.get(f"{alder.get_absolute_url()}{path}").status_code == 404


@pytest.mark.parametrize("path", ["report/", "report/thanks/"])
def test_at_an_old_address_it_leads_on(client, cast, path):
    merged = Facility.objects.get(name="Quince House")
    target = Facility.objects.get(name="Alder House")
    for old in (f"/facility/{target.public_id}/old-name/", merged.get_absolute_url()):
        response = client.get(f"{old}{path}")
        assert (response.status_code, response["Location"]) == (
            301,
            f"{target.get_absolute_url()}{path}",
        )
    assert client.get(f"/facility/zzzzzzzz/x/{path}").status_code == 404


def test_what_is_sent_to_an_old_address_is_kept(send, cast):
    """Its page was open while an import gave it a new one."""
    merged = Facility.objects.get(name="Quince House")
    assert send(facility=merged).status_code == 303
    assert Report.objects.get().facility.name == "Alder House"


def test_a_closed_place_may_be_open(get, client, send, alder):
    correct(alder, "closed")
    alder = Facility.objects.get(pk=alder.pk)
    path = f"{alder.get_absolute_url()}report/"
    assert f'href="{path}"' in get(alder.get_absolute_url(), status=410)
    html = get(path)
    assert "It is open" in html
    assert "It has moved" not in html
    assert send(facility=alder, kind="other", note=NOTE).status_code == 303
    assert send(facility=alder, kind="number").status_code == 400


def test_the_note_is_in_no_byte_of_the_table(send):
    send(note=NOTE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM feedback_report")
        [row] = cursor.fetchall()
    kept = b"".join(bytes(cell) for cell in row if isinstance(cell, memoryview | bytes))
    assert kept
    assert b"Canary" not in kept
    assert "Canary" not in repr(row)


def test_keys_can_be_changed(report, settings):
    mine = report(note=NOTE)
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = ["bmV3LWtleS1uZXcta2V5LW5ldy1rZXktbmV3LWtleSE=", *old]
    call_command("rotate_field_keys", verbosity=0)
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert Report.objects.get(pk=mine.pk).note == NOTE


def test_in_spanish_it_works_the_same(client, alder):
    path = f"/es{alder.get_absolute_url()}report/"
    fields = {"kind": "moved", "token": new_token()}
    response = client.post(path, fields, HTTP_SEC_FETCH_SITE="same-origin")
    assert (response.status_code, response["Location"]) == (303, f"{path}thanks/")
