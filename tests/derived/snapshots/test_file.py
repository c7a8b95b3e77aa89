"""A value in a file is read as it was written, and nothing else is read."""

import gc
import mmap
import os
import pickle
from array import array
from collections import defaultdict
from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from derived.packed import Table
from derived.snapshots import file
from places.geo import Point, westward
from search.index.points import Points

plain = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.dates()
values = st.recursive(
    plain | st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner)
        | st.frozensets(plain)
        | st.lists(st.integers(0, 9)).map(lambda numbers: array("l", numbers))
    ),
    max_leaves=20,
)


@pytest.fixture
def path(tmp_path):
    tmp_path.chmod(0o700)
    return tmp_path / "value"


def written(path, value, version="v", parts=None):
    path.unlink(missing_ok=True)
    file.write(path, version, value, parts or {})
    return path


def read(path, version="v", part=None, rest=None):
    return file.read(path, version, part, rest)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values)
def test_any_value_is_read_as_it_was_written(path, value):
    assert read(written(path, value)) == value


def test_packed_values_stay_in_the_file(path):
    """Their bytes are those of the file, also when it is deleted, and none of this process."""
    towns = {"boston": ("Boston", "MA"), "bath": ("Bath", "ME")}
    table = read(written(path, {"towns": Table.of(towns)}))["towns"]
    assert isinstance(table._rows._content.obj, mmap.mmap)
    path.unlink()
    assert dict(table) == towns
    assert dict(read(written(path, table))) == towns


def test_a_long_list_is_read_in_pieces_between_which_others_work(path):
    names = [f"facility {number}" for number in range(5 * file.PIECE)]
    rests = []
    points = Points([(42.0, -71.0)] * 3)
    points.names = names
    again = read(written(path, points), rest=rests.append)
    assert again.names == names
    assert again.levels == points.levels
    assert again.x == points.x
    assert len(rests) > 5


def test_what_is_kept_beside_it_is_named_and_given_again(path):
    shared = {"a": 1}
    assert read(written(path, {"b": shared}, parts={"shared": shared}), part=[].append) == {
        "b": None
    }
    other = {"a": 2}
    assert read(path, part=lambda name: {"shared": other}[name])["b"] is other


def test_the_garbage_collector_is_as_it_was(path):
    written(path, [1])
    for turn in (gc.disable, gc.enable):
        turn()
        was_on = gc.isenabled()
        read(path)
        assert gc.isenabled() == was_on


def test_only_its_owner_reads_it(path):
    assert written(path, 1).stat().st_mode & 0o777 == 0o600


def cut(path):
    path.write_bytes(path.read_bytes()[:-3])


def changed(path):
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)


def linked(path):
    path.rename(path.with_name("other"))
    path.symlink_to("other")


def piped(path):
    path.unlink()
    os.mkfifo(path, 0o600)


def a_folder(path):
    path.unlink()
    path.mkdir()


SPOILS = {
    "cut off": cut,
    "changed": changed,
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(os.urandom(500)),
    "nothing but a signature": lambda path: path.write_bytes(b"\0" * file.MAC),
    "readable for others": lambda path: path.chmod(0o644),
    "writable for a group": lambda path: path.chmod(0o620),
    "a link": linked,
    "a pipe": piped,
    "a folder": a_folder,
    "another value's": lambda path: path.write_bytes(
        written(path.with_name("other"), [1, 2]).read_bytes()
    ),
    "an older release's": lambda path: written(path, [1, 2], version="older"),
}
if os.geteuid() == 0:
    SPOILS["another user's"] = lambda path: os.chown(path, 12345, -1)


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_what_this_site_did_not_write_there_is_refused(path, spoil):
    written(path, [1, 2])
    spoil(path)
    with pytest.raises(file.Refused):
        read(path)


def test_what_another_key_signed_is_refused(path, settings):
    written(path, [1, 2])
    settings.SECRET_KEY = "another"
    with pytest.raises(file.Refused):
        read(path)


class Calls:
    """What a file may say to be run when it is read."""

    def __init__(self, function, *arguments):
        self.called = function, arguments

    def __reduce__(self):
        return self.called


NAMED = {
    "a command": Calls(os.system, "exit 3"),
    "code": Calls(eval, "1"),
    "an import": Calls(getattr, date, "today"),
    "a class of another package": SimpleNamespace(),
    "a function of our own": Calls(westward, 1.0),
}


@pytest.mark.parametrize("value", NAMED.values(), ids=NAMED.keys())
def test_even_signed_it_runs_nothing(path, value):
    with pytest.raises(file.Refused, match="it names"):
        read(written(path, [value]))


@pytest.mark.parametrize("name", ["geo.Point", "Point.box", "asin", "NamedTuple"])
def test_nor_does_it_reach_what_a_module_of_ours_holds(name):
    module = "places" if name == "geo.Point" else "places.geo"
    with pytest.raises((file.Refused, AttributeError)):
        file.Reader(BytesIO(), None, ()).find_class(module, name)


def test_a_default_that_is_made_by_a_function_is_not_written(path):
    with pytest.raises((pickle.PicklingError, AttributeError)):
        written(path, defaultdict(lambda: 1))


# --- Its folder -------------------------------------------------------------------------------

FOLDERS = {
    "others may write": lambda folder: folder.chmod(0o777),
    "a group may write": lambda folder: folder.chmod(0o770),
    "a link": linked,
    "a file": lambda folder: (folder.rmdir(), folder.write_bytes(b"")),
}
if os.geteuid() == 0:
    FOLDERS["another user's"] = lambda folder: os.chown(folder, 12345, -1)


@pytest.mark.parametrize("spoil", FOLDERS.values(), ids=FOLDERS.keys())
def test_a_folder_in_which_others_may_write_is_refused(tmp_path, spoil):
    folder = tmp_path / "own"
    folder.mkdir(mode=0o700)
    file.check_folder(folder)
    spoil(folder)
    with pytest.raises(file.Refused):
        file.check_folder(folder)
