"""Imports of small editions: what the directory holds afterwards, and what is reported."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilities.importing.guards import ImportStopped, Limits
from facilities.importing.sync import import_source
from facilities.listings.readers import read
from facilities.models import (
    Edition,
    Facility,
    ImportReport,
    Listing,
    Phone,
    Service,
)
from tests.facilities.workbooks import MH_CODES, export, row

pytestmark = pytest.mark.django_db

WRITES = ("INSERT", "UPDATE", "DELETE", "COPY", "TRUNCATE", "ANALYZE")
SECOND = {"phone": "781-555-0100 or 781-555-0101"}
INTAKE = {"phone": "781-555-0100", "intake1": "781-555-0101"}


def many(count, **cells):
    return [
        row(f"House {n}", street1=f"{n} Main Street", phone=f"781-555-{n:04d}", **cells)
        for n in range(100, 100 + count)
    ]


def test_a_row_becomes_a_facility(imported):
    report = imported([row(name2="Detox Unit", street2="Suite 4", intake1="781-555-0101 x7")])
    facility = Facility.objects.get()
    assert (facility.name, facility.program) == ("Shelby House", "Detox Unit")
    assert (facility.street, facility.street2) == ("1 Main Street", "Suite 4")
    assert (facility.city, facility.state, facility.zip) == ("Canton", "MA", "02021")
    assert facility.precision == "zip"
    assert facility.status == "open"
    assert [phone.uri for phone in facility.phones.all()] == [
        "tel:+17815550100",
        "tel:+17815550101;ext=7",
    ]
    assert (report.read, report.created, report.gone) == (1, 1, 0)


@pytest.mark.parametrize("su, mh", [(SECOND, INTAKE), (INTAKE, SECOND)], ids=["su", "mh"])
def test_a_number_that_any_listing_calls_intake_is_for_admissions(imported, su, mh):
    imported([row(**su)])
    imported([row(**mh, service_code_info="MH OP")], codes=MH_CODES)
    phones = Facility.objects.get().phones.all()
    assert [(phone.kind, phone.display) for phone in phones] == [
        ("main", "781-555-0100"),
        ("intake", "781-555-0101"),
    ]


def test_a_facility_has_its_codes_and_the_services_they_define(imported):
    imported([row(service_code_info="SA DT * OP OIT * BU")])
    slugs = set(Facility.objects.get().services.values_list("slug", flat=True))
    assert {"detox", "iop", "outpatient", "mat", "buprenorphine"} <= slugs
    assert not {"methadone", "inpatient", "residential", "php"} & slugs


def test_accepting_medicine_from_elsewhere_is_not_offering_it(imported):
    imported([row(service_code_info="SA OP MOA ACMA NOOP")])
    assert not Facility.objects.offering(Service.objects.get(slug="mat")).exists()


def test_the_listing_keeps_the_row_as_published(imported):
    imported([row(name="  Shelby   House ")])
    listing = Listing.objects.get()
    assert listing.line == 2
    assert listing.raw["name1"] == "  Shelby   House "
    assert listing.codes == "SA DT OP OIT MD"
    assert listing.facility.name == "Shelby House"


def test_the_same_file_again_writes_no_row(imported):
    imported(many(5))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = imported(many(5))
    written = [
        q["sql"]
        for q in queries
        if q["sql"].split()[0] not in ("SELECT", "SAVEPOINT", "RELEASE", "PRAGMA")
    ]
    assert written == []
    assert (report.created, report.changed, report.gone, report.unchanged) == (0, 0, 0, 5)


def test_the_same_rows_under_another_name_change_no_facility(imported):
    imported(many(5), year=2022)
    before = list(Facility.objects.order_by("pk").values())
    report = imported(many(5), year=2023)
    assert (report.created, report.changed, report.gone, report.unchanged) == (0, 0, 0, 5)
    assert list(Facility.objects.order_by("pk").values()) == before


def test_a_changed_row_changes_its_facility_and_keeps_its_address(imported):
    imported(many(5), year=2022)
    urls = {facility.name: facility.get_absolute_url() for facility in Facility.objects.all()}
    rows = many(5)
    rows[0] |= {"phone": "781-555-0199", "service_code_info": "SA RES RL"}
    report = imported(rows, year=2023)
    assert (report.created, report.changed, report.unchanged) == (0, 1, 4)
    facility = Facility.objects.get(name="House 100")
    assert facility.get_absolute_url() == urls["House 100"]
    assert facility.phones.get().e164 == "+17815550199"
    assert facility.services.filter(slug="residential").exists()
    assert not facility.services.filter(slug="detox").exists()


def test_a_facility_missing_from_the_new_edition_is_marked_and_kept(imported):
    imported(many(5), year=2022)
    report = imported(many(4), year=2023)
    gone = Facility.objects.get(name="House 104")
    assert (report.gone, report.left) == (1, 1)
    assert gone.status == "unlisted"
    assert gone.services.exists()
    assert gone.phones.exists()
    assert [listing.edition.year for listing in gone.listings.all()] == [2022]


def test_a_facility_that_comes_back_keeps_its_address(imported):
    imported(many(5), year=2021)
    url = Facility.objects.get(name="House 104").get_absolute_url()
    imported(many(4), year=2022)
    imported(many(5), year=2023)
    facility = Facility.objects.get(name="House 104")
    assert (facility.status, facility.get_absolute_url()) == ("open", url)
    assert Facility.objects.count() == 5


def test_a_new_edition_replaces_the_older_ones_listings(imported):
    imported(many(3), year=2022)
    report = imported(many(3), year=2023)
    assert report.replaces.endswith("2022")
    answers = set(Listing.objects.values_list("edition__year", "is_answer"))
    assert answers == {(2022, False), (2023, True)}
    assert Edition.objects.get(is_current=True).year == 2023


def test_listings_are_kept_for_one_edition_more_and_of_what_is_gone_the_last(imported):
    imported(many(3), year=2022)
    imported(many(2), year=2023)
    imported(many(2), year=2024)
    assert {
        name: set(
            Listing.objects.filter(facility__name=name).values_list("edition__year", flat=True)
        )
        for name in ("House 100", "House 102")
    } == {"House 100": {2023, 2024}, "House 102": {2022}}


def test_a_facility_in_both_directories_is_one_with_both_listings(imported):
    imported([row(service_code_info="SA DT"), row("Other", street1="9 Oak Street")])
    report = imported([row(service_code_info="MH SMI", phone="781-555-0177")], codes=MH_CODES)
    facility = Facility.objects.get(name="Shelby House")
    assert report.in_both == 1
    assert {listing.edition.kind for listing in facility.listings.all()} == {"su", "mh"}
    assert {"detox", "mental-health"} <= set(facility.services.values_list("slug", flat=True))
    assert [(p.kind, p.e164) for p in facility.phones.all()] == [
        ("main", "+17815550100"),
        ("other", "+17815550177"),
    ]


def test_leaving_one_directory_keeps_what_the_other_says(imported):
    imported(many(5), year=2022)
    imported([row("House 104", street1="104 Main Street", phone="781-555-0104",
                  service_code_info="MH SMI")], codes=MH_CODES, year=2022)  # fmt: skip
    report = imported(many(4), year=2023)
    facility = Facility.objects.get(name="House 104")
    assert (report.left, report.gone) == (1, 0)
    assert facility.status == "open"
    assert not facility.services.filter(slug="detox").exists()
    assert facility.services.filter(slug="mental-health").exists()


def test_two_programs_at_one_address_stay_two_facilities(imported):
    rows = [row(name2="Detox Unit"), row(name2="Womens Renewal", phone="781-555-0102")]
    imported(rows, year=2022)
    ids = dict(Facility.objects.values_list("program", "public_id"))
    imported(rows[::-1], year=2023)
    assert dict(Facility.objects.values_list("program", "public_id")) == ids
    assert len(ids) == 2


def test_a_row_that_stands_twice_is_one_facility_and_reported(imported):
    report = imported([row(service_code_info="SA DT"), row(service_code_info="SA RES")])
    facility = Facility.objects.get()
    assert report.duplicates == [(3, 2)]
    assert facility.listings.count() == 2
    assert {"detox", "residential"} <= set(facility.services.values_list("slug", flat=True))


def test_a_withheld_street_is_withheld_and_placed_by_its_zip(imported):
    imported([row(street1="- - -", street2="Suite 9")])
    facility = Facility.objects.get()
    assert facility.address_withheld
    assert (facility.street, facility.street2, facility.precision) == ("", "", "zip")


def test_an_address_that_one_directory_withholds_is_withheld(imported):
    imported([row(street1="- - -")])
    imported([row(service_code_info="MH")], codes=MH_CODES)
    assert Facility.objects.filter(address_withheld=False).exclude(street="").count() <= 1
    assert not Facility.objects.filter(address_withheld=True).exclude(street="").exists()


def test_ids_are_the_same_in_an_empty_database(imported):
    imported(many(5))
    ids = set(Facility.objects.values_list("public_id", flat=True))
    Facility.objects.all().delete()
    Edition.objects.all().delete()
    imported(many(5))
    assert set(Facility.objects.values_list("public_id", flat=True)) == ids


def test_a_code_the_taxonomy_lacks_comes_with_the_files_label(imported):
    report = imported([row(service_code_info="SA ZZTOP")], codes=["SA", "DT", "OTP", "ZZTOP"])
    service = Service.objects.get(code="ZZTOP")
    assert report.unknown_codes == {"ZZTOP": "Label of ZZTOP"}
    assert (service.name, service.group.slug) == ("Label of ZZTOP", "other")
    assert not service.in_taxonomy
    assert Facility.objects.get().services.filter(pk=service.pk).exists()


def test_a_code_whose_frequency_swings_is_flagged(imported):
    imported(many(60, service_code_info="SA SNR DT"), year=2022)
    report = imported(many(60, service_code_info="SA DT"), year=2023)
    assert [(s.code, s.before, s.now) for s in report.swings] == [("SNR", 60, 0)]


def test_a_rejected_row_is_named_and_the_others_are_imported(imported):
    rows = many(60)
    rows[3]["state"] = "XX"
    report = imported(rows)
    assert report.rejected == [(5, "state: expected a two-letter state or territory, got 'XX'")]
    assert Facility.objects.count() == 59


def test_rows_changed_by_hand_are_read_again_and_a_rejected_one_counts_once(imported):
    rows = many(60)
    rows[3]["state"] = "XX"
    imported(rows)
    Listing.objects.filter(line=2).update(row_hash="-")
    report = imported(rows)
    assert [line for line, _why in report.rejected] == [5]
    assert not Listing.objects.filter(row_hash="-").exists()


STOPPED = [
    ("--allow-rejected", many(5), [*many(4), row(state="XX")], Limits(rejected=None)),
    ("--allow-gone", many(5), many(2), Limits(gone=None)),
    (
        "--allow-phones",
        many(5),
        [{**cells, "phone": f"617-555-01{n:02d}"} for n, cells in enumerate(many(5))],
        Limits(phones=None),
    ),
]


@pytest.mark.parametrize("flag, before, after, lifted", STOPPED, ids=[s[0] for s in STOPPED])
def test_a_suspicious_edition_is_stopped_unless_its_flag_is_given(
    imported, flag, before, after, lifted
):
    imported(before, year=2022)
    state = list(Facility.objects.order_by("pk").values()), list(Phone.objects.values())
    with pytest.raises(ImportStopped, match=flag):
        imported(after, year=2023)
    assert (list(Facility.objects.order_by("pk").values()), list(Phone.objects.values())) == state
    imported(after, year=2023, limits=lifted)
    assert Edition.objects.get(is_current=True).year == 2023


def test_an_older_edition_is_stopped_unless_allowed(imported):
    imported(many(3), year=2023)
    with pytest.raises(ImportStopped, match="--allow-older"):
        imported(many(3), year=2022)
    imported(many(3), year=2022, limits=Limits(older=True))
    assert Edition.objects.get(is_current=True).year == 2022


def test_a_dry_run_reports_the_same_and_writes_nothing(imported):
    with CaptureQueriesContext(connection) as queries:
        dry = imported(many(3), dry_run=True)
    assert [query["sql"] for query in queries if query["sql"].startswith(WRITES)] == []
    assert not Facility.objects.exists()
    assert not Edition.objects.exists()
    real = imported(many(3))
    assert {**dry.as_json(), "dry_run": False} == real.as_json()
    kept = ImportReport.objects.get(edition__is_current=True).content
    assert kept == json.loads(json.dumps(real.as_json()))


def test_a_published_edition_removes_the_invented_one(imported):
    imported(many(3), sheets={"Invented data": [["Every facility here is invented."]]})
    assert Edition.objects.get().is_demo
    report = imported([row("Real House")])
    assert report.demo_removed == 3
    assert [facility.name for facility in Facility.objects.all()] == ["Real House"]
    assert not Edition.objects.filter(is_demo=True).exists()


def test_closed_by_the_operator_stays_closed(imported):
    imported(many(3), year=2022)
    Facility.objects.filter(name="House 100").update(status="closed")
    imported(many(3), year=2023)
    assert Facility.objects.get(name="House 100").status == "closed"


EXPORTED = {
    "name1": "Shelby House", "street1": "1 Main Street", "city": "Canton", "state": "MA",
    "zip": "02021", "county": "Norfolk", "phone": "781-555-0100", "type_facility": "SU",
    "website": "http://example.org", "latitude": "42.17", "longitude": "-71.13", "dt": "1",
}  # fmt: skip
FLAGS = [f"x{n}" for n in range(20)] + ["dt", "sa"]


@pytest.mark.parametrize(
    "cells, precision, doubt",
    [
        ({}, "source", ""),
        ({"latitude": "", "longitude": ""}, "zip", ""),
        ({"latitude": "34.05", "longitude": "-118.24"}, "zip", "miles from the center of ZIP"),
        ({"latitude": "41.83", "longitude": "-71.42"}, "zip", "not in MA"),
        ({"street1": "- - -"}, "zip", ""),
    ],
    ids=["believed", "absent", "far from its ZIP", "in another state", "withheld"],
)
def test_a_coordinate_is_believed_only_near_its_zip_and_in_its_state(
    db, tmp_path, cells, precision, doubt
):
    path = export(tmp_path / "export-2025.csv", [{**EXPORTED, **cells}], FLAGS)
    report = import_source(read(path))
    facility = Facility.objects.get()
    assert facility.precision == precision
    assert [why for _line, why in report.distrusted if doubt and doubt in why] == [
        why for _line, why in report.distrusted
    ]
    assert bool(report.distrusted) == bool(doubt)


def test_an_export_adds_coordinates_and_website_to_a_listed_facility(imported, tmp_path):
    imported([row()])
    import_source(read(export(tmp_path / "export-2025.csv", [EXPORTED], FLAGS)))
    facility = Facility.objects.get()
    assert (facility.latitude, facility.precision) == (42.17, "source")
    assert facility.website == "http://example.org"
    assert facility.listings.count() == 2
