"""Corrections of an address, and of the point of its door."""

import csv
import io

import pytest
from django.urls import reverse

from facilities.models import Correction, Facility
from tests.facilities.corrections.cases import Case, FormCase, again
from tests.facilities.corrections.corrected import ADD, NEW_ADDRESS, correct, filled
from tests.search.map.mapped import ask

pytestmark = pytest.mark.django_db

POINT = {"latitude": 42.16012, "longitude": -71.11034}  # about two miles from the ZIP's center
FAR = {"street": "77 Far Road", "city": "Worcester", "state_code": "MA", "zip": "01608"}
SOURCE = {
    "agrees": {"street1": "9 Oak St."},
    "third": {"street1": "5 Pine Street"},
    # The source's own spelling and position stand.
    "settled": lambda place: (place.street, place.precision) == ("9 Oak St.", "zip"),
    "beside": False,
}
CASES = {
    "another": Case(NEW_ADDRESS, holds=lambda place: place.street == "9 Oak Street", **SOURCE),
    "with its point": Case(
        {**NEW_ADDRESS, **POINT},
        holds=lambda place: (place.latitude, place.precision) == (POINT["latitude"], "street"),
        **SOURCE,
    ),
}
FORM = FormCase(NEW_ADDRESS, lambda alder: alder.street == "9 Oak Street")
REFUSED = [
    ("Alder House", {**NEW_ADDRESS, "zip": "00000"}, "no such ZIP code"),
    ("Alder House", {**NEW_ADDRESS, "state_code": "ZZ"}, "Something is wrong"),
    ("Cedar Shelter", NEW_ADDRESS, "Its address is kept private"),
]
INCOMPLETE = [{**NEW_ADDRESS, "zip": ""}]


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


def moved(facility, **values):
    return filled(facility, what="address", **NEW_ADDRESS, **values)


def test_without_a_point_it_lies_where_its_zip_code_does(alder):
    correct(alder, "address", **NEW_ADDRESS)
    alder.refresh_from_db()
    assert alder.precision == "zip"


def test_every_output_puts_it_at_its_door(client, alder):
    correct(alder, "address", **NEW_ADDRESS, **POINT)
    alder.refresh_from_db()
    at = [POINT["latitude"], POINT["longitude"]]
    query = "q=Alder+House&where=Canton,+MA"
    alone = client.get(f"/api/v1/facilities/{alder.public_id}/").json()
    [listed] = client.get(f"/api/v1/facilities/?{query}").json()["results"]
    for answer in (alone, listed):
        assert [answer["latitude"], answer["longitude"]] == at
        assert answer["precision"] == "street"
    text = b"".join(client.get(f"/api/v1/facilities.csv?{query}").streaming_content)
    [line] = csv.DictReader(io.StringIO(text.decode()))
    assert [float(line["latitude"]), float(line["longitude"])] == at
    assert line["precision"] == "street"
    response = client.get(f"/api/v1/facilities.geojson?{query}")
    drawn = b"".join(response.streaming_content).decode()
    assert f"[{at[1]}, {at[0]}]" in drawn.replace(",-", ", -").replace(",4", ", 4")
    [card] = ask(client, query)["cards"]
    assert card["at"] == pytest.approx(at, abs=1e-4)
    html = client.get(f"/search/?{query}").content.decode()
    assert f"{listed['distance_miles']:.1f}" in html
    assert listed["distance_miles"] > 0


@pytest.mark.parametrize(
    "text", ["42.16012, -71.11034", "(42.16012,-71.11034)", "42.16012 -71.11034"]
)
def test_the_admin_takes_it_as_maps_write_it(admin_client, alder, text):
    assert admin_client.post(ADD, moved(alder, point=text)).status_code == 302
    correction = Correction.objects.get()
    assert {name: getattr(correction, name) for name in POINT} == POINT
    alder.refresh_from_db()
    assert (alder.latitude, alder.precision) == (POINT["latitude"], "street")
    change = reverse("admin:facilities_correction_change", args=[correction.pk])
    assert 'value="42.16012, -71.11034"' in admin_client.get(change).content.decode()
    # Saved again without it: nobody knows the point any more.
    assert admin_client.post(change, moved(alder)).status_code == 302
    alder.refresh_from_db()
    assert alder.precision == "zip"


@pytest.mark.parametrize(
    "text, message",
    [
        ("42.16012", "Enter both"),
        ("42.16, -71.11", "Enter both"),
        ("nan, nan", "Enter both"),
        ("-71.11034, 42.16012", "isn't in that state"),
        ("42.16012, 71.11034", "isn't in that state"),
        ("41.82399, -71.41283", "isn't in that state"),  # Providence, 30 miles off
        ("244.16012, -71.11034", "isn't in that state"),
        ("42.16012, -999.11034", "isn't in that state"),
        ("4" * 61, "at most 60 characters"),
    ],
)
def test_the_admin_refuses_what_cannot_be_its_door(admin_client, alder, text, message):
    response = admin_client.post(ADD, moved(alder, point=text))
    form = response.context["adminform"].form
    assert list(form.errors) == ["point"]
    assert message in str(form.errors["point"])
    assert f'value="{text}"' in response.content.decode()
    assert not Correction.objects.exists()


def test_an_ended_one_is_shown_with_its_point(admin_client, alder):
    correction = correct(alder, "address", **NEW_ADDRESS, **POINT)
    Correction.objects.update(state="withdrawn", ended_on=correction.confirmed_on)
    change = reverse("admin:facilities_correction_change", args=[correction.pk])
    assert "42.16012, -71.11034" in admin_client.get(change).content.decode()


def test_the_same_door_is_put_elsewhere_too(alder):
    same = {"street": alder.street, "street2": "Floor 2", "city": alder.city}
    there = {"latitude": 42.33601, "longitude": -71.07502}
    correct(alder, "address", **same, state_code=alder.state, zip=alder.zip, **there)
    alder.refresh_from_db()
    assert (alder.latitude, alder.longitude) == tuple(there.values())
