"""Corrections and imports: they stay until the source says the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilities.importing.changes import rebuild
from facilities.importing.save_correction import put_right, withdraw
from facilities.models import Correction, Facility, FacilityService, Listing, Phone, Service
from pages.facility.description import describe
from search import index
from tests.facilities.corrections.corrected import NEW_ADDRESS, correct, slugs
from tests.facilities.workbooks import row

pytestmark = pytest.mark.django_db

OTHERS = [
    row(f"House {n}", street1=f"{n} Elm Street", phone=f"781-555-{n}") for n in range(1000, 1009)
]
POINT = {"latitude": 42.16012, "longitude": -71.11034}
# What is corrected, how; the cells with which the source agrees, and those with a third value.
CASES = {
    "phone": (
        ("phone", {"phone": "781-555-0199"}),
        {"phone": "781-555-0199"},
        {"phone": "781-555-0155"},
        lambda one: one.number_to_call.e164 == "+17815550199",
    ),
    "address": (
        ("address", NEW_ADDRESS),
        {"street1": "9 Oak St."},
        {"street1": "5 Pine Street"},
        lambda one: one.street == "9 Oak Street",
    ),
    "address with its point": (
        ("address", {**NEW_ADDRESS, **POINT}),
        {"street1": "9 Oak St."},
        {"street1": "5 Pine Street"},
        lambda one: (one.latitude, one.precision) == (POINT["latitude"], "street"),
    ),
    "not offered": (
        ("not-offered", {"service": "detox"}),
        {"service_code_info": "SA OP OIT MD"},
        {"service_code_info": "SA DT OD OP OIT MD"},
        lambda one: "detox" not in slugs(one),
    ),
}  # fmt: skip


@pytest.fixture
def shelby(imported):
    imported([row(), *OTHERS], year=2022)
    return Facility.objects.get(name="Shelby House")


def again(imported, year=2023, **cells):
    return imported([row(**cells), *OTHERS], year=year)


@pytest.fixture(params=CASES.values(), ids=CASES)
def case(request, shelby):
    """Give (the corrected facility, its Correction, cells that agree, a third value, check)."""
    (what, values), agreeing, third, check = request.param
    correction = correct(shelby, what, **values)
    return shelby, correction, agreeing, third, lambda: check(Facility.objects.get(pk=shelby.pk))


def test_it_shows_at_once(case):
    assert case[-1]()


def test_it_survives_the_next_edition_that_says_the_same_as_before(case, imported):
    facility, correction, _agreeing, _third, is_right = case
    report = again(imported)
    assert is_right()
    assert (report.created, report.changed, report.gone) == (0, 0, 0)
    assert (report.settled, report.contested) == ([], [])
    correction.refresh_from_db()
    assert (correction.state, correction.is_contested) == ("active", False)
    assert Facility.objects.get(pk=facility.pk).get_absolute_url() == facility.get_absolute_url()


def test_it_is_settled_when_the_source_agrees(case, imported):
    _facility, correction, agreeing, _third, is_right = case
    report = again(imported, **agreeing)
    correction.refresh_from_db()
    assert (correction.state, correction.is_contested) == ("settled", False)
    assert correction.ended_on
    assert report.settled == [str(correction)]
    assert (report.created, report.gone) == (0, 0)
    if "street1" in agreeing:  # the source's own spelling and position stand
        there = Facility.objects.get(name="Shelby House")
        assert (there.street, there.precision) == ("9 Oak St.", "zip")
    else:
        assert is_right()


def test_once_settled_the_source_is_believed_again(case, imported):
    _facility, _correction, agreeing, third, is_right = case
    again(imported, **agreeing)
    again(imported, year=2024, **third)
    assert not is_right()
    assert Facility.objects.count() == 10


def test_something_new_is_flagged_and_not_shown(case, imported):
    _facility, correction, _agreeing, third, is_right = case
    report = again(imported, **third)
    correction.refresh_from_db()
    assert is_right()
    assert (correction.state, correction.is_contested) == ("active", True)
    assert report.contested == [str(correction)]
    assert any("something new" in line for line in report.lines())
    assert (report.created, report.gone) == (0, 0)


def test_looking_into_it_again_takes_the_flag_away(case, imported):
    facility, correction, _agreeing, third, is_right = case
    again(imported, **third)
    correction.refresh_from_db()
    put_right(correction)
    again(imported, year=2024, **third)
    correction.refresh_from_db()
    assert (correction.state, correction.is_contested) == ("active", False)
    assert is_right()


def test_the_same_file_again_writes_no_row(case, imported):
    again(imported)
    with CaptureQueriesContext(connection) as queries:
        report = again(imported)
    verbs = {q["sql"].split()[0] for q in queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE", "PRAGMA"}
    assert report.unchanged == 10


def test_withdrawn_the_source_is_shown_as_if_nothing_had_been(case, imported):
    facility, correction, *_rest, is_right = case
    withdraw(correction)
    assert not is_right()
    now = state_of(facility)
    Facility.objects.all().delete()
    imported([row(), *OTHERS], year=2023)
    assert now == state_of(Facility.objects.get(name="Shelby House"))


def state_of(facility):
    """Return all the public sees of a facility, by values."""
    kept = [f.name for f in Facility._meta.concrete_fields if f.name not in ("id", "changed_at")]
    fields = Facility.objects.filter(pk=facility.pk).values(*kept).get()
    phones = list(Phone.objects.filter(facility=facility.pk).values_list("kind", "display", "e164"))
    services = FacilityService.objects.filter(facility=facility.pk).values_list(
        "service", flat=True
    )
    codes = list(Listing.objects.filter(facility=facility.pk).values_list("codes", flat=True))
    return fields, phones, sorted(services), codes


def test_all_derived_anew_gives_the_same(case):
    facility, *_rest, is_right = case
    before = state_of(facility)
    rebuild()
    assert state_of(facility) == before
    assert is_right()


def test_a_place_that_left_the_directory_keeps_its_correction_and_comes_back_with_it(
    case, imported
):
    facility, _correction, *_rest, is_right = case
    imported(OTHERS, year=2023)
    assert Facility.objects.get(pk=facility.pk).status == "unlisted"
    assert is_right()
    report = again(imported, year=2024)
    assert (report.created, Facility.objects.get(pk=facility.pk).status) == (0, "open")
    assert is_right()


def test_a_place_that_left_can_be_put_right_and_stays_so(shelby, imported):
    imported(OTHERS, year=2023)
    correct(shelby, "phone", phone="781-555-0199")
    shelby = Facility.objects.get(pk=shelby.pk)
    assert (shelby.status, shelby.number_to_call.display) == ("unlisted", "781-555-0199")


def test_closed_stays_closed_while_listed_and_is_flagged_once_listed_anew(shelby, imported):
    correction = correct(shelby, "closed")
    assert Facility.objects.get(pk=shelby.pk).status == "closed"
    assert again(imported, year=2022).contested == []
    report = again(imported)
    assert report.contested == [str(correction)]
    assert Facility.objects.get(pk=shelby.pk).status == "closed"


def test_closed_stays_closed_when_the_source_drops_it(shelby, imported):
    correction = correct(shelby, "closed")
    imported(OTHERS, year=2023)
    assert Facility.objects.get(pk=shelby.pk).status == "closed"
    correction.refresh_from_db()
    assert correction.is_active  # no answer to a questionnaire isn't "closed"


@pytest.mark.parametrize("rows, status", [([row()], "open"), ([], "unlisted")])
def test_open_after_all(shelby, imported, rows, status):
    correction = correct(shelby, "closed")
    imported([*rows, *OTHERS], year=2023)
    correction.refresh_from_db()
    withdraw(correction)
    assert Facility.objects.get(pk=shelby.pk).status == status


def test_a_number_is_kept_off_until_no_directory_gives_it(shelby, imported):
    correction = correct(shelby, "phone", phone="781-555-0199")
    again(imported, phone="781-555-0199", intake1="781-555-0100")
    correction.refresh_from_db()
    assert correction.is_active
    shelby = Facility.objects.get(pk=shelby.pk)
    assert [one.display for one in shelby.phones.all()] == ["781-555-0199"]


def test_other_numbers_stay(imported):
    imported([row(intake1="781-555-0101 x7"), *OTHERS], year=2022)
    shelby = Facility.objects.get(name="Shelby House")
    correct(shelby, "phone", phone="781-555-0199 x3")
    assert [one.uri for one in shelby.phones.all()] == [
        "tel:+17815550199;ext=3",
        "tel:+17815550101;ext=7",
    ]


def test_an_address_that_is_withheld_now_is_not_shown_by_a_correction(shelby, imported):
    correction = correct(shelby, "address", **NEW_ADDRESS)
    report = again(imported, street1="- - -")
    shelby = Facility.objects.get(name="Shelby House")
    assert (shelby.address_withheld, shelby.street) == (True, "")
    correction.refresh_from_db()
    assert correction.state == "withdrawn"
    assert report.dropped == [str(correction)]


def test_a_moved_place_lies_where_its_new_zip_code_does(shelby):
    before = (shelby.latitude, shelby.longitude)
    moved = {"street": "9 Oak Street", "city": "Worcester", "state_code": "MA", "zip": "01608"}
    correct(shelby, "address", **moved)
    shelby = Facility.objects.get(pk=shelby.pk)
    assert (shelby.latitude, shelby.longitude) != before
    assert (shelby.precision, shelby.county) == ("zip", "Worcester County")
    assert shelby.slug == "shelby-house-worcester"


def test_a_moved_place_is_found_again_whichever_address_the_source_gives(shelby, imported):
    moved = {"street": "77 Far Road", "city": "Worcester", "state_code": "MA", "zip": "01608"}
    correct(shelby, "address", **moved)
    report = again(imported)
    assert (report.created, report.gone) == (0, 0)
    cells = {"street1": "77 Far Rd", "city": "Worcester", "zip": "01608"}
    report = again(imported, year=2024, **cells)
    assert (report.created, report.gone) == (0, 0)
    assert Facility.objects.get(name="Shelby House").pk == shelby.pk
    assert not Correction.objects.active().exists()


def test_a_corrected_number_is_no_changed_number(imported):
    imported([row(f"House {n}", street1=f"{n} Elm Street") for n in range(3)], year=2022)
    for number, facility in enumerate(Facility.objects.all()):
        correct(facility, "phone", phone=f"781-555-019{number}")
    rows = [row(f"House {n}", street1=f"{n} Elm Street") for n in range(3)]
    assert imported(rows, year=2023).phones_changed == 0


def test_a_trial_import_settles_nothing(shelby, imported):
    correction = correct(shelby, "phone", phone="781-555-0199")
    report = imported([row(phone="781-555-0199"), *OTHERS], year=2023, dry_run=True)
    assert report.settled == [str(correction)]
    correction.refresh_from_db()
    assert correction.is_active


def test_an_import_asks_no_more_for_many_corrections(imported):
    rows = [row(f"House {n}", street1=f"{n} Elm Street") for n in range(8)]
    imported(rows, year=2020)
    asked = []
    for year, count in ((2021, 1), (2022, 7)):
        for facility in Facility.objects.filter(corrections=None).order_by("pk")[:count]:
            correct(facility, "phone", phone=f"781-555-2{facility.pk % 1000:03}")
        with CaptureQueriesContext(connection) as queries:
            imported(rows, year=year)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_corrections_of_a_merged_place_rest(shelby, imported):
    target = Facility.objects.get(name="House 1000")
    correction = correct(shelby, "phone", phone="781-555-0199")
    Facility.objects.filter(pk=shelby.pk).update(merged_into=target)
    again(imported)
    correction.refresh_from_db()
    assert (correction.state, correction.is_contested) == ("active", False)
    assert Facility.objects.get(pk=target.pk).number_to_call.display == "781-555-1000"


def test_a_defined_service_goes_only_with_the_last_code_it_rests_on(imported):
    imported([row(service_code_info="SA DT OD BU NU")])
    facility = Facility.objects.get()
    correct(facility, "not-offered", service=Service.objects.get(code="DT"))
    assert "detox" in slugs(facility)
    correct(facility, "not-offered", service=Service.objects.get(code="OD"))
    assert "detox" not in slugs(facility)
    correct(facility, "not-offered", service="mat")
    assert not {"mat", "buprenorphine", "naltrexone"} & slugs(facility)


def test_not_offered_is_never_not_reported(client, imported):
    """Also where the listing said nothing else of that group of services."""
    imported([row(service_code_info="SA OP MD"), row("Other", street1="2 Elm", phone="")])
    facility = Facility.objects.get(name="Shelby House")
    medicaid = Service.objects.get(slug="medicaid")
    correct(facility, "not-offered", service=medicaid)
    now = index.current()
    position = now.ordinals[facility.pk]
    assert now.denying(medicaid.pk) >> position & 1
    assert not now.not_reporting(medicaid.pk) >> position & 1
    assert "Doesn't say if it takes Medicaid" not in client.get(
        "/search/?q=Shelby&where=MA"
    ).content.decode().replace("&#x27;", "'")
    assert medicaid not in [one for group in describe(facility) for one in group.not_offered]
