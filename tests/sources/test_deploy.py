"""The example units: what they start is there, and confined."""

from configparser import RawConfigParser

import pytest
from django.conf import settings
from django.core.management import get_commands

FOLDER = settings.BASE_DIR / "deploy"


@pytest.fixture
def unit():
    """Return a function: a unit's sections, each key said once."""

    def do(name):
        parser = RawConfigParser(strict=True)
        parser.optionxform = str
        parser.read_string((FOLDER / name).read_text())
        return parser

    return do


def test_the_service_runs_a_command_there_is(unit):
    service = unit("finder-update.service")["Service"]
    python, script, command = service["ExecStart"].split()
    assert python.startswith(service["WorkingDirectory"])
    assert (settings.BASE_DIR / script).is_file()
    assert command in get_commands()
    assert service["Type"] == "oneshot"


def test_the_service_is_confined(unit):
    service = unit("finder-update.service")["Service"]
    assert service["User"] != "root"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    assert service["CapabilityBoundingSet"] == ""
    assert service["ReadWritePaths"] == f"{service['WorkingDirectory']}/var"


def test_the_timer_comes_every_night_at_a_time_of_its_own(unit):
    timer = unit("finder-update.timer")
    assert timer["Timer"]["OnCalendar"].startswith("*-*-* 0")
    assert timer["Timer"]["RandomizedDelaySec"]
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"
