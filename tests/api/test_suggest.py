"""Suggestions: what the first letters of a search may become."""

import logging
from urllib.parse import urlsplit

import pytest

from facilities.models import Facility, Service
from facilities.taxonomy import taxonomy
from search.suggest import MOST, matching_services, suggestions

SUGGEST = "/api/v1/suggest/"
KEYS = {"kind", "text", "detail", "url", "where", "q"}


@pytest.fixture
def get(client, cast):
    """Return a function: the JSON for some query string, with this status."""

    def do(query, status=200):
        response = client.get(f"{SUGGEST}?{query}")
        assert response.status_code == status
        return response.json()

    return do


def test_an_answer_has_the_keys_of_the_contract(get):
    answer = get("q=Birch")
    assert answer.keys() == {"query", "suggestions"}
    assert answer["query"] == "Birch"
    assert all(suggestion.keys() == KEYS for suggestion in answer["suggestions"])


def test_places_come_first_then_services_then_facilities(get):
    kinds = [suggestion["kind"] for suggestion in get("q=me")["suggestions"]]
    assert kinds == sorted(kinds, key=["place", "service", "facility"].index)
    assert {"place", "service"} <= set(kinds)
    assert max(map(kinds.count, kinds)) <= MOST


def test_a_place_is_suggested_as_it_is_typed_again(get):
    first = get("q=bost")["suggestions"][0]
    assert first == {
        **{"kind": "place", "text": "Boston, MA", "detail": "City"},
        **{"url": "/search/?where=Boston%2C+MA", "where": "Boston, MA", "q": ""},
    }


def test_a_zip_code_is_suggested_with_its_city(get):
    first = get("q=02118")["suggestions"][0]
    assert (first["text"], first["detail"]) == ("ZIP 02118", "Boston, MA")
    assert (first["where"], first["url"]) == ("02118", "/search/?where=02118")


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    "text, slug",
    [
        ("detox", "detox"),
        ("Detox (help", "detox"),
        ("withdr", "detox"),
        ("METHAD", "methadone"),
        ("iop", "iop"),
        ("intensive outp", "iop"),
        ("outp intensive", "iop"),
        ("medicai", "medicaid"),
        ("subox", "buprenorphine"),
        ("méthad", "methadone"),
        ("sober li", "sober-living"),
        # No service is named so; people say so.
        ("rehab", "inpatient"),
        ("desintoxicaci", "detox"),
        ("halfway h", "sober-living"),
    ],
)
def test_a_service_is_found_by_the_beginnings_of_its_words(text, slug):
    assert slug in [service.slug for service in matching_services(text, taxonomy())[:MOST]]


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("text", ["etox", "detox zzqq", "", "…", "🏥", "()"])
def test_what_begins_no_word_finds_no_service(text):
    assert matching_services(text, taxonomy()) == []


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("text", ["do", "does not", "opioid", "no", "medi", "a"])
def test_a_service_that_declines_is_never_suggested(text):
    services = matching_services(text, taxonomy())
    assert not [service for service in services if service.polarity == Service.Polarity.DECLINES]
    assert len(services) == len(set(services))


@pytest.mark.parametrize("text", ["me", "spa", "wom", "det", "vet", "in"])
def test_what_is_suggested_is_understood_by_the_search(client, cast, text):
    for suggestion in suggestions(text):
        response = client.get(suggestion.url)
        assert response.status_code == 200
        assert "Your search needs a change" not in response.content.decode()


def test_a_service_that_is_featured_comes_before_one_that_is_not(cast):
    services = matching_services("med", taxonomy())
    starting = [
        service.featured for service in services if service.name.casefold().startswith("med")
    ]
    assert starting == sorted(starting, reverse=True)
    assert True in starting
    assert False in starting


def test_a_facility_is_suggested_by_its_name(get):
    birch = Facility.objects.get(name="Birch Clinic")
    [suggestion] = [
        suggestion
        for suggestion in get("q=birch+c")["suggestions"]
        if suggestion["kind"] == "facility"
    ]
    assert suggestion == {
        **{"kind": "facility", "text": "Birch Clinic", "detail": "Boston, MA"},
        **{"url": birch.get_absolute_url(), "where": "", "q": ""},
    }


def test_a_facility_no_longer_listed_is_not_suggested(get):
    assert Facility.objects.get(name="Oak House").status == "unlisted"
    assert "Oak House" not in [
        suggestion["text"] for suggestion in get("q=oak+house")["suggestions"]
    ]


@pytest.mark.parametrize("query", ["q=", "", "q=a", "q=+b+", "q=zzzzqqqq", "q=%F0%9F%8F%A5%20%20"])
def test_what_says_too_little_gets_no_suggestion(get, query):
    assert get(query)["suggestions"] == []


@pytest.mark.parametrize(
    "query, wrong",
    [("q=" + "x" * 201, "q"), ("q=%00", "q"), ("q=bo&where=MA", "where"), ("utm=1", "utm")],
)
def test_what_is_wrong_is_named_and_answered_with_400(get, query, wrong):
    assert list(get(query, status=400)["errors"]) == [wrong]


@pytest.mark.parametrize(
    "dirt", ["%25", "_", "' OR 1=1 --", "..%2F..", "\u202e", "x " * 100, "(", "\\", "0" * 200]
)
def test_dirt_breaks_nothing(client, cast, dirt):
    assert client.get(SUGGEST, {"q": dirt}).status_code == 200


def test_what_is_typed_stays_in_no_cache_and_no_log(client, cast, caplog):
    with caplog.at_level(logging.DEBUG):
        response = client.get(SUGGEST, {"q": "canaryword"})
        assert response["Cache-Control"] == "no-store"
        client.get(SUGGEST, {"q": "canaryword", "where": "canaryword"})
    assert "canaryword" not in caplog.text
    assert not response.cookies


def test_every_kind_leads_to_an_address_of_this_site(cast):
    offered = [suggestion for text in ("bo", "me", "ho", "02") for suggestion in suggestions(text)]
    assert {suggestion.kind for suggestion in offered} == {"place", "service", "facility"}
    for suggestion in offered:
        assert suggestion.url.startswith("/")
        assert urlsplit(suggestion.url).netloc == ""


def test_an_answer_costs_one_query_of_facilities(client, cast, django_assert_max_num_queries):
    client.get(SUGGEST, {"q": "house"})  # the directory is read into memory once
    with django_assert_max_num_queries(4):
        client.get(SUGGEST, {"q": "house"})
