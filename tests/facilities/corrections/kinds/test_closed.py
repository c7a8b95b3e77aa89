"""Corrections that close a facility."""

import pytest

from facilities.importing.save_correction import withdraw
from facilities.models import Correction, Facility
from tests.facilities.corrections.cases import NEIGHBORS, FormCase, again
from tests.facilities.corrections.corrected import correct
from tests.facilities.corrections.outputs import OUTPUTS, all_of, outputs, saying, text_of
from tests.facilities.workbooks import row

CASES = {}  # no edition settles it, and a place that left the directory stays closed
FORM = FormCase({"phone": "617-555-0777"}, lambda alder: alder.status == "closed")
REFUSED = []
INCOMPLETE = [{"confirmed_by": "guess"}, {"state": "settled"}]


def test_closed_stays_closed_while_listed_and_is_flagged_once_listed_anew(shelby, imported):
    correction = correct(shelby, "closed")
    assert Facility.objects.get(pk=shelby.pk).status == "closed"
    assert again(imported, year=2022).contested == []
    report = again(imported)
    assert report.contested == [str(correction)]
    assert Facility.objects.get(pk=shelby.pk).status == "closed"


def test_closed_stays_closed_when_the_source_drops_it(shelby, imported):
    correction = correct(shelby, "closed")
    imported(NEIGHBORS, year=2023)
    assert Facility.objects.get(pk=shelby.pk).status == "closed"
    correction.refresh_from_db()
    assert correction.is_active  # no answer to a questionnaire isn't "closed"


@pytest.mark.parametrize("rows, status", [([row()], "open"), ([], "unlisted")])
def test_open_after_all(shelby, imported, rows, status):
    correction = correct(shelby, "closed")
    imported([*rows, *NEIGHBORS], year=2023)
    correction.refresh_from_db()
    withdraw(correction)
    assert Facility.objects.get(pk=shelby.pk).status == status


def test_closed_answers_410_and_is_in_no_list(client, alder):
    before = outputs(client, alder)
    assert alder.name in before["card"]
    correct(alder, "closed")
    page = text_of(client, alder.get_absolute_url(), status=410)
    assert "Closed: recorded here Nov. 20, 2026, confirmed by call." in page
    assert "tel:+16175550100" not in page
    assert alder.public_id not in text_of(client, "/api/v1/facilities.csv?where=MA")
    assert client.get(f"/api/v1/facilities/{alder.public_id}/").json()["status"] == "closed"


def test_closed_is_in_no_list_and_not_counted(client, alder):
    names = {"page", "in Spanish", "listing", "report", "after the report", "API"}
    before = all_of(client, alder)
    count = client.get("/api/v1/facilities/?where=MA").json()["count"]
    correct(alder, "closed")
    paths = {name: OUTPUTS[name] for name in OUTPUTS if name not in names}
    birch = Facility.objects.get(name="Birch Clinic").get_absolute_url()
    after = {name: text_of(client, p.format(id=alder.public_id, neighbor=birch))
             for name, p in paths.items()}  # fmt: skip
    assert saying(before, alder.get_absolute_url())
    assert saying(after, alder.get_absolute_url()) == {"compared"}
    assert "This place has closed." in after["compared"]
    assert client.get("/api/v1/facilities/?where=MA").json()["count"] == count - 1
    withdraw(Correction.objects.get())
    assert client.get("/api/v1/facilities/?where=MA").json()["count"] == count
    assert client.get(alder.get_absolute_url()).status_code == 200
