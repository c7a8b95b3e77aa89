"""Signs of good care: what the listings of a facility say of them, and no more."""

import pytest
from django.urls import reverse

from facilities.models import Facility, Service
from facilities.signs import ASKED, SIGNS, signs
from facilities.taxonomy import taxonomy
from pages.facility.description import CORRECTIONS, LISTINGS
from search.filters import MOST_PARAMETERS
from search.request import SearchRequest
from tests.facilities.corrections.corrected import correct
from tests.facilities.workbooks import row
from tests.pages.factories import make_edition, make_facility, make_mental_health_house

pytestmark = pytest.mark.django_db

MEDICINE, ELSEWHERE, NALOXONE, ASSESSMENT, BOTH, ACCREDITED = SIGNS
EVERYTHING = "SA OP MU NU MOA NOE CSAA SUMH CARF"
# What a listing says, and which signs it gives with which services named, and denies.
LISTED = [
    ("SA OP", {}, []),
    (
        EVERYTHING,
        {
            MEDICINE: ["methadone", "naltrexone"],
            ELSEWHERE: [],
            NALOXONE: [],
            ASSESSMENT: [],
            BOTH: [],
            ACCREDITED: ["carf-accreditation"],
        },
        [],
    ),
    ("SA OP NMOA", {}, [MEDICINE]),
    ("SA OP NMOA MOA", {ELSEWHERE: []}, [MEDICINE]),
    ("SA OP JC COA STAG", {ACCREDITED: ["joint-commission", "coa-accreditation"]}, []),
    # A license is none of them: every place needs one.
    ("SA OP STAG DEA", {}, []),
]


@pytest.mark.parametrize(("codes", "given", "denied"), LISTED)
def test_a_checklist_holds_what_the_listing_says(codes, given, denied):
    checklist = signs(make_facility(make_edition(), "Alder House", codes))
    named = {each.sign: [service.slug for service in each.services] for each in checklist.given}
    assert named == given
    assert [each.sign for each in checklist.denied] == denied
    unsaid = [each.sign for each in checklist.unsaid]
    assert unsaid == [sign for sign in SIGNS if sign not in given and sign not in denied]


def test_a_correction_wins(imported):
    imported([row(service_code_info="SA OP NOE")])
    correct(Facility.objects.get(), "not-offered", service="naloxone")
    assert [each.sign for each in signs(Facility.objects.get()).denied] == [NALOXONE]


def test_a_place_for_mental_health_alone_has_no_checklist(client):
    facility = make_mental_health_house(codes="MH OP SUMH")
    assert signs(facility) is None
    assert "Signs of good care" not in client.get(facility.get_absolute_url()).text


def test_it_asks_for_nothing_but_the_directorys_revision(django_assert_max_num_queries):
    make_facility(make_edition(), "Alder House", EVERYTHING)
    facility = Facility.objects.prefetch_related(LISTINGS, CORRECTIONS).get()
    assert facility.service_pks
    taxonomy()  # read
    with django_assert_max_num_queries(1):
        assert len(signs(facility).given) == len(SIGNS)


def test_a_page_shows_it_without_a_grade(client):
    facility = make_facility(make_edition(), "Alder House", "SA OP BU NOE")
    text = " ".join(client.get(facility.get_absolute_url()).text.split())
    assert "Medicine for opioid use: Buprenorphine" in text
    assert "This isn't a grade, and a blank doesn't mean no" in text.replace("&#x27;", "'")
    assert text.count('href="https://www.ncbi.nlm.nih.gov/books/NBK574910/"') == 1


def test_every_sign_is_about_services_that_a_search_can_ask_for():
    services = Service.objects.filter(slug__in=[slug for sign in SIGNS for slug in sign.services])
    assert services.count() == sum(len(sign.services) for sign in SIGNS)
    assert {service.group.parameter for service in services} == {"service"}
    assert all(set(sign.asked) <= set(sign.services) for sign in SIGNS)
    # A place, words, a distance and four more fit beside them.
    assert len(ASKED) <= MOST_PARAMETERS - 7


def test_the_filters_page_leads_to_places_that_give_all_signs(client):
    edition = make_edition()
    make_facility(edition, "Alder House", EVERYTHING)
    make_facility(edition, "Birch Clinic", EVERYTHING.replace(" NOE", ""))
    page = client.get(reverse("search-filters"), {"where": "Canton, MA", "page": "2"})
    assert "1 place lists all 6 of them" in page.text
    search = SearchRequest(page.context_data["signs"].query)
    assert search.asked["where"] == "Canton, MA"
    assert search.page_number == 1
    names = Facility.objects.filter(pk__in=[pk for pk, _miles in search.results.page(0, 9)])
    assert [facility.name for facility in names] == ["Alder House"]


def test_a_search_that_holds_too_much_already_isnt_sent_into_an_error(client):
    many = {"service": [service.slug for service in Service.objects.filter(group__slug="care")]}
    assert client.get(reverse("search-filters"), many).context["signs"] is None
