"""A curated file that is written wrong is refused with its entry and field, never a traceback."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.readers import FileError, read
from facilities.listings.records import RowError

HEAD = {
    "format": "curated",
    "year": 2026,
    "title": "A list",
    "publisher": "A county",
    "url": "https://county.example/",
}
ENTRY = {
    "name": "Shelby House",
    "street": "1 Main Street",
    "city": "Canton",
    "state": "MA",
    "zip": "02021",
    "phones": [{"kind": "main", "number": "781-555-0100"}],
    "codes": ["SA"],
    "highlights": ["Quiet"],
}
LONG = "1" * 5000


def curated(path, entries=(ENTRY,), **head):
    """Write a curated file; a value that starts with "raw:" stands in it as it is."""
    text = json.dumps({**HEAD, "facilities": list(entries), **head})
    for value in ("1e999", "NaN", "-Infinity", LONG):
        text = text.replace(f'"raw:{value}"', value)
    path.write_text(text, encoding="utf-8")
    return path


def first_record(path):
    source = read(path)
    return source.record(source.rows[0][1])


def test_an_entry_is_read(tmp_path):
    record = first_record(curated(tmp_path / "mine.json"))
    assert (record.name, record.codes, record.highlights) == ("Shelby House", ("SA",), ("Quiet",))
    assert [phone.e164 for phone in record.phones] == ["+17815550100"]


HEADS = [
    ({"year": "abc"}, "\"year\": expected a year such as 2026, got 'abc'"),
    ({"year": [1]}, '"year": expected a year'),
    ({"year": True}, '"year": expected a year'),
    ({"year": 2026.5}, '"year": expected a year'),
    ({"year": -5}, '"year": expected a year'),
    ({"year": "raw:1e999"}, '"year": expected a year'),
    ({"year": "raw:NaN"}, '"year": expected a year'),
    ({"year": f"raw:{LONG}"}, "\"year\": expected a year such as 2026, got '1{60}'$"),
    ({"year": None}, "the file lacks year"),
    ({"title": ["A"]}, '"title": expected a text'),
    ({"title": " \u200b"}, '"title": expected a text'),
    ({"publisher": {"name": "A"}}, '"publisher": expected a text'),
    ({"url": "county"}, "\"url\": expected a web address, got 'county'"),
    ({"url": 5}, '"url": expected a text'),
    ({"facilities": {"a": 1}}, '"facilities" must be a list of objects'),
    ({"facilities": [5]}, '"facilities" must be a list of objects'),
    ({"facilities": []}, "the file lacks facilities"),
    ({"facilities": [ENTRY, {**ENTRY, "phone": "781"}]}, "entry 2: 'phone' is no field"),
]


@pytest.mark.parametrize("head, problem", HEADS)
def test_a_malformed_head_is_refused_with_its_field(tmp_path, head, problem):
    with pytest.raises(FileError, match=problem):
        read(curated(tmp_path / "mine.json", **head))


ENTRIES = [
    ({"name": None}, "name: is empty"),
    ({"name": ["A"]}, "name: expected a text, got a list"),
    ({"name": "NULL"}, "name: is empty"),
    ({"name": "=A1"}, "name: expected a text, got the formula"),
    ({"state": {}}, "state: expected a text, got an object"),
    ({"zip": "raw:1e999"}, "zip: expected five digits"),
    ({"zip": f"raw:{LONG}"}, "zip: expected five digits"),
    ({"city": 5}, "city: expected the name"),
    ({"website": "nowhere"}, "website: expected a web address, got 'nowhere'"),
    ({"phones": "617-555-0100"}, "phones: expected a list, got '617-555-0100'"),
    ({"phones": {"main": 1}}, "phones: expected a list"),
    ({"phones": ["617-555-0100"]}, "phones: expected .*, got '617-555-0100'"),
    ({"phones": [None]}, "phones: expected .*, got 'None'"),
    ({"phones": [{}]}, "phones: expected .*, got 'main' and ''"),
    ({"phones": [{"number": ["617-555-0100"]}]}, "number: expected a text, got a list"),
    ({"phones": [{"kind": 5, "number": "617-555-0100"}]}, "phones: .* got '5' and"),
    ({"phones": [{"number": "617-555-0100 or 617-555-0101"}]}, "phones: expected"),
    ({"phones": [{"number": "raw:1e999"}]}, "phones: expected"),
    ({"codes": 5}, "codes: expected a list, got '5'"),
    ({"codes": "SA"}, "codes: expected a list, got 'SA'"),
    ({"codes": [["SA"]]}, "codes: expected a text, got a list"),
    ({"highlights": 0}, "highlights: expected a list"),
    ({"highlights": [True]}, "highlights: expected a text, got true"),
]


@pytest.mark.parametrize("changes, problem", ENTRIES)
def test_a_malformed_field_of_an_entry_is_named(tmp_path, changes, problem):
    with pytest.raises(RowError, match=problem) as error:
        first_record(curated(tmp_path / "mine.json", [{**ENTRY, **changes}]))
    assert len(str(error.value)) < 300


@pytest.mark.parametrize("name", ["phones", "codes", "highlights", "program", "website", "zip"])
def test_null_is_a_field_that_is_not_given(tmp_path, name):
    without = {key: value for key, value in ENTRY.items() if key != name}
    one, other = tmp_path / "null.json", tmp_path / "without.json"
    assert first_record(curated(one, [{**ENTRY, name: None}])) == first_record(
        curated(other, [without])
    )


def test_a_phone_may_be_a_number(tmp_path):
    record = first_record(
        curated(tmp_path / "mine.json", [{**ENTRY, "phones": [{"number": 7815550100}]}])
    )
    assert record.phones[0].e164 == "+17815550100"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(head=st.dictionaries(st.sampled_from([*HEAD, "facilities"]), VALUES))
def test_any_head_is_read_or_refused(tmp_path_factory, head):
    path = curated(tmp_path_factory.mktemp("curated") / "mine-2026.json", **head)
    with suppress(FileError):
        read(path)


@given(changes=st.dictionaries(st.sampled_from([*ENTRY, "program", "website"]), VALUES))
def test_any_entry_is_read_or_refused(tmp_path_factory, changes):
    path = curated(tmp_path_factory.mktemp("curated") / "mine.json", [{**ENTRY, **changes}])
    with suppress(RowError):
        first_record(path)


def test_a_withheld_street_leaves_no_second_line(tmp_path):
    entry = {**ENTRY, "street": "Confidential", "street2": "Suite 2"}
    withheld = first_record(curated(tmp_path / "list.json", [entry]))
    assert (withheld.street, withheld.street2, withheld.address_withheld) == ("", "", True)
