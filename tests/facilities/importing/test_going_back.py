"""Back to the edition before: the directory is what it was, and every address stays."""

import pytest
from django.core.management import CommandError, call_command

from facilities.importing.going_back import NothingBefore, go_back, newest
from facilities.importing.guards import Limits
from facilities.importing.sync import import_source, import_sources
from facilities.listings.readers import read
from facilities.merging.save_merge import merge
from facilities.models import Correction, Edition, Facility, Listing, Phone
from tests.facilities.corrections.corrected import correct
from tests.facilities.workbooks import MH_CODES, export, row, workbook

pytestmark = pytest.mark.django_db

FLAGS = [f"x{n}" for n in range(20)] + ["dt", "sa"]
LIMITS = Limits(gone=None, phones=None)
STAYS = row("Shelby House", phone="781-555-0100", service_code_info="SA DT OP")
LEAVES = row("Oak Center", street1="9 Oak Street", phone="781-555-0109")
COMES = row("New Hope", street1="5 Elm Street", phone="781-555-0105")
CHANGED = row("Shelby House", phone="781-555-0177", service_code_info="SA OP")


def listed(name, state_code, phone="781-555-0100"):
    cells = {"type_facility": "SU", "sa": "1", "dt": "1", "county": "", "zip4": ""}
    return row(name, state=state_code, phone=phone, **cells)


def state():
    """Return what the public sees of every facility that a list has, by public id."""
    fields = [
        field.name
        for field in Facility._meta.concrete_fields
        if field.name not in ("id", "changed_at", "merged_into")
    ]
    listed = Facility.objects.exclude(status="unlisted").order_by("public_id")
    phones = Phone.objects.filter(facility__in=listed).order_by("facility__public_id", "position")
    answers = Listing.objects.filter(edition__is_current=True).order_by("edition", "line")
    return {
        "facilities": list(listed.values(*fields)),
        "phones": list(phones.values_list("facility__public_id", "kind", "display", "e164")),
        "listings": list(answers.values_list("facility__public_id", "codes", "is_answer")),
        "editions": set(Edition.objects.filter(is_current=True).values_list("title", "versions")),
    }


def addresses():
    return set(Facility.objects.values_list("public_id", flat=True))


def test_the_edition_before_is_what_the_directory_shows_again(imported):
    imported([STAYS, LEAVES], year=2022)
    before = state()
    imported([CHANGED, COMES], year=2023, limits=LIMITS)
    given = addresses()
    done = go_back(newest())
    assert state() == before
    assert addresses() == given
    assert Facility.objects.get(name="New Hope").status == "unlisted"
    assert (done.listed, done.unlisted, done.in_force) == (1, 1, 0)


def test_forward_again_is_what_it_was(imported):
    imported([STAYS, LEAVES], year=2022)
    imported([CHANGED, COMES], year=2023, limits=LIMITS)
    after, given = state(), addresses()
    go_back(newest())
    imported([CHANGED, COMES], year=2023, limits=LIMITS)
    assert state() == after
    assert addresses() == given


def test_another_directory_stays_as_it_is(imported):
    imported([STAYS, LEAVES], year=2022)
    imported([row(service_code_info="MH SMI")], codes=MH_CODES, year=2022)
    before = state()
    imported([CHANGED], year=2023, limits=LIMITS)
    go_back(newest("su"))
    assert state() == before


def test_exports_of_two_states_that_one_of_both_replaced_are_back(tmp_path):
    for state_code, house in (("MA", "Shelby House"), ("NH", "Elm House")):
        path = export(tmp_path / f"{state_code}-2024.csv", [listed(house, state_code)], FLAGS)
        import_source(read(path))
    before = state()
    both = [listed("Shelby House", "MA"), listed("Elm House", "NH", "603-555-0100")]
    import_source(read(export(tmp_path / "both-2025.csv", both, FLAGS)), LIMITS)
    assert Edition.objects.filter(is_current=True).count() == 1
    go_back(newest("export"))
    assert state() == before


def test_a_correction_that_the_edition_settled_is_in_force_again(imported):
    imported([STAYS], year=2022)
    correction = correct(Facility.objects.get(), "phone", phone="781-555-0177")
    before = state()
    imported([CHANGED], year=2023, limits=LIMITS)
    correction.refresh_from_db()
    assert correction.state == Correction.State.SETTLED
    assert go_back(newest()).in_force == 1
    correction.refresh_from_db()
    assert (correction.state, correction.ended_on, correction.ended_by) == ("active", None, None)
    assert state() == before


def test_a_correction_made_since_outweighs_one_of_before(imported):
    imported([STAYS], year=2022)
    correct(Facility.objects.get(), "phone", phone="781-555-0177")
    imported([CHANGED], year=2023, limits=LIMITS)
    newer = correct(Facility.objects.get(), "phone", phone="781-555-0188")
    assert go_back(newest()).in_force == 0
    assert list(Correction.objects.active()) == [newer]
    assert Facility.objects.get().main_number.display == "781-555-0188"


def test_two_steps_back_are_refused_as_the_rows_are_gone(imported):
    imported([STAYS, LEAVES], year=2021)
    imported([CHANGED, COMES], year=2022, limits=LIMITS)
    before = state()
    imported([STAYS, COMES], year=2023, limits=LIMITS)
    go_back(newest())
    assert state() == before
    with pytest.raises(NothingBefore, match=r"2021.*aren't kept any more.*--allow-older"):
        newest()
    assert state() == before


def test_after_going_back_another_edition_can_be_taken_back_too(imported):
    imported([STAYS, LEAVES], year=2022)
    before = state()
    for year in (2023, 2024):
        imported([CHANGED, COMES], year=year, limits=LIMITS)
        go_back(newest())
        assert state() == before


def test_the_edition_before_outlasts_an_import_of_another_state(tmp_path):
    def bring(name, *houses):
        rows = [listed(house, state_code, phone) for house, state_code, phone in houses]
        source = read(export(tmp_path / f"{name}.csv", rows, FLAGS))
        source.covers = {"su": {name[:2]}}
        import_source(source, LIMITS)

    border, elm = ("Shelby House", "MA", "781-555-0100"), ("Elm House", "NH", "603-555-0100")
    bring("MA-2024", border)
    bring("MA-2025", ("Oak House", "MA", "781-555-0109"))
    bring("NH-2025", elm, border)
    go_back(Edition.objects.get(file_name="MA-2025.csv"))
    assert Edition.objects.get(file_name="MA-2024.csv").listings.count() == 1


def test_without_an_edition_before_there_is_no_way_back(imported):
    with pytest.raises(NothingBefore, match="no edition"):
        newest()
    imported([STAYS])
    with pytest.raises(NothingBefore, match="replaced no other"):
        newest()
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("undo_import", kind="su")


def test_of_two_editions_in_one_command_the_first_is_the_one_before(imported, tmp_path):
    imported([LEAVES], year=2021)
    files = {2022: [STAYS, LEAVES], 2023: [CHANGED, COMES]}
    paths = [workbook(tmp_path / f"su-{year}.xlsx", rows) for year, rows in files.items()]
    import_sources([read(path) for path in paths], LIMITS)
    go_back(newest())
    assert Edition.objects.get(is_current=True).year == 2022
    listed = Facility.objects.filter(status="open")
    assert set(listed.values_list("name", flat=True)) == {"Shelby House", "Oak Center"}
    assert listed.get(name="Shelby House").main_number.display == "781-555-0100"


def test_the_last_row_of_a_merged_place_stays_as_its_source(imported):
    imported([STAYS], year=2022)
    imported([STAYS, COMES], year=2023, limits=LIMITS)
    survivor, merged = (Facility.objects.get(name=name) for name in ("Shelby House", "New Hope"))
    merge(merged, survivor, "Same door, by a call.")
    go_back(newest())
    rows = Listing.objects.values_list("merged_from", "edition__year")
    assert sorted(rows, key=str) == [(merged.pk, 2023), (None, 2022)]


def test_a_list_that_replaced_no_other_can_be_taken_out(imported):
    imported([STAYS, LEAVES], year=2022)
    before, given = state(), addresses()
    imported([row(service_code_info="MH SMI"), COMES], codes=MH_CODES, year=2022)
    with pytest.raises(NothingBefore, match="say --take-out"):
        newest()
    done = go_back(newest(take_out=True))
    assert state() == before
    assert given < addresses()
    assert (done.restored, done.unlisted) == ([], 1)


def test_the_command_says_what_it_did(imported, capsys):
    imported([STAYS, LEAVES], year=2022)
    imported([CHANGED], year=2023, limits=LIMITS)
    call_command("undo_import")
    assert capsys.readouterr().out.splitlines() == [
        "National Directory, substance use, 2023 (directory-2023.xlsx) was taken out",
        "  in its place again: National Directory, substance use, 2022",
        "  facilities: 1 listed again, 0 in no list any more",
        "  corrections in force again: 0",
    ]
