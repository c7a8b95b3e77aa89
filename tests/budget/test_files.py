"""Files that are kept: made once by one, right or a moment old, and never half made."""

import gzip
import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import brotli
import pytest
from django.db import OperationalError

from budget import Busy, files, slot
from budget.files import kept, version_of
from budget.origin import HOST, MARK, AnyOrigin, answer, write_marked
from database import reading, sources
from finder.compression import compress


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.KEPT_FILES_DIR = tmp_path / "kept"
    return settings.KEPT_FILES_DIR


def writer(text, times):
    """Return a function that writes a text and notes in a list that it did."""

    def write(folder):
        times.append(text)
        (folder / "text").write_text(text)

    return write


def text_of(folder):
    return (folder / "text").read_text()


def test_a_version_is_made_once_and_the_one_before_is_kept_beside_it(folder):
    made = []
    for version in ["one", "one", "two", "two", "three", "three"]:
        assert text_of(kept("a", version, writer(version, made))) == version
    assert made == ["one", "two", "three"]
    assert sorted(path.name for path in (folder / "a").iterdir()) == ["lock", "three", "two"]
    assert text_of(kept("b", "one", writer("other", made))) == "other"


def test_none_of_before_stays_where_nobody_needs_it(folder):
    for version in ("one", "two"):
        kept("a", version, writer(version, []), before=0)
    assert sorted(path.name for path in (folder / "a").iterdir()) == ["lock", "two"]


def test_only_the_owner_reads_them(folder):
    path = kept("a", "one", writer("x", []))
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (folder, path.parent, path)]
    assert modes == [0o700] * 3
    assert stat.S_IMODE((path / "text").stat().st_mode) == 0o600


def test_what_fails_leaves_nothing_and_is_tried_again(folder, free_slots):
    def fail(folder):
        (folder / "text").write_text("half")
        raise OSError(28, "No space left on device")

    for _time in range(2 * free_slots):
        with pytest.raises(OSError, match="space"):
            kept("a", "one", fail)
    assert [path.name for path in (folder / "a").iterdir()] == ["lock"]
    assert text_of(kept("a", "one", writer("whole", []))) == "whole"


def test_what_a_process_left_half_made_goes(folder):
    left = folder / "a" / f"{files.BEGUN}xyz"
    left.mkdir(parents=True)
    kept("a", "one", writer("x", []))
    kept("a", "two", writer("x", []))
    assert not left.exists()


@pytest.fixture
def making():
    """Return a function that begins to make a version and returns one that lets it end."""
    with ThreadPoolExecutor() as threads:

        def begin(version):
            has_begun, may_end = Event(), Event()

            def write(folder):
                (folder / "text").write_text(version)
                has_begun.set()
                assert may_end.wait(20)

            running = threads.submit(kept, "a", version, write)
            assert has_begun.wait(20)

            def end():
                may_end.set()
                return running.result(20)

            return end

        yield begin


def test_while_the_first_is_made_the_others_are_refused(making):
    end = making("one")
    with pytest.raises(Busy):
        kept("a", "one", writer("again", []))
    assert text_of(end()) == "one"
    assert text_of(kept("a", "one", writer("again", []))) == "one"


def test_while_the_next_is_made_the_others_get_the_one_before(making):
    kept("a", "one", writer("one", []))
    end = making("two")
    assert text_of(kept("a", "two", writer("again", []))) == "one"
    assert text_of(end()) == "two"
    assert text_of(kept("a", "two", writer("again", []))) == "two"


def test_what_is_out_of_date_for_long_is_sent_to_nobody(making):
    old = kept("a", "one", writer("one", []))
    long_ago = time.time() - files.MOST_STALE - 1
    os.utime(old, (long_ago, long_ago))
    end = making("two")
    with pytest.raises(Busy):
        kept("a", "two", writer("again", []))
    end()


def test_where_no_slot_is_free_the_one_before_is_sent(free_slots):
    kept("a", "one", writer("one", []))
    with slot(), slot():
        assert text_of(kept("a", "two", writer("two", []))) == "one"
        with pytest.raises(Busy):
            kept("b", "one", writer("one", []))
    assert text_of(kept("a", "two", writer("two", []))) == "two"


def test_another_release_makes_other_versions(monkeypatch):
    assert version_of("x") == version_of("x") != version_of("y")
    before = version_of("x")
    monkeypatch.setattr(files, "code", lambda: "changed")
    assert version_of("x") != before


# --- With the site's own address in them -------------------------------------------------------

LINES = [MARK + f"/facility/{number}/\n".encode() for number in range(50_000)]


@pytest.fixture
def ask(rf):
    """Return a function: the response with the marked lines for a host."""

    def write(folder):
        write_marked(folder, LINES, {"Content-Type": "text/csv", "Finder-Count": "5"})

    def ask(host, **headers):
        return answer(rf.get("/x", headers={"Host": host, **headers}), "x", "one", write)

    return ask


@pytest.mark.parametrize("host", ["testserver", "localhost", "localhost:8000"])
def test_each_is_sent_the_address_that_it_asked(ask, host):
    response = ask(host)
    expected = b"".join(LINES).replace(MARK, f"http://{host}".encode())
    assert response.getvalue() == expected
    assert response["Finder-Count"] == "5"
    if ":" in host:
        assert response.packed == {}
    else:
        assert brotli.decompress(response.packed["br"].read_bytes()) == expected
        assert gzip.decompress(response.packed["gzip"].read_bytes()) == expected


def test_what_can_not_be_packed_is_sent_as_it_is(ask, folder):
    folder.mkdir()
    (folder / "x-http-testserver").touch()  # where its folder would be
    response = ask("testserver")
    assert response.packed == {}
    assert response.getvalue() == b"".join(LINES).replace(MARK, b"http://testserver")


@pytest.mark.django_db  # its end looks at the connection that an earlier test left
@pytest.mark.parametrize("is_packed", [False, True])
def test_who_reads_slowly_holds_a_slot(ask, free_slots, is_packed):
    """Packed or not: the threads that are left answer searches."""
    ask("testserver").close()  # and is made
    sent = [ask("testserver") for _number in range(free_slots)]
    for response in sent:
        if is_packed:
            compress(response, "br")
        next(iter(response))
    with pytest.raises(Busy):
        ask("testserver")
    for response in sent:
        response.close()
    assert len(ask("testserver").getvalue()) > 0


def test_who_has_it_holds_no_slot(ask, free_slots):
    etag = ask("testserver")["ETag"]
    again = [ask("testserver", **{"If-None-Match": etag}) for _time in range(2 * free_slots)]
    assert {response.status_code for response in again} == {304}


def test_answers_differ_in_their_etag_where_they_differ(ask):
    etags = [ask(host)["ETag"] for host in ("testserver", "localhost", "localhost:1", "testserver")]
    assert len(set(etags)) == 3
    assert etags[0] == etags[3]


@pytest.mark.parametrize("pattern, host", [("*", "any.example"), (".any.example", "any.example")])
def test_hosts_that_can_be_made_up_leave_no_file(ask, settings, folder, pattern, host):
    settings.ALLOWED_HOSTS = [pattern]
    for name in (host, f"a.{host}", f"{host}:99"):
        assert ask(name).packed == {}
    assert [path.name for path in folder.iterdir()] == ["x"]


def test_the_mark_is_what_absolute_addresses_begin_with():
    assert AnyOrigin().build_absolute_uri("/x").encode() == MARK + b"/x"
    assert Path(HOST).suffix == ".invalid"  # RFC 2606: nobody's


def test_nothing_is_kept_of_sources_that_may_be_behind(folder, monkeypatch):
    """A version made of them would hold what a correction hid, until the next change."""
    monkeypatch.setattr(sources, "_sources", {"default": sources.Source("default")})
    read = []

    def write(folder):
        read.append(reading.current().alias)
        write_marked(folder, [b"x"], {})

    answer(AnyOrigin(), "a", "one", write)
    sources.fail("default", OperationalError("gone"))
    with pytest.raises(OSError, match="away"):
        answer(AnyOrigin(), "a", "two", write)
    answer(AnyOrigin(), "a", "one", write)
    assert read == ["default"]
