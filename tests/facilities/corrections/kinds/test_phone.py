"""Corrections of the number to call."""

import pytest
from django.urls import reverse

from facilities.importing.save_correction import put_right
from facilities.models import Facility
from tests.facilities.corrections.cases import NEIGHBORS, Case, FormCase, again, numbers, shelby_now
from tests.facilities.corrections.corrected import correct, filled
from tests.facilities.corrections.outputs import OUTPUTS, all_of, saying, text_of
from tests.facilities.workbooks import row

pytestmark = pytest.mark.django_db

WRONG = "617-555-0100"
DIALS = "+16175550100"
CASES = {
    "another": Case(
        {"phone": "781-555-0199"},
        holds=lambda place: place.main_number.e164 == "+17815550199",
        agrees={"phone": "781-555-0199"},
        third={"phone": "781-555-0155"},
        beside=False,
    ),
    "wrong": Case(
        {"is_gone": True},
        holds=lambda place: "781-555-0100" not in numbers(place),
        agrees={"phone": "781-555-0144"},
    ),
}
FORM = FormCase({"phone": "617 555 0777"}, lambda alder: alder.main_number.e164 == "+16175550777")
REFUSED = [
    ("Alder House", {"phone": "call us"}, "Enter one number that can be dialed"),
    ("Alder House", {}, "Say what is right"),
    ("Alder House", {"phone": "617-555-0100"}, "says so already"),
    ("Alder House", {"phone": "617-555-0177 or 617-555-0178"}, "Enter one number"),
    ("Quince House", {"phone": "617-555-0777"}, "merged into another"),
    ("Alder House", {"phone": "617-555-0777", "confirmed_on": "2999-01-01"}, "still"),
    ("Alder House", {"phone": "617-555-0777", "is_gone": "on"}, "not both"),
]
INCOMPLETE = [{}, {"phone": "617-555-0777", "is_gone": True}]


def test_a_number_found_wrong_stays_off_after_a_second_call(edition):
    """The source gave 0100, then 0155 first and 0100 as intake: both were wrong."""
    edition(year=2022)
    correction = correct(shelby_now(), "phone", phone="781-555-0199")
    edition(phone="781-555-0155", intake1="781-555-0100")
    correction.refresh_from_db()
    put_right(correction)
    assert numbers(shelby_now()) == ["781-555-0199"]
    edition(year=2024, phone="781-555-0155", intake1="781-555-0100")
    assert numbers(shelby_now()) == ["781-555-0199"]


def test_a_place_that_left_can_be_put_right_and_stays_so(shelby, imported):
    imported(NEIGHBORS, year=2023)
    correct(shelby, "phone", phone="781-555-0199")
    shelby = Facility.objects.get(pk=shelby.pk)
    assert (shelby.status, shelby.main_number.display) == ("unlisted", "781-555-0199")


def test_a_number_is_kept_off_until_no_directory_gives_it(shelby, imported):
    correction = correct(shelby, "phone", phone="781-555-0199")
    again(imported, phone="781-555-0199", intake1="781-555-0100")
    correction.refresh_from_db()
    assert correction.is_active
    shelby = Facility.objects.get(pk=shelby.pk)
    assert [phone.display for phone in shelby.phones.all()] == ["781-555-0199"]


def test_other_numbers_stay(imported):
    imported([row(intake1="781-555-0101 x7"), *NEIGHBORS], year=2022)
    shelby = Facility.objects.get(name="Shelby House")
    correct(shelby, "phone", phone="781-555-0199 x3")
    assert [phone.uri for phone in shelby.phones.all()] == [
        "tel:+17815550199;ext=3",
        "tel:+17815550101;ext=7",
    ]


def test_a_corrected_number_is_no_changed_number(imported):
    imported([row(f"House {n}", street1=f"{n} Elm Street") for n in range(3)], year=2022)
    for number, facility in enumerate(Facility.objects.all()):
        correct(facility, "phone", phone=f"781-555-019{number}")
    rows = [row(f"House {n}", street1=f"{n} Elm Street") for n in range(3)]
    assert imported(rows, year=2023).phones_changed == 0


def test_a_number_known_to_be_wrong_is_offered_nowhere(client, alder):
    before = saying(all_of(client, alder), WRONG, DIALS)
    assert {"page", "card", "call sheet", "compared", "API", "list", "CSV", "GeoJSON"} <= before
    correct(alder, "phone", is_gone=True)
    outputs = all_of(client, alder)
    assert saying(outputs, WRONG, DIALS) == set()
    note = "The number in its listing is wrong."
    assert {"page", "card", "call sheet", "compared"} <= saying(outputs, note)
    assert "We are looking for the right one." in outputs["page"]
    assert "Phone found to be wrong Nov. 20, 2026, confirmed by call." in outputs["page"]
    assert 'href="tel:988"' in outputs["page"]
    assert (
        "The directory doesn't list a phone number" not in outputs["page"] + outputs["call sheet"]
    )
    answer = client.get(OUTPUTS["API"].format(id=alder.public_id)).json()
    assert answer["phone"] is None
    assert answer["corrected"][0] | {"removed": True, "what": "phone"} == answer["corrected"][0]
    assert "phone removed 2026-11-20 call" in outputs["CSV"]


def test_the_page_offers_the_other_numbers_instead(client, cast):
    birch = Facility.objects.get(name="Birch Clinic")
    correct(birch, "phone", is_gone=True)
    page = text_of(client, birch.get_absolute_url())
    assert "Try another of its numbers:" in page
    assert page.count('href="tel:+16175550177;ext=5"') == 1
    assert "tel:+16175550101" not in page


def test_what_people_found_out_leads_before_an_admissions_line(client, cast):
    birch = Facility.objects.get(name="Birch Clinic")
    outputs = "page", "compared"
    for shown in map(all_of(client, birch).get, outputs):
        assert 'class="call" href="tel:+16175550177;ext=5"' in shown
    correct(birch, "phone", phone="617-555-0777")
    for shown in map(all_of(client, birch).get, outputs):
        assert 'class="call" href="tel:+16175550777"' in shown
        assert '"tel:+16175550177;ext=5"' in shown


def test_numbers_found_wrong_earlier_are_still_wrong_when_it_is_saved_again(admin_client, alder):
    correction = correct(alder, "phone", phone="617-555-0777", wrong="617-555-0199")
    assert correction.wrong == "617-555-0199; 617-555-0100"
    change = reverse("admin:facilities_correction_change", args=[correction.pk])
    assert admin_client.post(change, filled(alder, phone="617-555-0778")).status_code == 302
    correction.refresh_from_db()
    assert correction.wrong == "617-555-0199; 617-555-0100"
