"""The boxes of a correction: those of its kind; what another one holds is not in the way."""

import pytest
from django.urls import reverse

from facilities.corrections.kinds import ALL_BOXES, KINDS
from facilities.models import Correction
from tests.facilities.corrections.corrected import ADD, NEW_ADDRESS, correct, filled

RIGHT = {
    "phone": {"phone": "617-555-0777"},
    "more-phone": {"phone": "617-555-0777"},
    "address": NEW_ADDRESS,
    "withheld": {},
    "website": {"website": "alder.example"},
    "closed": {},
}
BOXES = {kind.value: list(kind.boxes) for kind in KINDS}
# What no box of its kind would let pass.
WRONG = {
    "wrong": "x" * 200,
    "phone": "x" * 200,
    "line": "x",
    "street": "x" * 300,
    "street2": "x\0",
    "city": "x" * 300,
    "state_code": "Massachusetts",
    "zip": "02021-1234",
    "point": "here",
    "website": "javascript:alert(1)" + "x" * 600,
    "is_gone": "on",
    "service": "no number",
}


def boxes_of(kind):
    return dict.fromkeys(BOXES[kind], "")


@pytest.mark.parametrize("kind", RIGHT)
def test_what_boxes_of_other_kinds_hold_is_neither_kept_nor_in_the_way(admin_client, alder, kind):
    assert set(WRONG) == ALL_BOXES
    values = {**WRONG, **boxes_of(kind), **RIGHT[kind]}
    if not values["is_gone"]:
        del values["is_gone"]
    response = admin_client.post(ADD, filled(alder, what=kind, **values))
    assert response.status_code == 302, response.context["errors"]
    correction = Correction.objects.get()
    held = {name for name in ALL_BOXES if getattr(correction, name)}
    assert held <= {*BOXES[kind]} | ({"wrong"} if kind == "phone" else set())


@pytest.mark.parametrize("kind", BOXES)
def test_an_error_is_said_at_a_box_that_is_shown(admin_client, alder, kind):
    values = {**WRONG, "phone": "x", "confirmed_on": ""}
    response = admin_client.post(ADD, filled(alder, what=kind, **values))
    form = response.context["adminform"].form
    assert "confirmed_on" in form.errors
    assert set(form.errors) <= {"confirmed_on", *BOXES[kind]}
    assert 'value="02021-1234"' in response.content.decode()  # what was typed isn't lost


def test_until_the_kind_is_chosen_no_box_is_wrong(admin_client, alder):
    response = admin_client.post(ADD, filled(alder, what="", **WRONG))
    assert list(response.context["adminform"].form.errors) == ["what"]


def test_what_is_incomplete_is_said_in_words_and_once(admin_client, alder):
    """Not that a constraint is violated, and nothing of a website that would do."""
    values = {"what": "website", "website": "alder.example", "confirmed_on": ""}
    response = admin_client.post(ADD, filled(alder, **values))
    form = response.context["adminform"].form
    assert form.errors == {"confirmed_on": ["This field is required."]}
    values = {"what": "phone", "phone": "call us", "confirmed_on": "", "confirmed_by": ""}
    response = admin_client.post(ADD, filled(alder, **values))
    wrong = set(response.context["adminform"].form.errors)
    assert wrong == {"phone", "confirmed_on", "confirmed_by"}  # all at once


@pytest.mark.parametrize("kind", ["phone", "website", "withheld", "closed", "address"])
def test_a_correction_that_is_there_has_the_boxes_of_its_kind_only(admin_client, alder, kind):
    area = {"city": "Boston", "state_code": "MA", "zip": "02118"}
    values = area if kind == "withheld" else RIGHT[kind]
    if kind == "website":
        values = {"website": "https://alder.example/"}
    correction = correct(alder, kind, **values)
    change = reverse("admin:facilities_correction_change", args=[correction.pk])
    html = admin_client.get(change).content.decode()
    assert {name for name in ALL_BOXES if f'name="{name}"' in html} == set(BOXES[kind])
    assert ("that may be shown" in html) is (kind == "withheld")
    values = {"website": "javascript:x", "service": "0", **dict.fromkeys(BOXES[kind], ""), **values}
    assert admin_client.post(change, filled(alder, **values)).status_code == 302
