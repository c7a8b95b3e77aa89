"""All shapes of all records against the specification's own compiled schemas, where at hand."""

import json
import os
from pathlib import Path

import jsonschema_rs
import pytest

from hsds.mapping import nested
from hsds.taxonomy import terms_of

FOLDER = Path(os.environ.get("HSDS_SCHEMAS", ""))
pytestmark = pytest.mark.skipif(
    not (FOLDER / "compiled" / "service.json").is_file(),
    reason="HSDS_SCHEMAS names no folder with the schemas of HSDS",
)
SHAPES = [
    ("compiled/service.json", nested.service),
    ("compiled/service.json", nested.service_of_many),
    ("compiled/service_list.json", nested.service_summary),
    ("compiled/organization.json", nested.organization_with_service),
    ("compiled/organization_list.json", nested.organization_summary),
    ("compiled/service_at_location.json", nested.service_at_location),
    ("compiled/service_at_location_list.json", nested.service_at_location_summary),
]


def validator(name):
    schema = json.loads((FOLDER / name).read_text())
    for column in ("metadata", "taxonomy_detail"):  # lead to other files; unused by terms here
        if not name.startswith("compiled"):
            schema["properties"].pop(column, None)
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


@pytest.mark.parametrize(("name", "shape"), SHAPES)
def test_every_record_is_valid(every, name, shape):
    valid = validator(name)
    assert not valid.is_valid({"id": "no UUID"})
    wrong = [error.message for each in every for error in valid.iter_errors(shape(each))]
    assert wrong == []


@pytest.mark.parametrize("name", ["taxonomy.json", "taxonomy_term.json"])
def test_every_term_is_valid(directory, name):
    terms = terms_of(directory.taxonomy)
    some = terms.every if "term" in name else terms.taxonomies
    assert [error.message for each in some for error in validator(name).iter_errors(each)] == []
