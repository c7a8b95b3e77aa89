"""`make run`, as on a machine where only the packages are there already."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager

import pytest

from tests.facilities.workbooks import row, workbook
from tests.setup.conftest import ROOT, Project, pretend_npm
from tests.sources.server import Site, running

OWN = (".git", ".venv", ".env", "var", "node_modules", "__pycache__", ".*_cache", ".hypothesis")


def test_a_port_that_is_taken_is_said_before_anything_slow(project):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = project.run("make", "run", f"PORT={port}")
    assert result.returncode != 0
    assert result.stdout == ""
    message, *rest = result.stderr.splitlines()
    assert message == f"Port {port} is taken. Choose another: make run PORT=8001"
    assert all(line.startswith("make") for line in rest)
    assert not project.venv.exists()


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_said(project, port):
    result = project.run("make", "run", f"PORT={port}")
    assert result.returncode != 0
    assert f"PORT={port} is not a port number" in result.stderr


def test_the_first_run_sets_up_and_the_second_only_serves(tmp_path):
    project = whole_project(tmp_path / "project")
    with serving(project) as (address, log):
        assert address in log.read_text()
    before = state(project)
    with serving(project):
        pass
    assert state(project) == before


def test_the_official_directory_is_fetched_and_served_and_enough_when_sources_fail(tmp_path):
    project = whole_project(tmp_path / "project")
    one_source = tmp_path / "sources.toml"
    own = {"SOURCES": "su", "SOURCES_FILE": str(one_source)}
    one_source.write_text('[su]\naddress = "http://127.0.0.1:9/2025_SU.xlsx"\n')
    own["SOURCES_ALLOW_PRIVATE_HOSTS"] = "127.0.0.1"

    result = project.run("make", "real", f"PORT={free_port()}", **own)
    assert result.returncode != 0
    sentence, *rest = [line for line in result.stderr.splitlines() if not line.startswith("asking")]
    assert "su (127.0.0.1): it can't be reached" in sentence
    assert sentence.endswith('make import FILES="2025_SU.xlsx"')
    assert all(line.startswith("make") for line in rest)
    assert "Treatment Finder is at" not in result.stdout

    site = Site()
    content = workbook(tmp_path / "su.xlsx", [row()]).read_bytes()
    site.has("/2025_SU.xlsx", content)
    with running(site) as address:
        one_source.write_text(f'[su]\naddress = "{address}/2025_SU.xlsx"\n')
        with serving(project, "real", **own) as (home, _log):
            assert "Shelby House" in page(f"{home}search/?where=Canton,+MA")
    with serving(project, "real", **own) as (home, log):  # the site is gone
        assert "The directory stays as it was." in log.read_text()
        assert "Shelby House" in page(f"{home}search/?where=Canton,+MA")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def uncounted(address):
    """Return a request that isn't counted: a worker still warming would write it while it ends."""
    return urllib.request.Request(address, headers={"DNT": "1"})


def page(address):
    with urllib.request.urlopen(uncounted(address), timeout=120) as response:
        return response.read().decode()


def test_static_files_are_collected_anew_when_the_map_changed(project):
    def digest():
        code = "import sys; sys.path.insert(0, 'scripts'); import run; print(run.static_digest())"
        return project.run(sys.executable, "-c", code).stdout

    before = digest()
    (project.root / "var" / "assets" / "states.json").write_text("{}")

    assert before
    assert digest() not in (before, "")


def whole_project(root):
    """Copy the project as a clone would have it, with the packages of this interpreter."""
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*OWN))
    project = Project(root)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", project.venv], check=True)
    site = next(project.venv.glob("lib/python*/site-packages"))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    install = root / "scripts" / "install.py"
    stamps = "import install\nfor name in ('base', 'dev'):\n"
    stamps += "    install.stamp(name).write_text(install.digest(name))"
    subprocess.run([sys.executable, "-c", stamps], cwd=install.parent, check=True)
    pretend_npm(root)
    return project


@contextmanager
def serving(project, target="run", **changes):
    """Run `make run`, or another target that serves; yield its address and its log."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    log = project.root / "log"
    # With one worker, who serves a page is not still starting when it is stopped.
    changes = {"WEB_CONCURRENCY": "1", **changes}
    with log.open("w") as output:
        make = subprocess.Popen(
            ["make", target, f"PORT={port}"],
            cwd=project.root,
            env=project.environment(**changes),
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        wait_for(address, make, log)
        yield address, log
    finally:
        if make.poll() is None:
            os.killpg(make.pid, signal.SIGINT)  # as Ctrl-C does: make and all it started
        make.wait(timeout=120)
    assert "Traceback" not in log.read_text()


def wait_for(address, make, log):
    """Wait until the home page is served."""
    while True:
        try:
            with urllib.request.urlopen(uncounted(address), timeout=120) as response:
                assert response.status == 200
                return
        except urllib.error.HTTPError:
            raise
        except OSError:
            assert make.poll() is None, log.read_text()
            time.sleep(0.05)


def state(project):
    """Return all a run may have changed: every file's content, the database by its rows."""
    database = project.root / "var" / "finder.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        rows = list(connection.iterdump())
    files = {
        path: path.read_bytes()
        for path in project.root.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and path.name != "log"
        if not path.name.startswith(database.name)
    }
    return rows, files
