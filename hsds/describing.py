"""The description of these addresses as OpenAPI 3.1; records are the specification's own."""

from typing import Any

from django import forms

from hsds import parameters
from hsds.parameters import FORMATS, Flag, Moment, PageForm

# Where the specification publishes the schemas of its records.
SCHEMAS = "https://raw.githubusercontent.com/openreferral/specification/3.1/schema/"
PAGE = {
    "total_items": "integer",
    "total_pages": "integer",
    "page_number": "integer",
    "size": "integer",
    "first_page": "boolean",
    "last_page": "boolean",
    "empty": "boolean",
}
# {path: (its form, schema of an item of its list, schema of one record, summary)}
LISTS: dict[str, tuple[type[PageForm], str, str, str]] = {
    "services": (
        parameters.ServicesForm,
        "compiled/service_list.json",
        "compiled/service.json",
        "Services: one for each facility",
    ),
    "organizations": (
        parameters.OrganizationsForm,
        "compiled/organization_list.json",
        "compiled/organization.json",
        "Organizations: one for each facility",
    ),
    "service_at_locations": (
        parameters.ServiceAtLocationsForm,
        "compiled/service_at_location_list.json",
        "compiled/service_at_location.json",
        "Services, each with its location",
    ),
    "taxonomies": (PageForm, "taxonomy.json", "taxonomy.json", "Taxonomies of terms"),
    "taxonomy_terms": (
        parameters.TermsForm,
        "taxonomy_term.json",
        "taxonomy_term.json",
        "Terms: services, refusals and facts",
    ),
}


def openapi(server: str) -> dict[str, Any]:
    """Return the description; `server`: the address that paths continue."""
    paths: dict[str, Any] = {
        "/": _operation("getAPIMetaInformation", "What this API is", {"type": "object"})
    }
    for path, (form, item, record, summary) in LISTS.items():
        name = path.title().replace("_", "")
        listed = _operation(f"list{name}", summary, _page(item), wrong=True)
        listed["get"]["parameters"] = _parameters(form)
        paths[f"/{path}"] = listed
        alone = _operation(f"get{name}ById", summary, {"$ref": SCHEMAS + record}, missing=True)
        alone["parameters"] = [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        ]
        paths[f"/{path}/{{id}}"] = alone
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Treatment facilities in HSDS",
            "version": "3.1",
            "license": {"name": "As each list that it comes from: see `metadata`"},
        },
        "servers": [{"url": server}],
        "paths": paths,
    }


def _operation(
    name: str, summary: str, schema: dict[str, Any], wrong: bool = False, missing: bool = False
) -> dict[str, Any]:
    responses: dict[str, Any] = {
        "200": {
            "description": summary,
            "content": {"application/json": {"schema": schema}},
        }
    }
    if wrong:
        responses["400"] = _problem("A parameter is wrong or unknown: `errors` says which.")
    if missing:
        responses["404"] = _problem("No record has this id.")
    return {"get": {"operationId": name, "summary": summary, "responses": responses}}


def _problem(text: str) -> dict[str, Any]:
    return {
        "description": text,
        "content": {"application/problem+json": {"schema": {"type": "object"}}},
    }


def _page(item: str) -> dict[str, Any]:
    properties: dict[str, Any] = {name: {"type": kind} for name, kind in PAGE.items()}
    properties["contents"] = {"type": "array", "items": {"$ref": SCHEMAS + item}}
    return {"type": "object", "required": [*properties], "properties": properties}


def _parameters(form: type[PageForm]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "required": False, "schema": _schema(field)}
        for name, field in form.base_fields.items()
    ]


def _schema(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, Flag):
        return {"type": "boolean"}
    if isinstance(field, Moment):
        return {"type": "string", "format": "date-time"}
    if isinstance(field, forms.IntegerField):
        return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": [value for value, _label in FORMATS]}
    return {"type": "string", "maxLength": getattr(field, "max_length", None)}
