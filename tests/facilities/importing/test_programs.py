"""Rows of the Opioid Treatment Program directory: which facility of a survey each is, or none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.importing.matching.keys import key_of
from facilities.importing.matching.pairs import duplicates, match
from facilities.importing.sync import import_source, import_sources
from facilities.listings.readers import read
from facilities.models import Facility
from tests.facilities.importing.test_matching import record
from tests.facilities.listings.locator import locator_row, pages_of, write
from tests.facilities.listings.otp_lists import otp_list, program
from tests.facilities.workbooks import MH_CODES, SU_CODES, row, workbook

ELSEWHERE = "205-555-0111"
CLINIC = record("Cedar Clinic", codes=("SA", "OTP"))
SILENT = record("Cedar Clinic", codes=("SA", "OP"))
METHADONE = record("Cedar Clinic", codes=("SA", "MU"))
# A corporation: nothing of its name is the clinic's.
NAME = "Northern Holdings of Elmore LLC"
CERTIFIED = record(NAME, codes=("OTP",))


def certified(**cells):
    return record(NAME, codes=("OTP",), **cells)


def clinic(name, **cells):
    return record(name, codes=("SA", "OTP"), **cells)


def matched(programs, facilities):
    """Return {index of a row of the directory: index of the facility of a survey}."""
    pairs, _stages = match(
        [key_of(each, number, ["otp"]) for number, each in enumerate(programs)],
        [key_of(each, number, ["su"]) for number, each in enumerate(facilities)],
    )
    return pairs


SAME = {
    "door and number": (CERTIFIED, CLINIC),
    "door and number, the clinic says it uses methadone": (CERTIFIED, METHADONE),
    "door and number, the clinic says nothing of methadone": (CERTIFIED, SILENT),
    "door and number, suite left out": (CERTIFIED, clinic("Cedar", street2="Suite 5")),
    "door": (certified(phone=ELSEWHERE), CLINIC),
    "door, street spelled otherwise": (
        certified(phone=ELSEWHERE, street="1 N Main St"),
        CLINIC,
    ),
    "number, other street": (certified(street="9 Oak Avenue"), CLINIC),
    "number, other ZIP of the city": (certified(street="9 Oak Avenue", zip="35010"), CLINIC),
    "number, no street": (CERTIFIED, clinic("Cedar", street="")),
    "number with an extension": (CERTIFIED, clinic("Cedar", phone="205-555-0100 x12")),
}
TWO = {
    "door, the clinic says nothing of methadone": (certified(phone=ELSEWHERE), [SILENT]),
    "number in another city": (certified(street="9 Oak Avenue", zip="36003", city="Elm"), [CLINIC]),
    "number, the clinic says nothing of methadone": (certified(street="9 Oak Avenue"), [SILENT]),
    "house number of the ZIP": (certified(street="1 Oak Avenue", phone=ELSEWHERE), [CLINIC]),
    "another suite": (certified(street2="Suite 9"), [clinic("Cedar", street2="Suite 5")]),
    "two clinics at the door": (certified(phone=ELSEWHERE), [CLINIC, clinic("Elm Detox")]),
    "two clinics at the door, one number": (CERTIFIED, [CLINIC, clinic("Elm Detox")]),
    "two of a number": (
        certified(street="9 Oak Avenue"),
        [CLINIC, clinic("Elm Detox", street="5 Elm Road")],
    ),
    "two silent ones at the door and number": (CERTIFIED, [SILENT, record("Elm Counseling")]),
}


@pytest.mark.parametrize("case", SAME.values(), ids=SAME)
def test_a_program_is_known_by_its_door_and_number(case):
    listed, facility = case
    assert matched([listed], [facility]) == {0: 0}


@pytest.mark.parametrize("case", SAME.values(), ids=SAME)
def test_which_of_the_two_was_listed_first_makes_no_difference(case):
    listed, facility = case
    pairs, _stages = match([key_of(facility, 0, ["su"])], [key_of(listed, 0, ["otp"])])
    assert pairs == {0: 0}


@pytest.mark.parametrize("case", TWO.values(), ids=TWO)
def test_when_in_doubt_it_is_a_place_of_its_own(case):
    listed, facilities = case
    assert matched([listed], facilities) == {}


def test_of_several_at_a_door_the_one_that_gives_methadone_is_meant():
    assert matched([CERTIFIED], [SILENT, record("Elm Counseling"), CLINIC]) == {0: 2}


def test_of_two_programs_at_a_door_neither_is_guessed():
    again = record("Southern Holdings Inc", codes=("OTP",))
    assert matched([CERTIFIED, again], [CLINIC]) == {}
    assert matched([certified(phone=ELSEWHERE), again], [CLINIC]) == {1: 0}


def test_of_two_programs_at_a_door_the_one_with_its_name_is_it():
    assert matched([CERTIFIED, record("Cedar Clinic Inc", codes=("OTP",))], [CLINIC]) == {1: 0}


def test_two_surveys_rows_are_not_matched_by_what_they_say_of_methadone():
    pairs, _stages = match([key_of(CLINIC, 0, ["su"])], [key_of(clinic("Elm Detox"), 0, ["mh"])])
    assert pairs == {}


def test_a_file_that_lists_both_has_one_place():
    keys = [key_of(CERTIFIED, 1, ["otp"]), key_of(CERTIFIED, 2, ["otp"]), key_of(CLINIC, 3, ["su"])]
    assert duplicates(keys) == {1: 3, 2: 3}
    assert duplicates(keys[:2]) == {2: 1}
    assert duplicates([*keys, key_of(clinic("Elm Detox"), 4, ["su"])]) == {2: 1}


places = st.builds(
    record,
    name=st.sampled_from(["Cedar Clinic", "Elm Detox", NAME, "Solace"]),
    street=st.sampled_from(["1 Main Street", "1 N Main Street", "9 Oak Avenue", ""]),
    phone=st.sampled_from(["205-555-0100", ELSEWHERE, "205-555-0122 x3", ""]),
    zip=st.sampled_from(["35007", "35010"]),
    codes=st.sampled_from([("SA",), ("SA", "OTP"), ("SA", "MU")]),
)


@given(st.lists(places, max_size=5), st.lists(places, max_size=5))
def test_each_stands_in_one_pair(programs, facilities):
    pairs = matched(programs, facilities)
    assert len(set(pairs.values())) == len(pairs)


@given(places.filter(lambda place: place.name == NAME), st.lists(places, max_size=5), st.randoms())
def test_a_place_under_another_name_is_the_only_one_whatever_the_order(listed, facilities, order):
    listed = certified(street=listed.street, zip=listed.zip)
    facilities = [facility for facility in facilities if facility.name != NAME]
    shuffled = list(facilities)
    order.shuffle(shuffled)
    pairs, again = matched([listed], facilities), matched([listed], shuffled)
    assert [facilities[n] for n in pairs.values()] == [shuffled[n] for n in again.values()]
    twice = matched([listed], [*facilities, *facilities])
    assert twice == {}


# --- Imported ------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db
CANTON = {"street1": "1 Main Street", "phone": "781-555-0100"}


@pytest.fixture
def certified_by(tmp_path):
    """Import rows as the directory of a year: `certified_by(*rows, year=2026)`."""

    def do(*rows, year=2026, **options):
        return import_source(read(otp_list(tmp_path / f"otp-{year}.csv", rows)), **options)

    return do


def certification(name):
    facility = Facility.objects.get(name=name)
    return facility.certification, facility.certified_since


FULL, NONE = ("full", date(2003, 3, 4)), ("", None)


def test_a_facility_of_a_survey_gets_its_certification_and_keeps_all_it_says(
    imported, certified_by
):
    imported([row("Cedar Clinic", service_code_info="SA OTP MU", phone="781-555-0142")])
    report = certified_by(program(Phone="781-555-0177"))
    assert (report.created, report.changed) == (0, 1)
    facility = Facility.objects.get()
    assert (facility.name, facility.street, facility.status) == (
        "Cedar Clinic", "1 Main Street", "open",
    )  # fmt: skip
    assert (facility.certification, facility.certified_since) == FULL
    assert list(facility.phones.values_list("kind", "display")) == [
        ("main", "781-555-0142"), ("other", "781-555-0177"),
    ]  # fmt: skip
    assert {"methadone", "opioid-treatment-program"} <= set(
        facility.services.values_list("slug", flat=True)
    )


def test_it_makes_no_difference_which_list_comes_first(imported, certified_by):
    certified_by(program())
    imported([row("Cedar Clinic", service_code_info="SA OTP MU")], year=2025)
    assert Facility.objects.get().name == "Cedar Clinic"
    assert certification("Cedar Clinic") == FULL


def test_a_program_that_no_survey_has_is_a_facility_of_its_own(imported, certified_by):
    imported([row("Rose Center", street1="9 Oak Avenue", phone="781-555-0142")])
    certified_by(program("Elm Services", Certification="Provisional"))
    facility = Facility.objects.get(name="Elm Services")
    assert (facility.certification, facility.certified_since) == ("provisional", None)
    assert [phone.e164 for phone in facility.phones.all()] == ["+17815550100"]
    assert "opioid-treatment-program" in facility.services.values_list("slug", flat=True)
    assert certification("Rose Center") == NONE


def test_a_street_that_a_survey_withholds_is_not_given_by_the_directory(imported, certified_by):
    imported([row("Cedar Clinic", street1="--", service_code_info="SA OTP")])
    certified_by(program())
    facility = Facility.objects.get()
    assert (facility.certification, facility.address_withheld, facility.street) == (
        "full",
        True,
        "",
    )


def test_the_next_directory_says_how_it_is_now(imported, certified_by):
    imported([row("Cedar Clinic", service_code_info="SA OTP")])
    certified_by(program(Certification="Provisional"), year=2025)
    assert certification("Cedar Clinic") == ("provisional", None)
    certified_by(program("Another Holding LLC"), year=2026)
    assert certification("Cedar Clinic") == FULL
    assert Facility.objects.count() == 1


def test_what_the_next_directory_lacks_is_no_longer_certified(imported, certified_by):
    imported([row("Cedar Clinic", service_code_info="SA OTP")])
    rows = [
        program(f"Elm {n}", Street=f"{n} Elm Road", Phone=f"781-555-01{n}") for n in range(10, 15)
    ]
    certified_by(program(), *rows, year=2025)
    certified_by(*rows[1:], year=2026)
    assert certification("Cedar Clinic") == NONE
    assert Facility.objects.get(name="Cedar Clinic").status == "open"
    assert certification("Elm 10") == NONE
    assert Facility.objects.get(name="Elm 10").status == "unlisted"
    assert certification("Elm 11") == FULL


def test_a_directory_of_another_state_takes_no_certification_away(imported, certified_by):
    certified_by(program(), year=2025)
    certified_by(program("Elm", State="NH", **{"Zip Code": "03060"}, City="Nashua"), year=2026)
    assert certification("Shelby Methadone Services, Inc.") == FULL


def test_the_same_directory_again_changes_nothing(imported, certified_by):
    imported([row("Cedar Clinic", service_code_info="SA OTP")])
    certified_by(program(), program("Elm", Street="9 Elm Road", Phone="781-555-0142"))
    report = certified_by(program(), program("Elm", Street="9 Elm Road", Phone="781-555-0142"))
    assert (report.created, report.changed, report.unchanged) == (0, 0, 2)


def test_of_two_rows_of_one_place_the_full_and_older_certification_is_its_own(certified_by):
    since = "First Full Certification Date/CMS Use"
    certified_by(program(Certification="Provisional"), program(), program(**{since: "01/02/2020"}))
    assert certification("Shelby Methadone Services, Inc.") == FULL


def test_the_locator_lists_programs_but_not_how_they_are_certified(
    imported, certified_by, tmp_path
):
    certified_by(program())
    rows = [
        locator_row("Cedar Clinic", services=[{"f2": "OT", "f3": "Methadone maintenance"}]),
        locator_row("Shelby Methadone Services, Inc.", typeFacility="OTP", services=None),
    ]
    import_source(read(write(tmp_path / "locator-2026.json", pages_of(rows, 9)[0])))
    assert certification("Cedar Clinic") == FULL
    assert Facility.objects.count() == 1


def test_all_lists_in_one_command_make_one_place(tmp_path):
    cells = {"service_code_info": "SA OTP MU", **CANTON}
    su = workbook(tmp_path / "su-2026.xlsx", [row("Cedar Clinic", **cells)], codes=SU_CODES)
    mh = workbook(tmp_path / "mh-2026.xlsx", [row("Cedar Clinic")], codes=MH_CODES)
    otp = otp_list(tmp_path / "otp-2026.csv", [program()])
    import_sources([read(path) for path in (otp, su, mh)])
    assert Facility.objects.get().name == "Cedar Clinic"
    assert certification("Cedar Clinic") == FULL
