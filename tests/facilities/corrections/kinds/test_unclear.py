"""Corrections of a service that nobody at a facility can speak of."""

from tests.facilities.corrections.cases import Case, FormCase
from tests.facilities.corrections.corrected import correct, slugs
from tests.facilities.corrections.outputs import text_of

CASES = {
    "unclear": Case(
        {"service": "detox"},
        holds=lambda place: "detox" not in slugs(place),
        agrees={"service_code_info": "SA OP OIT MD"},
        third={"service_code_info": "SA DT OD OP OIT MD"},
    ),
}
FORM = FormCase({"service": "detox"}, lambda alder: "detox" not in slugs(alder))
REFUSED = []
INCOMPLETE = [{}]


def test_what_nobody_can_say_is_neither_offered_nor_denied(client, alder):
    search = "/api/v1/facilities/?where=MA&q=%22Alder%22&service=detox"
    assert client.get(search).json()["count"] == 1
    correct(alder, "unclear", service="detox")
    assert client.get(search).json()["count"] == 0
    assert client.get(f"{search}&include=care").json()["count"] == 1
    page = text_of(client, alder.get_absolute_url())
    assert "<h2>Not sure</h2>" in page
    assert "<h2>Not offered</h2>" not in page
