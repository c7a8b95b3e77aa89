"""The queue of reports in the admin."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from facilities.models import Correction, Facility, Service
from feedback.models import Report
from tests.facilities.corrections.corrected import correct

NOTE = "Canary: someone else answers."
LIST = "/admin/feedback/report/"


def text_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("&amp;", "&").split())


def change(report):
    return reverse("admin:feedback_report_change", args=[report.pk])


def link_to_correct(html):
    return html.split('<a class="button" href="')[1].split('"')[0]


def test_lists_mask_what_a_visitor_wrote(client, editor, report):
    report(note=NOTE)
    html = text_of(client, LIST)
    assert "Alder House" in html
    assert "•••" in html
    assert "Canary" not in html


def test_what_is_open_comes_before_what_is_done(client, editor, report):
    waiting = report()
    done = report(state=Report.State.DISMISSED, closed_at=timezone.now())
    html = text_of(client, LIST)
    assert html.index(change(waiting)) < html.index(change(done))


def test_a_report_stands_beside_its_listing_and_the_other_reports(client, editor, alder, report):
    mine, other = report(note=NOTE), report(kind="closed")
    html = text_of(client, change(mine))
    for text in (NOTE, "Alder House", "617-555-0100", "0 Main Street", "The source says"):
        assert text in html
    assert f'href="{change(other)}"' in html


def test_a_correction_made_from_it_closes_all_that_said_the_same(client, editor, alder, report):
    mine, same, other = report(note=NOTE), report(), report(kind="moved")
    link = link_to_correct(text_of(client, change(mine)))
    html = text_of(client, link)
    assert f'name="facility" value="{alder.pk}"' in html
    assert '<option value="phone" selected' in html
    answer = client.post(
        link,
        {
            "facility": alder.pk, "what": "phone", "phone": "617-555-0777",
            "confirmed_on": "2026-11-20", "confirmed_by": "call",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    html = text_of(client, answer["Location"])
    assert "2 reports were closed as confirmed." in html
    correction = Correction.objects.get()
    assert correction.made_by == editor
    for closed in (mine, same):
        closed.refresh_from_db()
        after = closed.state, closed.handled_by, closed.correction
        assert after == ("confirmed", editor, correction)
        assert closed.closed_at
    other.refresh_from_db()
    assert other.state == "new"
    assert Facility.objects.get(pk=alder.pk).main_number.display == "617-555-0777"


@pytest.mark.parametrize(
    "kind, slug, correction_kind", [("closed", "", "closed"), ("service", "detox", "not-offered")]
)
def test_the_correction_is_filled_in(client, editor, alder, report, kind, slug, correction_kind):
    service = Service.objects.get(slug=slug) if slug else None
    mine = report(kind=kind, service=service)
    apart = report(kind=kind, service=Service.objects.get(slug="medicaid") if slug else None)
    link = link_to_correct(text_of(client, change(mine)))
    html = text_of(client, link)
    assert f'<option value="{correction_kind}" selected' in html
    assert not service or f'<option value="{service.pk}" selected' in html
    fields = {
        "facility": alder.pk,
        "what": correction_kind,
        "service": service.pk if service else "",
    }
    sent = {**fields, "confirmed_on": "2026-11-20", "confirmed_by": "website"}
    assert client.post(link, sent).status_code == 302
    mine.refresh_from_db()
    apart.refresh_from_db()
    assert mine.state == "confirmed"
    assert apart.state == ("new" if slug else "confirmed")


def test_something_else_is_closed_by_the_correction_made_from_it(client, editor, alder, report):
    mine, other = report(kind="other"), report(kind="other")
    link = link_to_correct(text_of(client, change(mine)))
    sent = {"facility": alder.pk, "what": "website", "website": "https://alder.example"}
    client.post(link, {**sent, "confirmed_on": "2026-11-20", "confirmed_by": "website"})
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.state, other.state) == ("confirmed", "new")


def test_a_second_report_leads_to_the_correction_in_force(client, editor, alder, report):
    correction = correct(alder, "phone", phone="617-555-0777")
    link = link_to_correct(text_of(client, change(report())))
    assert link.startswith(reverse("admin:facilities_correction_change", args=[correction.pk]))


def of_birch(report, **values):
    mine = report(**values)
    mine.facility = Facility.objects.get(name="Birch Clinic")
    mine.save()
    return mine


def test_a_report_about_another_number_leads_to_its_correction(client, editor, report):
    mine = of_birch(report, number="617-555-0177 x5")
    apart = of_birch(report, number="617-555-0101")
    link = link_to_correct(text_of(client, change(mine)))
    html = text_of(client, link)
    assert '<option value="other-phone" selected' in html
    assert '<option value="617-555-0177 x5" selected' in html
    sent = {
        "facility": mine.facility_id, "what": "other-phone", "wrong": "617-555-0177 x5",
        "is_gone": "on", "confirmed_on": "2026-11-20", "confirmed_by": "call",
    }  # fmt: skip
    assert client.post(link, sent).status_code == 302
    mine.refresh_from_db()
    apart.refresh_from_db()
    assert (mine.state, apart.state) == ("confirmed", "new")
    assert [phone.display for phone in mine.facility.phones.all()] == ["617-555-0101"]
    again = of_birch(report, number="617-555-0101")
    assert "what=phone" in link_to_correct(text_of(client, change(again)))


def test_a_corrected_number_that_is_wrong_again_leads_to_that_correction(client, editor, report):
    mine = of_birch(report, number="617-555-0188")
    values = {"wrong": "617-555-0177 x5", "line": "intake", "phone": "617-555-0188"}
    correction = correct(mine.facility, "other-phone", **values)
    link = link_to_correct(text_of(client, change(mine)))
    assert link.startswith(reverse("admin:facilities_correction_change", args=[correction.pk]))
    assert "617-555-0188" in text_of(client, link)


@pytest.mark.parametrize(
    "kind, correction_kind, sent",
    [
        ("website", "website", {"website": "https://alder.example"}),
        ("secret", "withheld", {}),
    ],
)
def test_reports_of_a_wrong_website_and_a_secret_address(
    client, editor, alder, report, kind, correction_kind, sent
):
    mine = report(kind=kind)
    link = link_to_correct(text_of(client, change(mine)))
    assert f'<option value="{correction_kind}" selected' in text_of(client, link)
    fields = {"facility": alder.pk, "what": correction_kind, **sent}
    answer = client.post(link, {**fields, "confirmed_on": "2026-11-20", "confirmed_by": "call"})
    assert answer.status_code == 302
    mine.refresh_from_db()
    assert mine.state == "confirmed"
    alder = Facility.objects.get(pk=alder.pk)
    assert (alder.website, alder.address_withheld) == (sent.get("website", ""), kind == "secret")


def test_reports_of_one_thing_are_counted(client, editor, report):
    for kind in ("number", "number", "closed"):
        report(kind=kind)
    answer = client.get(LIST)
    counts = {
        (row.kind, row.open_reports, row.same_reports) for row in answer.context["cl"].queryset
    }
    assert counts == {("number", 3, 2), ("closed", 3, 1)}


def test_a_report_of_a_merged_place_is_put_right_where_it_is_now(client, editor, alder, report):
    mine = report()
    mine.facility = Facility.objects.get(name="Quince House")
    mine.save()
    link = link_to_correct(text_of(client, change(mine)))
    assert f"facility={alder.pk}" in link
    sent = {"facility": alder.pk, "what": "phone", "phone": "617-555-0777"}
    client.post(link, {**sent, "confirmed_on": "2026-11-20", "confirmed_by": "call"})
    mine.refresh_from_db()
    assert mine.state == "confirmed"


@pytest.mark.parametrize("name", ["Oak House", "Pine House"])
def test_a_report_of_a_place_that_is_gone_is_worked_on_like_any(client, editor, report, name):
    """Oak House left the directory, Pine House has closed."""
    mine = report()
    mine.facility = Facility.objects.get(name=name)
    mine.save()
    html = text_of(client, change(mine))
    assert mine.facility.get_status_display() in html.replace("&#x27;", "'")
    sent = {"facility": mine.facility_id, "what": "phone", "is_gone": "on"}
    link = link_to_correct(html)
    client.post(link, {**sent, "confirmed_on": "2026-11-20", "confirmed_by": "call"})
    mine.refresh_from_db()
    assert mine.state == "confirmed"
    assert not mine.facility.phones.exists()


@pytest.mark.parametrize("state", ["checking", "dismissed", "confirmed", "new"])
def test_its_state_is_changed_and_nothing_else(client, editor, report, state):
    mine = report(note=NOTE)
    client.post(change(mine), {"state": state, "kind": "closed", "note": "other"})
    mine.refresh_from_db()
    assert (mine.state, mine.kind, mine.note) == (state, "number", NOTE)
    assert (mine.closed_at is not None) is (state in ("dismissed", "confirmed"))
    assert "Canary" not in repr(list(LogEntry.objects.values()))


def test_nothing_of_a_report_is_in_the_records_or_messages(client, editor, report):
    mine = report(note=NOTE)
    answer = client.post(change(mine), {"state": "checking"}, follow=True)
    assert "Canary" not in answer.content.decode()
    assert LogEntry.objects.exists()
    assert "Canary" not in repr(list(LogEntry.objects.values()))


@pytest.mark.parametrize(
    "path, status",
    [
        (LIST, 200),
        ("/admin/facilities/correction/", 200),
        ("/admin/facilities/correction/add/", 200),
        ("/admin/facilities/facility/", 200),
        (f"{LIST}add/", 403),
        ("/admin/auth/user/", 403),
        ("/admin/facilities/facility/{alder}/delete/", 403),
    ],
)
def test_an_editor_may_this_and_no_more(client, editor, alder, path, status):
    assert client.get(path.format(alder=alder.pk)).status_code == status


def test_an_editor_changes_no_facility_itself(client, editor, alder):
    path = reverse("admin:facilities_facility_change", args=[alder.pk])
    assert client.post(path, {"status": "closed"}).status_code == 403


def test_a_note_whose_key_is_gone_says_so_and_holds_nothing_up(
    client, editor, alder, report, settings
):
    keys = settings.FIELD_KEYS
    mine = report(note=NOTE)
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]

    assert "Alder House" in text_of(client, LIST)
    html = text_of(client, change(mine))
    assert "No key in FIELD_KEYS opens this note" in html
    assert "can&#x27;t be read: its key is missing" in html
    mine.move(Report.State.CHECKING, editor)
    link = link_to_correct(html)
    client.post(
        link,
        {
            "facility": alder.pk, "what": "phone", "phone": "617-555-0777",
            "confirmed_on": "2026-11-20", "confirmed_by": "call",
        },
    )  # fmt: skip
    settings.FIELD_KEYS = keys
    mine.refresh_from_db()
    assert (mine.state, mine.note) == ("confirmed", NOTE)


def test_notes_that_should_be_gone_are_named(client, editor, report):
    report(note=NOTE)
    report()
    assert "should be emptied" not in text_of(client, LIST)
    Report.objects.update(sent_at=timezone.now() - timedelta(days=366))
    assert "1 notes should be emptied by now" in text_of(client, LIST)
