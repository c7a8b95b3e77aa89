"""The addresses of HSDS over the small directory."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from facilities.models import Facility, PublishedFacility
from hsds.ids import id_of
from hsds.mapping import nested
from hsds.taxonomy import terms_of
from tests.hsds.rules import faults

ROOT = "/hsds/v3"
PAGE = {
    *("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"),
    "contents",
}
KINDS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


def get(client, path, status=200, **query):
    response = client.get(f"{ROOT}/{path}", query)
    assert response.status_code == status, response.content
    return response.json()


def ids(client, path, **query):
    return [each["id"] for each in get(client, path, per_page=100, **query)["contents"]]


def test_the_root_says_what_it_is(client, db, settings):
    settings.OPERATOR_NAME, settings.CONTACT_EMAIL = "County of Oak", "data@oak.example"
    root = get(client, "")
    assert root["version"] == "3.1"
    assert root["openapi_url"] == "http://testserver/hsds/v3/openapi.json"
    assert root["publisher"] == {"name": "County of Oak", "email": "data@oak.example"}


@pytest.mark.parametrize(("path", "kind"), KINDS.items())
def test_a_list_has_all_in_pages_and_each_alone(client, cast, path, kind):
    whole = get(client, path, per_page=100)
    assert set(whole) == PAGE
    some, number = [], 1
    while True:
        page = get(client, path, per_page=7, page=number)
        assert page["first_page"] == (number == 1)
        some += page["contents"]
        number += 1
        if page["last_page"]:
            break
    assert len(some) == page["total_items"] == len({each["id"] for each in some})
    assert whole["contents"] == some[:100]
    assert number - 1 == page["total_pages"]
    for each in some[:5]:
        assert list(faults(kind, each)) == []
        alone = get(client, f"{path}/{each['id']}")
        assert list(faults(kind, alone)) == []
        assert each.keys() <= alone.keys()
    beyond = get(client, path, page=9999)
    assert (beyond["contents"], beyond["empty"], beyond["last_page"]) == ([], True, True)


def test_every_listed_facility_is_there_once_by_its_id(client, cast):
    listed = Facility.objects.listed().values_list("public_id", flat=True)
    for path in ("services", "organizations", "service_at_locations"):
        assert sorted(ids(client, path)) == sorted(id_of(KINDS[path], each) for each in listed)
    for public_id in listed:
        whole = get(client, f"services/{id_of('service', public_id)}")
        (identifier,) = whole["organization"]["organization_identifiers"]
        assert identifier["identifier"] == public_id


def test_what_it_says_of_services_is_what_the_api_says(client, cast, directory):
    slugs = {term["id"]: slug for slug, term in terms_of(directory.taxonomy).services.items()}
    refused = {term["id"]: slug for slug, term in terms_of(directory.taxonomy).refusals.items()}
    for entry in directory.entries:
        plain = client.get(f"/api/v1/facilities/{entry.public_id}/").json()
        whole = get(client, f"services/{id_of('service', entry.public_id)}")
        terms = [each["taxonomy_term"]["id"] for each in whole["attributes"]]
        assert [slugs[each] for each in terms if each in slugs] == plain["services"]
        assert [refused[each] for each in terms if each in refused] == plain["not_offered"]
        displays = {each["display"] for each in plain["phones"]}
        assert {each["number"] for each in whole.get("phones", ())} == displays


def test_a_withheld_address_is_nowhere(client, cast):
    place = Facility.objects.listed().exclude(street="").first()
    street, point = place.street, (place.latitude, place.longitude)
    Facility.objects.filter(pk=place.pk).update(
        address_withheld=True, street="", street2="", precision="zip"
    )
    place.refresh_from_db()
    place.save()
    service = id_of("service", place.public_id)
    for address in ("services?full=true", "services", f"services/{service}", "organizations"):
        body = client.get(f"{ROOT}/{address}").content.decode()
        assert street not in body
    where = get(client, f"services/{service}")["service_at_locations"][0]["location"]
    assert where["addresses"][0]["address_1"] == "Address withheld"
    assert "latitude" not in where
    assert str(point[0]) not in json.dumps(where)


def test_only_a_door_has_coordinates(client, cast, alder):
    Facility.objects.filter(pk=alder.pk).update(precision="street")
    precisions = {
        id_of("location", each.public_id): each.precision for each in Facility.objects.listed()
    }
    assert set(precisions.values()) >= {"street", "zip"}
    page = get(client, "service_at_locations", per_page=100)
    for each in page["contents"]:
        has_point = "latitude" in each["location"]
        assert has_point == (precisions[each["location"]["id"]] in ("source", "street"))


def test_terms_narrow_to_who_has_them(client, cast, directory):
    terms = terms_of(directory.taxonomy)
    for slug in ("detox", "medicaid", "methadone"):
        pk = directory.taxonomy.by_slug[slug].pk
        asked = {
            terms.services[slug]["id"]: directory.offering(pk),
            terms.refusals[slug]["id"]: directory.denying(pk),
        }
        for term, bits in asked.items():
            expected = [
                id_of("service", entry.public_id)
                for ordinal, entry in enumerate(directory.entries)
                if bits >> ordinal & 1
            ]
            assert ids(client, "services", taxonomy_term_id=term) == expected
    nothing = id_of("term", "services", "no such thing")
    assert ids(client, "services", taxonomy_term_id=nothing) == []


def test_taxonomies_narrow_to_who_has_any_term(client, cast):
    every = ids(client, "services")
    assert ids(client, "services", taxonomy_id=id_of("taxonomy", "facts")) == every
    assert set(ids(client, "services", taxonomy_id=id_of("taxonomy", "services"))) <= set(every)
    assert ids(client, "services", taxonomy_id=id_of("taxonomy", "nothing")) == []
    some = ids(client, "taxonomy_terms", taxonomy_id=id_of("taxonomy", "facts"), search="survey")
    assert len(some) == 4


def test_parameters_narrow_together(client, cast, alder):
    own = id_of("service", alder.public_id)
    organization = id_of("organization", alder.public_id)
    assert ids(client, "services", organization_id=organization) == [own]
    assert own in ids(client, "services", search="alder")
    assert ids(client, "services", search="alder", organization_id=id_of("organization", "x")) == []
    assert ids(client, "services", search="zzzzqqq") == []


def test_what_changed_since(client, cast, alder):
    long_ago = timezone.now() - timedelta(days=900)
    PublishedFacility.objects.all().delete()
    Facility.objects.exclude(pk=alder.pk).update(changed_at=long_ago)
    since = (timezone.now() - timedelta(days=1)).isoformat()
    assert ids(client, "services", modified_after=since) == [id_of("service", alder.public_id)]
    (minimal,) = get(client, "services", modified_after=since, minimal="true")["contents"]
    assert set(minimal) == {"id", "modified_date"}
    whole = get(client, f"services/{minimal['id']}")
    assert whole["last_modified"] == minimal["modified_date"]


def test_around_a_zip_code(client, cast, directory):
    near = ids(client, "service_at_locations", postcode="02118", proximity=3000)
    far = ids(client, "service_at_locations", postcode="02118", proximity=100_000)
    assert near
    assert set(near) < set(far)


def test_full_has_all_that_one_alone_has(client, cast):
    for path in ("services", "service_at_locations"):
        for each in get(client, path, full="true")["contents"]:
            assert each == get(client, f"{path}/{each['id']}")
    for each in get(client, "organizations", full_service="true")["contents"]:
        assert each == get(client, f"organizations/{each['id']}")
        assert each["services"]


@pytest.mark.parametrize(
    ("path", "query", "parameter"),
    [
        ("services", {"page": "0"}, "page"),
        ("services", {"page": "x"}, "page"),
        ("services", {"per_page": "101"}, "per_page"),
        ("services", {"full": "true", "per_page": "11"}, "per_page"),
        ("services", {"full": "maybe"}, "full"),
        ("services", {"modified_after": "2026-02-31"}, "modified_after"),
        ("services", {"modified_after": "soon"}, "modified_after"),
        ("services", {"modified_after": "0001-01-01T00:00:00+14:00"}, "modified_after"),
        ("services", {"format": "ndjson"}, "format"),
        ("services", {"search": "a\0b"}, "search"),
        ("services", {"colour": "red"}, "colour"),
        ("organizations", {"postcode": "02118"}, "postcode"),
        ("service_at_locations", {"postcode": "02118"}, "proximity"),
        ("service_at_locations", {"proximity": "5"}, "postcode"),
        ("service_at_locations", {"postcode": "00000", "proximity": "5"}, "postcode"),
        ("service_at_locations", {"postcode": "Boston", "proximity": "5"}, "postcode"),
        ("taxonomy_terms", {"top_only": "1"}, "top_only"),
    ],
)
def test_a_wrong_parameter_is_named(client, cast, path, query, parameter):
    assert parameter in get(client, path, status=400, **query)["errors"]


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "services/",
        "services/zzz",
        "services/00000000-0000-5000-8000-000000000000",
        "taxonomies/x",
        f"taxonomy_terms/{id_of('taxonomy', 'services')}",
        "locations",
    ],
)
def test_what_is_not_there_is_a_problem(client, cast, path):
    response = client.get(f"{ROOT}/{path}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_is_written(client, cast, method):
    assert getattr(client, method)(f"{ROOT}/services").status_code == 405


def test_the_description_names_every_address_and_parameter(client, cast):
    described = get(client, "openapi.json")
    assert described["servers"] == [{"url": "http://testserver/hsds/v3"}]
    lists = {path.strip("/") for path in described["paths"] if path.count("/") == 1} - {""}
    assert lists == set(KINDS)
    for path in lists:
        for parameter in described["paths"][f"/{path}"]["get"]["parameters"]:
            value = {"boolean": "true", "integer": "10"}.get(parameter["schema"]["type"], "")
            response = client.get(f"{ROOT}/{path}", {parameter["name"]: value})
            errors = response.json().get("errors", {})
            assert parameter["name"] not in errors, errors


def test_records_are_those_of_the_mapping(every, client):
    for records in every[:3]:
        assert get(client, f"services/{records.service['id']}") == nested.service(records)
