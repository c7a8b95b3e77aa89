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
from facilities.importing.changes import rebuild
from facilities.importing.lock import ImportRunning
from facilities.importing.save_correction import withdraw
from facilities.models import Correction, Facility, current_revision
from tests.facilities.corrections.corrected import (
    ADD,
    NEW_ADDRESS,
    correct,
    filled,
    slugs,
)
from tests.facilities.corrections.outputs import all_of, now, outputs, text_of

# Cards in a list tell the town.
NO_STREET = {"card", "shortlist"}
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


@pytest.mark.parametrize(
    "kind, values, right, wrong",
    [
        ("phone", {"phone": "617-555-0777"}, "617-555-0777", "617-555-0100"),
        ("address", NEW_ADDRESS, "9 Oak Street", "0 Main Street"),
    ],
)
def test_every_output_says_what_is_right(client, alder, kind, values, right, wrong):
    before = outputs(client, alder)
    telling = before.keys() - NO_STREET if kind == "address" else before.keys()
    assert all(wrong in before[name] for name in telling)
    correct(alder, kind, **values)
    alder = Facility.objects.get(pk=alder.pk)
    for name, text in outputs(client, alder).items():
        assert right in text or name not in telling, name
        assert wrong not in text, name


@pytest.mark.parametrize(
    "kind, values, line",
    [
        ("phone", {"phone": "617-555-0777"}, "Phone corrected Nov. 20, 2026, confirmed by call."),
        ("address", NEW_ADDRESS, "Address corrected Nov. 20, 2026, confirmed by call."),
        ("website", {"website": "https://a.example"}, "Website corrected Nov. 20, 2026, confirmed"),
    ],
)
def test_the_page_says_who_found_out_and_the_listings_page_what_it_said(
    client, alder, kind, values, line
):
    assert "corrected" not in text_of(client, alder.get_absolute_url())
    correction = correct(alder, kind, **values)
    alder = Facility.objects.get(pk=alder.pk)
    assert line in text_of(client, alder.get_absolute_url())
    source = text_of(client, f"{alder.get_absolute_url()}source/")
    assert "<h2>What we corrected</h2>" in source
    assert kind_of(correction).right(correction) in source
    if correction.said:
        assert f'The listing said: <span translate="no">{correction.said}</span>' in source


def test_files_say_it_too(client, alder):
    correct(alder, "phone", phone="617-555-0777")
    correct(alder, "not-offered", service="detox")
    answer = client.get(f"/api/v1/facilities/{alder.public_id}/").json()["corrected"]
    usual = {"removed": False, "confirmed_on": "2026-11-20", "confirmed_by": "call"}
    assert answer == [
        {"what": "phone", "service": None, **usual},
        {"what": "not-offered", "service": "detox", **usual},
    ]
    text = client.get("/api/v1/facilities.csv?where=MA&q=Alder")
    [line] = csv.DictReader(io.StringIO(b"".join(text.streaming_content).decode()))
    assert line["corrected"] == "phone 2026-11-20 call; not-offered detox 2026-11-20 call"
    text = client.get("/api/v1/facilities.geojson?where=MA&q=Alder")
    [feature] = json.loads(b"".join(text.streaming_content))["features"]
    assert feature["properties"]["corrected"] == answer


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_page_card_and_files_agree(client, alder, changes):
    with transaction.atomic():
        for kind, values in changes:
            correct(alder, kind, **values)
        facility = Facility.objects.get(pk=alder.pk)
        shown = outputs(client, facility)
        answer = json.loads(shown["API"])
        address = f"{answer['city']}, {answer['state']} {answer['zip']}"
        for name in ("page", "card", "sheet", "shortlist"):
            assert answer["phone"]["display"] in shown[name]
            assert f'href="{answer["phone"]["uri"]}"' in shown[name] or name == "sheet"
            assert f"{answer['city']}, {answer['state']}" in shown[name]
            if name not in NO_STREET:
                assert answer["street"] in shown[name]
                assert address in shown[name]
        [line] = csv.DictReader(io.StringIO(csv_of(client, facility)))
        for name in ("street", "city", "zip"):
            assert line[name] == answer[name]
        assert line["services"].split() == answer["services"]
        assert set(answer["services"]) == slugs(facility)
        for kind, values in changes:
            for name in shown:
                assert values.get("phone", "") in shown[name]
                assert values.get("street", "") in shown[name] or name in NO_STREET
            if kind == "not-offered":
                assert values["service"] not in answer["services"]
        transaction.set_rollback(True)


def csv_of(client, facility):
    query = f"q={facility.name.replace(' ', '+')}&where={facility.state}"
    return b"".join(client.get(f"/api/v1/facilities.csv?{query}").streaming_content).decode()


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


def test_what_a_correction_says_is_not_undone_beside_it(admin_client, alder):
    correct(alder, "closed")
    inlines = {
        f"{prefix}-{name}": 0
        for prefix in ("phones", "listings", "corrections")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    url = reverse("admin:facilities_facility_change", args=[alder.pk])
    response = admin_client.post(url, {"status": "open", **inlines})
    assert response.status_code == 200
    assert "A correction says that it has closed" in response.content.decode()


def test_the_admin_asks_to_change_the_one_in_force(admin_client, alder):
    correct(alder, "phone", phone="617-555-0777")
    response = admin_client.post(ADD, filled(alder, what="phone", phone="617-555-0778"))
    assert "A correction of this is already in force" in response.content.decode()


def test_the_admin_changes_and_withdraws(admin_client, alder):
    correction = correct(alder, "phone", phone="617-555-0777")
    change = reverse("admin:facilities_correction_change", args=[correction.pk])
    response = admin_client.post(change, filled(alder, what="phone", phone="617-555-0778"))
    assert response.status_code == 302
    assert Facility.objects.get(pk=alder.pk).main_number.display == "617-555-0778"
    chosen = {"action": "withdraw", "_selected_action": [correction.pk]}
    admin_client.post("/admin/facilities/correction/", chosen)
    assert Facility.objects.get(pk=alder.pk).main_number.display == "617-555-0100"
    assert admin_client.post(change, filled(alder, what="phone", phone="1")).status_code == 403


def test_during_an_import_nothing_is_written_and_nothing_lost(admin_client, alder, monkeypatch):
    def held():
        raise ImportRunning

    monkeypatch.setattr("facilities.admin.correction.import_lock", held)
    response = admin_client.post(ADD, filled(alder, what="phone", phone="617-555-0777"))
    assert "An import is running" in response.content.decode()
    assert 'value="617-555-0777"' in response.content.decode()
    assert not Correction.objects.exists()


def test_derived_anew_all_outputs_are_the_same(client, placed_alder):
    correct(placed_alder, "phone", is_gone=True)
    correct(placed_alder, "withheld", city="Boston", state_code="MA", zip="02118")
    correct(placed_alder, "offered", service="telehealth")
    before = all_of(client, now(placed_alder))
    rebuild()
    after = all_of(client, now(placed_alder))
    for name in ("card", "API", "CSV"):
        assert before[name] == after[name]
