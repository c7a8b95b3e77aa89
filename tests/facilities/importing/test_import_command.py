"""`manage.py import_directory` as an operator uses it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from facilities.models import Edition, Facility
from tests.facilities.listings.locator import locator_row, pages_of, write
from tests.facilities.workbooks import MH_CODES, row, workbook

pytestmark = pytest.mark.django_db


def run(*files, **options):
    """Return (output, progress) of an import."""
    output, progress = StringIO(), StringIO()
    call_command("import_directory", *files, stdout=output, stderr=progress, **options)
    return output.getvalue(), progress.getvalue()


def test_the_report_says_what_happened(tmp_path):
    rows = [row(), row(), row("Rose Center", street1="2 Main Street")]
    output, progress = run(workbook(tmp_path / "su-2023.xlsx", rows))
    assert "3 rows read, 0 rejected" in output
    assert "2 created, 0 changed, 0 unchanged, 0 gone" in output
    assert "line 3 repeats line 2" in output
    assert "reading 3 rows" in progress


def test_the_report_is_written_as_json(tmp_path):
    file = workbook(tmp_path / "su-2023.xlsx", [row(), row()])
    run(file, report=tmp_path / "report.json", verbosity=0)
    (report,) = json.loads((tmp_path / "report.json").read_text())
    assert (report["read"], report["created"], report["duplicates"]) == (2, 1, [[3, 2]])


def test_editions_are_imported_older_first_whatever_the_order_of_the_files(tmp_path):
    new = workbook(tmp_path / "su-2023.xlsx", [row(phone="781-555-0199"), row("B", zip="02169")])
    old = workbook(tmp_path / "su-2022.xlsx", [row(phone="781-555-0199")])
    mh = workbook(tmp_path / "mh-2022.xlsx", [row(phone="781-555-0199")], codes=MH_CODES)
    output, _progress = run(new, mh, old)
    titles = [line.split(" (")[0] for line in output.splitlines() if "National" in line[:8]]
    assert titles == [
        "National Directory, substance use, 2022",
        "National Directory, mental health, 2022",
        "National Directory, substance use, 2023",
    ]
    assert Edition.objects.get(kind="su", is_current=True).year == 2023


def test_all_files_or_none(tmp_path):
    good = workbook(tmp_path / "su-2022.xlsx", [row(f"H {n}", street1=f"{n} St") for n in range(9)])
    bad = workbook(tmp_path / "su-2023.xlsx", [row("Other")])
    with pytest.raises(CommandError, match="--allow-gone"):
        run(good, bad)
    assert not Facility.objects.exists()
    assert not Edition.objects.exists()


def test_pages_of_the_locator_are_one_edition(tmp_path):
    rows = [locator_row(name) for name in ("Shelby House", "Rose Center", "Oak House")]
    page, second_page = pages_of(rows, 2)
    first = write(tmp_path / "locator-2025-page1.json", page)
    second = write(tmp_path / "locator-2025-page2.json", second_page)
    run(second, first)
    edition = Edition.objects.get()
    assert edition.listings.count() == Facility.objects.count() == 3
    assert edition.file_name == "locator-2025-page1.json, locator-2025-page2.json"
    assert edition.covers == {"su": ["MA"]}
    output, _progress = run(first, second)
    assert "0 created, 0 changed, 3 unchanged, 0 gone" in output


def test_a_page_of_several_is_refused_without_allow_part_and_covers_nothing_with_it(tmp_path):
    first, _second = pages_of([locator_row("Shelby House"), locator_row("Rose Center")], 1)
    page = write(tmp_path / "locator-2025.json", first)
    with pytest.raises(CommandError, match=r"page 1 of 2: 1 of 2 rows.*--allow-part.*Nothing was"):
        run(page)
    assert not Edition.objects.exists()
    # Of a part nobody can say that it is all there is.
    run(page, allow_part=True, covers="MA")
    assert Edition.objects.get().covers == {}


def test_rows_that_are_left_out_are_told(tmp_path):
    rows = [locator_row(), locator_row("Dr. Elm", typeFacility="BUPREN")]
    path = write(tmp_path / "locator-2025.json", pages_of(rows, 9)[0])
    output, progress = run(path, report=tmp_path / "report.json")
    told = "left out 1 row of other kinds than a treatment survey's, by typeFacility: 1 BUPREN"
    assert f"WARNING: locator-2025.json: {told}." in progress
    assert "1 rows read, 0 rejected" in output
    (report,) = json.loads((tmp_path / "report.json").read_text())
    assert report["warnings"] == [told]


def test_the_point_of_a_row_is_that_of_its_door(tmp_path):
    run(write(tmp_path / "locator-2025.json", pages_of([locator_row()], 1)[0]))
    facility = Facility.objects.get()
    assert (facility.latitude, facility.longitude, facility.precision) == (
        42.1584, -71.1448, "source",
    )  # fmt: skip


def test_a_dry_run_keeps_nothing(tmp_path):
    output, _progress = run(workbook(tmp_path / "su-2023.xlsx", [row()]), dry_run=True)
    assert "dry run: nothing kept" in output
    assert "1 created" in output
    assert not Edition.objects.exists()


def test_a_report_that_cannot_be_written_stops_before_anything(tmp_path):
    with pytest.raises(CommandError, match="no folder"):
        run(workbook(tmp_path / "su-2023.xlsx", [row()]), report=tmp_path / "no" / "report.json")
    assert not Edition.objects.exists()


def test_kind_and_year_override_what_the_file_says(tmp_path):
    run(workbook(tmp_path / "directory.xlsx", [row()]), kind="mh", year=2021)
    assert (Edition.objects.get().kind, Edition.objects.get().year) == ("mh", 2021)


def test_a_file_imported_as_the_wrong_kind_is_of_the_right_one_the_next_time(tmp_path):
    file = workbook(tmp_path / "directory-2023.xlsx", [row()])
    run(file, kind="mh")
    run(file)
    edition = Edition.objects.get()
    assert (edition.kind, edition.covers) == ("su", {"su": ["US"]})
    run(workbook(tmp_path / "directory-2024.xlsx", [row("Shelby Hall")]))
    edition.refresh_from_db()
    assert not edition.is_current
