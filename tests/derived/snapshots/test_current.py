"""The snapshot of the present state is read if it is there, else made by one, and nobody waits."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest
from django.db import OperationalError

import derived
from derived import Derived
from derived.snapshots import current, file

MANAGE = """
import sys, time
from pathlib import Path
command, folder, version = sys.argv[1:]
assert command == "write_snapshot" and len(version) == 24
Path(folder, "beside").write_text(version)
sys.exit({code})
"""


@pytest.fixture(autouse=True)
def home(settings, tmp_path, monkeypatch):
    """Keep the tests' values and files apart; return the folder of all snapshots."""
    settings.KEPT_FILES_DIR = tmp_path / "kept"
    monkeypatch.setattr(derived, "_registry", [])
    derived.read_kept(current.read)
    yield settings.KEPT_FILES_DIR / current.NAME
    derived.read_kept(None)


class Data:
    """Data with a revision, whose value takes a moment to build; `built`: of which revisions."""

    def __init__(self):
        self.revision, self.built, self.may_build = "one", [], Event()
        self.may_build.set()

    def build(self, revision):
        assert self.may_build.wait(10)
        self.built.append(revision)
        return {"revision": revision}


@pytest.fixture
def data():
    return Data()


@pytest.fixture
def value(data):
    return Derived(data.build, version=lambda: data.revision, kept_as="value")


def folders(home):
    return [path for path in home.iterdir() if path.is_dir()]


def test_who_comes_later_reads_what_the_first_built(data, value, home):
    current.ensure(current.make)
    assert data.built == ["one"]
    value.reset()
    current.ensure(current.make)
    assert value.current() == {"revision": "one"}
    assert data.built == ["one"]
    assert [path.stat().st_mode & 0o777 for path in (home, *folders(home))] == [0o700] * 2


@pytest.mark.parametrize("what", ["release", "SECRET_KEY", "revision"])
def test_what_is_of_another_state_is_not_read(data, value, what, monkeypatch, settings):
    current.ensure(current.make)
    value.reset()
    match what:
        case "release":
            monkeypatch.setattr(current, "release", lambda: "another")
        case "SECRET_KEY":
            settings.SECRET_KEY = "another"
        case "revision":
            data.revision = "two"
    assert value.current() == {"revision": data.revision}
    assert data.built == ["one", data.revision]


def spoiled(path):
    path.write_bytes(path.read_bytes()[:-1])


def opened(path):
    path.parent.chmod(0o777)


def unreadable_as_a_value(path):
    path.unlink()
    file.write(path, path.parent.name, open, {})


SPOILS = {"cut off": spoiled, "open to others": opened, "no value": unreadable_as_a_value}
if os.geteuid() == 0:
    SPOILS["another user's"] = lambda path: os.chown(path, 12345, -1)


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_what_is_not_ours_is_told_of_once_and_made_anew(data, value, home, spoil, caplog):
    current.ensure(current.make)
    spoil(folders(home)[0] / "value")
    value.reset()
    assert value.current() == {"revision": "one"}
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "KEPT_FILES_DIR isn't used" in caplog.text
    current.ensure(current.make)  # of what is in memory now
    value.reset()
    assert value.current() == {"revision": "one"}
    assert data.built == ["one", "one"]


def test_a_link_in_the_place_of_a_snapshot_is_taken_away_and_what_it_leads_to_is_not(
    data, value, home, tmp_path, caplog
):
    current.ensure(current.make)
    [folder] = folders(home)
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    value.reset()
    assert value.current() == {"revision": "one"}
    assert "it is no folder" in caplog.text
    assert not folder.is_symlink()
    assert (tmp_path / "elsewhere" / "value").exists()


def test_where_nothing_can_be_written_values_are_built(data, value, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings.KEPT_FILES_DIR = tmp_path / "file" / "kept"
    current.ensure(current.make)
    assert value.current() == {"revision": "one"}
    assert "no snapshot can be kept in KEPT_FILES_DIR: NotADirectoryError" in caplog.text


def test_a_database_that_fails_is_no_fault_of_the_snapshot(data, value, home, caplog):
    """Another source is asked then; what was kept stays."""

    def fail(*_arguments):
        raise OperationalError

    current.ensure(current.make)
    value.reset()
    part = Derived(fail, version=value.current, kept_as="part", made_of="value")
    data.revision = "two"
    for ask in (lambda: current.ensure(current.make), part.current):
        with pytest.raises(OperationalError):
            ask()
    assert caplog.text == ""
    assert len(folders(home)) == 1


def test_what_changes_while_it_is_made_is_not_kept(data, value, home):
    def build(revision):
        data.revision = "two"
        return {"revision": revision}

    value.build = build
    current.ensure(current.make)
    assert folders(home) == []


def test_of_several_workers_that_start_one_makes_it(data, home):
    lock = Lock()

    def start(number):
        made = []
        current.ensure(lambda folder: (made.append(number), write(folder, lock)))
        return made

    with ThreadPoolExecutor(4) as workers:
        made = list(workers.map(start, range(4)))
    assert sum(map(len, made)) == 1


def write(folder, lock):
    assert lock.acquire(blocking=False)
    time.sleep(0.2)
    (folder / "value").write_text("")
    lock.release()


# --- A new revision while requests are answered -----------------------------------------------


@pytest.fixture
def serving(monkeypatch, data, value):
    """Answer requests from now on, of revision one."""
    monkeypatch.setattr(derived, "_builds_aside", True)
    value.current()
    data.revision = "two"


def made_by_another_process(data, release):
    """Return what writes a snapshot as a process beside this one does, once it may."""

    def make(folder):
        assert release.wait(10)
        other = {"revision": data.revision}
        file.write(folder / "value", current.version(), other, {})

    return make


def test_while_a_revision_arrives_nobody_waits_and_each_answer_is_of_its_own_revision(
    serving, data, value, monkeypatch
):
    made = Event()
    monkeypatch.setattr(current, "make_beside", made_by_another_process(data, made))
    started = time.monotonic()
    answers = [value.current() for _request in range(50)]
    assert time.monotonic() - started < 5
    assert answers == [{"revision": "one"}] * 50
    assert value.latest_version == "one"
    made.set()
    with value._lock:  # the thread has ended
        assert value.current() == {"revision": "two"}
    assert value.latest_version == "two"
    assert data.built == ["one"], "the new one is read, not built in a process with requests"


@pytest.mark.parametrize("reason", [OSError, current.Changed])
def test_where_nobody_else_can_make_it_the_thread_builds(serving, data, value, monkeypatch, reason):
    def fail(_folder):
        raise reason

    monkeypatch.setattr(current, "make_beside", fail)
    value.current()
    with value._lock:
        assert value.current() == {"revision": "two"}
    assert data.built == ["one", "two"]


def test_who_waits_for_another_worker_builds_after_a_while(serving, data, value, monkeypatch):
    monkeypatch.setattr(current, "SECONDS_TO_MAKE", 0.3)
    done = Event()
    with ThreadPoolExecutor(1) as other:
        other.submit(current.ensure, lambda _folder: done.wait(10))
        value.current()
        with value._lock:
            assert value.current() == {"revision": "two"}
        done.set()


@pytest.mark.parametrize(
    ("code", "error"), [(0, None), (current.CHANGED, current.Changed), (1, Exception)]
)
def test_a_process_beside_this_one_is_asked(value, settings, tmp_path, code, error):
    settings.BASE_DIR = tmp_path
    current.release()  # of this site, before it seems to be elsewhere
    (tmp_path / "manage.py").write_text(MANAGE.format(code=code))
    if error:
        with pytest.raises(error):
            current.make_beside(tmp_path)
    else:
        current.make_beside(tmp_path)
    assert (tmp_path / "beside").read_text() == current.version()


# --- Values made of others ----------------------------------------------------------------------


def test_what_is_made_of_another_value_is_read_only_for_that_very_one(data, value):
    made = []

    def build(source):
        made.append(source)
        return [source, "made of it"]

    part = Derived(build, version=value.current, kept_as="part", made_of="value")
    current.ensure(current.make)
    value.reset()
    part.reset()
    assert part.current() == [{"revision": "one"}, "made of it"]
    assert part.current()[0] is value.current(), "named in the file, not written twice"
    assert len(made) == 1
    other = {"revision": "another"}
    assert part.of(other)[0] is other
    assert len(made) == 2


def test_a_value_that_did_not_change_stays_the_same_object(data):
    derived.read_kept(None)
    value = Derived(
        lambda revision: ["the same in all revisions"],
        version=lambda: data.revision,
        kept_as="value",
        is_unchanged=list.__eq__,
    )
    before = value.current()
    data.revision = "two"
    assert value.current() is before
