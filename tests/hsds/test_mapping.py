"""A facility as records of HSDS: what is known is there, and nothing else."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsds.ids import id_of, link_id
from hsds.mapping import nested
from hsds.mapping.groups import Groups
from hsds.mapping.records import records_of
from hsds.mapping.source import Checked, Number, Origin, Source
from hsds.taxonomy import Terms
from tests.hsds.rules import faults

SLUGS = ("detox", "medicaid", "spanish", "women-only", "carf", "adults", "grants")
GROUPS = Groups(
    dict(
        zip(
            SLUGS,
            ("care", "payment", "languages", "serves-only", "accreditation", "ages", "funding"),
            strict=True,
        )
    ),
    {slug: slug.title() for slug in SLUGS},
)
DAY = date(2026, 3, 1)


def term(taxonomy, code):
    return {
        "id": id_of("term", taxonomy, code),
        "code": code,
        "name": code,
        "description": code,
        "taxonomy_id": id_of("taxonomy", taxonomy),
    }


class AnyTerm(dict):
    """Terms by their codes, made as they are asked for."""

    def __init__(self, taxonomy):
        super().__init__()
        self.taxonomy = taxonomy

    def __missing__(self, code):
        return term(self.taxonomy, code)


TERMS = Terms([], [], AnyTerm("services"), AnyTerm("not-offered"), AnyTerm("facts"), {}, {})


def source(**fields):
    known = {
        "public_id": "bcdfghjk",
        "name": "Alder House",
        "program": "",
        "street": "1 Alder Street",
        "street2": "",
        "city": "Boston",
        "state": "MA",
        "zip": "02118",
        "county": "",
        "address_withheld": False,
        "latitude": None,
        "longitude": None,
        "position_from": "",
        "website": "",
        "highlights": (),
        "certification": "",
        "certified_since": None,
        "updated_at": datetime(2026, 11, 30, 1, 2, 3, 456789, tzinfo=UTC),
        "numbers": (),
        "offered": (),
        "refused": (),
        "codes": (),
        "surveys": frozenset({"su"}),
        "origins": (Origin("National Directory, 2023", "SAMHSA", DAY),),
    }
    return Source(**{**known, **fields})


def service(**fields):
    return nested.service(records_of(source(**fields), TERMS, GROUPS, "who@site.example"))


def location(**fields):
    return service(**fields)["service_at_locations"][0]["location"]


def codes(record, taxonomy):
    """Return the codes of the terms of a taxonomy that apply to a record."""
    return [
        each["taxonomy_term"]["code"]
        for each in record.get("attributes", ())
        if each["taxonomy_term"]["taxonomy_id"] == id_of("taxonomy", taxonomy)
    ]


texts = st.text("abc é;,\"'\n", max_size=9)
names = texts.filter(str.strip)
sources = st.builds(
    source,
    name=names,
    program=texts,
    street=st.sampled_from(["", "1 Alder Street", "P.O. Box 5"]),
    street2=texts,
    city=names,
    zip=st.from_regex(r"\d{5}", fullmatch=True),
    county=texts,
    address_withheld=st.booleans(),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    position_from=texts,
    website=st.sampled_from(["", "https://a.example/", "http://b.example"]),
    highlights=st.lists(names, max_size=3).map(tuple),
    certification=st.sampled_from(["", "full", "provisional"]),
    certified_since=st.none() | st.just(DAY),
    numbers=st.lists(
        st.builds(
            Number,
            st.sampled_from(["main", "intake", "other"]),
            names,
            st.from_regex(r"\d{0,4}", fullmatch=True),
            texts,
        ),
        max_size=3,
    ).map(tuple),
    offered=st.lists(st.sampled_from(SLUGS), unique=True).map(tuple),
    refused=st.lists(st.sampled_from(SLUGS), unique=True).map(tuple),
    surveys=st.frozensets(st.sampled_from(["su", "mh", "otp", "curated"]), min_size=1),
    checked=st.lists(st.just(Checked("service", "phones", DAY, "confirmed by call"))).map(tuple),
    is_demo=st.booleans(),
)


@given(sources)
def test_every_shape_is_as_the_specification_asks(known):
    records = records_of(known, TERMS, GROUPS, "who@site.example")
    for kind, shapes in {
        "service": (nested.service, nested.service_summary, nested.service_of_many),
        "organization": (nested.organization_summary, nested.organization_with_service),
        "service_at_location": (
            nested.service_at_location,
            nested.service_at_location_summary,
        ),
    }.items():
        for shape in shapes:
            assert list(faults(kind, shape(records))) == []
    ids = [each.id for each in records.attributes]
    assert len(ids) == len(set(ids))


@given(sources)
def test_what_is_offered_and_refused_is_told_apart_and_nothing_is_added(known):
    whole = nested.service(records_of(known, TERMS, GROUPS))
    assert codes(whole, "services") == list(known.offered)
    assert codes(whole, "not-offered") == list(known.refused)


def test_what_is_not_reported_is_not_there():
    whole = service()
    assert set(whole) == {
        *("id", "name", "description", "status", "last_modified", "organization"),
        *("service_at_locations", "attributes", "metadata"),
    }
    assert whole["last_modified"] == "2026-11-30T01:02:03.456Z"
    assert set(location()) == {"id", "location_type", "name", "addresses"}


@pytest.mark.parametrize(
    ("fields", "street", "kind", "fact"),
    [
        ({}, "1 Alder Street", "physical", []),
        ({"street": "PO Box 12"}, "PO Box 12", "postal", []),
        ({"street": ""}, "Street not reported", "physical", ["street-not-reported"]),
        (
            {"street": "", "address_withheld": True},
            "Address withheld",
            "physical",
            ["address-withheld"],
        ),
    ],
)
def test_an_address_says_what_is_known_of_it(fields, street, kind, fact):
    where = location(**fields)
    (address,) = where["addresses"]
    assert (address["address_1"], address["address_type"]) == (street, kind)
    assert codes(where, "facts") == fact


@pytest.mark.parametrize(
    ("surveys", "name"),
    [
        ({"su", "mh", "otp"}, "Substance use treatment"),
        ({"mh"}, "Mental health treatment"),
        ({"otp"}, "Opioid treatment program"),
        ({"curated"}, "Substance use treatment"),
    ],
)
def test_a_service_is_named_by_whose_questions_it_answers(surveys, name):
    assert service(surveys=frozenset(surveys))["name"] == name


def test_services_with_fields_of_their_own_stand_there_too():
    whole = service(offered=SLUGS)
    assert whole["languages"][0] | {"id": ""} == {"id": "", "name": "Spanish", "code": "es"}
    assert [each["option"] for each in whole["cost_options"]] == ["Medicaid"]
    assert [each["source"] for each in whole["funding"]] == ["Grants"]
    assert whole["accreditations"] == "Carf"
    assert whole["eligibility_description"] == "Serves: Women-Only. Names as whom it takes: Adults."
    assert "minimum_age" not in whole


@pytest.mark.parametrize(
    ("extension", "given"), [("12", 12), ("012", None), ("", None), ("x4", None)]
)
def test_an_extension_is_a_number_only_where_that_loses_nothing(extension, given):
    number = Number("main", f"617-555-0100 x{extension}", extension, "the desk")
    (phone,) = service(numbers=(number,))["phones"]
    assert phone.get("extension") == given
    assert phone["description"] == "the desk"
    assert codes(phone, "facts") == ["phone-main"]


def test_it_is_assured_only_where_somebody_checked_something():
    checked = (
        Checked("service", "phones", date(2026, 1, 2), "confirmed by call"),
        Checked("location", "addresses", date(2026, 3, 4), "confirmed in person"),
    )
    assert "assured_date" not in service()
    assert "assurer_email" not in service()
    whole = service(checked=checked)
    assert (whole["assured_date"], whole["assurer_email"]) == ("2026-03-04", "who@site.example")
    fields = [(each["last_action_type"], each["field_name"]) for each in whole["metadata"]]
    assert fields == [("import", "all"), ("update", "phones"), ("update", "addresses")]


def test_what_is_invented_says_so():
    whole = service(is_demo=True)
    assert whole["alert"] == "Invented for a demonstration: this place doesn't exist."
    assert whole["organization"]["description"].startswith("Invented for a demonstration")
    assert "demonstration" in codes(whole, "facts")


@given(st.lists(st.text(min_size=1), min_size=2, max_size=2, unique=True))
def test_ids_are_the_same_for_the_same_and_only_for_that(pair):
    first, second = pair
    assert id_of("service", first) == id_of("service", first) != id_of("service", second)
    assert id_of("service", first) != id_of("location", first)
    links = {link_id(id_of("a", a), id_of("b", b)) for a in pair for b in pair}
    assert len(links) == 4
