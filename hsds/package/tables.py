"""Tables of HSDS, in the specification's order of columns, and a facility's records as rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from hsds.mapping.records import Records
from hsds.taxonomy import Record


@dataclass(frozen=True)
class Table:
    """A table: `name` of what a row is, `path` of its file, `required` columns have a value."""

    name: str
    path: str
    columns: tuple[str, ...]
    required: frozenset[str]
    links: dict[str, str]


def _table(name: str, path: str, columns: str, required: str, **links: str) -> Table:
    return Table(name, path, tuple(columns.split()), frozenset(required.split()), links)


TABLES = {
    table.name: table
    for table in (
        _table(
            "organization",
            "organizations.csv",
            "id name alternate_name description email website tax_status tax_id year_incorporated "
            "legal_status logo uri parent_organization_id",
            "id name description",
        ),
        _table(
            "program",
            "programs.csv",
            "id organization_id name alternate_name description",
            "id organization_id name description",
            organization_id="organization",
        ),
        _table(
            "service",
            "services.csv",
            "id organization_id program_id name alternate_name description url email status "
            "interpretation_services application_process fees_description wait_time fees "
            "accreditations eligibility_description minimum_age maximum_age assured_date "
            "assurer_email licenses alert last_modified",
            "id organization_id name status",
            organization_id="organization",
            program_id="program",
        ),
        _table(
            "attribute",
            "attributes.csv",
            "id link_id taxonomy_term_id link_type link_entity value label",
            "id link_id taxonomy_term_id link_entity",
            taxonomy_term_id="taxonomy_term",
        ),
        _table(
            "service_at_location",
            "service_at_location.csv",
            "id service_id location_id description",
            "id service_id location_id",
            service_id="service",
            location_id="location",
        ),
        _table(
            "location",
            "locations.csv",
            "id location_type url organization_id name alternate_name description transportation "
            "latitude longitude external_identifier external_identifier_type",
            "id location_type",
            organization_id="organization",
        ),
        _table(
            "phone",
            "phones.csv",
            "id location_id service_id organization_id contact_id service_at_location_id number "
            "extension type description",
            "id number",
            location_id="location",
            service_id="service",
            organization_id="organization",
        ),
        _table(
            "address",
            "addresses.csv",
            "id location_id attention address_1 address_2 city region state_province postal_code "
            "country address_type",
            "id address_1 city state_province postal_code country address_type",
            location_id="location",
        ),
        _table(
            "funding",
            "funding.csv",
            "id organization_id service_id source",
            "id",
            organization_id="organization",
            service_id="service",
        ),
        _table(
            "language",
            "languages.csv",
            "id service_id location_id phone_id name code note",
            "id",
            service_id="service",
        ),
        _table(
            "taxonomy_term",
            "taxonomy_terms.csv",
            "id code name description parent_id taxonomy language taxonomy_id term_uri",
            "id name description",
            taxonomy_id="taxonomy",
            parent_id="taxonomy_term",
        ),
        _table(
            "metadata",
            "metadata.csv",
            "id resource_id resource_type last_action_date last_action_type field_name "
            "previous_value replacement_value updated_by",
            "id resource_id resource_type last_action_date last_action_type field_name "
            "previous_value replacement_value updated_by",
        ),
        _table(
            "cost_option",
            "cost_options.csv",
            "id service_id valid_from valid_to option currency amount amount_description",
            "id service_id",
            service_id="service",
        ),
        _table(
            "organization_identifier",
            "organization_identifiers.csv",
            "id organization_id identifier_scheme identifier_type identifier",
            "id organization_id identifier_type identifier",
            organization_id="organization",
        ),
        _table(
            "taxonomy",
            "taxonomies.csv",
            "id name description uri version",
            "id name description",
        ),
    )
}
# Columns that hold something else than texts, in any table.
TYPES = dict.fromkeys(
    ("year_incorporated", "minimum_age", "maximum_age", "latitude", "longitude", "extension")
    + ("amount",),
    "number",
)
TYPES |= dict.fromkeys(("assured_date", "last_action_date", "valid_from", "valid_to"), "date")
TYPES["last_modified"] = "datetime"


def rows_of(records: Records) -> Iterator[tuple[str, Record]]:
    """Yield (table, row) of all records of a facility, each with the ids that it is joined by."""
    organization = {"organization_id": records.organization["id"]}
    service = {"service_id": records.service["id"]}
    location = {"location_id": records.location["id"]}
    program = records.program
    yield "organization", records.organization
    yield "organization_identifier", {**records.identifier, **organization}
    if program:
        yield "program", {**program, **organization}
    yield "service", {**records.service, **organization, "program_id": program and program["id"]}
    yield "location", {**records.location, **organization}
    yield "address", {**records.address, **location}
    yield "service_at_location", {**records.service_at_location, **service, **location}
    for phone in records.phones:
        yield "phone", {**phone, **service, **location, **organization}
    for table in ("language", "funding", "cost_option"):
        for record in _several(records, table):
            yield table, {**record, **service}
    yield from _notes(records)


def _several(records: Records, table: str) -> list[Record]:
    of = {"language": records.languages, "funding": records.funding}
    return of.get(table, records.cost_options)


def _notes(records: Records) -> Iterator[tuple[str, Record]]:
    """Yield the rows of what applies to records, and of where they come from."""
    for each in records.attributes:
        yield (
            "attribute",
            {
                "id": each.id,
                "link_id": each.linked,
                "taxonomy_term_id": each.term["id"],
                "link_entity": each.entity,
                "value": each.value,
            },
        )
    resource = {"resource_id": records.service["id"], "resource_type": "service"}
    for change in records.metadata:
        yield "metadata", {**change, **resource}
