"""The shape of the API's answers, which programs out there rely on: keys may only be added."""

import pytest

from api.serializers import (
    EditionSerializer,
    FacilitySerializer,
    NumberSerializer,
    PhoneSerializer,
)
from facilities.models import Facility
from tests.facilities.cast import ALL

LIST = "/api/v1/facilities/"
FILE = "/api/v1/facilities"  # .csv, .geojson
RESULT = set(
    "id url name program street city state zip county phone intake_phones phones website latitude "
    "longitude precision distance_miles services not_offered codes listed_in".split()
)
PLACE = set("kind name state zip latitude longitude precision query".split())
SEARCH = set("place other_places radius_miles services words_left message".split())
SEARCH |= {"words_as_name", "words_not_used"}


@pytest.fixture
def get(client, cast):
    """Return a function: the JSON at a path, with this status."""

    def do(path, status=200):
        response = client.get(path)
        assert response.status_code == status
        content_type = "application/json" if status < 400 else "application/problem+json"
        assert response["Content-Type"] == content_type
        return response.json()

    return do


def names(answer):
    return " ".join(result["name"].split()[0] for result in answer["results"])


def facility_named(get, name):
    return get(f"{LIST}{Facility.objects.get(name=name).public_id}/")


def test_a_list_has_the_keys_of_the_contract(get):
    answer = get(f"{LIST}?where=Boston,+MA&service=detox&q=alder+house")
    assert answer.keys() >= {"count", "next", "previous", "search", "results"}
    assert answer.keys() >= {"left_out", "left_out_total"}
    assert answer["search"].keys() >= SEARCH
    assert answer["search"]["place"].keys() >= PLACE
    assert [result.keys() >= RESULT for result in answer["results"]] == [True]
    assert answer["results"][0]["phone"].keys() >= {"display", "uri", "extension"}
    assert answer["results"][0]["listed_in"][0].keys() >= {"kind", "year", "title"}


def test_a_result_says_what_the_source_says(get):
    result, *_farther = get(f"{LIST}?where=02118&service=buprenorphine&radius=5")["results"]
    assert RESULT - set(result) == set()
    assert result["id"] == Facility.objects.get(name="Birch Clinic").public_id
    assert result["url"] == f"http://testserver/facility/{result['id']}/birch-clinic-boston/"
    assert (result["street"], result["city"], result["zip"]) == (
        "1 Main Street",
        "Boston",
        "02118",
    )
    assert result["phone"]["uri"] == "tel:+16175550101"
    assert [(phone["uri"], phone["extension"]) for phone in result["intake_phones"]] == [
        ("tel:+16175550177;ext=5", "5")
    ]
    assert [(phone["kind"], phone["uri"], phone["shared_by"]) for phone in result["phones"]] == [
        ("intake", "tel:+16175550177;ext=5", 1),
        ("main", "tel:+16175550101", 1),
    ]
    assert result["codes"] == ["BU", "MD", "OIT", "OP", "PI", "SA"]
    assert {"iop", "outpatient", "mat", "buprenorphine", "medicaid"} <= set(result["services"])
    assert result["precision"] == "zip"
    assert result["distance_miles"] == 0.0
    assert [edition["year"] for edition in result["listed_in"]] == [2023]


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", {"place": None, "radius_miles": None, "services": [], "words_left": ""}),
        ("where=MA", {"radius_miles": None}),
        ("where=02118", {"radius_miles": 50}),  # fewer than five are nearer
        ("where=02118&radius=100", {"radius_miles": 100}),
        (
            "service=detox&payment=medicaid&q=+maple++house",
            {"services": ["detox", "medicaid"], "words_left": "maple house"},
        ),
        ("q=methodone+maple", {"services": ["methadone"], "words_left": "maple"}),
        (
            "q=detox+open+now+zzzq+maple",
            {"words_as_name": [], "words_not_used": ["open now", "zzzq maple"]},
        ),
        (
            "q=detox+ginkgo+zzzq",
            {"words_as_name": ["ginkgo"], "words_not_used": ["zzzq"]},
        ),
        ("where=02118&service=naltrexone", {"radius_miles": 100}),  # nothing nearer
    ],
)
def test_a_list_says_what_was_understood(get, query, expected):
    understood = get(f"{LIST}?{query}")["search"]
    assert {key: understood[key] for key in expected} == expected


def test_a_place_is_told_with_its_point_and_the_others_it_could_be(get):
    understood = get(f"{LIST}?where=Springfield")["search"]
    assert understood["place"]["kind"] == "city"
    assert understood["place"]["state"] == "MO"
    assert 36 < understood["place"]["latitude"] < 38
    assert {"MA", "IL"} <= {place["state"] for place in understood["other_places"]}
    assert "Springfield, MO" in understood["message"]


@pytest.mark.parametrize("more", ["", "&page=2", "&q=detox"])
@pytest.mark.parametrize("address", [LIST, f"{FILE}.csv", f"{FILE}.geojson"])
@pytest.mark.parametrize(
    "where, says, meant",
    [
        ("zzzzqq", "zzzzqq", set()),
        ("Boston, NH", "Boston", {"Boston, MA"}),
        ("00000", "00000", set()),
        ("2118", "five digits", {"02118"}),
        (",", "ZIP code", set()),
    ],
)
def test_a_place_that_is_not_known_is_an_error_with_what_was_perhaps_meant(
    get, address, where, says, meant, more
):
    more = more if address == LIST else more.replace("&page=2", "")
    answer = get(f"{address}?where={where}{more}", status=400)
    assert list(answer["errors"]) == ["where"]
    assert says in answer["errors"]["where"][0]
    assert {place["query"] for place in answer["other_places"]} >= meant
    for place in answer["other_places"]:
        assert place.keys() >= PLACE
        assert get(f"{LIST}?where={place['query']}")["search"]["place"] == place


@pytest.mark.parametrize(
    "parameters, wrong",
    [
        ("service=nonsense", "service"),
        ("payment=detox", "payment"),
        ("radius=7", "radius"),
        ("radius=1e309", "radius"),
        ("sort=price", "sort"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
        ("format=xml", "format"),
        ("format=html", "format"),
        ("servcie=detox", "servcie"),
        ("where=%00", "where"),
        ("&".join(["service=detox"] * 21), "all"),
    ],
    ids=lambda text: text[:30],
)
def test_what_is_wrong_is_named_and_answered_with_400(get, parameters, wrong):
    errors = get(f"{LIST}?{parameters}", status=400)["errors"]
    assert list(errors) == [wrong]
    assert all(isinstance(message, str) and message for message in errors[wrong])


def test_every_wrong_parameter_is_named(get):
    errors = get(f"{LIST}?radius=7&service=nonsense&utm=x", status=400)["errors"]
    assert set(errors) == {"radius", "service", "utm"}


@pytest.mark.parametrize("query", ["page=2", "page=50&where=MA", f"page={10**30}"])
def test_a_page_beyond_the_end_is_not_found(get, query):
    assert "detail" in get(f"{LIST}?{query}", status=404)


def test_a_page_holds_20_facilities_or_as_many_as_asked_for_up_to_100(get):
    assert len(get(LIST)["results"]) == len(ALL.split())
    assert len(get(f"{LIST}?page_size=1")["results"]) == 1
    assert len(get(f"{LIST}?page_size=100")["results"]) == len(ALL.split())


def test_links_to_other_pages_keep_the_search(get):
    first = get(f"{LIST}?where=MA&payment=medicaid&payment=medicare&page_size=2&sort=name")
    second = get(first["next"])
    third = get(second["next"])
    assert first["previous"] is None
    assert third["next"] is None
    assert [names(page) for page in (first, second, third)] == [
        "Alder Birch",
        "Dogwood Elm",
        "Rowan",
    ]
    assert get(third["previous"])["results"] == second["results"]
    assert get(second["previous"])["results"] == first["results"]
    assert {page["count"] for page in (first, second, third)} == {5}


def test_the_links_lead_to_the_last_result_of_all(get, monkeypatch):
    """Pages for people end early."""
    monkeypatch.setattr("search.filters.LAST_PAGE", 2)
    answer, results = get(f"{LIST}?page_size=1"), []
    while True:
        results += answer["results"]
        if not answer["next"]:
            break
        answer = get(answer["next"])
    assert len(results) == answer["count"] == len(ALL.split())


def test_page_51_is_there_for_programs_though_not_for_people(get, client):
    there_are = get(f"{LIST}?page=51&page_size=1", status=404)["detail"]
    assert there_are == f"There are {len(ALL.split())} pages"
    assert "Only the first 50 pages" in client.get("/search/?page=51").content.decode()


def test_a_facility_has_the_keys_of_a_result(get):
    facility = facility_named(get, "Alder House")
    assert facility.keys() >= RESULT
    assert facility["program"] == "Women's Program"
    assert facility["distance_miles"] is None


def test_a_facility_no_longer_listed_still_answers(get):
    facility = facility_named(get, "Oak House")
    assert facility["status"] == "unlisted"


def test_a_merged_facility_answers_with_what_it_was_merged_into(get):
    assert facility_named(get, "Quince House") == facility_named(get, "Alder House")


@pytest.mark.parametrize("path", ["{id}/", "?q=cedar", "?where=02139&radius=5&q=cedar"])
def test_a_withheld_address_is_nowhere(get, path):
    cedar = Facility.objects.get(name="Cedar Shelter")
    assert cedar.latitude is not None
    answer = get(LIST + path.format(id=cedar.public_id))
    facility = answer["results"][0] if "results" in answer else answer
    assert (facility["name"], facility["address_withheld"]) == ("Cedar Shelter", True)
    assert (facility["street"], facility["city"], facility["zip"]) == ("", "Cambridge", "02139")
    assert (facility["latitude"], facility["longitude"]) == (None, None)


def test_a_facility_that_is_not_there_is_not_found(get):
    assert "detail" in get(f"{LIST}zzzzzzzz/", status=404)


def test_a_place_query_has_the_keys_of_the_contract(get):
    answer = get("/api/v1/places/?q=Springfield,+MA")
    assert answer.keys() >= {"query", "place", "other_places", "message"}
    assert answer["query"] == "Springfield, MA"
    assert answer["place"].keys() >= PLACE
    assert (answer["place"]["kind"], answer["place"]["state"]) == ("city", "MA")
    assert all(place.keys() >= PLACE for place in answer["other_places"])


@pytest.mark.parametrize("query", ["?q=", "", "?q=zzzzqq"])
def test_a_place_query_that_says_nothing_has_no_place(get, query):
    assert get(f"/api/v1/places/{query}")["place"] is None


@pytest.mark.parametrize(
    "query, wrong", [("q=" + "x" * 201, "q"), ("q=%00", "q"), ("where=Boston", "where")]
)
def test_a_wrong_place_query_is_answered_with_400(get, query, wrong):
    assert list(get(f"/api/v1/places/?{query}", status=400)["errors"]) == [wrong]


def test_services_are_told_by_group_with_the_codes_that_make_them(get):
    groups = {group["slug"]: group for group in get("/api/v1/services/")}
    assert groups["care"].keys() >= {"slug", "name", "rule", "parameter", "services"}
    assert (groups["care"]["rule"], groups["payment"]["rule"]) == ("all", "any")
    care = {service["slug"]: service for service in groups["care"]["services"]}
    assert care["detox"].keys() >= {"slug", "code", "name", "explanation", "source_label"}
    assert care["detox"]["codes"] == ["DT", "HID", "OD", "RD"]
    assert (care["iop"]["code"], care["iop"]["codes"]) == ("OIT", ["OIT"])


def test_every_service_that_can_be_asked_for_is_told(get):
    for group in get("/api/v1/services/"):
        asked = [
            service["slug"] for service in group["services"] if service["polarity"] != "declines"
        ]
        for slug in asked[:2]:
            get(f"{LIST}?{group['parameter']}={slug}")


@pytest.mark.parametrize("path", ["", "nothing/", "facilities/x/y/", "facilities/a%0Ab/", "%00/"])
def test_any_other_address_is_not_found_in_json(get, path):
    assert "detail" in get(f"/api/v1/{path}", status=404)


def test_an_address_without_its_slash_leads_to_the_one_with_it(client, cast):
    response = client.get("/api/v1/facilities?where=MA&service=detox")
    assert response.status_code == 301
    assert response["Location"] == "/api/v1/facilities/?where=MA&service=detox"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, cast, method):
    response = getattr(client, method)(LIST)
    assert response.status_code == 405
    assert "detail" in response.json()


@pytest.mark.parametrize(
    "accept", ["text/html", "application/geo+json", "text/csv", "application/xml", "nonsense", ""]
)
def test_the_accept_header_changes_nothing(client, cast, accept):
    assert client.get(LIST, headers={"accept": accept})["Content-Type"] == "application/json"


def test_a_result_has_the_fields_of_the_schema(get):
    """The answer is written out; the schema is drawn from the fields."""
    result = get(f"{LIST}?where=02118")["results"][0]
    assert list(result) == list(FacilitySerializer().fields)
    assert list(result["phone"]) == list(PhoneSerializer().fields)
    assert list(result["phones"][0]) == list(NumberSerializer().fields)
    assert list(result["listed_in"][0]) == list(EditionSerializer().fields)
