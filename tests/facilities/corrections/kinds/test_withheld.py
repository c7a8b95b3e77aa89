"""Corrections that hide an address: it is in no output."""

import pytest

from facilities.importing.save_correction import withdraw
from facilities.models import Correction, Facility
from tests.facilities.corrections.cases import Case, FormCase, shelby_now
from tests.facilities.corrections.corrected import ADD, NEW_ADDRESS, correct, filled
from tests.facilities.corrections.outputs import (
    LATITUDE,
    LONGITUDE,
    OUTPUTS,
    STREET,
    all_of,
    now,
    saying,
)

pytestmark = pytest.mark.django_db

CASES = {
    "withheld": Case(
        {"city": "Canton", "state_code": "MA", "zip": "02021"},
        holds=lambda place: (
            (place.address_withheld, place.street, place.precision) == (True, "", "zip")
        ),
        third={"street1": "8 Pine Street"},
    ),
}
FORM = FormCase(
    {"phone": "617-555-0777"},
    lambda alder: (alder.street, alder.city, alder.zip) == ("", "Boston", "02118"),
)
REFUSED = [("Alder House", {"city": "Boston"}, "Say what is right")]
INCOMPLETE = [NEW_ADDRESS]


def test_an_address_corrected_where_it_is_withheld_by_us_is_given_up(edition):
    edition(year=2022)
    correct(shelby_now(), "withheld", city="Canton", state_code="MA", zip="02021")
    address = {"street": "9 Oak Street", "city": "Canton", "state_code": "MA", "zip": "02021"}
    correction = correct(shelby_now(), "address", **address)
    correction.refresh_from_db()
    assert (correction.state, shelby_now().street) == ("withdrawn", "")


def test_a_secret_stays_one_though_the_source_kept_it_for_a_year(edition):
    edition(year=2022)
    values = {"city": "Canton", "state_code": "MA", "zip": "02021"}
    correction = correct(shelby_now(), "withheld", **values)
    assert edition(street1="- - -").contested == []
    edition(year=2024)
    correction.refresh_from_db()
    assert (correction.state, shelby_now().address_withheld, shelby_now().street) == (
        "active",
        True,
        "",
    )


def test_a_secret_is_kept_before_any_edition_prints_it(edition):
    edition(year=2022, street1="- - -")
    correct(shelby_now(), "withheld", city="Canton", state_code="MA", zip="02021")
    report = edition()
    assert (shelby_now().address_withheld, shelby_now().street) == (True, "")
    assert len(report.contested) == 1


def test_a_secret_address_is_in_no_output(client, placed_alder):
    secret = STREET, STREET.replace(" ", "%20"), LATITUDE, LONGITUDE
    before = saying(all_of(client, placed_alder), *secret)
    assert {"page", "call sheet", "API", "list", "CSV", "GeoJSON"} <= before
    correct(placed_alder, "withheld", city="Boston", state_code="MA", zip="02118")
    outputs = all_of(client, now(placed_alder))
    assert saying(outputs, *secret) == set()
    for name in ("page", "call sheet"):
        assert "call to ask for it" in outputs[name].casefold(), name
    cards = client.get(OUTPUTS["map"]).json()["cards"]
    assert not [card for card in cards if card["name"] == "Alder House"]
    assert now(placed_alder).precision == "zip"


def test_nothing_tells_that_we_took_it_off(client, placed_alder):
    """It looks like a place whose source withholds the address: Cedar Shelter's does."""
    correct(placed_alder, "withheld", city="Boston", state_code="MA", zip="02118")
    outputs = all_of(client, now(placed_alder))
    for name in ("page", "listing", "API", "CSV", "GeoJSON"):
        assert "Nov. 20, 2026" not in outputs[name], name
        assert "2026-11-20" not in outputs[name], name
    assert client.get(OUTPUTS["API"].format(id=placed_alder.public_id)).json()["corrected"] == []


def test_a_secret_place_that_moved_is_known_by_its_new_town(client, placed_alder):
    correct(placed_alder, "address", **NEW_ADDRESS)
    correct(placed_alder, "withheld", city="Worcester", state_code="MA", zip="01608")
    placed_alder = now(placed_alder)
    assert (placed_alder.street, placed_alder.city, placed_alder.county) == (
        "",
        "Worcester",
        "Worcester County",
    )
    assert not saying(all_of(client, placed_alder), STREET, NEW_ADDRESS["street"], LATITUDE)
    old = Correction.objects.get(what="address")
    assert old.state == "withdrawn"


def test_shown_again_when_it_may_be(client, placed_alder):
    correction = correct(placed_alder, "withheld", city="Boston", state_code="MA", zip="02118")
    withdraw(correction)
    assert (now(placed_alder).street, now(placed_alder).precision) == (STREET, "street")


def test_nobody_is_told_to_call_where_no_number_is_known(client, alder):
    correct(alder, "withheld", city="Boston", state_code="MA", zip="02118")
    correct(alder, "phone", is_gone=True)
    outputs = all_of(client, now(alder))
    assert "call to ask for it" not in outputs["page"].casefold()
    assert "Address not published." in outputs["call sheet"]
    assert "Its street address is not published." in outputs["page"]


def test_the_admin_names_what_else_shows_a_secret_address(admin_client, alder):
    same = {"street": alder.street, "city": alder.city}
    Facility.objects.filter(name="Birch Clinic").update(**same)
    response = admin_client.post(ADD, filled(alder, what="withheld"), follow=True)
    warning = "These are listed at the same address, and still show it: Birch Clinic"
    assert warning in response.content.decode()
