"""deploy/install.sh on a bare Debian: what it installs, serves, purges, backs up, and undoes."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.setup.conftest import ROOT
from tests.setup.debian import Debian, NotFetched, index_environment

pytestmark = [pytest.mark.slow, pytest.mark.machine]

INSTALL = ("bash", "/root/finder/deploy/install.sh")
FIRST = ("--host", "find.example.org", "--admin-from", "192.0.2.0/24")
UNITS = ROOT / "deploy" / "systemd"
# Whoever keeps an archive switches its timer on: tests/backups/test_archive.py.
TIMERS = sorted({path.stem for path in UNITS.glob("*.timer")} - {"finder-archive"})
# It asks the official sources, which aren't there.
ASKS_OTHERS = {"finder-update"}


def lay_out(machine, folder):
    """Copy the project as a clone of it has it, with the map's files that are made already."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    target = machine.path(folder)
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    shutil.copytree(ROOT / "var" / "assets", target / "var" / "assets", dirs_exist_ok=True)
    shutil.copy(ROOT / "var" / "assets.sha256", target / "var")


@pytest.fixture(scope="session")
def machine(tmp_path_factory):
    """A Debian with the finder installed and, as far as there is a systemd, started."""
    root = tmp_path_factory.mktemp("debian") / "root"
    root.mkdir()
    root.chmod(0o755)
    debian = Debian(root)
    try:
        try:
            debian.install()
        except NotFetched as error:
            pytest.skip(f"no Debian can be fetched: {error}")
        lay_out(debian, "/root/finder")
        debian.output = debian.call(*INSTALL, *FIRST, **index_environment())
        # Invented facilities: without any the site says that it isn't ready.
        debian.call("finder-manage", "prepare")
        start_site(debian)
        yield debian
    finally:
        debian.switch_off()
        shutil.rmtree(root, ignore_errors=True)


def start_site(machine):
    """Start what systemd would, and wait until the site answers."""
    machine.site = machine.start(machine.unit("finder.service"), "/var/log/finder.log")
    machine.start(["nginx", "-g", "daemon off;"], "/var/log/nginx.log")
    deadline = time.monotonic() + 120
    while machine.ask("/readyz").status != 200:
        assert time.monotonic() < deadline, machine.path("/var/log/finder.log").read_text()
        time.sleep(0.5)


def snapshot(machine):
    """Return {path: (mode, owner, time)} of what an installation may write."""
    folders = ("etc", "srv", "usr/local", "var/lib/finder", "var/backups", "var/www")
    paths = [path for folder in folders for path in (machine.root / folder).rglob("*")]
    # Python's notes of compiled modules, and pip's own.
    kept = [path for path in paths if "__pycache__" not in path.parts]
    states = ((path, path.lstat()) for path in kept)
    return {str(path): (s.st_mode, s.st_uid, s.st_gid, s.st_mtime_ns) for path, s in states}


@pytest.mark.parametrize("path", ["/", "/es/", "/search/?where=Boston%2C+MA", "/helplines/"])
def test_the_site_answers_through_nginx(machine, path):
    answer = machine.ask(path)
    assert answer.status == 200
    assert "tel:988" in answer.body
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_static_files_come_from_nginx_for_good(machine):
    name = re.search(r'href="(/static/[^"]+\.css)"', machine.ask("/").body)[1]
    answer = machine.ask(name, headers={"Accept-Encoding": "gzip"})
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("port, name", [(80, None), (443, None), (443, "evil.example.org")])
def test_another_name_is_no_visitors(machine, port, name):
    host = name or "evil.example.org"
    assert machine.ask("/", port=port, name=name, host=host).status is None


def test_http_leads_to_https_of_the_same_name(machine):
    answer = machine.ask("/search/?q=detox", port=80)
    assert answer.status == 301
    assert answer.headers["location"] == "https://find.example.org/search/?q=detox"


REFUSED = [
    pytest.param("/admin/", {}, 403, id="the admin, from elsewhere"),
    pytest.param("/es/nada/%", {}, 400, id="no address"),
    pytest.param("/static/none.css", {}, 404, id="no such file"),
    pytest.param(f"/?{'x' * 9000}", {}, 414, id="too long an address"),
    pytest.param("/", {"headers": {"X": "x" * 40_000}}, 400, id="too long a header"),
    pytest.param(
        "/near-me/", {"method": "POST", "headers": {"Content-Length": "70000"}}, 413, id="too much"
    ),
]


@pytest.mark.parametrize("path, request_, status", REFUSED)
def test_what_nginx_refuses_shows_whom_to_call(machine, path, request_, status):
    answer = machine.ask(path, **request_)
    assert answer.status == status
    assert "tel:988" in answer.body
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_headers_that_pass_for_others_are_dropped(machine):
    plain = machine.ask("/about/")
    odd = {"SCRIPT_NAME": "/evil", "X-Forwarded-Host": "evil.example", "X-Original-URL": "/x/"}
    assert machine.ask("/about/?again", headers=odd).body.replace("?again", "") == plain.body


def test_spellings_of_a_coding_share_what_is_kept(machine):
    spellings = ["gzip, br", "br;q=1.0, zz1", "zz2,br"]
    for spelling in spellings:
        answer = machine.ask("/privacy/?coding", headers={"Accept-Encoding": spelling})
        assert answer.headers["content-encoding"] == "br"
    assert "content-encoding" not in machine.ask("/privacy/?coding").headers
    lines = machine.path("/var/log/nginx/finder.log").read_text().splitlines()
    states = [line.split()[-1] for line in lines if " /privacy/ " in line]
    assert states[-4:] == ["MISS", "HIT", "HIT", "MISS"]


@pytest.mark.parametrize("timer", TIMERS)
def test_each_timer_starts_a_command_that_works(machine, timer):
    text = machine.path(f"/etc/systemd/system/{timer}.timer").read_text()
    unit = re.search("^Unit=(.+)$", text, re.MULTILINE)
    unit = unit[1] if unit else f"{timer}.service"
    if timer in ASKS_OTHERS:
        assert "manage.py update_directory" in machine.unit(unit)[-1]
    else:
        result = machine.run_unit(unit)
        assert result.returncode == 0, result.stdout


def sql(machine, statement):
    """Run a statement as the finder's user, who needs no password; return what it prints."""
    return machine.call("runuser", "-u", "finder", "--", "psql", "-qAtc", statement, "finder")


COUNTS = "SELECT count(*) FROM counters_dailycount WHERE kind = 'searches' AND number = 11"
COUNT = "INSERT INTO counters_dailycount (kind, key, day, number) VALUES ('searches', '{}', {}, 11)"


def test_purges_reach_the_database_that_the_site_uses(machine):
    sql(machine, COUNT.format("MA", "'2020-01-01'"))
    assert sql(machine, COUNTS) == "1\n"
    assert machine.run_unit("finder-manage@purge_counts.service").returncode == 0
    assert sql(machine, COUNTS) == "0\n"


def test_the_backup_is_there_and_private(machine):
    machine.run_unit("finder-backup.service")
    backups = list(machine.path("/var/backups/finder").glob("finder-*.dump"))
    assert backups
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in backups)
    assert machine.path("/var/lib/finder/last-backup").exists()


def names_in(text):
    return {
        re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([\w.-]+)==", text, re.M)
    }


def test_nothing_of_developers_is_on_the_server(machine):
    frozen = machine.call("/srv/finder/current/.venv/bin/python", "-m", "pip", "freeze")
    assert {"django", "gunicorn", "psycopg"} <= names_in(frozen)
    assert names_in(frozen) <= names_in((ROOT / "requirements" / "base.txt").read_text())
    release = machine.path("/srv/finder/releases") / machine_release(machine)
    for name in ("node_modules", "tests", "benchmarks"):
        assert not (release / name).exists()
    assert (release / "var" / "static" / "map").is_dir()


def machine_release(machine):
    return Path(os.readlink(machine.path("/srv/finder/current"))).name


MODES = [
    ("/etc/finder.env", "640 root finder"),
    ("/etc/ssl/finder/own.key", "600 root root"),
    ("/var/lib/finder", "700 finder finder"),
    ("/var/backups/finder", "700 finder finder"),
    ("/srv/finder/current/manage.py", "755 root root"),
    ("/srv/finder/current/finder/settings.py", "644 root root"),
    ("/srv/finder/current/.venv/bin/python", "755 root root"),
    ("/srv/finder/current/var", "711 finder finder"),
]


@pytest.mark.parametrize("path, expected", MODES)
def test_who_may_read_and_write_it(machine, path, expected):
    assert machine.call("stat", "-L", "-c", "%a %U %G", path).strip() == expected


def test_the_finder_cannot_change_what_it_runs(machine):
    command = "find -L /srv/finder/current -path '*/var' -prune -o -writable -print"
    found = machine.call("runuser", "-u", "finder", "--", "sh", "-c", command)
    # Programs of the system's that .venv links to.
    assert [line for line in found.splitlines() if "/.venv/" not in line] == []


def test_the_keys_are_its_own_and_in_no_output(machine):
    text = machine.path("/etc/finder.env").read_text()
    key = re.search("^SECRET_KEY=(.+)$", text, re.MULTILINE)[1]
    assert len(key) >= 50
    assert key not in machine.output


def test_a_second_run_changes_nothing(machine):
    before = snapshot(machine)
    output = machine.call(*INSTALL, *FIRST)
    assert "Everything is as it should be; nothing was changed." in output
    assert snapshot(machine) == before


def test_what_somebody_changed_stays(machine):
    site = machine.path("/etc/nginx/sites-available/finder")
    original = site.read_text()
    site.write_text(original + "# mine\n")
    output = machine.call(*INSTALL, "--upgrade")
    assert "was changed by hand and stays" in output
    assert site.read_text().endswith("# mine\n")
    assert site.with_name("finder.new").read_text() == original
    site.write_text(original)
    site.with_name("finder.new").unlink()


@pytest.mark.parametrize(
    "options, says",
    [
        (["--upgrade", "--host"], "--host needs a value"),
        (["--frobnicate"], "there is no option --frobnicate"),
        (["--host", "https://x.example/"], "isn't a host name such as"),
        (["--host", "other.example.org"], "doesn't have other.example.org among ALLOWED_HOSTS"),
        (["--admin-from", "here"], "--admin-from here isn't a network"),
        (["--certificate", "/nowhere"], "--certificate and --key are both needed"),
        (["--database-url", "postgres://a@b/c"], "has another DATABASE_URL"),
        (["--rollback"], "there is no release before"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(machine, options, says):
    result = machine.run(*INSTALL, *options)
    assert result.returncode == 1
    assert says in result.stdout.splitlines()[-1]


def test_systemd_takes_the_units(machine):
    # What an archive needs is installed by who wants one.
    names = [path.name for path in UNITS.iterdir() if path.stem != "finder-archive"]
    units = [f"/etc/systemd/system/{name}" for name in names]
    units = [unit.replace("@.", "@purge_counts.") for unit in units]
    assert machine.call("systemd-analyze", "verify", "--man=no", *units) == ""


NEXT_MIGRATION = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("counters", "{before}")]
    operations = [
        migrations.AddField("dailycount", "remark", models.CharField(default="", max_length=9))
    ]
"""


def test_an_upgrade_and_the_way_back(machine):
    """Last, as it leaves two releases: the next one has a migration of its own."""
    first = machine_release(machine)
    lay_out(machine, "/root/next")
    source = machine.path("/root/next")
    project = source / "pyproject.toml"
    project.write_text(
        re.sub('^version = ".*"', 'version = "99.0"', project.read_text(), flags=re.M)
    )
    migrations = source / "counters" / "migrations"
    before = max(path.stem for path in migrations.glob("0*.py"))
    (migrations / "9999_remark.py").write_text(NEXT_MIGRATION.format(before=before))

    machine.call("bash", "/root/next/deploy/install.sh", "--upgrade", **index_environment())
    assert machine_release(machine) == "99.0"
    assert machine.path("/var/backups/finder/before-99.0.dump").stat().st_size > 10_000
    assert "99.0" in machine.call("finder-manage", "version")
    assert "9999_remark" in machine.call("finder-manage", "showmigrations", "counters")
    sql(
        machine,
        COUNT.replace("number)", "number, remark)").replace("11)", "11, '')").format("NH", "now()"),
    )

    output = machine.call("bash", "/root/next/deploy/install.sh", "--rollback")
    assert "1 migrations undone" in output
    assert machine_release(machine) == first
    # What was written meanwhile stays.
    assert sql(machine, COUNTS) == "1\n"
