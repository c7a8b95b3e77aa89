"""A county's own list becomes records, by a mapping that says everything that is wrong in it."""

import json

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.readers import FileError, read_list, record_of
from facilities.listings.readers.own.mapping import load_mapping
from facilities.listings.readers.source import series_of
from facilities.listings.records import RowError, undialable
from tests.facilities.listings.own.lists import COUNTY, MAPPING, write


@pytest.fixture
def source(tmp_path):
    return read_list(*write(tmp_path))


@pytest.fixture
def records(source):
    return [source.record(raw) for _line, raw in source.rows]


def test_a_list_is_an_edition_of_its_own_series(source):
    assert (source.kind, source.year, source.series) == ("list", 2025, "licensed-programs")
    assert (source.title, source.publisher) == ("Licensed programs 2025", "Example County")
    assert (source.url, source.covers) == ("https://example.org/programs", {})
    assert source.asked == frozenset()  # its blanks say nothing


def test_rows_keep_the_lines_of_the_file(source):
    assert [line for line, _raw in source.rows] == [3, 4, 5]


def test_columns_become_fields(records):
    alder = records[0]
    assert (alder.name, alder.street, alder.street2) == ("Alder House", "12 Elm Street", "Suite 2")
    assert (alder.city, alder.state, alder.zip) == ("Oakland", "CA", "94607")
    assert alder.website == "http://www.example.org"
    assert alder.questionnaire == "curated"


def test_a_cell_may_hold_several_numbers(records):
    assert [(phone.kind, phone.e164) for phone in records[0].phones] == [
        ("main", "+15105550101"),
        ("other", "+15105550102"),
    ]


def test_what_is_no_number_costs_no_facility(records):
    assert undialable(records[2]) == [("main", "call us")]


def test_dashes_withhold_an_address(records):
    assert [record.address_withheld for record in records] == [False, True, False]
    assert records[1].street == ""


def test_values_become_codes(records):
    assert [record.codes for record in records] == [
        ("SA", "RES", "DT"),
        ("SA", "OP"),
        ("SA", "HH"),
    ]


def test_values_that_the_mapping_does_not_name_are_told(source):
    assert source.unknown_labels == {"level of care: Peer talks": 1}


def test_values_that_no_row_holds_are_told(source):
    assert source.warnings == ["mapping.toml: services.level of care: 'halfway' stands in no row"]


def test_a_stored_row_is_read_again_without_the_mapping(source, records):
    stored = [json.loads(json.dumps(raw)) for _line, raw in source.rows]
    assert [record_of("list", raw) for raw in stored] == records
    assert stored[0]["published"]["telephone"] == "(510) 555-0101 / 510-555-0102"


def test_another_mapping_makes_another_edition(tmp_path, source):
    other = MAPPING.replace('outpatient = "OP"', 'outpatient = "OIT"')
    assert read_list(*write(tmp_path, mapping=other)).sha256 != source.sha256


def test_several_columns_make_one_field(tmp_path):
    joined = MAPPING.replace('"Address"', '["Address", "Suite"]').replace('street2 = "Suite"\n', "")
    joined = joined.replace('"Telephone"', '{ columns = ["Telephone", "Web"], between = "; " }')
    source = read_list(*write(tmp_path, mapping=joined))
    records = [source.record(raw) for _line, raw in source.rows]
    assert [record.street for record in records] == ["12 Elm Street, Suite 2", "", "5 Oak Avenue"]


def test_a_row_with_too_few_cells_is_rejected(tmp_path):
    source = read_list(*write(tmp_path, COUNTY + "Dogwood House,1 Elm Street,Oakland\n"))
    _line, raw = source.rows[-1]
    with pytest.raises(RowError, match="row: doesn't have as many cells"):
        source.record(raw)


def test_what_programs_write_for_nothing_is_nothing(tmp_path):
    county = COUNTY.replace("510-555-0103 (24/7),Outpatient", "NULL,#N/A").replace("Suite 2", "NaN")
    source = read_list(*write(tmp_path, county))
    alder, birch, _cedar = (source.record(raw) for _line, raw in source.rows)
    assert (alder.street2, birch.phones, birch.codes) == ("", (), ("SA",))
    assert "level of care: #N/A" not in source.unknown_labels


def test_a_formula_is_no_name(tmp_path):
    county = COUNTY.replace("Alder House", '"=HYPERLINK(1)"')
    source = read_list(*write(tmp_path, county))
    with pytest.raises(RowError, match="name: expected a text, got the formula"):
        source.record(source.rows[0][1])


@pytest.mark.parametrize(
    "title, series",
    [
        ("Licensed programs 2025", "licensed-programs"),
        ("2024 Licensed programs", "licensed-programs"),
        ("Ark Behavioral Health's public pages", "ark-behavioral-healths-public-pages"),
        ("Route 1200", "route-1200"),
        # "" would be an official one, which any other list would take the place of.
        ("2025", "2025"),
        ("\u6212\u6bd2\u6240 2025", "\u6212\u6bd2\u6240"),
        ("!!!", "list"),
    ],
)
def test_editions_of_a_list_have_their_title_in_common(title, series):
    assert series_of(title) == series


def test_the_example_of_the_documentation_is_a_mapping(tmp_path):
    page = (settings.BASE_DIR / "docs" / "data.md").read_text(encoding="utf-8")
    path = tmp_path / "mapping.toml"
    path.write_text(page.split("```toml")[1].split("```")[0], encoding="utf-8")
    mapping = load_mapping(path)
    assert mapping.services[0].codes["detox and outpatient"] == ("DT", "OP")


WRONG = [
    # what stands in the mapping, what instead, what is told
    ('title = "Licensed programs 2025"', "", "title: is missing"),
    ('publisher = "Example County"', "publisher = 3", "publisher: expected a text in quotation"),
    ("year = 2025", "year = 25", "year: expected a year like 2025, got 25"),
    ("https://example.org/programs", "example", "url: 'example' isn't a web address"),
    (
        'every = ["SA"]',
        'evry = ["SA"]',
        "evry: this isn't a key of a mapping (did you mean every?)",
    ),
    ('every = ["SA"]', 'every = ["SAX"]', "every: 'SAX' isn't a service"),
    ("every = [", "every = [3, ", "every: expected a text or a list of texts"),
    ('phone = "Tele', 'fone = "Tele', "columns.fone: this isn't a field (did you mean phone?)"),
    ('city = "City"', "", "columns.city: is missing; say which column holds it"),
    ('city = "City"', "city = []", "columns.city: names no column"),
    ('city = "City"', "city = 3", "columns.city: expected a text or a list of texts, got 3"),
    ('"Zip Code"', '"Zipcode"', "columns.zip: the file has no column 'zipcode' (did you mean"),
    ('"California"', '"Calif"', "constants.state: 'Calif' isn't a state; write it like CA"),
    ('"California"', '""', "constants.state: is empty"),
    ('state = "Cal', 'city = "Oak', "constants.city: a column is named for it, too"),
    ('["detox"]', '["Detoxx"]', "services.Level of Care: 'Detoxx' isn't a service (did you mean"),
    ('["detox"]', '["mat"]', "'mat' may be any of MU (methadone-used), BU (buprenorphine-used)"),
    ('separator = ";"', "separator = 3", "services.Level of Care.separator: expected a text"),
    ('separator = ";"', 'sep = ";"', "services.Level of Care.sep: this isn't a key"),
    ("[columns]", "[columns", "this isn't TOML"),
    ("[constants]", "[[constants]]", "constants: expected a table [constants]"),
    ('"Program Name"', '"Name of it"', "columns.name in mapping.toml"),
]


@pytest.mark.parametrize("now, instead, told", WRONG)
def test_what_is_wrong_in_a_mapping_is_told_with_its_key(tmp_path, now, instead, told):
    assert now in MAPPING
    with pytest.raises(FileError) as error:
        read_list(*write(tmp_path, mapping=MAPPING.replace(now, instead, 1)))
    assert told in str(error.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    mapping = MAPPING.replace("title", "titel").replace('"detox"', '"detoks"')
    with pytest.raises(FileError) as error:
        read_list(*write(tmp_path, mapping=mapping))
    assert "titel: this isn't a key" in str(error.value)
    assert "title: is missing" in str(error.value)
    assert "'detoks' isn't a service (did you mean detox?)" in str(error.value)


def test_a_mapping_that_is_not_there_is_told(tmp_path):
    county, mapping = write(tmp_path)
    mapping.unlink()
    with pytest.raises(FileError, match="mapping.toml"):
        read_list(county, mapping)


def test_a_list_that_is_no_table_is_told(tmp_path):
    with pytest.raises(FileError, match="expected a table"):
        read_list(*write(tmp_path, county="[]"))


@given(st.text(max_size=80))
def test_no_text_for_a_mapping_ends_in_a_traceback(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError):
        load_mapping(path)


VALUES = st.recursive(
    st.integers() | st.booleans() | st.sampled_from(["", "City", "detox", "a\\nb"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=4,
)


@given(st.sampled_from(["title", "year", "every", "columns.city", "services.x"]), VALUES)
def test_no_value_in_a_mapping_ends_in_a_traceback(tmp_path_factory, key, value):
    def toml(value):
        if isinstance(value, dict):
            pairs = ", ".join(f"{name} = {toml(inner)}" for name, inner in value.items())
            return f"{{ {pairs} }}"
        if isinstance(value, list):
            return f"[{', '.join(map(toml, value))}]"
        return str(value).lower() if isinstance(value, int) else json.dumps(value)

    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(f"{key} = {toml(value)}\n", encoding="utf-8")
    with pytest.raises(FileError):
        load_mapping(path)
