"""What came: whole, for its owner only, the last two; nothing of the rest."""

import json
import os
import stat
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.kept import Folder, KeptFile, UpdateRunning, alone, digest_of, write_json

ADDRESS = "https://lists.example/su.xlsx"
MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "sources", "su")


def keep(folder, content, today=MONDAY, address=ADDRESS):
    path = folder.prepare() / "su.xlsx"
    path.write_bytes(content)
    file = KeptFile("su.xlsx", digest_of(path), len(content), '"tag"', "Monday")
    return folder.keep(address, [file], "e" * 64, today)


def test_what_is_kept_is_there_again(folder):
    kept = keep(folder, b"one")
    assert folder.current(ADDRESS) == kept
    assert folder.paths(kept)[0].read_bytes() == b"one"
    assert kept.fetched_on == kept.confirmed_on == MONDAY
    assert kept.files[0].validators.etag == '"tag"'


def test_the_manifest_says_where_when_and_what(folder):
    kept = keep(folder, b"one")
    (entry,) = json.loads(folder.manifest.read_text())["kept"]
    assert entry["address"] == ADDRESS
    assert entry["fetched_on"] == "2026-03-09"
    assert entry["files"][0]["sha256"] == kept.files[0].sha256


def test_the_last_two_are_kept(folder):
    for number in range(4):
        keep(folder, b"%d" % number, date(2026, 3, 1 + number))
    assert sorted(path.name[:10] for path in folder.path.iterdir() if path.is_dir()) == [
        "2026-03-03",
        "2026-03-04",
    ]


def test_nobody_else_may_read_it(folder):
    keep(folder, b"one")
    for path in (folder.path, *folder.path.iterdir()):
        assert stat.S_IMODE(os.stat(path).st_mode) & 0o077 == 0, path


def test_another_address_has_nothing_kept(folder):
    keep(folder, b"one")
    assert folder.current("https://lists.example/su-2026.xlsx") is None


@pytest.mark.parametrize("damage", ["other", "gone"])
def test_a_file_that_is_not_as_it_came_is_not_kept(folder, damage):
    path = folder.paths(keep(folder, b"one"))[0]
    path.unlink() if damage == "gone" else path.write_bytes(b"two")
    assert folder.current(ADDRESS) is None


@given(
    st.one_of(
        st.text(max_size=30),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["kept", "files", "folder"]), inner, max_size=3)
            ),
        ).map(json.dumps),
    )
)
def test_a_manifest_that_is_none_names_nothing(tmp_path_factory, text):
    folder = Folder(tmp_path_factory.mktemp("sources"), "su")
    folder.path.mkdir()
    folder.manifest.write_text(text, errors="replace")
    assert folder.current(ADDRESS) is None


@pytest.mark.parametrize("elsewhere", ["..", "../other", ".", ""])
def test_a_manifest_cannot_name_what_lies_elsewhere(folder, elsewhere):
    (path,) = folder.paths(keep(folder, b"one"))
    (folder.path.parent / "other").mkdir()
    (folder.path / elsewhere / path.name).write_bytes(b"one")
    document = json.loads(folder.manifest.read_text())
    document["kept"][0]["folder"] = elsewhere
    write_json(folder.manifest, document)
    assert folder.current(ADDRESS) is None


def test_confirming_writes_only_what_is_new(folder):
    kept = keep(folder, b"one")
    before = folder.manifest.stat().st_mtime_ns
    assert folder.confirm(kept, list(kept.files), MONDAY) == kept
    assert folder.manifest.stat().st_mtime_ns == before
    confirmed = folder.confirm(kept, list(kept.files), TUESDAY)
    assert (confirmed.fetched_on, confirmed.confirmed_on) == (MONDAY, TUESDAY)
    assert folder.current(ADDRESS) == confirmed
    assert folder.confirm(confirmed, list(kept.files), MONDAY) == confirmed


def test_two_at_once_are_refused(tmp_path):
    with alone(tmp_path), pytest.raises(UpdateRunning), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass
