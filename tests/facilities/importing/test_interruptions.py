"""Imports that are killed, and imports that meet: real processes on a real database."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import environ
import pytest
from django.conf import settings

from tests.facilities.workbooks import row, workbook

pytestmark = pytest.mark.slow
ROOT = Path(settings.BASE_DIR)
NAME = "interrupted_imports"  # the database of these tests, on PostgreSQL
STATE = """
import hashlib
from facilities.models import *
rows = [
    sorted(Facility.objects.values_list("public_id", "name", "status")),
    sorted(Phone.objects.values_list("facility__public_id", "e164")),
    sorted(Listing.objects.values_list("edition__year", "line", "row_hash")),
    sorted(Facility.objects.values_list("public_id", "offered")),
    sorted(Edition.objects.values_list("year", "is_current")),
]
print([len(part) for part in rows], hashlib.sha256(repr(rows).encode()).hexdigest())
"""
# What an import says when it begins a step: there it is killed, before it commits.
STEPS = ("reading", "matching", "writing listings", "facilities", "writing numbers")


class Directory:
    """An installation of its own: `run` a command to its end, `start` one beside this test."""

    def __init__(self, url):
        settings_module = {"DJANGO_SETTINGS_MODULE": "finder.settings"}
        self.environment = {**os.environ, **settings_module, "DATABASE_URL": url}

    def start(self, *arguments):
        return subprocess.Popen(
            [sys.executable, ROOT / "manage.py", *map(str, arguments)],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments):
        process = self.start(*arguments)
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        return output

    def state(self):
        return self.run("shell", "-v0", "-c", STATE)


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    """Return a Directory on the kind of database that the suite runs on."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    if not given.startswith("postgres"):
        directory = Directory(f"sqlite:///{tmp_path_factory.mktemp('db') / 'finder.sqlite3'}")
        yield prepared(directory)
        return
    with server() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
    address, _question, options = given.partition("?")
    url = f"{address.rpartition('/')[0]}/{NAME}" + (f"?{options}" if options else "")
    yield prepared(Directory(url))
    with server() as connection:
        connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def server():
    """Connect to the suite's PostgreSQL server, outside its test database."""
    import psycopg

    given = environ.Env.db_url_config(os.environ["TEST_DATABASE_URL"])
    return psycopg.connect(
        host=given["HOST"] or None,
        port=given["PORT"] or None,
        user=given["USER"] or None,
        password=given["PASSWORD"] or None,
        dbname=given["NAME"],
        autocommit=True,
    )


def prepared(directory):
    directory.run("migrate", "-v0")
    directory.run("load_gazetteer", "-v0")
    directory.run("load_taxonomy", "-v0")
    return directory


def houses(path, count, phone):
    rows = [
        row(f"House {n}", street1=f"{n} Main Street", phone=f"{phone}-{n:04d}")
        for n in range(100, 100 + count)
    ]
    return workbook(path, rows)


def test_a_killed_import_leaves_the_old_directory_whole(directory, tmp_path):
    old = houses(tmp_path / "su-2022.xlsx", 1500, "781-555")
    new = houses(tmp_path / "su-2023.xlsx", 1400, "617-555")
    directory.run("import_directory", old)
    before = directory.state()
    states = {}
    for step in STEPS:
        process = directory.start("import_directory", "--allow-phones", new)
        printed = ""
        while step not in (line := process.stderr.readline()):
            assert line, f"no step says {step}: {printed}"
            printed += line
        process.send_signal(signal.SIGKILL)
        process.communicate()
        states[step] = directory.state()
    directory.run("import_directory", "--allow-phones", new)
    assert directory.state() != before
    assert states == dict.fromkeys(STEPS, before)


def test_the_second_of_two_imports_at_once_is_refused(directory, tmp_path):
    path = houses(tmp_path / "su-2024.xlsx", 3000, "508-555")
    first = directory.start("import_directory", "--allow-phones", path)
    while "reading" not in (line := first.stderr.readline()):  # it holds the directory now
        assert line, "the first import ended early"
    first.send_signal(signal.SIGSTOP)  # else it may be done before the second has started
    second = directory.start("import_directory", "--allow-phones", "--dry-run", path)
    _output, errors = second.communicate(timeout=120)
    assert second.returncode != 0
    assert "another import is running" in errors
    first.send_signal(signal.SIGCONT)
    _output, errors = first.communicate(timeout=120)
    assert first.returncode == 0, errors
