"""Answers joined of Records are those made the plain way, byte for byte; else that way answers."""

import stat
import time
from array import array

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api import results
from api.records import current, file, making
from budget import Busy
from derived import is_serving
from facilities.models import Facility, mark_changed
from search import index
from tests.search.searches import searches

FILE = "/api/v1/facilities"
EVERYTHING = "include=mental-health&include=serves-only"
QUERIES = ["", "where=02118&radius=50", "q=cedar", "where=MA&sort=name", "q=zzz", "where=ME"]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Keep files apart, and no Records of another test; return the folder of all Records."""
    settings.KEPT_FILES_DIR = tmp_path / "kept"
    current.forget()
    yield settings.KEPT_FILES_DIR / making.NAME
    current.forget()


def answers(client, query, size="", host="testserver"):
    """Return (status, headers, bytes) of a search as JSON, CSV and GeoJSON."""
    answers = []
    for address in (f"/?{query}&page_size={size}", f".csv?{query}", f".geojson?{query}"):
        response = client.get(f"{FILE}{address}", headers={"Host": host})
        content = b"".join(response.streaming_content) if response.streaming else response.content
        answers.append((response.status_code, dict(response.headers), content))
    return answers


def differ(client, query, size="", host="testserver"):
    """Return whether answers joined of Records differ from those made the plain way."""
    current.forget()
    plain = answers(client, query, size, host)
    assert [status for status, *_rest in plain] in ([200] * 3, [400] * 3)
    current.open_or_make(index.current())
    return answers(client, query, size, host) != plain


@pytest.mark.parametrize("query", [*QUERIES, *(f"{query}&{EVERYTHING}" for query in QUERIES)])
def test_answers_are_those_of_the_plain_way(client, cast, query):
    assert not differ(client, query)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(searches(), st.sampled_from(["", "1", "3", "100"]))
def test_answers_to_any_search_are(client, cast, search, size):
    assert not differ(client, search.urlencode(), size)


def test_later_pages_are(client, cast):
    address = f"{FILE}/?where=MA&page=2&page_size=3"
    plain = client.get(address)
    assert plain.json()["previous"]
    current.open_or_make(index.current())
    assert client.get(address).content == plain.content


@pytest.mark.parametrize("host", ["testserver", "localhost", "localhost:81"])
def test_they_have_the_address_that_was_asked(client, cast, host):
    assert not differ(client, "where=MA", host=host)
    for _status, _headers, content in answers(client, "where=MA", host=host):
        assert f"http://{host}/facility/".encode() in content
        assert b".invalid" not in content


hostile = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries(dict.fromkeys(("name", "website", "street", "city"), hostile)))
def test_no_text_of_a_facility_is_cut_in_the_wrong_place(alder, values):
    request = RequestFactory().get("/")
    [[result]] = results.results([(alder.pk, 1.25)], index.current(), request)
    marks = making.Marks()
    url = alder.get_absolute_url()
    pieces = marks.pieces({**result, **values, "url": marks.build_absolute_uri(url)})
    for number, (text_of, _nothing) in enumerate(file.TEXTS.values()):
        head, middle, tail = pieces[3 * number : 3 * number + 3]
        whole = head + b"http://testserver" + middle + b"1.2" + tail
        assert whole == text_of({**result, **values})


@pytest.mark.usefixtures("cast")
def test_an_answer_of_records_asks_nothing_of_facilities(client):
    current.open_or_make(index.current())
    for address in ("/", ".csv", ".geojson"):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"{FILE}{address}")
            b"".join(response.streaming_content if response.streaming else response)
        assert not [query for query in queries if "facilities_facility" in query["sql"]]


# --- What is right now ------------------------------------------------------------------------


def test_an_address_that_is_withheld_later_is_in_no_answer_and_no_file(client, alder, home):
    Facility.objects.filter(pk=alder.pk).update(latitude=42.33579, street="77 Late Street")
    mark_changed()
    index._index.reset()
    current.open_or_make(index.current())
    street, latitude = b"77 Late Street", b"42.33579"
    query = "q=alder+house"
    for _status, _headers, content in answers(client, query):
        assert street in content
        assert latitude in content

    nowhere = {"latitude": None, "longitude": None, "precision": "unknown", "position_from": ""}
    alder_alone = Facility.objects.filter(pk=alder.pk)
    alder_alone.update(street="", street2="", address_withheld=True, **nowhere)
    mark_changed()
    index._index.reset()
    for _turn in range(2):  # the plain way, and joined of new Records
        for _status, _headers, content in answers(client, query):
            assert b"Alder House" in content
            assert street not in content
            assert latitude not in content
        current.open_or_make(index.current())
    [folder] = [path for path in home.iterdir() if path.is_dir()]  # the one of before is gone
    assert latitude not in (folder / file.BODY).read_bytes()


@pytest.mark.usefixtures("cast")
def test_records_are_of_one_index():
    before = index.current()
    current.open_or_make(before)
    assert current.records_of(before)
    mark_changed()
    index._index.reset()
    assert index.current() is not before
    assert current.records_of(index.current()) is None


@pytest.mark.usefixtures("cast")
def test_what_changes_meanwhile_is_not_kept(home, monkeypatch):
    read, stale = making.read_results, index.current()

    def change_and_read(*arguments):
        mark_changed()
        return read(*arguments)

    monkeypatch.setattr(making, "read_results", change_and_read)
    with pytest.raises(making.Changed):
        current.open_or_make(stale)
    assert [path.name for path in home.iterdir()] == ["lock"]
    assert current.records_of(stale) is None


# --- The file ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("cast")
def test_only_the_owner_reads_it():
    folder = making.folder_of(index.current())
    paths = [folder, *folder.iterdir()]
    assert [stat.S_IMODE(path.stat().st_mode) for path in paths] == [0o700, 0o600, 0o600, 0o600]


pieces = st.lists(st.binary(max_size=9), min_size=file.STEP, max_size=file.STEP)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(pieces, max_size=5), st.one_of(st.none(), st.floats(0, 9999)))
def test_what_was_written_is_read(tmp_path, facilities, miles):
    pks = array("q", range(len(facilities)))
    file.write(tmp_path, "v", pks, facilities)
    records = file.Records(tmp_path, "v", pks)
    for kind, number in file.KINDS.items():
        away = file.TEXTS[kind][1] if miles is None else str(miles).encode()
        expected = []
        for of_facility in facilities:
            head, middle, tail = of_facility[3 * number : 3 * number + 3]
            expected.append(head + b"http://x" + middle + away + tail)
        hits = [(ordinal, miles) for ordinal in pks]
        assert records.joined(kind, hits, b"http://x", b"-") == b"-".join(expected)


def spoil(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


SPOILED = {
    "a bit is wrong": lambda folder: spoil(folder / file.BODY),
    "a bit of the table is wrong": lambda folder: spoil(folder / file.TABLE),
    "it is cut off": lambda folder: (folder / file.BODY).write_bytes(b"x"),
    "it is empty": lambda folder: (folder / file.BODY).write_bytes(b""),
    "a part is gone": lambda folder: (folder / file.TABLE).unlink(),
    "the digest is another": lambda folder: (folder / file.DIGEST).write_bytes(b"\xff"),
    "it is another's": lambda folder: file.write(folder, "other", array("q"), []),
}


@pytest.mark.parametrize("do", SPOILED.values(), ids=SPOILED)
@pytest.mark.usefixtures("cast")
def test_a_broken_or_foreign_file_is_ignored_and_made_anew(client, do):
    do(making.folder_of(index.current()))
    with pytest.raises((file.Broken, OSError)):
        current.open_or_make(index.current())
    assert current.records_of(index.current()) is None
    assert not differ(client, "where=MA")
    assert current.records_of(index.current())


@pytest.mark.usefixtures("cast")
def test_another_version_is_never_taken_for_this(home, monkeypatch):
    made = making.folder_of(index.current())
    monkeypatch.setattr(making, "kept", lambda *_arguments, **_options: made.with_name("other"))
    with pytest.raises(Busy):
        making.folder_of(index.current())


# --- Beside requests --------------------------------------------------------------------------


@pytest.fixture
def aside(monkeypatch):
    """Serve as a worker does; return what is started in threads, which the test runs itself."""
    started = []

    class Thread:
        def __init__(self, target, args, **_options):
            started.append(lambda: target(*args))

        def start(self):
            pass

    monkeypatch.setattr(current, "Thread", Thread)
    monkeypatch.setattr(current.derived, "is_serving", lambda: True)
    monkeypatch.setattr(current, "_next_try", 0.0)
    monkeypatch.setattr(current.connections, "close_all", lambda: None)
    return started


@pytest.mark.usefixtures("cast")
def test_a_worker_makes_them_beside_requests_and_once(client, aside):
    plain = [answers(client, "where=MA") for _turn in range(2)]
    assert plain[0] == plain[1]
    assert len(aside) == 1
    aside[0]()
    assert current.records_of(index.current())
    assert answers(client, "where=MA") == plain[0]
    assert len(aside) == 1


@pytest.mark.usefixtures("cast")
def test_other_processes_make_none(client):
    assert not is_serving()
    answers(client, "where=MA")
    assert current.records_of(index.current()) is None


@pytest.mark.usefixtures("cast")
def test_where_nothing_can_be_kept_the_plain_way_answers(client, aside, settings, tmp_path, caplog):
    plain = answers(client, "where=MA")
    (tmp_path / "file").write_text("")
    settings.KEPT_FILES_DIR = tmp_path / "file" / "kept"
    aside[0]()
    assert "KEPT_FILES_DIR" in caplog.text
    assert answers(client, "where=MA") == plain
    assert len(aside) == 1  # it isn't tried again at once: each try may cost seconds
    assert current._next_try > time.monotonic() + 60


@pytest.mark.parametrize("error", [OperationalError("x"), Busy(), OSError(28, "full")])
@pytest.mark.usefixtures("cast")
def test_what_goes_wrong_ends_the_try_and_nothing_else(client, aside, monkeypatch, error):
    plain = answers(client, "where=MA")

    def fail(_index):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(current, "folder_of", fail)
        aside.pop()()
    assert answers(client, "where=MA") == plain
    monkeypatch.setattr(current, "_next_try", 0.0)
    answers(client, "where=MA")
    aside.pop()()
    assert current.records_of(index.current())


@pytest.mark.usefixtures("cast")
def test_a_machine_without_room_for_a_thread_answers_too(client, aside, monkeypatch):
    plain = answers(client, "where=MA")
    aside.pop()()
    current.forget()

    def refuse(**_options):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(current, "Thread", refuse)
    monkeypatch.setattr(current, "_next_try", 0.0)
    for _turn in range(2):
        assert answers(client, "where=MA") == plain
