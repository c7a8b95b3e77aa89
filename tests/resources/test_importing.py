"""A list is made equal to a file at once, or stays as it was."""

from datetime import date

import pytest

from facilities.listings.readers.source import FileError
from resources.guards import ImportStopped, Limits
from resources.importing import import_list, remove_list
from resources.models import Resource, ResourceList
from resources.planning import About
from tests.resources.factories import (
    COLUMNS,
    feature,
    row,
    rows,
    site,
    write_csv,
    write_geojson,
    write_hrsa,
)

pytestmark = pytest.mark.django_db
ABOUT = About("Naloxone in Canton", "Bay County Helpers", as_of=date(2026, 10, 1))


@pytest.fixture
def put_in(tmp_path):
    """Return a function: the Report of an import of rows."""

    def do(rows, about=ABOUT, columns=COLUMNS, kind="naloxone", **options):
        return import_list(write_csv(tmp_path / "list.csv", rows, columns), kind, about, **options)

    return do


def names():
    return sorted(Resource.objects.values_list("name", flat=True))


def test_a_list_says_whose_it_is_and_of_when(put_in):
    put_in([row(Fax="x")], About(**{**vars(ABOUT), "imported_by": "operator"}))

    [listing] = ResourceList.objects.all()
    assert (listing.kind, listing.title) == ("naloxone", "Naloxone in Canton")
    assert (listing.publisher, listing.as_of) == ("Bay County Helpers", date(2026, 10, 1))
    assert (listing.file_name, len(listing.sha256)) == ("list.csv", 64)
    assert (listing.imported_by, listing.report["read"]) == ("operator", 1)
    [place] = listing.resources.all()
    assert place.kind == listing.kind
    assert place.raw["address"] == "12 Elm Street"


def test_a_new_file_replaces_the_list(put_in):
    put_in([row("Stays"), row("Goes"), row("Goes, too")])
    pk = ResourceList.objects.get().pk
    report = put_in([row("Stays"), row("Comes"), row("Comes, too")])

    assert names() == ["Comes", "Comes, too", "Stays"]
    assert report.added == ["Comes", "Comes, too"]
    assert report.gone == ["Goes", "Goes, too"]
    assert ResourceList.objects.get().pk == pk


def test_another_list_stays(put_in):
    put_in([row("A")])
    put_in([row("B")], About("Naloxone in Boston", "Others"))
    put_in([row("C")], kind="meeting")
    assert names() == ["A", "B", "C"]


def test_the_same_file_again_writes_nothing(put_in, django_assert_max_num_queries):
    put_in(rows(30))
    before = ResourceList.objects.get().imported_at
    with django_assert_max_num_queries(4):  # PostgreSQL is asked for a lock, too
        report = put_in(rows(30))
    assert (report.is_unchanged, report.shown) == (True, 30)
    assert ResourceList.objects.get().imported_at == before
    assert not put_in(rows(30), About("Naloxone in Canton", "Others")).is_unchanged


def test_a_dry_run_tells_the_same_and_writes_nothing(put_in):
    put_in([row("Stays"), row("Goes")])
    dry = put_in([row("Stays"), row("Comes")], dry_run=True)
    assert names() == ["Goes", "Stays"]
    wet = put_in([row("Stays"), row("Comes")])
    assert {**dry.as_json(), "is_dry_run": False} == wet.as_json()


@pytest.mark.parametrize(
    "before, after, flag, lifted",
    [
        (0, [*rows(20), row("Wrong", State="XX")], "--allow-rejected", {"rejected": None}),
        (10, rows(5), "--allow-gone", {"gone": None}),
        (0, [*rows(20), row("Odd", Phone="555-0100")], "--allow-undialable", {"undialable": None}),
    ],
    ids=["rejected", "gone", "phones"],
)
def test_a_suspicious_file_changes_nothing_unless_allowed(put_in, before, after, flag, lifted):
    if before:
        put_in(rows(before))
    with pytest.raises(ImportStopped, match=flag):
        put_in(after)
    assert Resource.objects.count() == before

    put_in(after, limits=Limits(**lifted))
    assert Resource.objects.count() == len([r for r in after if r["State"] == "MA"])


def test_a_stopped_import_names_the_wrong_rows(put_in):
    with pytest.raises(ImportStopped, match=r"1 of 2 rows were rejected") as stopped:
        put_in([row(), row(State="XX")])
    assert "line 3: state: expected two letters like MA, got 'XX'" in str(stopped.value)


def test_a_few_wrong_rows_of_many_are_told_and_left_out(put_in):
    report = put_in([*rows(60), row("Wrong", State="XX")])
    assert report.rejected == [(62, "state: expected two letters like MA, got 'XX'")]
    assert Resource.objects.count() == 60


def test_a_file_of_which_nothing_can_be_shown_is_never_right(put_in):
    with pytest.raises(ImportStopped, match="No row of the file can be shown"):
        put_in([row(State="XX")], limits=Limits(None, None, None))


def test_an_older_file_is_stopped(put_in):
    put_in([row("New")])
    older = About(ABOUT.title, ABOUT.publisher, as_of=date(2026, 9, 1))
    with pytest.raises(ImportStopped, match="--allow-older"):
        put_in([row("Old")], older)
    put_in([row("Old")], older, limits=Limits(gone=None, older=True))
    assert names() == ["Old"]


@pytest.mark.parametrize(
    "about, problem",
    [
        (About("", "Helpers"), "give its title with --title"),
        (About("Title", " "), "give its publisher with --publisher"),
        (About("x" * 201, "Helpers"), "the title has 201 characters; 200 at most"),
        (About("Title", "Helpers", "ftp://helpers.example/"), "is no web address"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_list_says_whose_it_is_or_is_refused(put_in, about, problem):
    with pytest.raises(FileError, match=problem):
        put_in([row()], about)


def test_hrsas_file_says_itself_whose_it_is(tmp_path):
    import_list(write_hrsa(tmp_path / "sites.csv", [site()]), "health-center")
    [listing] = ResourceList.objects.all()
    assert listing.title == "Health Center Service Delivery and Look-Alike Sites"
    assert listing.publisher == "Health Resources and Services Administration (HRSA)"
    assert listing.url == "https://data.hrsa.gov/data/download"
    assert listing.source_format == "hrsa"


# --- Where places are ---------------------------------------------------------------------------


def test_a_plausible_point_is_where_a_place_is(tmp_path):
    import_list(write_geojson(tmp_path / "l.geojson", [feature(zip="02021")]), "naloxone", ABOUT)
    [place] = Resource.objects.all()
    assert (place.latitude, place.longitude, place.precision) == (42.1584, -71.1448, "source")


@pytest.mark.parametrize(
    "cells, precision, doubt",
    [
        ({}, "zip", ""),
        ({"Zip": ""}, "city", ""),
        ({"Latitude": "0", "Longitude": "0"}, "zip", ""),
        ({"Latitude": "42.1"}, "zip", ""),
        ({"Latitude": "34.05", "Longitude": "-118.24"}, "zip", "miles from"),
        ({"Latitude": "-71.14", "Longitude": "42.16"}, "zip", "miles from"),
        ({"Zip": "90001"}, "zip", "ZIP 90001 is"),
    ],
    ids=str,
)
def test_a_place_without_a_point_of_its_own_is_in_its_area(put_in, cells, precision, doubt):
    columns = [*COLUMNS, "Latitude", "Longitude"]
    report = put_in([row(**cells)], columns=columns)
    [place] = Resource.objects.all()
    assert place.precision == precision
    told = [text for _line, text in report.doubts]
    assert bool(told) == bool(doubt)
    assert all(doubt in text for text in told)


def test_a_withheld_address_is_only_in_its_area(tmp_path):
    path = write_geojson(tmp_path / "l.geojson", [feature(zip="02021", street="--")])
    import_list(path, "recovery-housing", ABOUT)
    [place] = Resource.objects.all()
    assert (place.street, place.address_withheld, place.precision) == ("", True, "zip")
    assert (place.latitude, place.longitude) != (42.1584, -71.1448)


def test_the_state_of_a_zip_code_need_not_be_said(put_in):
    put_in([row(State="", City="")])
    assert Resource.objects.get().place == "MA 02021"


@pytest.mark.parametrize(
    "point, state",
    [
        ((-71.1448, 42.1584), "MA"),
        ((-94.043, 33.425), ""),  # Texarkana, on the line of Texas and Arkansas
    ],
)
def test_a_point_alone_says_where_a_place_is(tmp_path, point, state):
    path = write_geojson(tmp_path / "l.geojson", [feature(point, city="", state="")])
    import_list(path, "naloxone", ABOUT)
    [place] = Resource.objects.all()
    assert (place.longitude, place.latitude) == point
    assert (place.precision, place.state) == ("source", state)


def test_a_point_out_at_sea_is_no_place(tmp_path):
    path = write_geojson(tmp_path / "l.geojson", [feature((-40, 40), city="", state="")])
    with pytest.raises(ImportStopped, match="feature 1: place: no ZIP code, city or point"):
        import_list(path, "naloxone", ABOUT)


def test_a_place_that_no_search_could_find_is_rejected(put_in):
    with pytest.raises(ImportStopped, match="line 2: place: no ZIP code, city or point"):
        put_in([row(City="Nowhere at All", Zip="")])


def test_a_list_that_is_removed_takes_its_places_along(put_in):
    put_in(rows(3))
    put_in(rows(2), kind="meeting")
    assert remove_list(ResourceList.objects.get(kind="naloxone")) == 3
    assert Resource.objects.count() == 2
    assert ResourceList.objects.count() == 1
