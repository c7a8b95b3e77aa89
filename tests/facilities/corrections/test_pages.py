"""A confirmed correction is what every page and file says, and the page says who found out."""

import csv
import io
import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilities.corrections.kinds import kind_of
from facilities.importing.lock import ImportRunning
from facilities.importing.save_correction import withdraw
from facilities.models import Correction, Facility, Service, current_revision
from tests.facilities.corrections.corrected import (
    ADD,
    CONFIRMED,
    NEW_ADDRESS,
    correct,
    filled,
    slugs,
)

WITHHELD = {"city": "Boston", "state_code": "MA", "zip": "02118"}


def text_of(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return " ".join(body.decode().replace("&#x27;", "'").split())


def outputs(client, facility):
    """Return {name: text} of all that the public sees of a listed facility."""
    query = f"q={facility.name.replace(' ', '+')}&where={facility.state}"
    api = "/api/v1/facilities/"
    return {
        "page": text_of(client, facility.get_absolute_url()),
        "card": text_of(client, f"/search/?{query}"),
        "sheet": text_of(client, f"/call-sheet/?{query}"),
        "shortlist": text_of(client, f"/shortlist/?id={facility.public_id}"),
        "API": text_of(client, f"{api}{facility.public_id}/"),
        "list": text_of(client, f"{api}?{query}"),
        "CSV": text_of(client, f"{api}?{query}&format=csv"),
        "GeoJSON": text_of(client, f"{api}?{query}&format=geojson"),
    }


@pytest.mark.parametrize(
    "what, values, right, wrong",
    [
        ("phone", {"phone": "617-555-0777"}, "617-555-0777", "617-555-0100"),
        ("address", NEW_ADDRESS, "9 Oak Street", "0 Main Street"),
    ],
)
def test_every_output_says_what_is_right(client, alder, what, values, right, wrong):
    assert all(wrong in text for text in outputs(client, alder).values())
    correct(alder, what, **values)
    alder = Facility.objects.get(pk=alder.pk)
    for name, text in outputs(client, alder).items():
        assert right in text, name
        assert wrong not in text, name


def test_a_website_is_put_right_wherever_it_is_shown(client, alder):
    correct(alder, "website", website="https://alder.example/")
    shown = {name for name, text in outputs(client, alder).items() if "alder.example" in text}
    assert shown == {"page", "API", "list", "CSV", "GeoJSON"}


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_is_not_offered_is_found_by_nobody(client, alder, withdrawn):
    search = f"/search/?where=Boston,+MA&service=detox&q={alder.name.replace(' ', '+')}"
    url = f'href="{alder.get_absolute_url()}"'
    assert url in text_of(client, search)
    correction = correct(alder, "not-offered", service="detox")
    if withdrawn:
        withdraw(correction)
    assert (url in text_of(client, search)) is withdrawn
    answer = client.get(f"/api/v1/facilities/{alder.public_id}/").json()
    assert ("detox" in answer["services"]) is withdrawn
    assert ("DT" in answer["codes"]) is withdrawn
    page = text_of(client, alder.get_absolute_url())
    refused = "<h2>Not offered</h2>" in page
    assert refused is not withdrawn
    if refused:
        assert "Detox (help with withdrawal)<small>Corrected Nov. 20, 2026, confirmed by" in page
        assert page.count("Detox (help with withdrawal)") == 1


def test_closed_answers_410_and_is_in_no_list(client, alder):
    before = outputs(client, alder)
    assert alder.name in before["card"]
    correct(alder, "closed")
    page = text_of(client, alder.get_absolute_url(), status=410)
    assert "Closed: put in here Nov. 20, 2026, confirmed by call." in page
    assert "tel:+16175550100" not in page
    assert alder.public_id not in text_of(client, "/api/v1/facilities/?where=MA&format=csv")
    assert client.get(f"/api/v1/facilities/{alder.public_id}/").json()["status"] == "closed"


@pytest.mark.parametrize(
    "what, values, line",
    [
        ("phone", {"phone": "617-555-0777"}, "Phone corrected Nov. 20, 2026, confirmed by call."),
        ("address", NEW_ADDRESS, "Address corrected Nov. 20, 2026, confirmed by call."),
        ("website", {"website": "https://a.example"}, "Website corrected Nov. 20, 2026, confirmed"),
    ],
)
def test_the_page_says_who_found_out_and_the_listings_page_what_it_said(
    client, alder, what, values, line
):
    assert "corrected" not in text_of(client, alder.get_absolute_url())
    correction = correct(alder, what, **values)
    alder = Facility.objects.get(pk=alder.pk)
    assert line in text_of(client, alder.get_absolute_url())
    source = text_of(client, f"{alder.get_absolute_url()}source/")
    assert "<h2>What we put right</h2>" in source
    assert kind_of(correction).right(correction) in source
    if correction.said:
        assert f'The listing said: <span translate="no">{correction.said}</span>' in source


def test_files_say_it_too(client, alder):
    correct(alder, "phone", phone="617-555-0777")
    correct(alder, "not-offered", service="detox")
    said = client.get(f"/api/v1/facilities/{alder.public_id}/").json()["corrected"]
    usual = {"removed": False, "confirmed_on": "2026-11-20", "confirmed_by": "call"}
    assert said == [
        {"what": "phone", "service": None, **usual},
        {"what": "not-offered", "service": "detox", **usual},
    ]
    text = client.get("/api/v1/facilities/?where=MA&q=Alder&format=csv")
    [line] = csv.DictReader(io.StringIO(b"".join(text.streaming_content).decode()))
    assert line["corrected"] == "phone 2026-11-20 call; not-offered detox 2026-11-20 call"
    text = client.get("/api/v1/facilities/?where=MA&q=Alder&format=geojson")
    [feature] = json.loads(b"".join(text.streaming_content))["features"]
    assert feature["properties"]["corrected"] == said


CHANGES = st.lists(
    st.one_of(
        st.tuples(
            st.just("phone"),
            st.integers(200, 999).map(lambda n: {"phone": f"617-555-0{n}"}),
        ),
        st.tuples(
            st.just("address"),
            st.integers(1, 99).map(lambda n: {**NEW_ADDRESS, "street": f"{n} Lime Road"}),
        ),
        st.tuples(
            st.just("not-offered"),
            st.sampled_from(["detox", "residential", "medicaid", "spanish"]).map(
                lambda slug: {"service": slug}
            ),
        ),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda change: (change[0], change[1].get("service")),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_page_card_and_files_agree(client, alder, changes):
    with transaction.atomic():
        for what, values in changes:
            correct(alder, what, **values)
        facility = Facility.objects.get(pk=alder.pk)
        shown = outputs(client, facility)
        answer = json.loads(shown["API"])
        address = f"{answer['city']}, {answer['state']} {answer['zip']}"
        for name in ("page", "card", "sheet", "shortlist"):
            assert answer["phone"]["display"] in shown[name]
            assert f'href="{answer["phone"]["uri"]}"' in shown[name] or name == "sheet"
            assert answer["street"] in shown[name]
            assert address in shown[name]
        [line] = csv.DictReader(io.StringIO(csv_of(client, facility)))
        for name in ("street", "city", "zip"):
            assert line[name] == answer[name]
        assert line["services"].split() == answer["services"]
        assert set(answer["services"]) == slugs(facility)
        for what, values in changes:
            for name in shown:
                assert values.get("phone", "") in shown[name]
                assert values.get("street", "") in shown[name]
            if what == "not-offered":
                assert values["service"] not in answer["services"]
        transaction.set_rollback(True)


def csv_of(client, facility):
    query = f"q={facility.name.replace(' ', '+')}&where={facility.state}&format=csv"
    return b"".join(client.get(f"/api/v1/facilities/?{query}").streaming_content).decode()


def test_every_worker_learns_of_it(alder):
    before = current_revision()
    correction = correct(alder, "phone", phone="617-555-0777")
    between = current_revision()
    withdraw(correction)
    assert len({before, between, current_revision()}) == 3


def test_one_of_a_kind_is_in_force(alder):
    correct(alder, "phone", phone="617-555-0777")
    with pytest.raises(IntegrityError), transaction.atomic():
        correct(alder, "phone", phone="617-555-0778")
    correct(alder, "not-offered", service="detox")
    correct(alder, "not-offered", service="medicaid")
    with pytest.raises(IntegrityError), transaction.atomic():
        correct(alder, "not-offered", service="detox")


@pytest.mark.parametrize(
    "what, values",
    [
        ("phone", {}),
        ("phone", {"phone": "617-555-0777", "is_gone": True}),
        ("other-phone", {"phone": "617-555-0777", "line": "intake"}),
        ("more-phone", {"phone": "617-555-0777"}),
        ("withheld", NEW_ADDRESS),
        ("offered", {}),
        ("website", {}),
        ("address", {**NEW_ADDRESS, "zip": ""}),
        ("not-offered", {}),
        ("closed", {"confirmed_by": "guess"}),
        ("closed", {"state": "settled"}),
    ],
)
def test_a_correction_without_what_is_right_cannot_be_stored(alder, what, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(facility=alder, what=what, **{**CONFIRMED, **values})


# The admin.


@pytest.mark.parametrize(
    "what, values",
    [
        ("phone", {"phone": "617 555 0777"}),
        ("address", NEW_ADDRESS),
        ("website", {"website": "alder.example/en"}),
        ("closed", {"phone": "617-555-0777"}),
        ("not-offered", {"service": "detox"}),
        ("unclear", {"service": "detox"}),
        ("offered", {"service": "telehealth"}),
        ("withheld", {"phone": "617-555-0777"}),
        ("more-phone", {"phone": "617-555-0777 x4"}),
    ],
)
def test_the_admin_puts_it_right(admin_client, admin_user, alder, what, values):
    if "service" in values:
        values = {"service": Service.objects.get(slug=values["service"]).pk}
    assert admin_client.get(f"{ADD}?facility={alder.pk}&what={what}").status_code == 200
    response = admin_client.post(ADD, filled(alder, what=what, **values))
    assert response.status_code == 302
    correction = Correction.objects.get()
    assert (correction.what, correction.made_by, correction.is_active) == (what, admin_user, True)
    assert correction.phone == values.get("phone", "") * (what in ("phone", "more-phone"))
    alder = Facility.objects.get(pk=alder.pk)
    assert {
        "phone": alder.number_to_call.e164 == "+16175550777",
        "address": alder.street == "9 Oak Street",
        "website": alder.website == "http://alder.example/en",
        "closed": alder.status == "closed",
        "not-offered": "detox" not in slugs(alder),
        "unclear": "detox" not in slugs(alder),
        "offered": "telehealth" in slugs(alder),
        "withheld": (alder.street, alder.city, alder.zip) == ("", "Boston", "02118"),
        "more-phone": [one.kind for one in alder.phones.all()] == ["main", "other"],
    }[what]
    change = reverse("admin:facilities_correction_change", args=[correction.pk])
    assert admin_client.get(change).status_code == 200
    assert admin_client.get("/admin/facilities/correction/").status_code == 200


@pytest.mark.parametrize(
    "name, what, values, message",
    [
        ("Alder House", "phone", {"phone": "call us"}, "Write one number that can be dialled"),
        ("Alder House", "phone", {}, "Say what is right"),
        ("Alder House", "phone", {"phone": "617-555-0100"}, "says so already"),
        ("Alder House", "phone", {"phone": "617-555-0177 or 617-555-0178"}, "Write one number"),
        ("Alder House", "address", {**NEW_ADDRESS, "zip": "00000"}, "no such ZIP code"),
        ("Alder House", "address", {**NEW_ADDRESS, "state_code": "ZZ"}, "Something is wrong"),
        ("Alder House", "website", {"website": "javascript:alert(1)"}, "no web address"),
        ("Cedar Shelter", "address", NEW_ADDRESS, "Its address is kept secret"),
        ("Quince House", "phone", {"phone": "617-555-0777"}, "merged into another"),
        ("Alder House", "phone", {"phone": "617-555-0777", "confirmed_on": "2999-01-01"}, "still"),
        ("Alder House", "not-offered", {"service": "0"}, "Select a valid choice"),
        ("Alder House", "phone", {"phone": "617-555-0777", "is_gone": "on"}, "not both"),
        ("Nutmeg Place", "website", {"is_gone": "on"}, "says so already"),
        ("Birch Clinic", "other-phone", {"wrong": "617-555-0101", "is_gone": "on"}, "no such"),
        ("Birch Clinic", "other-phone", {"wrong": "617-555-0177 x5"}, "Say what is right"),
        ("Birch Clinic", "other-phone", {"is_gone": "on"}, "Say what is right"),
        ("Alder House", "more-phone", {"phone": "617-555-0100"}, "says so already"),
        ("Alder House", "more-phone", {"is_gone": "on"}, "Say what is right"),
        ("Alder House", "withheld", {"city": "Boston"}, "Say what is right"),
    ],
)
def test_the_admin_says_what_is_wrong(admin_client, cast, name, what, values, message):
    facility = Facility.objects.get(name=name)
    response = admin_client.post(ADD, filled(facility, what=what, **values))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Correction.objects.exists()


def test_the_admin_names_what_else_shows_a_secret_address(admin_client, alder):
    same = {"street": alder.street, "city": alder.city}
    Facility.objects.filter(name="Birch Clinic").update(**same)
    response = admin_client.post(ADD, filled(alder, what="withheld"), follow=True)
    said = "These are listed at the same address, and still show it: Birch Clinic"
    assert said in response.content.decode()


def test_the_admin_offers_what_can_be_chosen(admin_client, cast):
    birch = Facility.objects.get(name="Birch Clinic")
    form = admin_client.get(f"{ADD}?facility={birch.pk}&what=offered").context["adminform"].form
    offered = {one.slug for one in form.fields["service"].queryset}
    assert {"telehealth", "iop", "mat"} <= offered  # what could be added, what could go
    assert not {"no-opioid-medication", "detox"} & offered  # a denial; what is made of others
    wrong = [value for value, _label in form.fields["wrong"].widget.choices]
    assert wrong == ["", "617-555-0177 x5"]


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
    assert [one.display for one in birch.phones.all()] == ["617-555-0101", "617-555-0188"]
    assert [one.kind for one in birch.phones.all()] == ["main", "intake"]


@pytest.mark.parametrize(
    "what, values, sent, message",
    [
        ("closed", {}, {"status": "open"}, "A correction says that it has closed"),
        ("withheld", WITHHELD, {"merged_into": "Elm Recovery"}, "Its address must not be shown"),
        ("withheld", WITHHELD, {"merged_into": "Cedar Shelter"}, ""),
        ("phone", {"is_gone": True}, {"merged_into": "Elm Recovery"}, ""),
    ],
)
def test_what_a_correction_says_is_not_undone_beside_it(
    admin_client, alder, what, values, sent, message
):
    correct(alder, what, **values)
    if target := sent.get("merged_into"):
        sent = {"status": "open", "merged_into": Facility.objects.get(name=target).pk}
    inlines = {
        f"{prefix}-{name}": 0
        for prefix in ("phones", "listings", "corrections")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    url = reverse("admin:facilities_facility_change", args=[alder.pk])
    response = admin_client.post(url, {**sent, **inlines})
    assert response.status_code == (200 if message else 302)
    assert message in response.content.decode()


def test_the_admin_asks_to_change_the_one_in_force(admin_client, alder):
    correct(alder, "phone", phone="617-555-0777")
    response = admin_client.post(ADD, filled(alder, what="phone", phone="617-555-0778"))
    assert "There is a correction of this in force already" in response.content.decode()


def test_the_admin_changes_and_withdraws(admin_client, alder):
    correction = correct(alder, "phone", phone="617-555-0777")
    change = reverse("admin:facilities_correction_change", args=[correction.pk])
    response = admin_client.post(change, filled(alder, what="phone", phone="617-555-0778"))
    assert response.status_code == 302
    assert Facility.objects.get(pk=alder.pk).number_to_call.display == "617-555-0778"
    chosen = {"action": "withdraw", "_selected_action": [correction.pk]}
    admin_client.post("/admin/facilities/correction/", chosen)
    assert Facility.objects.get(pk=alder.pk).number_to_call.display == "617-555-0100"
    assert admin_client.post(change, filled(alder, what="phone", phone="1")).status_code == 403


def test_during_an_import_nothing_is_written_and_nothing_lost(admin_client, alder, monkeypatch):
    def held():
        raise ImportRunning

    monkeypatch.setattr("facilities.admin.correction.import_lock", held)
    response = admin_client.post(ADD, filled(alder, what="phone", phone="617-555-0777"))
    assert "An import is running" in response.content.decode()
    assert 'value="617-555-0777"' in response.content.decode()
    assert not Correction.objects.exists()
