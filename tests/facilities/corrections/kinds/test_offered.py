"""Corrections of a service that a facility offers, though its listing doesn't say so."""

from facilities.importing.save_correction import withdraw
from facilities.models import Facility
from tests.facilities.corrections.cases import Case, FormCase
from tests.facilities.corrections.corrected import ADD, correct, slugs
from tests.facilities.corrections.outputs import text_of

CASES = {
    "offered": Case(
        {"service": "telehealth"},
        holds=lambda place: "telehealth" in slugs(place),
        agrees={"service_code_info": "SA DT OP OIT MD TELE"},
    ),
}
FORM = FormCase({"service": "telehealth"}, lambda alder: "telehealth" in slugs(alder))
REFUSED = []
INCOMPLETE = [{}]


def test_what_it_offers_after_all_is_found_counted_and_explained(client, alder):
    search = "/api/v1/facilities/?where=MA&q=Alder&service=telehealth"
    assert client.get(search).json()["count"] == 0
    correction = correct(alder, "offered", service="telehealth")
    assert client.get(search).json()["count"] == 1
    page = text_of(client, alder.get_absolute_url())
    assert "Offered, though its listing doesn't say so" in page
    assert "Telehealth (by phone or video) <small>Corrected Nov. 20, 2026, confirmed by" in page
    withdraw(correction)
    assert client.get(search).json()["count"] == 0


def test_an_added_service_is_no_answer_about_the_others(client, cast):
    """Fir Lodge's listing is silent on payment: nobody knows more of Medicaid than before."""
    before = client.get("/api/v1/facilities/?where=MA&q=Fir&payment=medicaid&include=payment")
    fir = Facility.objects.get(name="Fir Lodge")
    correct(fir, "offered", service="private-insurance")
    after = client.get("/api/v1/facilities/?where=MA&q=Fir&payment=medicaid&include=payment")
    assert (before.json()["count"], after.json()["count"]) == (1, 1)


def test_what_it_treats_after_all_takes_the_denial_away(client, cast):
    """“Does not treat opioid use disorder” can't stand beside a medicine for it."""
    fir = Facility.objects.get(name="Fir Lodge")
    assert "NMOA" in client.get(f"/api/v1/facilities/{fir.public_id}/").json()["codes"]
    correct(fir, "offered", service="buprenorphine-used")
    answer = client.get(f"/api/v1/facilities/{fir.public_id}/").json()
    assert {"mat", "buprenorphine", "buprenorphine-used"} <= set(answer["services"])
    assert not {"NMOA", "NOOP"} & set(answer["codes"])


def test_the_admin_offers_what_can_be_chosen(admin_client, cast):
    birch = Facility.objects.get(name="Birch Clinic")
    form = admin_client.get(f"{ADD}?facility={birch.pk}&what=offered").context["adminform"].form
    offered = {service.slug for service in form.fields["service"].queryset}
    assert {"telehealth", "iop", "mat"} <= offered  # what could be added, what could go
    assert not {"no-opioid-medication", "detox"} & offered  # a denial; what is made of others
    wrong = [value for value, _label in form.fields["wrong"].widget.choices]
    assert wrong == ["", "617-555-0177 x5"]
