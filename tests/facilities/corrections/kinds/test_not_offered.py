"""Corrections of a service that a facility doesn't offer."""

import pytest

from facilities.importing.save_correction import withdraw
from facilities.models import Facility, Service
from pages.facility.description import describe
from search import index
from tests.facilities.corrections.cases import Case, FormCase
from tests.facilities.corrections.corrected import ADD, correct, filled, slugs
from tests.facilities.corrections.outputs import text_of
from tests.facilities.workbooks import SU_CODES, row

CASES = {
    "not offered": Case(
        {"service": "detox"},
        holds=lambda place: "detox" not in slugs(place),
        agrees={"service_code_info": "SA OP OIT MD"},
        third={"service_code_info": "SA DT OD OP OIT MD"},
        beside=False,
    ),
}
FORM = FormCase({"service": "detox"}, lambda alder: "detox" not in slugs(alder))
REFUSED = [("Alder House", {"service": "0"}, "Select a valid choice")]
INCOMPLETE = [{}]


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


def test_a_defined_service_goes_only_with_the_last_code_it_rests_on(imported):
    imported([row(service_code_info="SA DT OD BU NU")])
    facility = Facility.objects.get()
    correct(facility, "not-offered", service=Service.objects.get(code="DT"))
    assert "detox" in slugs(facility)
    correct(facility, "not-offered", service=Service.objects.get(code="OD"))
    assert "detox" not in slugs(facility)
    correct(facility, "not-offered", service="mat")
    assert not {"mat", "buprenorphine", "naltrexone"} & slugs(facility)


@pytest.mark.parametrize(
    "codes, service, outlasting",
    [
        ("SA RES RL", "inpatient", "Residential (live-in) treatment"),
        ("SA HI RES", "inpatient", ""),
        ("SA MU METH BU", "mat", "Methadone"),
        ("SA DT OD RD", "detox", ""),
    ],
)
def test_what_other_services_say_is_corrected_by_them(
    admin_client, imported, codes, service, outlasting
):
    """Else a page would say "not offered: hospital or live-in" beside "live-in program"."""
    imported([row(service_code_info=codes)], codes=[*SU_CODES, *codes.split()])
    facility = Facility.objects.get()
    service = Service.objects.get(slug=service)
    sent = filled(facility, what="not-offered", service=service.pk)
    response = admin_client.post(ADD, sent)
    assert (response.status_code == 200) == bool(outlasting)
    if outlasting:
        [error] = response.context["adminform"].form.errors["service"]
        assert (
            error
            == f"Its listing says so through these services: correct them instead. {outlasting}"
        )


def test_not_offered_is_never_not_reported(client, imported):
    """Also where the listing said nothing else of that group of services."""
    imported([row(service_code_info="SA OP MD"), row("Other", street1="2 Elm", phone="")])
    facility = Facility.objects.get(name="Shelby House")
    medicaid = Service.objects.get(slug="medicaid")
    correct(facility, "not-offered", service=medicaid)
    now = index.current()
    position = now.ordinals[facility.pk]
    assert now.denying(medicaid.pk) >> position & 1
    assert not now.not_reporting(medicaid.pk) >> position & 1
    assert "Doesn't say if it takes Medicaid" not in client.get(
        "/search/?q=Shelby&where=MA"
    ).content.decode().replace("&#x27;", "'")
    assert medicaid not in [
        service for group in describe(facility) for service in group.not_offered
    ]
