"""What changed since a cursor: complete, in order, and of facilities that are listed alone."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.changes.recording import record
from facilities.importing.going_back import NothingBefore, go_back, newest
from facilities.importing.guards import Limits
from facilities.importing.sync import import_source
from facilities.listings.readers import read
from facilities.merging.save_merge import MergeRefused, merge
from facilities.models import Change, Correction, Facility, PublishedFacility, current_revision
from tests.api.changes.conftest import CHANGES, Reader
from tests.facilities.corrections.corrected import NEW_ADDRESS, correct
from tests.facilities.workbooks import row, workbook

pytestmark = pytest.mark.django_db

LIMITS = Limits(gone=None, phones=None)
SHELBY = row("Shelby House", phone="781-555-0100")
OAK = row("Oak Center", street1="9 Oak Street", phone="781-555-0109")
HOPE = row("New Hope", street1="5 Elm Street", phone="781-555-0105")


def kinds(changes):
    """Return {name of the facility: (kind, reason or None)}."""
    names = dict(Facility.objects.values_list("public_id", "name"))
    return {names[each["id"]]: (each["change"], each["reason"]) for each in changes}


def test_the_first_time_all_of_it_is_listed(imported, reader):
    imported([SHELBY, OAK])
    assert record() == 2
    assert kinds(reader.catch_up()) == {
        "Shelby House": ("listed", None),
        "Oak Center": ("listed", None),
    }
    assert reader.facilities == reader.published()


def test_an_edition_lists_changes_and_removes(imported, reader):
    imported([SHELBY, OAK], year=2022)
    record()
    reader.catch_up()
    imported([{**SHELBY, "phone": "781-555-0177"}, HOPE], year=2023, limits=LIMITS)
    assert record() == 3
    changes = reader.catch_up()
    assert kinds(changes) == {
        "Shelby House": ("changed", None),
        "Oak Center": ("removed", "unlisted"),
        "New Hope": ("listed", None),
    }
    changed = next(each for each in changes if each["change"] == "changed")
    assert {"listed_in", "phone", "phones"} <= set(changed["fields"])
    assert "street" not in changed["fields"]
    assert changed["facility"]["updated_at"] == changed["at"]
    assert reader.facilities == reader.published()


def test_what_did_not_change_is_not_recorded(imported):
    imported([SHELBY, OAK])
    record()
    before = current_revision()
    assert record() == 0
    Facility.objects.get(name="Oak Center").save()  # marks the directory as changed
    assert current_revision() != before
    assert record() == 0


CORRECTIONS = [
    ("phone", {"phone": "781-555-0188"}, ["corrected", "phone", "phones"]),
    ("closed", {}, []),
]


@pytest.mark.parametrize("what, values, fields", CORRECTIONS, ids=[each[0] for each in CORRECTIONS])
def test_a_correction_is_a_change(imported, reader, what, values, fields):
    imported([SHELBY, OAK])
    record()
    reader.catch_up()
    correct(Facility.objects.get(name="Oak Center"), what, **values)
    record()
    [change] = reader.catch_up()
    assert change["fields"] == fields
    assert (change["change"], change["reason"]) == (
        ("changed", None) if fields else ("removed", "closed")
    )
    assert reader.facilities == reader.published()


def test_a_place_that_moved_says_so(imported, reader):
    imported([SHELBY])
    record()
    reader.catch_up()
    correct(Facility.objects.get(), "address", **NEW_ADDRESS)
    record()
    [change] = reader.catch_up()
    assert {"corrected", "street"} <= set(change["fields"])
    assert change["facility"]["street"] == "9 Oak Street"


def test_a_merged_place_leads_to_what_stands_for_it(imported, reader):
    imported([SHELBY, OAK])
    record()
    shelby, oak = Facility.objects.order_by("-name")
    merge(oak, shelby, "the same door", None)
    record()
    reader.catch_up()
    assert reader.facilities == reader.published()
    removed = next(each for each in reader.changes if each["change"] == "removed")
    assert (removed["id"], removed["reason"]) == (oak.public_id, "merged")
    assert removed["merged_into"] == shelby.public_id


def test_what_is_deleted_is_removed(imported, reader):
    imported([SHELBY, OAK])
    record()
    reader.catch_up()
    oak = Facility.objects.get(name="Oak Center")
    public_id = oak.public_id
    oak.listings.all().delete()
    oak.delete()
    record()
    [change] = reader.catch_up()
    assert (change["id"], change["reason"]) == (public_id, "deleted")


def test_what_is_not_listed_any_more_is_not_shown_before_that_is_recorded(imported, reader):
    imported([SHELBY])
    record()
    correct(Facility.objects.get(), "closed")
    [change] = reader.catch_up()
    assert (change["change"], change["reason"], change["facility"]) == ("removed", "closed", None)


def test_an_address_that_is_withheld_now_is_nowhere_in_the_record(imported, reader):
    imported([SHELBY])
    record()
    correct(Facility.objects.get(), "withheld", city="Canton", state_code="MA")
    record()
    reader.catch_up()
    assert "1 Main Street" not in str(reader.changes)
    kept = [*Change.objects.values(), *PublishedFacility.objects.values()]
    assert "Main Street" not in str(kept)


def test_a_time_is_as_good_as_a_cursor(imported, reader, client):
    imported([SHELBY], year=2022)
    record()
    Change.objects.update(at=timezone.now() - timedelta(days=9))
    imported([SHELBY, HOPE], year=2023)
    record()
    week = f"{timezone.now() - timedelta(days=7):%Y-%m-%d}"
    answer = client.get(CHANGES, {"since": week}).json()
    assert len(answer["changes"]) == 2
    reader.catch_up()
    assert answer["cursor"] == reader.cursor
    later = client.get(CHANGES, {"since": "2999-01-01T00:00:00Z"}).json()
    assert (later["changes"], later["cursor"]) == ([], reader.cursor)


@pytest.mark.parametrize(
    "since", ["1-00000000", "7", "yesterday", "2026-13-01", "0-", "-1", "1-0000000g", "0001-01-01"]
)
def test_a_cursor_that_is_not_from_here_is_refused(imported, client, since):
    imported([SHELBY])
    record()
    answer = client.get(CHANGES, {"since": since})
    assert answer.status_code == 400
    assert "since" in answer.json()["errors"]


def test_a_cursor_of_a_database_that_was_restored_is_refused(imported, reader, client):
    imported([SHELBY], year=2022)
    record()
    imported([SHELBY, OAK], year=2023)
    record()
    reader.catch_up()
    # Another change has its number now.
    Change.objects.filter(pk=reader.cursor.partition("-")[0]).update(at=timezone.now())
    assert client.get(CHANGES, {"since": reader.cursor}).status_code == 400


def test_the_command_says_how_many(imported, capsys):
    imported([SHELBY, OAK])
    call_command("record_changes")
    assert capsys.readouterr().out == "2 changes recorded.\n"


NAMES = ["Shelby House", "Oak Center", "New Hope", "Elm Lodge", "Pine Clinic"]
A_ROW = st.builds(
    lambda number, digit: row(
        NAMES[number], street1=f"{number + 1} Main Street", phone=f"781-555-01{digit}{number}"
    ),
    st.integers(0, len(NAMES) - 1),
    st.integers(0, 2),
)
ROWS = st.lists(A_ROW, min_size=1, max_size=5, unique_by=lambda cells: cells["name1"])
PAIRS = st.tuples(st.integers(0, 4), st.integers(0, 4))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("import"), ROWS),
        st.tuples(st.just("merge"), PAIRS),
        st.tuples(st.just("close"), st.integers(0, 4)),
        st.tuples(st.just("go back"), st.none()),
        st.tuples(st.just("record"), st.none()),
        st.tuples(st.just("ask"), st.integers(1, 3)),
    ),
    min_size=3,
    max_size=9,
)


class Staff:
    """Whoever changes the directory, step by step."""

    def __init__(self, folder, reader):
        self.folder, self.reader, self.year = folder, reader, 2000

    def take(self, step, value):
        facilities = list(Facility.objects.order_by("public_id"))
        match step:
            case "import":
                self.year += 1
                path = workbook(self.folder / f"directory-{self.year}.xlsx", value)
                import_source(read(path), LIMITS)
            case "merge" if len(facilities) > max(value):
                self.merge(*(facilities[number] for number in value))
            case "close" if len(facilities) > value and not facilities[value].merged_into:
                if not Correction.objects.filter(facility=facilities[value]).exists():
                    correct(facilities[value], "closed")
            case "go back":
                with suppress(NothingBefore):
                    go_back(newest())
            case "record":
                record()
            case "ask":
                self.reader.ask(value)

    def merge(self, facility, into):
        with suppress(MergeRefused):
            merge(facility, into, "the same door", None)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_whoever_applies_all_changes_has_the_directory(tmp_path_factory, client, steps):
    """However they were made and recorded, and wherever between them the reader asked."""
    with transaction.atomic():
        reader, from_zero = Reader(client), Reader(client)
        staff = Staff(tmp_path_factory.mktemp("editions"), reader)
        for step, value in steps:
            staff.take(step, value)
        record()
        reader.catch_up(size=2)
        from_zero.catch_up()
        assert reader.facilities == from_zero.facilities == reader.published()
        transaction.set_rollback(True)  # each example begins with nothing
