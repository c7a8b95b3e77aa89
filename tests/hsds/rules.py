"""What HSDS 3.1 asks of the records that are written here: required fields, types, choices.

The official schemas say more (tests/hsds/test_official.py); these rules hold where they aren't
at hand.
"""

from urllib.parse import urlsplit
from uuid import UUID

REQUIRED = {
    "organization": "id name description",
    "program": "id name description",
    "service": "id name status",
    "service_at_location": "id",
    "location": "id location_type",
    "address": "id address_1 city state_province postal_code country address_type",
    "phone": "id number",
    "language": "id",
    "funding": "id",
    "cost_option": "id",
    "organization_identifier": "id identifier_type identifier",
    "attribute": "id",
    "taxonomy": "id name description",
    "taxonomy_term": "id name description",
    "metadata": "id last_action_date last_action_type field_name previous_value "
    "replacement_value updated_by",
}
CHOICES = {
    "status": {"active", "inactive", "defunct", "temporarily closed"},
    "location_type": {"physical", "postal", "virtual"},
    "address_type": {"physical", "postal", "virtual"},
}
NUMBERS = {"latitude", "longitude", "extension", "minimum_age", "maximum_age"}
# {name of a list or of what a record holds: its kind}
HELD = {
    "organization": "organization",
    "program": "program",
    "programs": "program",
    "service": "service",
    "services": "service",
    "service_at_locations": "service_at_location",
    "location": "location",
    "locations": "location",
    "addresses": "address",
    "phones": "phone",
    "languages": "language",
    "funding": "funding",
    "cost_options": "cost_option",
    "organization_identifiers": "organization_identifier",
    "attributes": "attribute",
    "taxonomy_term": "taxonomy_term",
    "metadata": "metadata",
}


def faults(kind, record):
    """Yield what is wrong with a record and all that it holds."""
    for name in REQUIRED[kind].split():
        if not isinstance(record.get(name), str):
            yield f"{kind}: {name} is missing"
    for name, value in record.items():
        if name in HELD:
            for each in value if isinstance(value, list) else [value]:
                yield from faults(HELD[name], each)
        else:
            yield from fault(kind, name, value)


def fault(kind, name, value):
    """Yield what is wrong with a field."""
    if not isinstance(value, (int, float) if name in NUMBERS else str):
        yield f"{kind}: {name} is {value!r}"
    elif name == "id" or name.endswith("_id"):
        if str(UUID(value)) != value:
            yield f"{kind}: {name} is no UUID"
    elif value not in CHOICES.get(name, {value}):
        yield f"{kind}: {name} is {value!r}"
    elif name in ("url", "website") and urlsplit(value).scheme not in ("http", "https"):
        yield f"{kind}: {name} is no address"
