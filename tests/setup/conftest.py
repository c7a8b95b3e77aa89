"""Copies of the project in which set-up can be tried for real."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# What must not reach the scripts from whoever runs the tests.
PERSONAL = ("PORT", "PYTHON", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "CI")
# Nor the suite's own settings: a copy has its .env.
SUITE = (
    "DJANGO_SETTINGS_MODULE",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "HTTPS",
    "DEBUG",
    "DATABASE_URL",
    "TEST_DATABASE_URL",
)


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/setup/" in str(item.path):
            item.add_marker(pytest.mark.setup)


class Project:
    """A folder with the project's scripts, and requirements that need no network."""

    def __init__(self, root):
        self.root = root
        self.venv = root / ".venv"

    def lock(self, name, text=""):
        (self.root / "requirements" / f"{name}.txt").write_text(text)

    def environment(self, **changes):
        kept = {name: value for name, value in os.environ.items() if name not in PERSONAL + SUITE}
        # An index that refuses at once, whatever this machine is set up to use.
        offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/"}
        # pip that is killed leaves its temporary files behind.
        own = {"PYTHON": sys.executable, "TMPDIR": str(self.root.parent)}
        return {**kept, **offline, **own, **changes}

    def run(self, *command, **changes):
        return subprocess.run(
            command,
            cwd=self.root,
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            timeout=300,
        )

    def install(self, name="base", **changes):
        return self.run("scripts/python.sh", "scripts/install.py", name, **changes)


def copy_project(root):
    root.mkdir()
    for name in ("Makefile", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, root)
    for folder in ("scripts", "deploy"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / "requirements").mkdir()
    project = Project(root)
    project.lock("base")
    project.lock("dev")
    pretend_npm(root)
    return project


def pretend_npm(root):
    """Leave the marks of npm's work, so that set-up has no reason to ask for it."""
    marks = (
        "import node\n"
        "node.MODULES.mkdir()\n"
        "node.ASSETS.mkdir(parents=True)\n"
        "node.stamp('dev').write_text(node.digest(node.LOCK))\n"
        "node.made().write_text(node.digest(node.LOCK, node.OUTLINES))\n"
    )
    subprocess.run([sys.executable, "-c", marks], cwd=root / "scripts", check=True)


@pytest.fixture
def project(tmp_path):
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def first_install(tmp_path_factory):
    """A project whose .venv has lost its Python, the output of mending it; slow, so once."""
    project = copy_project(tmp_path_factory.mktemp("first") / "project")
    (project.venv / "bin").mkdir(parents=True)
    (project.venv / "bin" / "python").symlink_to("/nowhere/python3")
    return project, project.install()


@pytest.fixture
def project_with_venv(project, first_install):
    """A project whose first lock, an empty one, is installed."""
    shutil.copytree(first_install[0].venv, project.venv, symlinks=True, copy_function=link_packages)
    return project


def link_packages(source, target):
    """Copy a file of a .venv; pip never writes into a package's file, so those are linked."""
    (os.link if "site-packages" in source else shutil.copy2)(source, target)
