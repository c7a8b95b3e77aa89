"""What a worker reads from a snapshot is what it would have read from the database."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

import derived
from derived import snapshots
from derived.snapshots import current
from facilities.models import Facility, mark_changed
from search import index

ADDRESSES = [
    "/",
    "/search/?where=MA",
    "/search/?where=Boston,+MA&service=detox&q=cedar",
    "/search/map/?where=MA",
    "/search/suggest/?q=ce",
    "/treatment/massachusetts/",
    "/api/v1/facilities/?where=MA",
    "/api/v1/facilities.csv?where=MA",
]
ADDRESSES += [f"/es{address}" for address in ADDRESSES[:4]]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Keep snapshots apart, and read them; return the folder of all of them."""
    settings.KEPT_FILES_DIR = tmp_path / "kept"
    derived.read_kept(snapshots.read)
    yield settings.KEPT_FILES_DIR / current.NAME
    derived.read_kept(None)


def forget():
    """Forget what is in memory and may be in a snapshot, as a worker that starts has none of it."""
    for value in derived.kept_values().values():
        value.reset()


def answers(client):
    """Return (status, bytes) of some addresses."""
    responses = map(client.get, ADDRESSES)
    return [
        (
            response.status_code,
            b"".join(response.streaming_content) if response.streaming else response.content,
        )
        for response in responses
    ]


def written(home):
    """Have the command write the present snapshot, as workers do; it starts with nothing."""
    for name in ("index", "taxonomy"):
        derived.kept_values()[name].reset()
    current.ensure(lambda folder: call_command("write_snapshot", folder, current.version()))
    [folder] = [path for path in home.iterdir() if path.is_dir()]
    return folder


def test_a_snapshot_gives_the_answers_of_the_database_and_asks_it_for_no_facility(
    client, cast, home
):
    built = answers(client)
    folder = written(home)
    assert {path.name for path in folder.iterdir()} == derived.kept_values().keys()
    forget()
    with CaptureQueriesContext(connection) as queries:
        directory = index.current()
    tables = ("facilities_facility", "facilities_service", "places_place")
    assert [query for query in queries if any(table in query["sql"] for table in tables)] == []
    assert directory.taxonomy is derived.kept_values()["taxonomy"].current()
    assert answers(client) == built
    assert {status for status, _content in built} == {200}


def test_an_address_that_was_withheld_is_in_no_snapshot_any_more(client, alder, home):
    street = b"77 Late Street"
    Facility.objects.filter(pk=alder.pk).update(street=street.decode())
    mark_changed()
    before = written(home)
    assert street in (before / "index").read_bytes()
    Facility.objects.filter(pk=alder.pk).update(street="", address_withheld=True)
    mark_changed()
    after = written(home)
    assert after != before
    assert not before.exists()
    assert street not in b"".join(path.read_bytes() for path in after.iterdir())
    forget()
    assert street not in client.get("/search/?where=MA").content


def test_the_command_writes_no_other_state_than_it_was_asked_for(cast, tmp_path):
    version = current.version()
    mark_changed()
    with pytest.raises(CommandError, match="changed meanwhile") as raised:
        call_command("write_snapshot", tmp_path, version)
    assert raised.value.returncode == current.CHANGED
    assert not (tmp_path / "index").exists()


def test_the_command_says_what_folder_it_needs(db, tmp_path):
    with pytest.raises(CommandError, match="is no folder. Name one"):
        call_command("write_snapshot", tmp_path / "nowhere", current.version())


def test_a_gazetteer_that_was_loaded_anew_makes_another_snapshot(cast, monkeypatch):
    before = current.version()
    atlas = derived.kept_values()["atlas"]
    monkeypatch.setattr(atlas, "version", lambda: (("other", None),))
    assert current.version() != before
