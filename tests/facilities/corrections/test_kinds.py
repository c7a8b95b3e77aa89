"""Every kind of correction through the editions that follow: kept, settled, flagged, undone."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilities.importing.changes import rebuild
from facilities.importing.save_correction import put_right, withdraw
from facilities.models import Correction, Facility
from tests.facilities.corrections.corrected import correct, slugs
from tests.facilities.corrections.test_imports import state_of
from tests.facilities.workbooks import COLUMNS, row

pytestmark = pytest.mark.django_db

WITH_WEBSITE = [*COLUMNS, "website"]
USUAL = {"intake1": "781-555-0101 x7", "website": "http://shelby.example"}
OTHERS = [
    row(f"House {n}", street1=f"{n} Elm Street", phone=f"781-555-{n}") for n in range(1000, 1009)
]


@dataclass
class Case:
    """
    A correction of the facility USUAL: its `values`; the cells with which the source `agrees`
    (None: nothing settles it); those that are neither what it was nor what is right (None:
    there is no third); and `holds`.
    """

    what: str
    values: dict
    agrees: dict | None
    third: dict | None
    holds: object


def numbers(facility):
    return [one.display for one in facility.phones.all()]


CASES = {
    "phone wrong": Case(
        "phone",
        {"is_gone": True},
        {"phone": "781-555-0144"},
        None,
        lambda one: "781-555-0100" not in numbers(one),
    ),
    "other number": Case(
        "other-phone",
        {"wrong": "781-555-0101 x7", "line": "intake", "phone": "781-555-0101 x8"},
        {"intake1": "781-555-0101 x8"},
        {"intake1": "781-555-0102"},
        lambda one: "781-555-0101 x8" in numbers(one) and "781-555-0101 x7" not in numbers(one),
    ),
    "other number wrong": Case(
        "other-phone",
        {"wrong": "781-555-0101 x7", "line": "intake", "is_gone": True},
        {"intake1": ""},
        None,
        lambda one: "781-555-0101 x7" not in numbers(one),
    ),
    "one more number": Case(
        "more-phone",
        {"phone": "781-555-0133", "line": "intake"},
        {"intake2": "781-555-0133"},
        None,
        lambda one: numbers(one)[-1] == "781-555-0133",
    ),
    "withheld": Case(
        "withheld",
        {"city": "Canton", "state_code": "MA", "zip": "02021"},
        None,
        {"street1": "8 Pine Street"},
        lambda one: (one.address_withheld, one.street, one.precision) == (True, "", "zip"),
    ),
    "website wrong": Case(
        "website",
        {"is_gone": True},
        {"website": ""},
        None,
        lambda one: one.website == "",
    ),
    "website": Case(
        "website",
        {"website": "https://new.example"},
        {"website": "https://www.new.example/"},
        {"website": "https://third.example"},
        lambda one: "new.example" in one.website,
    ),
    "offered": Case(
        "offered",
        {"service": "telehealth"},
        {"service_code_info": "SA DT OP OIT MD TELE"},
        None,
        lambda one: "telehealth" in slugs(one),
    ),
    "unclear": Case(
        "unclear",
        {"service": "detox"},
        {"service_code_info": "SA OP OIT MD"},
        {"service_code_info": "SA DT OD OP OIT MD"},
        lambda one: "detox" not in slugs(one),
    ),
}  # fmt: skip

WITH_END = [name for name, one in CASES.items() if one.agrees is not None]
# What is only wrong, or only missing, has no third value.
WITH_THIRD = [name for name, one in CASES.items() if one.third is not None]


@pytest.fixture
def edition(imported):
    def do(year=2023, others=OTHERS, is_listed=True, **cells):
        rows = [row(**{**USUAL, **cells})] if is_listed else []
        return imported([*rows, *others], year=year, columns=WITH_WEBSITE)

    return do


@pytest.fixture(params=CASES)
def case(request, edition):
    """Give a Case, already in force, with its `correction`."""
    case = CASES[request.param]
    edition(year=2022)
    shelby = Facility.objects.get(name="Shelby House")
    assert not case.holds(shelby)
    case.correction = correct(shelby, case.what, **case.values)
    return case


def shelby():
    return Facility.objects.get(name="Shelby House")


def test_it_shows_at_once_and_after_the_next_edition(case, edition):
    assert case.holds(shelby())
    before = state_of(shelby())
    report = edition()
    assert (report.created, report.changed, report.gone) == (0, 0, 0)
    assert (report.settled, report.contested) == ([], [])
    assert state_of(shelby()) == before


def test_the_same_file_again_writes_no_row(case, edition):
    edition()
    with CaptureQueriesContext(connection) as queries:
        edition()
    verbs = {q["sql"].split()[0] for q in queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE", "PRAGMA"}


@pytest.mark.parametrize("case", WITH_END, indirect=True)
def test_it_is_settled_when_the_source_agrees(case, edition):
    report = edition(**case.agrees)
    case.correction.refresh_from_db()
    assert (case.correction.state, report.settled) == ("settled", [str(case.correction)])
    assert case.holds(shelby())
    assert (report.created, report.gone) == (0, 0)


@pytest.mark.parametrize("case", WITH_THIRD, indirect=True)
def test_a_third_value_is_flagged_and_not_shown(case, edition):
    report = edition(**case.third)
    case.correction.refresh_from_db()
    assert case.holds(shelby())
    assert (case.correction.is_contested, report.contested) == (True, [str(case.correction)])
    put_right(case.correction)
    assert edition(year=2024, **case.third).contested == []
    assert case.holds(shelby())


def test_derived_anew_it_is_the_same_and_withdrawn_as_if_nothing_had_been(case, edition):
    before = state_of(shelby())
    rebuild()
    assert state_of(shelby()) == before
    withdraw(case.correction)
    now = state_of(shelby())
    Facility.objects.all().delete()
    edition()
    assert now == state_of(shelby())


def test_it_waits_for_a_place_that_left_and_says_so(case, edition):
    report = edition(is_listed=False)
    assert shelby().status == "unlisted"
    assert case.holds(shelby())
    assert report.unlisted == [str(case.correction)]
    assert any("no directory lists any more" in line for line in report.lines())
    report = edition(year=2024)
    assert (report.created, shelby().status, report.unlisted) == (0, "open", [])
    assert case.holds(shelby())


def test_all_kinds_at_once_are_laid_one_over_the_other(edition):
    edition(year=2022)
    for case in CASES.values():
        if case.values.get("is_gone") and case.what != "phone":
            continue  # beside the other of its kind
        correct(shelby(), case.what, **case.values)
    laid = [one for one in CASES.values() if one.what == "phone" or not one.values.get("is_gone")]
    assert all(one.holds(shelby()) for one in laid)
    before = state_of(shelby())
    assert edition().changed == 0
    rebuild()
    assert state_of(shelby()) == before
    for one in Correction.objects.all():
        withdraw(one)
    now = state_of(shelby())
    Facility.objects.all().delete()
    edition()
    assert now == state_of(shelby())


def test_a_number_found_wrong_stays_off_after_a_second_call(edition):
    """The source gave 0100, then 0155 first and 0100 as intake: both were wrong."""
    edition(year=2022)
    correction = correct(shelby(), "phone", phone="781-555-0199")
    edition(phone="781-555-0155", intake1="781-555-0100")
    correction.refresh_from_db()
    put_right(correction)
    assert numbers(shelby()) == ["781-555-0199"]
    edition(year=2024, phone="781-555-0155", intake1="781-555-0100")
    assert numbers(shelby()) == ["781-555-0199"]


def test_an_address_corrected_where_it_is_withheld_by_us_is_given_up(edition):
    edition(year=2022)
    correct(shelby(), "withheld", city="Canton", state_code="MA", zip="02021")
    address = {"street": "9 Oak Street", "city": "Canton", "state_code": "MA", "zip": "02021"}
    correction = correct(shelby(), "address", **address)
    correction.refresh_from_db()
    assert (correction.state, shelby().street) == ("withdrawn", "")


def test_a_secret_stays_one_though_the_source_kept_it_for_a_year(edition):
    edition(year=2022)
    values = {"city": "Canton", "state_code": "MA", "zip": "02021"}
    correction = correct(shelby(), "withheld", **values)
    assert edition(street1="- - -").contested == []
    edition(year=2024)
    correction.refresh_from_db()
    assert (correction.state, shelby().address_withheld, shelby().street) == ("active", True, "")


def test_a_secret_is_kept_before_any_edition_prints_it(edition):
    edition(year=2022, street1="- - -")
    correct(shelby(), "withheld", city="Canton", state_code="MA", zip="02021")
    report = edition()
    assert (shelby().address_withheld, shelby().street) == (True, "")
    assert len(report.contested) == 1


def test_a_website_that_is_somebody_elses_now_is_linked_nowhere(client, edition):
    edition(year=2022)
    paths = [shelby().get_absolute_url(), f"{shelby().get_absolute_url()}source/"]
    paths += [f"/api/v1/facilities/{shelby().public_id}/", "/search/?q=Shelby&where=MA"]
    assert "shelby.example" in client.get(paths[0]).content.decode()
    correct(shelby(), "website", is_gone=True)
    texts = [client.get(path).content.decode() for path in paths]
    assert not [text for text in texts if "shelby.example" in text]
    assert "Website taken off Nov. 20, 2026, confirmed by call." in texts[0]
