import json
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from demo import generator
from facilities.listings.readers import FileError
from facilities.models import Edition, Facility
from finder.management.commands import prepare

pytestmark = pytest.mark.django_db

WRITES = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|REPLACE|TRUNCATE)\b", re.IGNORECASE
)


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    return settings.VAR_DIR


@pytest.fixture
def run(var, capsys):
    """Prepare, and return the lines printed."""

    def prepared(*arguments):
        call_command("prepare", *arguments)
        return capsys.readouterr().out.splitlines()

    return prepared


@pytest.fixture
def small(monkeypatch):
    """Generate few facilities: the file itself is tested elsewhere."""
    write_demo = generator.write_demo
    monkeypatch.setattr(generator, "write_demo", lambda path: write_demo(path, 60))


def test_the_first_run_fills_and_the_second_writes_nothing(run, small, var):
    printed = run()
    assert len(printed) == 6
    assert printed[-1] == "directory: 60 invented facilities and 4 real ones added"
    assert Facility.objects.count() == 64
    assert set(Edition.objects.values_list("kind", "year", "is_demo")) == {
        ("su", 2026, True),
        ("curated", 2026, False),
    }
    files = {path: path.stat().st_mtime_ns for path in var.rglob("*")}

    with CaptureQueriesContext(connection) as queries:
        printed = run()
    assert len(printed) == 6
    assert printed[-1] == "directory: kept as it is"
    assert [query["sql"] for query in queries if WRITES.match(query["sql"])] == []
    assert {path: path.stat().st_mtime_ns for path in var.rglob("*")} == files


def test_production_starts_empty(run, var):
    assert len(run("--no-demo")) == 5
    assert not Edition.objects.exists()
    assert not (var / "demo").exists()


def test_what_the_operator_imported_stays_alone(run, small, tmp_path):
    call_command("import_directory", *prepare.CURATED.glob("*.json"), verbosity=0)
    assert run()[-1] == "directory: kept as it is"
    assert Edition.objects.get().kind == "curated"


def test_every_curated_file_is_loaded(run, small, monkeypatch, tmp_path):
    [file] = prepare.CURATED.glob("*.json")
    company = json.loads(file.read_text())
    for number, facility in enumerate(company["facilities"][:3]):
        part = {**company, "title": f"Part {number}", "facilities": [facility]}
        (tmp_path / f"{number}.json").write_text(json.dumps(part))
    monkeypatch.setattr(prepare, "CURATED", tmp_path)

    assert run()[-1] == "directory: 60 invented facilities and 3 real ones added"
    titles = Edition.objects.filter(kind="curated", is_current=True).order_by("title")
    assert list(titles.values_list("title", flat=True)) == [
        "Part 0, 2026",
        "Part 1, 2026",
        "Part 2, 2026",
    ]


def test_what_serves_never_loads_the_generator():
    script = "import sys, django; django.setup(); import finder.wsgi, finder.urls; "
    script += "import finder.management.commands.prepare; sys.exit('demo.generator' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", script], cwd=settings.BASE_DIR)
    assert result.returncode == 0


def test_a_file_that_cant_be_read_leaves_no_half_directory(run, small, monkeypatch, tmp_path):
    (tmp_path / "broken.json").write_text("{")
    monkeypatch.setattr(prepare, "CURATED", tmp_path)
    with pytest.raises(CommandError) as failure:
        run()
    assert "\n" not in str(failure.value)
    assert not Edition.objects.exists()
    assert not Facility.objects.exists()


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (DatabaseError("connection failed:\n\tis the server running?"), "is the server running?"),
        (FileError("there is no such file"), "there is no such file"),
        (OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_a_failure_is_one_line(run, monkeypatch, error, message):
    def fail(*arguments, **options):
        raise error

    monkeypatch.setattr(prepare, "call_command", fail)
    with pytest.raises(CommandError, match=message) as failure:
        run()
    assert "\n" not in str(failure.value)


def test_its_folder_can_be_passed_through_and_not_listed(run, small, var):
    run("--no-demo")
    assert var.stat().st_mode & 0o777 == 0o711


def test_a_database_of_before_is_taken_from_all_but_its_owner(tmp_path):
    path, log, unrelated = (tmp_path / f"finder.sqlite3{end}" for end in ("", "-wal", ".copy"))
    for each in (path, log, unrelated):
        each.touch(0o644)
        each.chmod(0o644)
    prepare.keep_to_owner({"ENGINE": "django.db.backends.sqlite3", "NAME": path})
    modes = [each.stat().st_mode & 0o777 for each in (path, log, unrelated)]
    assert modes == [0o600, 0o600, 0o644]


@pytest.mark.parametrize("name", [":memory:", "finder"])
def test_a_database_that_is_no_file_is_left_alone(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    prepare.keep_to_owner({"ENGINE": "django.db.backends.sqlite3", "NAME": name})
    prepare.keep_to_owner({"ENGINE": "django.db.backends.postgresql", "NAME": name})
    assert list(tmp_path.iterdir()) == []
