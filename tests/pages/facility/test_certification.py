"""What a page and the API say of an opioid treatment program, and what they don't."""

from datetime import date

import pytest

from facilities.models import Facility
from tests.pages.factories import make_edition, make_facility

OTP_2026 = {
    "kind": "otp", "year": 2026, "title": "Opioid Treatment Program directory, 2026",
    "asked_codes": ["OTP"], "covers": {"otp": ["US"]},
}  # fmt: skip
FULL = {"certification": "full", "certified_since": date(2003, 3, 4)}
PROVISIONAL = {"certification": "provisional"}
SINCE = "Certified opioid treatment program since March 4, 2003."
FROM = "From: Opioid Treatment Program directory, 2026, by SAMHSA."
IN_DOUBT = (
    "but we didn't find it in: Opioid Treatment Program directory, 2026. Ask if it is certified."
)


@pytest.fixture
def directory(db):
    return make_edition(**OTP_2026)


def certified(directory, name="Alder House", codes="OTP", **changes):
    """Create a facility of a survey that the directory of these programs has, too."""
    facility = make_facility(make_edition(), name, codes, **changes)
    facility.listings.create(
        edition=directory, line=1, raw={}, row_hash="-", questionnaire="otp", codes="OTP"
    )
    return facility


def page_of(get, facility, language=""):
    return get(f"{language}{facility.get_absolute_url()}").replace("&#x27;", "'")


def api_says(client, facility):
    return client.get(f"/api/v1/facilities/{facility.public_id}/").json()["certification"]


@pytest.mark.parametrize(
    "fields, text, answer",
    [
        (FULL, SINCE, {"status": "full", "since": "2003-03-04"}),
        (
            {"certification": "full"},
            "Certified opioid treatment program.",
            {"status": "full", "since": None},
        ),
        (
            PROVISIONAL,
            "Provisionally certified opioid treatment program.",
            {"status": "provisional", "since": None},
        ),
    ],
)
def test_how_and_since_when_it_is_certified_and_who_says_so(
    get, client, directory, fields, text, answer
):
    alder = certified(directory, **fields)
    html = page_of(get, alder)
    assert f"<strong>{text}</strong>" in html
    assert FROM in html
    assert "Ask which medicines it gives." in html
    assert IN_DOUBT not in html
    assert api_says(client, alder) == answer


def test_it_is_told_in_spanish(get, directory):
    html = page_of(get, certified(directory, **FULL), "/es")
    assert "4 de marzo de 2003" in html


def test_nothing_is_said_of_places_that_no_list_names_so(get, client, directory):
    alder = make_facility(make_edition(), "Alder House", "OP")
    html = page_of(get, alder)
    assert 'class="group certified"' not in html
    assert api_says(client, alder) is None


def test_who_calls_itself_a_program_and_is_not_in_the_directory_is_not_called_certified(
    get, client, directory
):
    alder = make_facility(make_edition(), "Alder House", "OTP")
    html = page_of(get, alder)
    assert IN_DOUBT in html
    assert SINCE not in html
    assert "<strong>Certified opioid" not in html
    assert api_says(client, alder) is None


@pytest.mark.parametrize("covers", [{}, {"otp": ["NH"]}, {"su": ["US"]}])
def test_a_directory_that_does_not_cover_its_state_puts_it_in_no_doubt(get, db, covers):
    make_edition(**{**OTP_2026, "covers": covers})
    alder = make_facility(make_edition(), "Alder House", "OTP")
    assert 'class="group certified"' not in page_of(get, alder)


def test_who_the_locator_lists_as_a_program_is_in_no_doubt(get, directory):
    alder = make_facility(make_edition(), "Alder House", "OTP")
    locator = make_edition(
        kind="api", year=2026, title="FindTreatment.gov locator, 2026", covers={}
    )
    alder.listings.create(
        edition=locator, line=1, raw={}, row_hash="-", questionnaire="otp", codes="OTP"
    )
    assert 'class="group certified"' not in page_of(get, alder)


@pytest.mark.parametrize("status", [Facility.Status.UNLISTED, Facility.Status.CLOSED])
def test_a_place_that_is_gone_is_not_certified(client, directory, status):
    alder = certified(directory, status=status, **FULL)
    html = client.get(alder.get_absolute_url()).content.decode()
    assert "Certified opioid treatment program since" not in html
    assert api_says(client, alder) is None


def test_a_facility_of_the_directory_alone_leaves_all_else_open(get, directory):
    alder = make_facility(directory, "Alder Holdings LLC", "OTP", **FULL)
    html = page_of(get, alder)
    assert SINCE in html
    assert "Certified opioid treatment program (OTP)" in html
    assert "Not offered" not in html
    assert "doesn't list substance use treatment" not in html
    assert "Its listing says nothing about: Kinds of care" in html
    assert "That doesn't mean no: ask when you call." in html
    assert "Opioid Treatment Program directory, 2026, by SAMHSA." in html
