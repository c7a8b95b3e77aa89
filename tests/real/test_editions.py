"""What the published national directories become, measured on the files themselves."""

import csv
from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from facilities.importing.matching.keys import key_of
from facilities.importing.sync import import_source
from facilities.listings.readers import read
from facilities.meanings import code_as_published
from facilities.models import Edition, Facility, Listing, Service, ServiceRelation
from tests.real.conftest import MH_2023, SU_2023


def test_the_editions_pass_every_guard_and_no_row_is_rejected(editions):
    assert [(report.read, len(report.rejected)) for report in editions["reports"]] == [
        (12_176, 0),
        (12_744, 0),
        (8_707, 0),
    ]


def test_the_defect_of_the_2023_file_is_flagged_and_nothing_else(editions):
    _first, su_2023, _mh = editions["reports"]
    assert [swing.code for swing in su_2023.swings] == ["SNR"]
    assert set(su_2023.no_longer_asked) == {"MMW", "BMW", "ULC"}
    assert set(su_2023.newly_asked) == {"DLC", "MWS"}


def test_exact_duplicates_are_listed_and_merged(editions):
    _first, su_2023, _mh = editions["reports"]
    source = editions["sources"][1]
    rows = dict(source.rows)
    for pair in su_2023.duplicates:
        keys = [key_of(source.record(rows[line]), None, ["su"]) for line in pair]
        assert without_numbers(keys[0]) == without_numbers(keys[1])
    assert su_2023.created + su_2023.changed + su_2023.unchanged == 12_744 - len(su_2023.duplicates)


def without_numbers(key):
    return replace(key, phones=None, numbers=None, main=None)


@pytest.mark.parametrize("kind, column", [("su", "n_SU2023"), ("mh", "n_MH2023")])
def test_every_code_has_as_many_facilities_as_the_codebook_says(
    editions, real_data_folder, kind, column
):
    with (real_data_folder / "codebook-merged.csv").open(encoding="utf-8-sig") as file:
        expected = {
            row["service_code"]: int(row[column]) for row in csv.DictReader(file) if row[column]
        }
    edition = Edition.objects.get(kind=kind, is_current=True)
    listed = Counter()
    repeated = Counter()
    seen = set()
    for pk, codes in edition.listings.order_by("line").values_list("facility_id", "codes"):
        published = list(map(code_as_published, codes.split()))
        listed.update(published)
        repeated.update(code for code in published if (pk, code) in seen)
        seen |= {(pk, code) for code in published}
    assert {code: listed[code] for code in expected} == expected
    facilities = Counter(code for _pk, code in seen)
    assert {code: facilities[code] + repeated[code] for code in expected} == expected
    duplicates = len(editions["reports"][1 if kind == "su" else 2].duplicates)
    assert max(repeated.values(), default=0) <= duplicates


def is_given(pk, named, without):
    """Tell whether no service that is given itself contradicts a service."""
    return not any(
        is_given(other, named, without) for other in without.get(pk, ()) if other in named
    )


def test_services_of_facilities_are_those_of_their_listings(editions):
    """For every service, counted in the database against the raw rows."""
    codes_of = {}
    for pk, codes in Listing.objects.filter(edition__is_current=True).values_list(
        "facility_id", "codes"
    ):
        codes_of.setdefault(pk, set()).update(codes.split())
    expected = Counter()
    services = Service.objects.prefetch_related("any_of")
    codes_by_service = {
        service.pk: {service.code} if service.code else {part.code for part in service.any_of.all()}
        for service in services
    }
    without = defaultdict(set)
    for relation in ServiceRelation.objects.filter(kind="without"):
        without[relation.service_id].add(relation.other_id)
    for codes in codes_of.values():
        named = {pk for pk, own in codes_by_service.items() if own & codes}
        expected.update(pk for pk in named if is_given(pk, named, without))
    stored = Counter(
        pk for facility in Facility.objects.filter(status="open") for pk in facility.service_pks
    )
    assert stored == expected


def test_the_same_facility_is_recognised_across_editions_and_kinds(editions):
    _first, su_2023, mh_2023 = editions["reports"]
    assert su_2023.matches["name, street and ZIP"] >= 8_145
    assert sum(su_2023.matches.values()) >= 9_600
    assert mh_2023.in_both >= 2_700


def test_no_facility_loses_its_address(editions):
    now = {facility.pk: facility.get_absolute_url() for facility in Facility.objects.all()}
    lost = {pk for pk, url in editions["urls"].items() if pk not in now}
    moved = [
        (url, now[pk])
        for pk, url in editions["urls"].items()
        if pk in now and url.split("/")[2] != now[pk].split("/")[2]
    ]
    assert (lost, moved) == (set(), [])


def test_facilities_in_no_current_listing_are_kept_with_their_last_one(editions):
    current = Listing.objects.filter(edition__is_current=True)
    gone = Facility.objects.exclude(pk__in=current.values("facility"))
    assert gone.exists()
    assert set(gone.values_list("status", flat=True)) == {"unlisted"}
    assert not gone.exclude(listings__edition__year=2022).exists()
    assert not gone.filter(phones=None).exclude(listings__raw__phone="").exists()


@pytest.mark.parametrize("number, name", [(1, SU_2023), (2, MH_2023)])
def test_the_same_file_again_changes_nothing(editions, real_data_folder, number, name):
    before = Edition.objects.order_by("pk").values_list("pk", "imported_at")
    before = list(before)
    report = import_source(read(real_data_folder / name))
    assert (report.created, report.changed, report.gone) == (0, 0, 0)
    assert report.unchanged == len(editions["sources"][number].rows) - len(
        editions["reports"][number].duplicates
    )
    assert list(Edition.objects.order_by("pk").values_list("pk", "imported_at")) == before


def test_every_withheld_street_is_withheld(editions):
    withheld = Listing.objects.filter(edition__is_current=True, raw__street1="- - -")
    facilities = Facility.objects.filter(pk__in=withheld.values("facility"))
    assert withheld.count() == 11 + 2
    assert {(facility.address_withheld, facility.street) for facility in facilities} == {(True, "")}


def test_every_facility_has_a_position_in_its_own_state(editions):
    unknown = Facility.objects.filter(status="open", precision="unknown")
    assert unknown.count() <= 12_744 * 0.01
    assert not Facility.objects.filter(latitude=0, longitude=0).exists()
