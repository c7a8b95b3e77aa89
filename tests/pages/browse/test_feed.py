"""Feeds of what changed: news alone, of a state alone, and valid Atom."""

from xml.etree import ElementTree

import pytest

from api.changes.recording import record
from facilities.importing.guards import Limits
from facilities.merging.save_merge import merge
from facilities.models import Facility
from tests.facilities.corrections.corrected import correct
from tests.facilities.workbooks import row

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LIMITS = Limits(gone=None, phones=None)
SHELBY = row("Shelby House", phone="781-555-0100")
OAK = row("Oak Center", street1="9 Oak Street", phone="781-555-0109")
NASHUA = row("Nashua House", city="Nashua", state="NH", zip="03060", phone="603-555-0101")


@pytest.fixture
def read(client):
    """Return a function: [(title, summary, path it leads to)] of the entries at a path."""

    def do(path):
        response = client.get(path)
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = ElementTree.fromstring(response.content)
        for required in ("id", "title", "updated"):
            assert feed.findtext(f"{ATOM}{required}")
        return [
            (
                entry.findtext(f"{ATOM}title"),
                entry.findtext(f"{ATOM}summary"),
                entry.find(f"{ATOM}link").get("href").removeprefix("http://testserver"),
            )
            for entry in feed.iter(f"{ATOM}entry")
        ]

    return do


@pytest.fixture
def recorded(imported):
    """Record a directory for the first time, which is no news."""
    imported([SHELBY, OAK], year=2022)
    record()
    return lambda rows: imported(rows, year=2023, limits=LIMITS) and record()


def test_a_directory_that_is_recorded_first_is_no_news(recorded, read):
    assert read("/treatment/changes.atom") == []


def test_an_empty_feed_says_the_same_each_time_it_is_asked_for(client, db):
    feed = ElementTree.fromstring(client.get("/treatment/changes.atom").content)
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"


def test_an_edition_tells_who_came_and_who_left(recorded, read):
    recorded([SHELBY, NASHUA])
    nashua = Facility.objects.get(name="Nashua House").get_absolute_url()
    oak = Facility.objects.get(name="Oak Center").get_absolute_url()
    came = ("Now listed: Nashua House", "Nashua, NH", nashua)
    absent = "The newest list doesn't have it. That doesn't always mean it closed."
    left = ("No longer listed: Oak Center", absent, oak)
    assert sorted(read("/treatment/changes.atom")) == sorted([came, left])
    assert read("/treatment/new-hampshire/changes.atom") == [came]
    assert read("/treatment/massachusetts/changes.atom") == [left]


def test_corrections_and_merges_are_news(recorded, read):
    shelby, oak = Facility.objects.order_by("-name")
    correct(oak, "phone", phone="781-555-0188")
    record()
    merge(oak, shelby, "the same door", None)
    record()
    (merged, corrected) = read("/treatment/changes.atom")[-2:]
    assert merged[:2] == ("No longer listed: Oak Center", "It is listed as Shelby House.")
    assert merged[2] == shelby.get_absolute_url()
    assert corrected[:2] == ("Corrected: Oak Center", "Canton, MA")


def test_in_spanish(recorded, read):
    recorded([SHELBY, OAK, NASHUA])
    [(title, _summary, path)] = read("/es/treatment/changes.atom")
    assert title == "Ahora en la lista: Nashua House"
    assert path.startswith("/es/")


@pytest.mark.parametrize("state", ["nowhere", "MA", "ma"])
def test_of_what_is_no_state_there_is_none(client, db, state):
    assert client.get(f"/treatment/{state}/changes.atom").status_code == 404
