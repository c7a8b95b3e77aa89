"""Which tests are skipped, and why: those whose server, browser or data isn't there.

With CI=true a skip is a failure, so that nothing goes untested unnoticed. Only tests of
the published directory files may be skipped then, where those files aren't, and those that make a
Debian of their own, where the system doesn't let them: in most containers.
"""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.chromium import ADVICE, find_chromium
from tests.databases import on_postgres

ROOT = Path(__file__).resolve().parent.parent


def real_data():
    """Return the folder of the published directory files, or None."""
    default = ROOT.parent / "shared" / "data" / "samhsa"
    folder = Path(os.environ.get("SHARED_DATA") or default)
    return folder if folder.is_dir() else None


def has_node():
    """Return whether what comes from npm is there: packages, and the map's files."""
    return all((ROOT / path).is_dir() for path in ("node_modules/html-validate", "var/assets"))


@cache
def can_make_a_machine():
    """Return whether this user may make a Debian of its own: root, with namespaces and mounts."""
    if os.geteuid() != 0 or not shutil.which("debootstrap") or not shutil.which("unshare"):
        return False
    apart = "unshare --mount --pid --ipc --net --fork sh -c".split()
    trial = subprocess.run([*apart, "mount -t proc proc /proc"], capture_output=True)
    return trial.returncode == 0


def missing_for(item):
    """Return what keeps `item` from being run here, or None."""
    if item.get_closest_marker("real_data") and not real_data():
        return "needs the published directory files: set SHARED_DATA to their folder"
    if item.get_closest_marker("machine") and not can_make_a_machine():
        return "needs root, debootstrap, and a system that lets it make namespaces and mounts"
    if item.get_closest_marker("browser") and not find_chromium():
        return ADVICE
    if item.get_closest_marker("node") and not has_node():
        return "needs the packages of npm: make install, with a network"
    if item.get_closest_marker("postgres") and not on_postgres():
        return "needs PostgreSQL: make test-postgres"
    return None


def skips_fail():
    return os.environ.get("CI") == "true"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    if reason := missing_for(item):
        pytest.skip(reason)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item):
    report = yield
    excused = (
        hasattr(report, "wasxfail")
        or (item.get_closest_marker("real_data") and not real_data())
        or item.get_closest_marker("machine")
    )
    return report if excused else fail_if_skipped(report)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report():
    """See to modules that are skipped as a whole."""
    return fail_if_skipped((yield))


def fail_if_skipped(report):
    if report.skipped and skips_fail():
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason} (with CI=true nothing may be skipped)"
    return report
