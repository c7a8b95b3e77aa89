"""Who is in the directory of opioid treatment programs alone is shown to who asks for methadone."""

import pytest

from search import index
from tests.pages.factories import make_edition, make_facility

OTP = {"kind": "otp", "year": 2026, "title": "Opioid Treatment Program directory, 2026"}


@pytest.fixture
def directory(db):
    """Make a directory of these programs, and a survey: of five places three may give methadone."""
    programs, survey = make_edition(**OTP), make_edition()
    make_facility(survey, "Alder House", "SA MU OTP")
    birch = make_facility(survey, "Birch Clinic", "SA OTP BU")
    make_facility(survey, "Cedar House", "SA OP")
    make_facility(programs, "Dale Holdings LLC", "OTP")
    make_facility(programs, "Elm Holdings LLC", "OTP")
    birch.listings.create(
        edition=programs, line=99, raw={}, row_hash="-", questionnaire="otp", codes="OTP"
    )


def names(client, query):
    answer = client.get(f"/api/v1/facilities/?{query}").json()
    assert answer["count"] == len(answer["results"])
    return {result["name"] for result in answer["results"]}


UNASKED = {"Dale Holdings LLC", "Elm Holdings LLC"}


@pytest.mark.parametrize(
    "query, expected",
    [
        ("service=methadone", {"Alder House", *UNASKED}),
        # Birch Clinic was asked: it names buprenorphine, and not methadone.
        ("q=methadone+clinic", {"Alder House", *UNASKED}),
        ("service=mat", {"Alder House", "Birch Clinic", *UNASKED}),
        ("service=buprenorphine", {"Birch Clinic"}),
        ("service=opioid-treatment-program", {"Alder House", "Birch Clinic", *UNASKED}),
        ("service=detox", set()),
    ],
)
def test_a_program_that_no_survey_asked_is_shown_for_what_it_is_certified_for(
    client, directory, query, expected
):
    assert names(client, query) == expected


def test_it_says_nothing_that_nobody_said(client, directory):
    results = client.get("/api/v1/facilities/?service=methadone").json()["results"]
    (dale,) = [result for result in results if result["name"] == "Dale Holdings LLC"]
    assert "methadone" not in dale["services"]
    assert "opioid-treatment-program" in dale["services"]
    html = client.get("/search/?service=methadone").content.decode()
    card = html[html.index("Dale Holdings LLC") :]
    told = card[: card.index("Elm Holdings LLC")].casefold()
    assert "certified otp: ask which medicine" in told


def test_the_count_beside_the_box_is_what_it_shows(client, directory):
    current = index.current()
    methadone = current.taxonomy.by_slug["methadone"]
    assert current.perhaps_offering(methadone.pk).bit_count() == len(UNASKED)
    assert current.perhaps_offering(current.taxonomy.by_slug["detox"].pk) == 0
