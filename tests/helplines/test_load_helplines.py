import json

import pytest
from django.core.management import CommandError, call_command

from helplines.fixture import FIXTURE, read_fixture, read_translations
from helplines.models import Helpline
from tests.helplines.factories import make_helpline

pytestmark = pytest.mark.django_db

LINES = read_fixture()
ALL = len(LINES) + len(read_translations(LINES))


@pytest.fixture
def load(capsys):
    """Run the command and return the lines it printed."""

    def run(*arguments):
        call_command("load_helplines", *arguments)
        return capsys.readouterr().out.splitlines()

    return run


@pytest.fixture
def release(tmp_path):
    """Write a later fixture: the shipped one with `changes` to the line `slug`."""

    def write(slug, **changes):
        entries = json.loads(FIXTURE.read_text(encoding="utf-8"))
        next(entry for entry in entries if entry["slug"] == slug).update(changes)
        path = tmp_path / "helplines.json"
        path.write_text(json.dumps(entries), encoding="utf-8")
        return f"--fixture={path}"

    return write


def test_first_load_creates_every_line(load):
    printed = load()

    assert printed[0] == "911: created"
    assert (
        printed[-1] == f"Helplines and translations: {ALL} created, 0 changed, 0 unchanged, 0 kept."
    )
    assert Helpline.objects.count() == len(LINES)
    assert not any(line.is_edited for line in Helpline.objects.all())


def test_second_load_writes_nothing(load, django_assert_num_queries):
    load()

    with django_assert_num_queries(4):  # savepoint, two selects, release
        printed = load()
    summary = f"Helplines and translations: 0 created, 0 changed, {ALL} unchanged, 0 kept."
    assert printed == [summary]


def test_a_line_nobody_edited_follows_the_file(load, release):
    load()

    printed = load(release("988", hours="Day and night."))

    summary = (
        f"Helplines and translations: 0 created, 1 changed, {len(LINES) - 1} unchanged, 0 kept."
    )
    assert printed == ["988: changed", summary]
    assert Helpline.objects.get(slug="988").hours == "Day and night."


def test_a_line_the_operator_edited_is_kept(load, release):
    load()
    Helpline.objects.filter(slug="988").update(cost="Free here too.")

    printed = load(release("988", hours="Day and night."))

    assert printed[0] == "988: kept as edited in the admin; --force overwrites it"
    line = Helpline.objects.get(slug="988")
    assert (line.cost, line.hours) == ("Free here too.", "24 hours a day, every day.")


def test_force_overwrites_it(load):
    load()
    Helpline.objects.filter(slug="988").update(cost="Free here too.", is_published=False)

    assert load("--force")[0] == "988: changed"
    line = Helpline.objects.get(slug="988")
    assert line.cost == "Free. You don't need insurance."
    assert line.is_published
    assert not line.is_edited


def test_lines_of_the_operator_are_left_alone(load):
    make_helpline(slug="our-line", role="operator").save()
    make_helpline(slug="911", who_answers="Our county's dispatch.").save()

    load()

    assert Helpline.objects.filter(slug="our-line").exists()
    assert Helpline.objects.get(slug="911").who_answers == "Our county's dispatch."


def test_a_line_that_breaks_a_rule_of_the_database_stops_it_whole(load, release):
    with pytest.raises(CommandError, match="988: Give both the number to show and the number"):
        load(release("988", tty_display=""))
    assert not Helpline.objects.exists()


def test_a_broken_file_is_named_and_changes_nothing(load, release):
    load()
    broken = release("988", hours="")

    with pytest.raises(CommandError, match=r"changed\. .*helplines\.json: entry 2 \(988\): hours"):
        load(broken)
    assert Helpline.objects.get(slug="988").hours
