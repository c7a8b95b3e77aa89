"""What was merged stays so, whatever an edition lists."""

import pytest

from facilities.importing import editions
from facilities.importing.changes import read_locations, rebuild
from facilities.importing.going_back import go_back, newest
from facilities.importing.merges import let_go, listed_apart, survivors
from facilities.listings.readers.workbook import DEMO_SHEET
from facilities.merging.save_merge import merge, undo
from facilities.models import Facility, Listing, Merge
from facilities.store import stored_facilities
from tests.facilities.corrections.outputs import now
from tests.facilities.merging.places import everything, named
from tests.facilities.workbooks import MH_CODES, row

pytestmark = pytest.mark.django_db
REASON = "Same door and same desk, by a call"
NEIGHBORS = [
    row(f"House {n}", street1=f"{n} Elm Street", phone=f"781-555-{n}") for n in range(1000, 1008)
]
SHELBY = row(phone="781-555-0100", service_code_info="SA DT")
OFFICE = row(
    "Canton Counseling", street1="3 Main Street", phone="781-555-0155", service_code_info="SA OP"
)


@pytest.fixture
def joined(imported):
    """Give (the merged one, the survivor) of an edition of ten."""
    imported([SHELBY, OFFICE, *NEIGHBORS], year=2022)
    merged, survivor = named("Canton Counseling"), named("Shelby House")
    merge(merged, survivor, REASON)
    return merged, survivor


def apart():
    return listed_apart(stored_facilities(), read_locations(), editions.coverage())


def numbers(facility):
    return [phone.display for phone in facility.phones.all()]


# --- What an import is told -------------------------------------------------------------------


def test_each_is_as_its_own_rows_list_it(joined):
    merged, survivor = joined
    seen = apart()
    assert seen.keys() == {merged.pk, survivor.pk}
    assert (seen[merged.pk].name, seen[merged.pk].street) == ("Canton Counseling", "3 Main Street")
    assert [phone.display for phone in seen[merged.pk].phones] == ["781-555-0155"]
    assert [phone.display for phone in seen[survivor.pk].phones] == ["781-555-0100"]
    assert seen[merged.pk].questionnaires == seen[survivor.pk].questionnaires == {"su"}
    assert survivors() == {merged.pk: survivor.pk}


def test_a_merged_one_without_rows_is_as_it_was(joined):
    merged, survivor = joined
    Listing.objects.filter(merged_from=merged).delete()
    seen = apart()
    assert (seen[merged.pk].name, seen[merged.pk].questionnaires) == ("Canton Counseling", set())
    Listing.objects.all().delete()
    assert apart().keys() == {merged.pk}


def test_nothing_is_asked_where_nothing_was_merged(imported, django_assert_num_queries):
    imported([SHELBY, *NEIGHBORS])
    stored, locations, coverage = stored_facilities(), read_locations(), editions.coverage()
    with django_assert_num_queries(1):
        assert listed_apart(stored, locations, coverage) == {}


def test_what_was_merged_into_it_goes_with_it(joined):
    merged, survivor = joined
    assert let_go([survivor.pk]) == {merged.pk, survivor.pk}
    Facility.objects.filter(pk__in=[merged.pk, survivor.pk]).delete()


# --- Editions ---------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2022, 2023])
def test_the_next_edition_lists_both_and_they_stay_one(imported, joined, year):
    merged, survivor = joined
    before = now(survivor), numbers(survivor)
    report = imported([OFFICE, SHELBY, *NEIGHBORS], year=year)
    assert (report.created, report.gone, report.phones_changed) == (0, 0, 0)
    assert now(merged).merged_into == survivor
    assert (now(survivor), numbers(survivor)) == before
    rows = Listing.objects.filter(facility=survivor, edition__is_current=True)
    assert {each.raw["name1"]: each.merged_from for each in rows} == {
        "Shelby House": None,
        "Canton Counseling": merged,
    }


def test_the_same_file_again_changes_nothing(imported, joined):
    before = everything()
    report = imported([SHELBY, OFFICE, *NEIGHBORS], year=2022)
    assert (report.created, report.changed) == (0, 0)
    assert everything() == before


def test_derived_anew_it_is_the_same(imported):
    imported([OFFICE, SHELBY, *NEIGHBORS])
    merge(named("Canton Counseling"), named("Shelby House"), REASON)
    before = everything()
    rebuild()
    assert everything() == before


def test_it_is_known_again_by_what_its_own_row_says_of_a_move(imported, joined):
    merged, survivor = joined
    moved = {**OFFICE, "street1": "77 Oak Street"}
    report = imported([SHELBY, moved, *NEIGHBORS], year=2023)
    assert report.created == 0
    report = imported([SHELBY, moved, *NEIGHBORS], year=2024)
    assert report.created == 0
    assert now(merged).merged_into == survivor


def test_undone_after_an_import_each_has_its_own_row_again(imported, joined):
    merged, survivor = joined
    imported([SHELBY, {**OFFICE, "phone": "781-555-0156"}, *NEIGHBORS], year=2023)
    assert set(numbers(survivor)) == {"781-555-0100", "781-555-0156"}
    undo(merged.merges.get())
    assert (numbers(survivor), numbers(merged)) == (["781-555-0100"], ["781-555-0156"])
    assert (now(merged).status, now(survivor).status) == ("open", "open")
    report = imported([SHELBY, OFFICE, *NEIGHBORS], year=2024)
    assert (report.created, report.gone) == (0, 0)


def test_when_the_row_of_the_merged_vanishes_nothing_changes_for_the_survivor(imported, joined):
    merged, survivor = joined
    report = imported([SHELBY, *NEIGHBORS], year=2023)
    assert (report.created, report.gone) == (0, 0)
    assert (now(survivor).status, numbers(survivor)) == ("open", ["781-555-0100"])
    report = imported([SHELBY, OFFICE, *NEIGHBORS], year=2024)
    assert report.created == 0
    assert now(merged).merged_into == survivor


def test_when_only_the_row_of_the_merged_stays_the_survivor_is_listed(imported, joined):
    merged, survivor = joined
    report = imported([OFFICE, *NEIGHBORS], year=2023)
    assert (report.created, report.gone) == (0, 0)
    assert (now(survivor).status, numbers(survivor)) == ("open", ["781-555-0155"])
    report = imported([SHELBY, OFFICE, *NEIGHBORS], year=2024)
    assert report.created == 0
    assert set(numbers(survivor)) == {"781-555-0100", "781-555-0155"}


def test_when_both_vanish_the_survivor_is_unlisted_and_comes_back(imported, joined):
    merged, survivor = joined
    assert imported(NEIGHBORS, year=2023).gone == 1
    assert now(survivor).status == "unlisted"
    assert imported([SHELBY, OFFICE, *NEIGHBORS], year=2024).created == 0
    assert (now(survivor).status, now(merged).merged_into) == ("open", survivor)


def test_the_other_directory_knows_it_by_the_merged_name_too(imported, joined):
    merged, survivor = joined
    report = imported([{**OFFICE, "service_code_info": "MH SMI"}], codes=MH_CODES)
    assert (report.created, report.in_both) == (0, 1)
    assert survivor.listings.get(questionnaire="mh").merged_from == merged


def test_no_public_id_is_given_again(imported, joined):
    merged, _survivor = joined
    Facility.objects.filter(pk=merged.pk).update(name="Other", street="9 Far Road", zip="02118")
    Listing.objects.filter(merged_from=merged).delete()
    merged.phones.all().delete()
    report = imported([SHELBY, OFFICE, *NEIGHBORS], year=2023)
    assert report.created == 1
    assert Facility.objects.get(name="Canton Counseling").public_id != merged.public_id


# --- Back to the edition before -----------------------------------------------------------------


def test_the_edition_before_is_that_of_one_place_too(imported, joined):
    merged, survivor = joined
    before = numbers(survivor), now(survivor).status, now(merged).merged_into
    imported([{**OFFICE, "phone": "781-555-0156"}, *NEIGHBORS], year=2023)
    go_back(newest("su"))
    assert (numbers(survivor), now(survivor).status, now(merged).merged_into) == before
    undo(merged.merges.get())
    assert (numbers(survivor), numbers(merged)) == (["781-555-0100"], ["781-555-0155"])


def test_what_is_merged_later_is_one_in_the_edition_before_too(imported):
    imported([SHELBY, OFFICE, *NEIGHBORS], year=2022)
    imported([SHELBY, {**OFFICE, "phone": "781-555-0156"}, *NEIGHBORS], year=2023)
    merged, survivor = named("Canton Counseling"), named("Shelby House")
    made = merge(merged, survivor, REASON)
    go_back(newest("su"))
    assert numbers(survivor) == ["781-555-0100", "781-555-0155"]
    undo(made)
    assert (numbers(survivor), numbers(merged)) == (["781-555-0100"], ["781-555-0155"])


def test_the_demonstration_goes_with_what_was_merged_in_it(imported):
    imported([SHELBY, OFFICE], sheets={DEMO_SHEET: [["Every facility here is invented."]]})
    merge(named("Canton Counseling"), named("Shelby House"), REASON)
    imported(NEIGHBORS)
    assert Facility.objects.count() == len(NEIGHBORS)
    assert not Merge.objects.exists()
