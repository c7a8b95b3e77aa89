"""The units of systemd: what they start is there, confined, and nothing promised is forgotten."""

from configparser import RawConfigParser

import pytest
from django.conf import settings
from django.core.management import get_commands

FOLDER = settings.BASE_DIR / "deploy" / "systemd"
PYTHON = "/srv/finder/current/.venv/bin/python manage.py "
# Made by PostgreSQL's user, of PostgreSQL alone.
DATABASES_OWN = "finder-archive.service"
SERVICES = sorted({path.name for path in FOLDER.glob("*.service")} - {DATABASES_OWN})
TIMERS = sorted(path.name for path in FOLDER.glob("*.timer"))


def read(name):
    """Return a unit's sections, each key said once."""
    parser = RawConfigParser(strict=True)
    parser.optionxform = str
    parser.read_string((FOLDER / name).read_text())
    return parser


def started_by(timer):
    """Return the command that a timer starts, as `manage.py` gets it; "" if it is another one."""
    name = read(timer)["Timer"].get("Unit", timer.replace(".timer", ".service"))
    template, _, instance = name.removesuffix(".service").partition("@")
    start = read(f"{template}@.service" if instance else name)["Service"]["ExecStart"]
    return start.replace("%i", instance).removeprefix(PYTHON) if PYTHON in start else ""


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_reads_the_same_settings_as_all_others(name):
    service = read(name)["Service"]
    assert service["EnvironmentFile"] == "/etc/finder.env"
    assert service["WorkingDirectory"] == "/srv/finder/current"
    assert service["ExecStart"].startswith("/srv/finder/current/.venv/bin/")
    assert service["UMask"] == "0077"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_confined(name):
    service = read(name)["Service"]
    assert service["User"] == "finder"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    assert service["CapabilityBoundingSet"] == ""
    assert set(service["ReadWritePaths"].split()) <= {
        "/srv/finder/current/var",
        "/var/lib/finder",
        "/var/backups/finder",
    }


@pytest.mark.parametrize("name", TIMERS)
def test_a_timer_starts_a_command_there_is(name):
    if command := started_by(name):
        assert command.split()[0] in get_commands()
    else:
        assert name == "finder-archive.timer"
    assert read(name)["Install"]["WantedBy"] == "timers.target"


@pytest.mark.parametrize(
    "name", [name for name in TIMERS if "RandomizedDelaySec" in read(name)["Timer"]]
)
def test_a_night_slept_through_is_made_up_for(name):
    assert read(name)["Timer"]["Persistent"] == "true"


def test_whatever_is_promised_to_be_deleted_has_a_timer():
    purges = {command for command in get_commands() if command.startswith("purge_")}
    assert purges
    assert purges <= {started_by(name) for name in TIMERS}


def test_containers_run_the_same_commands_each_night():
    script = (settings.BASE_DIR / "deploy" / "docker" / "nightly.sh").read_text()
    nightly = {started_by(name).split()[0] for name in TIMERS if started_by(name)}
    assert [command for command in sorted(nightly) if command not in script] == []
