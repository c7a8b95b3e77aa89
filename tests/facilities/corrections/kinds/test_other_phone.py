"""Corrections of a number besides the one to call."""

import pytest
from django.urls import reverse

from facilities.models import Facility
from tests.facilities.corrections.cases import Case, FormCase, numbers
from tests.facilities.corrections.corrected import ADD, correct, filled
from tests.facilities.corrections.outputs import text_of

LISTED = {"wrong": "781-555-0101 x7", "line": "intake"}
CASES = {
    "another": Case(
        {**LISTED, "phone": "781-555-0101 x8"},
        holds=lambda place: (
            {"781-555-0101 x7", "781-555-0101 x8"} & {*numbers(place)} == {"781-555-0101 x8"}
        ),
        agrees={"intake1": "781-555-0101 x8"},
        third={"intake1": "781-555-0102"},
    ),
    "wrong": Case(
        {**LISTED, "is_gone": True},
        holds=lambda place: "781-555-0101 x7" not in numbers(place),
        agrees={"intake1": ""},
        beside=False,
    ),
}
FORM = FormCase(
    {"wrong": "617-555-0177 x5", "phone": "617-555-0188"},
    lambda birch: numbers(birch) == ["617-555-0101", "617-555-0188"],
    facility="Birch Clinic",
)
REFUSED = [
    ("Birch Clinic", {"wrong": "617-555-0101", "is_gone": "on"}, "no such"),
    ("Birch Clinic", {"wrong": "617-555-0177 x5"}, "Say what is right"),
    ("Birch Clinic", {"is_gone": "on"}, "Say what is right"),
]
INCOMPLETE = [{"phone": "617-555-0777", "line": "intake"}]


@pytest.mark.parametrize(
    "values, kept, line",
    [
        (
            {"phone": "617-555-0188 x9"},
            "tel:+16175550188;ext=9",
            "Another number corrected Nov. 20",
        ),
        (
            {"phone": "617-555-0177 x6"},
            "tel:+16175550177;ext=6",
            "Another number corrected Nov. 20",
        ),
        ({"is_gone": True}, "", "A wrong number taken off Nov. 20, 2026, confirmed by call."),
    ],
)
def test_another_number_is_put_right_or_taken_off(client, cast, values, kept, line):
    birch = Facility.objects.get(name="Birch Clinic")
    correct(birch, "other-phone", wrong="617-555-0177 x5", line="intake", **values)
    page = text_of(client, birch.get_absolute_url())
    assert line in page
    assert "617-555-0177 x5" not in page
    assert "ext=5" not in page
    assert kept in page
    assert "tel:+16175550101" in page
    numbers = client.get(f"/api/v1/facilities/{birch.public_id}/").json()["intake_phones"]
    assert [number["uri"] for number in numbers] == [kept] * bool(kept)


def test_the_admin_refuses_to_show_what_another_correction_calls_wrong(admin_client, cast):
    birch = Facility.objects.get(name="Birch Clinic")
    correct(birch, "other-phone", wrong="617-555-0177 x5", line="intake", is_gone=True)
    response = admin_client.post(ADD, filled(birch, what="phone", phone="(617) 555-0177 x5"))
    assert "Another correction says that this number is wrong" in response.content.decode()


def test_the_admin_changes_another_number(admin_client, cast):
    birch = Facility.objects.get(name="Birch Clinic")
    values = {"wrong": "617-555-0177 x5", "line": "intake"}
    correction = correct(birch, "other-phone", is_gone=True, **values)
    change = reverse("admin:facilities_correction_change", args=[correction.pk])
    sent = filled(birch, what="other-phone", phone="617-555-0188", wrong="617-555-0177 x5")
    assert admin_client.post(change, sent).status_code == 302
    assert [phone.display for phone in birch.phones.all()] == ["617-555-0101", "617-555-0188"]
    assert [phone.kind for phone in birch.phones.all()] == ["main", "intake"]
