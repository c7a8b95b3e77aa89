"""What is left of reports when their time is over."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from feedback.models import Report

NOTE = "Canary: someone else answers."


@pytest.mark.parametrize(
    "changed, is_emptied",
    [
        ({"state": "dismissed", "closed": 181}, True),
        ({"state": "confirmed", "closed": 179}, False),
        ({"state": "new", "sent": 366}, True),
        ({"state": "checking", "sent": 364}, False),
    ],
)
def test_notes_are_emptied_when_their_time_is_over(capsys, report, changed, is_emptied):
    mine, now = report(note=NOTE), timezone.now()
    closed = changed.get("closed")
    Report.objects.filter(pk=mine.pk).update(
        state=changed["state"],
        closed_at=now - timedelta(days=closed) if closed else None,
        sent_at=now - timedelta(days=changed.get("sent", closed)),
    )
    call_command("purge_reports", "--dry-run")
    assert f"{int(is_emptied)} notes would be emptied\n" in capsys.readouterr().out
    call_command("purge_reports")
    assert f"{int(is_emptied)} notes emptied\n" in capsys.readouterr().out
    mine.refresh_from_db()
    assert mine.note == ("" if is_emptied else NOTE)
    assert mine.state == changed["state"]
    call_command("purge_reports")
    assert capsys.readouterr().out == "0 notes emptied\n0 closed reports deleted\n"


@pytest.mark.parametrize(
    "state, days, is_deleted",
    [("confirmed", 731, True), ("dismissed", 729, False), ("checking", 2000, False)],
)
def test_closed_reports_are_deleted_two_years_later(
    capsys, report, admin_user, state, days, is_deleted
):
    mine, long_ago = report(note=NOTE), timezone.now() - timedelta(days=days)
    mine.move(state, admin_user)
    Report.objects.filter(pk=mine.pk).update(
        sent_at=long_ago, closed_at=None if state == "checking" else long_ago
    )
    call_command("purge_reports", "--dry-run")
    assert f"\n{int(is_deleted)} closed reports would be deleted" in capsys.readouterr().out
    call_command("purge_reports")
    assert f"\n{int(is_deleted)} closed reports deleted" in capsys.readouterr().out
    assert Report.objects.count() == int(not is_deleted)
    assert not any(kept.note for kept in Report.objects.all())


def test_an_emptied_note_leaves_no_token(report):
    mine = report(note=NOTE)
    Report.objects.filter(pk=mine.pk).update(sent_at=timezone.now() - timedelta(days=400))
    call_command("purge_reports", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM feedback_report")
        assert [bytes(note) for (note,) in cursor.fetchall()] == [b""]
