"""`make install`: each thing that can go wrong says so in one line."""

import base64
import os
import re
import shutil
import signal
import socket
import subprocess
import zipfile
from hashlib import sha256

import pytest

CHANGED = "# nothing still, in other words\n"
ABSENT = f"absent==1.0 --hash=sha256:{'0' * 64}\n"


def fake_pythons(folder, **versions):
    """Make a folder for PATH with the shell's tools, and Pythons of these versions only."""
    folder.mkdir()
    for tool in ("make", "sh", "env", "dirname"):
        (folder / tool).symlink_to(shutil.which(tool))
    for name, version in versions.items():
        program = folder / name
        program.write_text(
            f'#!/bin/sh\ncase "$2" in *print*) echo {version} ;; *) exit 1 ;; esac\n'
        )
        program.chmod(0o755)
    return {"PATH": str(folder), "PYTHON": ""}


def test_too_old_a_python_is_named_with_its_version(project, tmp_path):
    result = project.run("make", "install", **fake_pythons(tmp_path / "bin", python3="3.10"))
    assert result.returncode != 0
    message, *rest = result.stderr.splitlines()
    assert message.startswith("Python 3.11 or newer is needed (python3 is 3.10)")
    assert all(line.startswith("make") for line in rest)
    assert not project.venv.exists()


def test_no_python_at_all_is_said(project, tmp_path):
    result = project.run("make", "install", **fake_pythons(tmp_path / "bin"))
    assert result.returncode != 0
    assert "python3 isn't found" in result.stderr


def test_a_newer_python_beside_an_old_one_is_used(project, tmp_path):
    environment = fake_pythons(tmp_path / "bin", python3="3.9")
    newer = tmp_path / "bin" / "python3.12"
    newer.write_text(
        '#!/bin/sh\ncase "$*" in *print*) echo 3.12 ;; -c*) ;; *) echo "ran $*" ;; esac\n'
    )
    newer.chmod(0o755)
    result = project.run("scripts/python.sh", "some.py", "base", **environment)
    assert result.stdout == "ran some.py base\n"


def test_a_python_without_venv_names_the_package_to_install(project, tmp_path):
    (tmp_path / "sitecustomize.py").write_text('import sys\nsys.modules["ensurepip"] = None\n')
    result = project.install(PYTHONPATH=str(tmp_path))
    assert result.returncode != 0
    assert "apt install python3-venv" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_second_run_does_nothing(first_install):
    project, _ = first_install
    before = {path: path.stat().st_mtime_ns for path in project.venv.rglob("*")}
    result = project.install()
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert {path: path.stat().st_mtime_ns for path in project.venv.rglob("*")} == before


def test_a_changed_lock_is_installed(project_with_venv):
    project_with_venv.lock("base", CHANGED)
    assert "requirements/base.txt" in project_with_venv.install().stdout


def test_dev_covers_base(project_with_venv):
    project_with_venv.lock("base", CHANGED)
    project_with_venv.install("dev")
    assert project_with_venv.install("base").stdout == ""


def test_no_network_is_one_line_and_a_later_run_succeeds(project_with_venv):
    project_with_venv.lock("base", ABSENT)
    result = project_with_venv.install()
    assert result.returncode != 0
    assert "the package index can't be reached" in result.stderr
    assert len(result.stderr.splitlines()) == 1

    project_with_venv.lock("base", CHANGED)
    result = project_with_venv.install()
    assert (result.returncode, result.stderr) == (0, "")
    assert "Creating .venv" not in result.stdout


@pytest.fixture
def wheel(tmp_path):
    """A package of one module, found without network; return its requirement line."""
    path = tmp_path / "wheels" / "present-1.0-py3-none-any.whl"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        info = "present-1.0.dist-info"
        archive.writestr("present.py", "")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: present\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    digest = sha256(path.read_bytes()).hexdigest()
    return f"present==1.0 --hash=sha256:{digest}\n", str(path.parent)


def test_what_is_locked_is_installed(project_with_venv, wheel):
    requirement, folder = wheel
    project_with_venv.lock("base", requirement)
    assert project_with_venv.install(PIP_FIND_LINKS=folder, PIP_NO_INDEX="1").stderr == ""
    assert project_with_venv.run(".venv/bin/python", "-c", "import present").returncode == 0


@pytest.mark.parametrize(
    "requirement, cause",
    [
        pytest.param("present==1.0\n", "Hashes are required", id="no hash"),
        pytest.param(ABSENT.replace("absent", "present"), "locked hash", id="another's hash"),
    ],
)
def test_what_does_not_fit_its_hash_is_refused(project_with_venv, wheel, requirement, cause):
    project_with_venv.lock("base", requirement)
    result = project_with_venv.install(PIP_FIND_LINKS=wheel[1], PIP_NO_INDEX="1")
    assert result.returncode != 0
    assert cause in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert project_with_venv.run(".venv/bin/python", "-c", "import present").returncode != 0


def test_a_killed_installation_is_done_again(project_with_venv):
    project_with_venv.lock("base", ABSENT)
    with socket.create_server(("127.0.0.1", 0)) as silent_index:
        index = f"http://127.0.0.1:{silent_index.getsockname()[1]}/"
        install = subprocess.Popen(
            ["scripts/python.sh", "scripts/install.py", "base"],
            cwd=project_with_venv.root,
            env=project_with_venv.environment(PIP_INDEX_URL=index),
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        silent_index.settimeout(20)
        connection, _ = silent_index.accept()  # pip is at work
        os.killpg(install.pid, signal.SIGKILL)
        install.wait()
        connection.close()

    project_with_venv.lock("base")
    result = project_with_venv.install()
    assert (result.returncode, result.stderr) == (0, "")
    assert "Creating .venv" in result.stdout


def test_a_venv_whose_python_is_gone_is_made_anew(first_install):
    project, result = first_install
    assert (result.returncode, result.stderr) == (0, "")
    assert "Creating .venv" in result.stdout
    assert project.run(".venv/bin/python", "-c", "").returncode == 0


def test_two_at_once_take_turns(project_with_venv):
    project_with_venv.lock("base", CHANGED)
    command = ["scripts/python.sh", "scripts/install.py", "base"]
    where = {"cwd": project_with_venv.root, "env": project_with_venv.environment()}
    both = [subprocess.Popen(command, text=True, stdout=subprocess.PIPE, **where) for _ in range(2)]
    outputs = [process.communicate(timeout=300)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("Installing" in output for output in outputs) == 1


def test_env_is_written_for_this_machine_only(project_with_venv):
    assert "Wrote .env" in project_with_venv.install().stdout
    env = project_with_venv.root / ".env"
    assert env.stat().st_mode & 0o077 == 0
    lines = env.read_text().splitlines()
    settings = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    assert len(settings["SECRET_KEY"]) >= 50
    assert settings["ALLOWED_HOSTS"] == "127.0.0.1,localhost,[::1]"
    assert settings["HTTPS"] == "off"
    assert len(base64.urlsafe_b64decode(settings["FIELD_KEYS"])) == 32
    assert settings["CALLBACKS_ENABLED"] == "on"
    assert re.fullmatch(r"\+1\d{3}55501\d\d", settings["CALLBACKS_FROM"])
    for name in ("CALLBACKS_BY", "CALLBACKS_HOURS"):
        assert "demonstration" in settings[name]


OLD_ENV = "SECRET_KEY=mine\nALLOWED_HOSTS=127.0.0.1\nHTTPS=off\n"


def test_an_env_from_before_callbacks_is_completed_once(project_with_venv):
    env = project_with_venv.root / ".env"
    env.write_text(OLD_ENV)
    assert "Completed .env" in project_with_venv.install().stdout
    completed = env.read_text()
    assert completed.startswith(OLD_ENV)
    assert re.findall("^[A-Z_]+(?==)", completed[len(OLD_ENV) :], re.MULTILINE) == [
        *("FIELD_KEYS", "CALLBACKS_ENABLED", "CALLBACKS_BY", "CALLBACKS_FROM", "CALLBACKS_HOURS"),
        "CALLBACKS_HOURS_ES",
    ]

    assert project_with_venv.install().stdout == ""
    assert env.read_text() == completed


@pytest.mark.parametrize(
    "env, names",
    [
        (OLD_ENV + "FIELD_KEYS=abc", {"CALLBACKS_ENABLED", "CALLBACKS_FROM"}),
        (OLD_ENV + "CALLBACKS_ENABLED=off\n", {"FIELD_KEYS"}),
        (OLD_ENV + "FIELD_KEYS=\n", set()),
        ("SECRET_KEY=mine\nHTTPS=on\n", set()),
        ("SECRET_KEY=mine\n", set()),
    ],
)
def test_what_is_there_is_not_touched(project_with_venv, env, names):
    path = project_with_venv.root / ".env"
    path.write_text(env)
    project_with_venv.install()
    assert path.read_text().startswith(env)
    added = set(re.findall("^[A-Z_]+(?==)", path.read_text()[len(env) :], re.MULTILINE))
    assert names <= added
    assert bool(names) == bool(added)


def test_env_is_never_overwritten(project_with_venv):
    (project_with_venv.root / ".env").write_text("SECRET_KEY=mine\n")
    project_with_venv.install()
    assert (project_with_venv.root / ".env").read_text() == "SECRET_KEY=mine\n"


def test_env_is_not_written_where_the_environment_has_the_settings(project_with_venv):
    project_with_venv.install(SECRET_KEY="from the service manager")
    assert not (project_with_venv.root / ".env").exists()
