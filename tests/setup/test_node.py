"""`make install` with npm, and without: the site never needs it."""

import shutil

import pytest

NPM = """#!/bin/sh
echo "npm $*" >>calls
[ ! -e npm-says ] || { cat npm-says; exit 1; }
rm -rf node_modules; mkdir node_modules
"""
NODE = """#!/bin/sh
echo "node ${1##*/}" >>calls
[ ! -e node-says ] || { cat node-says; exit 1; }
mkdir "$2" && echo "made of $(cat package-lock.json)" >"$2/states.json"
"""


@pytest.fixture
def bare(project_with_venv):
    """A project that npm has done nothing for yet."""
    shutil.rmtree(project_with_venv.root / "node_modules")
    shutil.rmtree(project_with_venv.root / "var" / "assets")
    (project_with_venv.root / "package-lock.json").write_text("one")
    return project_with_venv


@pytest.fixture
def path(tmp_path):
    """A folder for PATH with the shell's tools alone."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("sh", "cat", "mkdir", "rm"):
        (folder / tool).symlink_to(shutil.which(tool))
    return folder


@pytest.fixture
def npm(path):
    """Put programs that stand for npm and node there; both write to the file `calls`."""
    add(path)
    return path


def add(folder, npm=NPM):
    for name, text in {"npm": npm, "node": NODE}.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)


def calls(project):
    """Return what was called since the last time, the first two words of each."""
    log = project.root / "calls"
    lines = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return lines


@pytest.mark.parametrize("name", ["base", "dev"])
def test_without_npm_it_says_so_and_goes_on(bare, path, name):
    result = bare.install(name, PATH=str(path))

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1] == (
        "No npm found: the site works, without its map. "
        "To get it: install Node.js 18 or newer, then run this again."
    )


@pytest.mark.parametrize("name, packages", [("base", "--omit=dev"), ("dev", "--include=dev")])
def test_with_npm_the_map_is_made_once(bare, npm, name, packages):
    bare.install(name, PATH=str(npm))

    first, second = calls(bare)
    assert first.startswith(f"npm ci {packages} ")
    assert second == "node outlines.mjs"
    assert (bare.root / "var" / "assets" / "states.json").read_text() == "made of one\n"

    again = bare.install(name, PATH=str(npm))
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert calls(bare) == []


def test_dev_covers_base_and_base_not_dev(bare, npm):
    bare.install("base", PATH=str(npm))
    calls(bare)

    bare.install("dev", PATH=str(npm))
    assert [call.split()[:2] for call in calls(bare)] == [["npm", "ci"]]
    bare.install("base", PATH=str(npm))
    assert calls(bare) == []


def test_a_changed_lock_is_installed_and_a_changed_script_only_run(bare, npm):
    bare.install(PATH=str(npm))
    calls(bare)

    (bare.root / "package-lock.json").write_text("two")
    bare.install(PATH=str(npm))
    assert len(calls(bare)) == 2
    assert (bare.root / "var" / "assets" / "states.json").read_text() == "made of two\n"

    (bare.root / "scripts" / "outlines.mjs").write_text("// otherwise")
    bare.install(PATH=str(npm))
    assert calls(bare) == ["node outlines.mjs"]


def test_the_npm_of_the_venv_comes_first(bare, npm, path):
    add(path, npm="#!/bin/sh\nexit 1\n")
    add(bare.venv / "bin")

    bare.install(PATH=str(path))

    assert len(calls(bare)) == 2


@pytest.mark.parametrize(
    "message, cause",
    [
        ("npm error code ECONNREFUSED", "the package registry can't be reached"),
        ("npm error code EINTEGRITY", "a download differs from its locked hash"),
        ("npm error code ENOSPC", "the disk is full"),
        ("npm error code EODD\nnpm error something odd\nnpm error more", "something odd"),
        ("", "no reason given"),
    ],
)
def test_a_failure_is_one_line_and_a_later_run_mends_it(bare, npm, message, cause):
    (bare.root / "npm-says").write_text(message)
    result = bare.install(PATH=str(npm))

    assert (result.returncode, result.stderr) == (0, "")
    line = result.stdout.splitlines()[-1]
    assert line.startswith(f"Without the map, because npm failed: {cause}")
    assert line.endswith("(more in var/npm.log).")

    (bare.root / "npm-says").unlink()
    bare.install(PATH=str(npm))
    assert (bare.root / "var" / "assets").is_dir()


def test_when_the_outlines_fail_the_former_ones_stay(bare, npm):
    bare.install(PATH=str(npm))
    (bare.root / "package-lock.json").write_text("two")
    (bare.root / "node-says").write_text("Error: Nothing is left of Guam (66)\n")

    result = bare.install(PATH=str(npm))

    assert result.returncode == 0
    assert "scripts/outlines.mjs failed: Nothing is left of Guam (66)" in result.stdout
    assert (bare.root / "var" / "assets" / "states.json").read_text() == "made of one\n"
