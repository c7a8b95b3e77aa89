"""Which record is which facility; the cases are patterns seen in the published editions."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.importing.matching.keys import key_of
from facilities.importing.matching.pairs import duplicates, match
from facilities.listings.records import PhoneRecord, Record
from text.edits import likeness

PHONE = "205-555-0100"


def record(name, program="", street="1 Main Street", street2="", zip="35007", phone=PHONE, **more):
    number, _x, extension = phone.partition(" x")
    e164 = f"+1{number.replace('-', '')}"
    phones = (PhoneRecord("main", phone, e164, extension),) if phone else ()
    fields = {
        "city": "Alabaster", "state": "AL", "county": "", "address_withheld": not street,
        "latitude": None, "longitude": None, "website": "", "codes": (),
    }  # fmt: skip
    return Record(
        name=name, program=program, street=street, street2=street2, zip=zip, phones=phones,
        **{**fields, **more},
    )  # fmt: skip


HOUSE = record("Shelby House", "Residential")
CASES = [
    # id, old facility, its kinds, new record, its kind, the stage that matches (None: stays two)
    ("same", HOUSE, "su", HOUSE, "su", "name, street and ZIP"),
    ("in both directories", HOUSE, "su", HOUSE, "mh", "name, street and ZIP"),
    (
        "abbreviated otherwise",
        record("Alabama Csl Ctr", "Mental Hlth Servs", "9 North Oak Avenue"),
        "su",
        record("Alabama Counseling Center", "Mental Health Services", "9 N Oak Ave"),
        "mh",
        "name, street and ZIP",
    ),
    (
        "name split elsewhere",
        record("Muir Wood Adolescent and", "Family Services"),
        "su",
        record("Muir Wood Adolescent", "and Family Services"),
        "su",
        "name, street and ZIP",
    ),
    ("program left out", HOUSE, "su", record("Shelby House"), "su", "street and ZIP"),
    ("renamed, all else the same", HOUSE, "su", record("Solace"), "su", "renamed"),
    ("other name in the other directory", HOUSE, "su", record("Solace"), "mh", None),
    (
        "renamed, but with another number",
        HOUSE,
        "su",
        record("Solace", phone="205-555-0199"),
        "su",
        None,
    ),
    (
        "two programs at one address",
        record("Tewksbury Hospital", "Detox Unit"),
        "su",
        record("Tewksbury Hospital", "Womens Renewal", phone="205-555-0177"),
        "mh",
        None,
    ),
    ("moved in the ZIP", HOUSE, "su", replace(HOUSE, street="9 Oak Avenue"), "su", "phone and ZIP"),
    (
        "two addresses in two directories",
        HOUSE,
        "su",
        replace(HOUSE, street="9 Oak Avenue"),
        "mh",
        None,
    ),
    (
        "same door, spelled otherwise",
        replace(HOUSE, street="6010 West Amarillo Boulevard"),
        "su",
        replace(HOUSE, street="6010 Amarillo Boulevard West"),
        "mh",
        "phone and ZIP",
    ),
    ("other ZIP", HOUSE, "su", replace(HOUSE, zip="35010"), "su", "name, street and phone"),
    ("withheld, same number", record("Rose Center", street=""), "su",
     record("Rose Center", street=""), "mh", "street withheld"),
    ("withheld, other number", record("Rose Center", street=""), "su",
     record("Rose Center", street="", phone="205-555-0111"), "mh", None),
    ("entered by hand without a street", record("Spring Hill", street="", zip="", phone=""),
     "curated", record("Spring Hill"), "su", "name and city"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_record_finds_its_facility_at_the_right_stage(case):
    _name, old, old_kind, new, new_kind, expected = case
    pairs, stages = match([key_of(new, "new", [new_kind])], [key_of(old, "old", [old_kind])])
    assert bool(pairs) == (expected is not None)
    if expected:
        assert pairs == {"new": "old"}
        assert expected in stages["new"]


def test_programs_that_share_all_but_the_name_keep_to_their_own():
    old = [
        record("Spectrum", "Westborough", "155 Oak Street"),
        record("Spectrum", "Detox", "155 Oak Street"),
    ]
    new = [
        record("Spectrum", "Detox", "155 Oak Street"),
        record("Spectrum", "Westborough", "155 Oak Street"),
    ]
    pairs, _stages = match(
        [key_of(r, f"new {r.program}", ["su"]) for r in new],
        [key_of(r, f"old {r.program}", ["su"]) for r in old],
    )
    assert pairs == {"new Detox": "old Detox", "new Westborough": "old Westborough"}


def test_rows_that_are_the_same_facility_are_found_within_a_file():
    rows = [HOUSE, record("Other"), HOUSE, replace(HOUSE, street="2 Main Street")]
    keys = [key_of(row, line, ["su"]) for line, row in enumerate(rows, start=2)]
    assert duplicates(keys) == {4: 2}


def test_withheld_rows_with_other_numbers_are_other_facilities():
    rows = [record("Rose", street=""), record("Rose", street="", phone="205-555-0111")]
    assert duplicates([key_of(row, line, ["su"]) for line, row in enumerate(rows)]) == {}


words = st.text(alphabet="abc ", max_size=20)


@given(words, words)
def test_likeness_is_symmetric_enough_and_between_0_and_1(a, b):
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, a) == 1


rows = st.builds(
    record,
    name=st.sampled_from(["Shelby House", "Shelby Hous", "Rose Center", "Solace"]),
    street=st.sampled_from(["1 Main Street", "1 Main St", "2 Main Street", ""]),
    zip=st.sampled_from(["35007", "35010"]),
    phone=st.sampled_from(["205-555-0100", "205-555-0101"]),
)


@given(st.lists(rows, max_size=8), st.lists(rows, max_size=8))
def test_no_record_and_no_facility_is_matched_twice(new, old):
    pairs, stages = match(
        [key_of(r, ("new", i), ["su"]) for i, r in enumerate(new)],
        [key_of(r, ("old", i), ["su"]) for i, r in enumerate(old)],
    )
    assert len(set(pairs.values())) == len(pairs)
    assert stages.keys() == pairs.keys()
