"""What an operator is told without asking: in checks, in mails, in numbers."""

import os
import re
import time
from datetime import timedelta

import pytest
import yaml
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics import MetricWrapperBase

from finder.watching import mailing
from finder.watching.checks import check_installation
from finder.watching.conditions import conditions
from finder.watching.numbers import Installation
from guides.models import Guide
from metrics import runs
from tests.callbacks.factories import make_request
from tests.guides.factories import SOURCES, make_guide
from tests.pages.factories import make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def well(settings, tmp_path):
    """An installation with which nothing is amiss."""
    settings.SECURITY_CONTACT = "security@example.org"
    settings.BACKUP_STAMP = str(tmp_path / "backup")
    settings.WATCH_FILE = tmp_path / "watch.json"
    settings.ALERTS_NOTIFY = ["ops@example.org"]
    settings.DEFAULT_FROM_EMAIL = "finder@example.org"
    (tmp_path / "backup").touch()
    for command in runs.COMMANDS:
        runs.note(command)
    # Those that are shipped may rest on a rule that has ended since.
    Guide.objects.all().delete()
    assert names() == set()


def names():
    return {condition.name for condition in conditions()}


def age_backup(settings):
    old = time.time() - 30 * 3600
    os.utime(settings.BACKUP_STAMP, (old, old))


def lose_backup(settings):
    os.remove(settings.BACKUP_STAMP)


def run_long_ago(settings):
    runs.LastRun.objects.update(at=timezone.now() - timedelta(days=3))


def run_never(settings):
    runs.LastRun.objects.filter(command="purge_reports").delete()


def import_old(settings):
    make_edition(kind="su", year=timezone.now().year - 3)


def import_long_ago(settings):
    make_edition(kind="mh", year=2026, imported_at=timezone.now() - timedelta(days=600))


def rest_on_what_ended(settings):
    make_guide(sources=f"{SOURCES} | {timezone.localdate()}").save()


def rest_on_what_ends(settings):
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_guide(sources=f"{SOURCES} | {tomorrow}").save()


CASES = {
    "old backup": (age_backup, {"backup"}),
    "no backup": (lose_backup, {"backup"}),
    "no purge for days": (run_long_ago, {"purge_callbacks", "purge_reports", "purge_log_ins"}),
    "never a purge": (run_never, {"purge_reports"}),
    "old edition": (import_old, {"edition-su"}),
    "edition imported long ago": (import_long_ago, {"edition-mh"}),
    "a rule that ended": (rest_on_what_ended, {"guides-ended-rules"}),
    "a rule that ends": (rest_on_what_ends, set()),
}


@pytest.mark.parametrize("change, expected", CASES.values(), ids=CASES)
def test_what_is_amiss_is_said(settings, change, expected):
    change(settings)
    assert names() == expected
    for warning in check_installation(None):
        assert warning.msg.endswith(".")
        assert warning.hint.endswith((".", "?"))


@pytest.mark.parametrize(
    "changes, expected",
    [
        ({"SECURITY_CONTACT": "", "CONTACT_EMAIL": ""}, {"no-security-contact"}),
        ({"FIELD_KEYS": ["same", "same"]}, {"same-field-key"}),
        ({"METRICS_PORT": 9464, "METRICS_HOST": "0.0.0.0"}, {"public-metrics"}),
        ({"METRICS_PORT": 9464, "METRICS_HOST": "1.2.3.4"}, {"public-metrics"}),
        ({"METRICS_PORT": 9464, "METRICS_HOST": "10.0.0.5"}, set()),
        ({"METRICS_PORT": None, "METRICS_HOST": "0.0.0.0"}, set()),
        ({"CALLBACKS_ENABLED": False, "FIELD_KEYS": []}, set()),
    ],
)
def test_settings_that_are_amiss_are_said(settings, changes, expected):
    for name, value in changes.items():
        setattr(settings, name, value)
    assert names() == expected


def test_a_file_that_can_not_be_written_is_named(settings):
    settings.WATCH_FILE = settings.BACKUP_STAMP + "/watch.json"  # below a file
    age_backup(settings)
    with pytest.raises(CommandError, match="WATCH_FILE"):
        call_command("watch")


def test_a_demonstration_directory_is_never_too_old():
    make_edition(kind="su", year=2020, is_demo=True)
    assert names() == set()


def test_each_thing_is_mailed_once_when_it_begins_and_once_when_it_ends(settings):
    call_command("watch")
    assert mail.outbox == []
    age_backup(settings)
    call_command("watch")
    call_command("watch")
    (first,) = mail.outbox
    assert first.to == ["ops@example.org"]
    assert "something is amiss" in first.subject
    assert "The last backup is from" in first.body
    os.utime(settings.BACKUP_STAMP)
    call_command("watch")
    call_command("watch")
    assert [message.subject.partition(": ")[2] for message in mail.outbox] == [
        "something is amiss",
        "all of it is right again",
    ]


def test_what_could_not_be_mailed_is_mailed_the_next_time(settings, monkeypatch):
    age_backup(settings)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    mailing.tell()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mailing.tell()
    assert len(mail.outbox) == 1


def test_a_database_that_is_away_hides_nothing_that_was_told(settings, monkeypatch):
    run_never(settings)
    mailing.tell()
    away = [mailing.Condition("database", "The database can't be asked.", "Is it running?")]
    monkeypatch.setattr(mailing, "conditions", lambda: away)
    began, ended = mailing.tell()
    assert [condition.name for condition in began] == ["database"]
    assert ended == []
    assert mailing.read(settings.WATCH_FILE).keys() == {"database", "purge_reports"}


@pytest.mark.parametrize("arguments", [["--dry-run"], ["--help"]])
def test_a_rehearsal_is_no_run(arguments):
    runs.LastRun.objects.all().delete()
    runs.note("purge_reports", arguments)
    runs.note("migrate")
    assert runs.last() == {}
    runs.note("purge_reports", [])
    assert runs.last().keys() == {"purge_reports"}


def numbers():
    registry = CollectorRegistry()
    registry.register(Installation())
    return generate_latest(registry).decode()


def test_numbers_of_the_installation(monkeypatch):
    monkeypatch.setattr("finder.watching.numbers.connections.close_all", lambda: None)
    make_edition(kind="su", year=2026)
    make_request()
    text = numbers()
    assert 'finder_edition_year{kind="su"} 2026.0' in text
    assert "finder_callbacks_waiting 1.0" in text
    assert "finder_reports_open 0.0" in text
    assert "finder_database_up 1.0" in text
    assert 'finder_command_last_success_timestamp_seconds{command="purge_reports"}' in text
    assert "finder_backup_timestamp_seconds" in text


# --- The rules and the board that come with the finder -------------------------------------


def exported(monkeypatch):
    """Return the names of all numbers there are."""
    from metrics import requests

    monkeypatch.setattr("finder.watching.numbers.connections.close_all", lambda: None)
    families = [family.name for family in Installation().collect()]
    counted = [
        metric._name + ("_total" if metric._type == "counter" else "")
        for metric in vars(requests).values()
        if isinstance(metric, MetricWrapperBase)
    ]
    names = {*families, *counted, "finder_release_info"}
    return names | {f"{name}{end}" for name in names for end in ("_bucket", "_count", "_sum")}


def test_rules_and_board_ask_for_numbers_that_exist(settings, monkeypatch):
    known = exported(monkeypatch)
    rules = yaml.safe_load((settings.BASE_DIR / "deploy/prometheus/finder.rules.yml").read_text())
    expressions = [rule["expr"] for group in rules["groups"] for rule in group["rules"]]
    expressions.append((settings.BASE_DIR / "deploy/grafana/finder.json").read_text())
    asked = {name for text in expressions for name in re.findall(r"\bfinder_\w+", text)}
    assert len(asked) > 10
    assert asked - known == set()


def test_every_alert_says_what_to_do(settings):
    rules = yaml.safe_load((settings.BASE_DIR / "deploy/prometheus/finder.rules.yml").read_text())
    for rule in (rule for group in rules["groups"] for rule in group["rules"]):
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"].keys() == {"summary", "description"}
