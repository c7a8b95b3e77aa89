"""The OpenAPI description, and that every answer is as it says."""

import pytest
import schemathesis
from django.core.management import call_command
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from api.filters import ApiFilter, FileFilter
from finder.configuration import applications
from finder.handling.handler import Handler
from tests.search.searches import PLACES, SLUGS

schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", Handler())


@schema.hook
def map_query(context, query):
    """Ask for places and services that there are in half of the searches: noise finds nothing."""
    query = dict(query or {})
    for name, choices in {"where": PLACES, **SLUGS}.items():
        text = str(query.get(name, ""))
        if len(text) % 2:
            query[name] = choices[len(text) % len(choices)]
    return query


def test_the_description_is_valid_and_complete(tmp_path):
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema"))


@pytest.mark.parametrize(
    "path, filters",
    [
        ("facilities/", ApiFilter),
        ("facilities.csv", FileFilter),
        ("facilities.geojson", FileFilter),
        ("facilities.xlsx", FileFilter),
    ],
)
def test_the_description_names_every_parameter_of_a_search_and_no_other(client, path, filters):
    operation = client.get("/api/v1/schema/").json()["paths"][f"/api/v1/{path}"]["get"]
    described = {parameter["name"] for parameter in operation["parameters"]}
    # Clients made of the description expect every key.
    assert described == set(filters.base_filters) - {"fields"}


def test_the_description_is_openapi_3_1(client):
    answer = client.get("/api/v1/schema/")
    assert answer.json()["openapi"].startswith("3.1")
    assert set(answer.json()["paths"]) == {
        "/api/v1/facilities/",
        "/api/v1/facilities.csv",
        "/api/v1/facilities.geojson",
        "/api/v1/facilities.xlsx",
        "/api/v1/facilities/{public_id}/",
        "/api/v1/facilities/batch/",
        "/api/v1/editions/",
        "/api/v1/changes/",
        "/api/v1/places/",
        "/api/v1/problems/",
        "/api/v1/problems/{slug}/",
        "/api/v1/services/",
        "/api/v1/suggest/",
    }


def test_everything_in_the_description_is_described(client):
    answer = client.get("/api/v1/schema/").json()
    silent = [
        (name, key)
        for name, component in answer["components"]["schemas"].items()
        for key, value in {"": component, **component.get("properties", {})}.items()
        if name != "NullEnum"  # the framework's own
        if not value.get("description") or "only writes" in value["description"]
    ]
    silent += [
        (path, parameter.get("name"))
        for path, operations in answer["paths"].items()
        for parameter in [operations["get"], *operations["get"].get("parameters", [])]
        if not parameter.get("description")
    ]
    assert silent == []


def test_the_examples_are_as_described(db, client):
    answer = client.get("/api/v1/schema/").json()
    examples = [
        (content["schema"], example["value"])
        for operations in answer["paths"].values()
        for response in operations["get"]["responses"].values()
        for content in response.get("content", {}).values()
        for example in content.get("examples", {}).values()
    ]
    assert len(examples) >= 2
    for schema, value in examples:
        # Of OpenAPI, only where components lie differs from JSON Schema.
        Draft202012Validator({**schema, "components": answer["components"]}).validate(value)
        assert value.keys() >= {*answer["components"]["schemas"][name_of(schema)]["properties"]}


def name_of(schema):
    return schema["$ref"].rpartition("/")[2]


def test_the_description_says_who_answers_for_it_and_on_which_terms(db, client):
    told = applications.spectacular("The county", "data@county.example", "")
    assert told["CONTACT"] == {"name": "The county", "email": "data@county.example"}
    answer = client.get("/api/v1/schema/").json()
    assert answer["info"]["contact"]["name"]
    assert client.get(answer["info"]["license"]["url"]).status_code == 200
    assert answer["servers"][0]["url"] == "/"


@pytest.mark.slow
@schema.parametrize()
@settings(
    max_examples=50,
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.usefixtures("one_connection")
def test_answers_are_as_described(case):
    # A slug is any text to the description, since the taxonomy may grow, yet unknown ones
    # are refused; and a parameter left empty, as forms send it, is as good as none.
    lenient = [positive_data_acceptance, negative_data_rejection]
    # Its client asks for Brotli and doesn't unpack it.
    plain = {"Accept-Encoding": "identity"}
    case.call_and_validate(headers=plain, excluded_checks=lenient)
