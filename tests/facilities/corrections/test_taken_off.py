"""What an operator took off stands in no output: a secret address, a wrong number or website."""

import pytest

from facilities.importing.changes import rebuild
from facilities.importing.save_correction import withdraw
from facilities.models import Correction, Facility, GeocodedAddress
from tests.facilities.corrections.corrected import NEW_ADDRESS, correct
from tests.facilities.corrections.test_pages import text_of

STREET, LATITUDE, LONGITUDE = "0 Main Street", "42.3412", "-71.0714"
# Every address that may say something of one facility; {url}: of its page.
OUTPUTS = {
    "page": "{url}",
    "in Spanish": "/es{url}",
    "listing": "{url}source/",
    "report": "{url}report/",
    "after the report": "{url}report/thanks/",
    "card": "/search/?q=Alder+House&where=MA",
    "near": "/search/?where=02118",
    "by its street": "/search/?q=0+Main&where=02118",
    "call sheet": "/call-sheet/?q=Alder+House&where=MA",
    "compared": "/shortlist/?id={id}",
    "state": "/treatment/massachusetts/",
    "map": "/search/map/?q=alder+house",
    "API": "/api/v1/facilities/{id}/",
    "list": "/api/v1/facilities/?q=Alder+House&where=MA",
    "CSV": "/api/v1/facilities/?where=MA&format=csv",
    "GeoJSON": "/api/v1/facilities/?where=MA&format=geojson",
    "suggestions": "/api/v1/suggest/?q=0+Main",
    "neighbor": "{neighbor}",
    "sitemap": "/sitemap-facilities.xml",
}


@pytest.fixture
def alder(cast):
    """Give a facility whose door is known exactly, and whose page all outputs may speak of."""
    GeocodedAddress.objects.create(
        address=f"{STREET}, Boston, MA 02118",
        latitude=float(LATITUDE),
        longitude=float(LONGITUDE),
    )
    rebuild()
    facility = Facility.objects.get(name="Alder House")
    assert facility.precision == "street"
    return facility


def all_of(client, facility):
    """Return {output: its text}."""
    birch = Facility.objects.get(name="Birch Clinic")
    names = {"id": facility.public_id, "url": facility.get_absolute_url()}
    names["neighbor"] = birch.get_absolute_url()
    return {name: text_of(client, path.format(**names)) for name, path in OUTPUTS.items()}


def saying(outputs, *words):
    return {name for name, text in outputs.items() if any(word in text for word in words)}


def now(facility):
    return Facility.objects.get(pk=facility.pk)


def test_a_secret_address_is_in_no_output(client, alder):
    secret = STREET, STREET.replace(" ", "%20"), LATITUDE, LONGITUDE
    before = saying(all_of(client, alder), *secret)
    assert {"page", "card", "call sheet", "compared", "API", "list", "CSV", "GeoJSON"} <= before
    correct(alder, "withheld", city="Boston", state_code="MA", zip="02118")
    outputs = all_of(client, now(alder))
    assert saying(outputs, *secret) == set()
    for name in ("page", "card", "call sheet", "compared"):
        assert "call for it" in outputs[name].casefold(), name
    cards = client.get(OUTPUTS["map"]).json()["cards"]
    assert not [one for one in cards if one["name"] == "Alder House"]
    assert now(alder).precision == "zip"


def test_nothing_tells_that_we_took_it_off(client, alder):
    """It looks like a place whose source withholds the address: Cedar Shelter's does."""
    correct(alder, "withheld", city="Boston", state_code="MA", zip="02118")
    outputs = all_of(client, now(alder))
    for name in ("page", "listing", "API", "CSV", "GeoJSON"):
        assert "Nov. 20, 2026" not in outputs[name], name
        assert "2026-11-20" not in outputs[name], name
    assert client.get(OUTPUTS["API"].format(id=alder.public_id)).json()["corrected"] == []


def test_a_secret_place_that_moved_is_known_by_its_new_town(client, alder):
    correct(alder, "address", **NEW_ADDRESS)
    correct(alder, "withheld", city="Worcester", state_code="MA", zip="01608")
    alder = now(alder)
    assert (alder.street, alder.city, alder.county) == ("", "Worcester", "Worcester County")
    assert not saying(all_of(client, alder), STREET, NEW_ADDRESS["street"], LATITUDE)
    old = Correction.objects.get(what="address")
    assert old.state == "withdrawn"


def test_shown_again_when_it_may_be(client, alder):
    correction = correct(alder, "withheld", city="Boston", state_code="MA", zip="02118")
    withdraw(correction)
    assert (now(alder).street, now(alder).precision) == (STREET, "street")


WRONG = "617-555-0100"
DIALS = "+16175550100"


def test_a_number_known_to_be_wrong_is_offered_nowhere(client, alder):
    before = saying(all_of(client, alder), WRONG, DIALS)
    assert {"page", "card", "call sheet", "compared", "API", "list", "CSV", "GeoJSON"} <= before
    correct(alder, "phone", is_gone=True)
    outputs = all_of(client, alder)
    assert saying(outputs, WRONG, DIALS) == set()
    said = "The number its listing gives is wrong."
    assert {"page", "card", "call sheet", "compared"} <= saying(outputs, said)
    assert "We are looking for the right one." in outputs["page"]
    assert "Phone found wrong Nov. 20, 2026, confirmed by call." in outputs["page"]
    assert 'href="tel:988"' in outputs["page"]
    assert "The directory gives no phone number" not in outputs["page"] + outputs["call sheet"]
    answer = client.get(OUTPUTS["API"].format(id=alder.public_id)).json()
    assert answer["phone"] is None
    assert answer["corrected"][0] | {"removed": True, "what": "phone"} == answer["corrected"][0]
    assert "phone removed 2026-11-20 call" in outputs["CSV"]


def test_nobody_is_told_to_call_where_no_number_is_known(client, alder):
    correct(alder, "withheld", city="Boston", state_code="MA", zip="02118")
    correct(alder, "phone", is_gone=True)
    outputs = all_of(client, now(alder))
    assert "call for it" not in outputs["page"].casefold()
    for name in ("card", "call sheet", "compared"):
        assert "Address not published." in outputs[name], name
    assert "Its street address is not published." in outputs["page"]


def test_the_page_offers_the_other_numbers_instead(client, cast):
    birch = Facility.objects.get(name="Birch Clinic")
    correct(birch, "phone", is_gone=True)
    page = text_of(client, birch.get_absolute_url())
    assert "Try another of its numbers:" in page
    assert page.count('href="tel:+16175550177;ext=5"') == 1
    assert "tel:+16175550101" not in page


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
    assert [one["uri"] for one in numbers] == [kept] * bool(kept)


def test_a_number_that_the_listing_lacks_is_added(client, alder):
    correct(alder, "more-phone", phone="617-555-0155", line="intake")
    page = text_of(client, alder.get_absolute_url())
    assert "To ask about starting treatment (intake line):" in page
    assert 'href="tel:+16175550155"' in page
    assert "A number added Nov. 20, 2026, confirmed by call." in page


def test_closed_is_in_no_list_and_not_counted(client, alder):
    names = {"page", "in Spanish", "listing", "report", "after the report", "API"}
    before = all_of(client, alder)
    count = client.get("/api/v1/facilities/?where=MA").json()["count"]
    correct(alder, "closed")
    paths = {name: OUTPUTS[name] for name in OUTPUTS if name not in names}
    birch = Facility.objects.get(name="Birch Clinic").get_absolute_url()
    after = {name: text_of(client, p.format(id=alder.public_id, neighbor=birch))
             for name, p in paths.items()}  # fmt: skip
    assert saying(before, alder.get_absolute_url())
    assert saying(after, alder.get_absolute_url()) == {"compared"}
    assert "This place has closed." in after["compared"]
    assert client.get("/api/v1/facilities/?where=MA").json()["count"] == count - 1
    withdraw(Correction.objects.get())
    assert client.get("/api/v1/facilities/?where=MA").json()["count"] == count
    assert client.get(alder.get_absolute_url()).status_code == 200


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


def test_what_nobody_can_say_is_neither_offered_nor_denied(client, alder):
    search = "/api/v1/facilities/?where=MA&q=Alder&service=detox"
    assert client.get(search).json()["count"] == 1
    correct(alder, "unclear", service="detox")
    assert client.get(search).json()["count"] == 0
    assert client.get(f"{search}&include=care").json()["count"] == 1
    page = text_of(client, alder.get_absolute_url())
    assert "<h2>Not sure</h2>" in page
    assert "<h2>Not offered</h2>" not in page


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


def test_derived_anew_all_outputs_are_the_same(client, alder):
    correct(alder, "phone", is_gone=True)
    correct(alder, "withheld", city="Boston", state_code="MA", zip="02118")
    correct(alder, "offered", service="telehealth")
    before = all_of(client, now(alder))
    rebuild()
    after = all_of(client, now(alder))
    for name in ("card", "API", "CSV"):
        assert before[name] == after[name]
