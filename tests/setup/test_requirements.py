"""The lock files: complete, hashed, and bound to no host."""

import json
import re

import pytest

from tests.setup.conftest import ROOT

NAMES = ("base", "dev")


def read(name):
    return (ROOT / "requirements" / name).read_text()


def pins(name):
    """Return {project: the whole of its locked requirement, hashes included}."""
    text = re.sub(r"^\s*#.*\n", "", read(f"{name}.txt"), flags=re.MULTILINE)
    requirements = text.replace("\\\n", " ").splitlines()
    return {requirement.split("==")[0]: requirement for requirement in requirements}


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_names_no_host(name):
    assert "://" not in read(f"{name}.txt")


@pytest.mark.parametrize("name", NAMES)
def test_every_locked_requirement_has_a_version_and_a_hash(name):
    assert pins(name)
    for requirement in pins(name).values():
        assert re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement)


@pytest.mark.parametrize("name", NAMES)
def test_every_requirement_has_its_reason_beside_it(name):
    for line in read(f"{name}.in").splitlines():
        if not line.startswith(("#", "-r")):
            assert re.search(r"\S +# \w+", line), f"{name}.in: why {line}?"


@pytest.mark.parametrize("name", NAMES)
def test_every_requirement_is_locked(name):
    asked = re.findall(r"^[A-Za-z0-9-]+", read(f"{name}.in"), flags=re.MULTILINE)
    assert {project.lower() for project in asked} - {"-r"} <= set(pins(name))


def test_dev_locks_the_same_versions_as_base():
    assert pins("base").items() <= pins("dev").items()


def packages():
    """Return what package-lock.json locks, by path in node_modules."""
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return {path: package for path, package in locked.items() if path}


def test_the_lock_of_npm_names_no_registry_and_has_every_hash():
    assert packages()
    for path, package in packages().items():
        assert "resolved" not in package, path
        assert package["integrity"].startswith("sha512-"), path


def test_every_package_of_npm_is_pinned_and_has_its_reason():
    asked = json.loads((ROOT / "package.json").read_text())
    reasons = (ROOT / "docs" / "decisions" / "0011-node-optional.md").read_text()

    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert packages()[f"node_modules/{name}"]["version"] == version
        assert f"**{name}**" in reasons
