"""The images and what runs them, as far as it can be checked without a container engine."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

FOLDER = settings.BASE_DIR / "deploy" / "docker"
# Of the rules of hadolint: Debian's packages get their fixes by not being pinned (DL3008).
IGNORED = ["--ignore", "DL3008"]


@pytest.fixture
def composed(tmp_path):
    """Return what docker-compose makes of compose.yaml, with the examples filled in."""
    folder = tmp_path / "deploy" / "docker"
    shutil.copytree(FOLDER, folder)
    for example in folder.glob("*.env.example"):
        shutil.copy(example, example.with_suffix(""))
    command = ["docker-compose", "--file", folder / "compose.yaml", "config"]
    environment = {**os.environ, "HOST": "clinic.example.org"}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    return yaml.safe_load(result.stdout)


def test_the_dockerfile_is_as_it_should_be():
    program = Path(sys.executable).with_name("hadolint")
    result = subprocess.run(
        [program, *IGNORED, FOLDER / "Dockerfile"], capture_output=True, text=True, timeout=120
    )
    assert (result.returncode, result.stdout) == (0, "")


def test_nothing_of_ours_may_more_than_it_must(composed):
    for name in ("app", "prepare", "nightly", "web", "redis"):
        service = composed["services"][name]
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name


def test_only_the_proxy_is_reached_from_outside(composed):
    published = {name for name, service in composed["services"].items() if "ports" in service}
    assert published == {"web"}
    assert composed["networks"]["inside"]["internal"] is True
    for name in ("database", "redis"):
        assert list(composed["services"][name]["networks"]) == ["inside"]


def test_the_image_is_for_the_name_that_people_type(composed):
    build = composed["services"]["web"]["build"]
    assert build["args"]["HOST"] == "clinic.example.org"
    assert (FOLDER / "Dockerfile").read_text().count(f" AS {build['target']}\n") == 1


def test_an_image_has_no_secret_of_this_machine():
    ignored = (settings.BASE_DIR / ".dockerignore").read_text().split("\n")
    assert {
        ".env",
        ".git",
        "var",
        "deploy/docker/*.env",
        "deploy/docker/tls",
        "deploy/docker/map",
    } <= set(ignored)


def test_containers_keep_the_same_files_as_a_machine_of_its_own():
    """A container can write into its volumes alone, so no default below var/ will do."""
    script = (settings.BASE_DIR / "deploy" / "install.sh").read_text()
    kept = re.findall(r"^(\w+)=\$state(/\S+)$", script, re.MULTILINE)
    assert kept
    lines = (FOLDER / "finder.env.example").read_text().splitlines()
    assert [name for name, path in kept if f"{name}=/var/lib/finder{path}" not in lines] == []


def test_the_examples_name_settings_there_are():
    document = (settings.BASE_DIR / "docs" / "deploying.md").read_text()
    lines = (FOLDER / "finder.env.example").read_text().splitlines()
    names = [line.split("=")[0] for line in lines if not line.startswith("#")]
    assert [name for name in names if f"| `{name}` |" not in document] == []
