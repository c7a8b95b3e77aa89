"""Corrections and imports: what doesn't depend on their kind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilities.models import Facility
from tests.facilities.corrections.cases import NEIGHBORS, again
from tests.facilities.corrections.corrected import correct
from tests.facilities.workbooks import row

pytestmark = pytest.mark.django_db


def test_a_trial_import_settles_nothing(shelby, imported):
    correction = correct(shelby, "phone", phone="781-555-0199")
    report = imported([row(phone="781-555-0199"), *NEIGHBORS], year=2023, dry_run=True)
    assert report.settled == [str(correction)]
    correction.refresh_from_db()
    assert correction.is_active


def test_an_import_asks_no_more_for_many_corrections(imported):
    rows = [row(f"House {n}", street1=f"{n} Elm Street") for n in range(8)]
    imported(rows, year=2019)
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
    assert Facility.objects.get(pk=target.pk).main_number.display == "781-555-1000"
