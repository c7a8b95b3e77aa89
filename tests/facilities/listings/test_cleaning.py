import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.answering import Coverage
from facilities.listings.cleaning import (
    clean_city,
    clean_coordinates,
    clean_name,
    clean_names,
    clean_phones,
    clean_state,
    clean_street,
    clean_text,
    clean_website,
    clean_zip,
    split_codes,
)
from facilities.listings.compose import Listed, compose
from facilities.listings.locations import Locations
from facilities.listings.readers.columns import LINES, record_of_columns
from facilities.listings.records import RowError, undialable

CLEAN = [
    (clean_text, "  two   words \n", "two words"),
    (clean_text, "a\u202eb\u200bc\0d", "a b c d"),
    (clean_text, None, ""),
    (clean_text, "105 Paseo del Can\u0303on", "105 Paseo del Ca\xf1on"),
    (clean_name, " Shelby House ", "Shelby House"),
    (clean_street, "- - -", ("", True)),
    (clean_street, "---", ("", True)),
    (clean_street, "\u2014", ("", True)),
    (clean_street, "", ("", False)),
    (clean_street, ".", ("", False)),
    (clean_street, "***", ("", True)),
    (clean_street, "XXX", ("", True)),
    (clean_street, "Confidential", ("", True)),
    (clean_street, "Undisclosed location", ("", True)),
    (clean_street, "Address not published", ("", True)),
    (clean_street, "CONFIDENTIAL: 1 Main Street", ("", True)),
    (clean_street, "1 Main Street (do not publish)", ("", True)),
    (clean_street, "Call for address", ("", True)),
    (clean_street, "Address available upon request", ("", True)),
    (clean_street, "Direcci\xf3n confidencial", ("", True)),
    (clean_street, "178 Private Road", ("178 Private Road", False)),
    (clean_street, "1 Secret Lake Drive", ("1 Secret Lake Drive", False)),
    (clean_street, "20 Public Square", ("20 Public Square", False)),
    (clean_street, "12-14 Main Street", ("12-14 Main Street", False)),
    (clean_state, " ma ", "MA"),
    (clean_state, "VI", "VI"),
    (clean_state, "FM", "FM"),
    (clean_zip, "02021", "02021"),
    (clean_zip, 2021.0, "02021"),
    (clean_zip, "601", "00601"),
    (clean_zip, "02021-1234", "02021"),
    (clean_zip, "020211234", "02021"),
    (clean_city, "Oregon City", "Oregon City"),
    (clean_website, "http://example.org", "http://example.org"),
    (clean_website, "HTTPS://Example.org/a", "https://Example.org/a"),
    (clean_website, "http://", ""),
    (clean_website, "www.example.org/help", "http://www.example.org/help"),
    (clean_website, "javascript:alert(1)", ""),
    (clean_website, 'http://x.org/"onload=1', ""),
    (clean_website, "n/a", ""),
    (clean_website, "https:// example.org", "https://example.org"),
    (clean_website, "example.org/a,b;c?d=1#e", "http://example.org/a,b;c?d=1#e"),
    (clean_website, "https://example.org:8443/a", "https://example.org:8443/a"),
    (clean_website, "https://m\xfcller.example", "https://m\xfcller.example"),
    # Words around an address, or two of them, aren't one address.
    (clean_website, "www.a.example and www.b.example", "http://www.a.example"),
    (clean_website, "https://a.example; https://b.example", "https://a.example"),
    (clean_website, "https://a.example,https://b.example", "https://a.example"),
    (clean_website, "See social.example/us", "http://social.example/us"),
    (clean_website, "a.example (Spanish)", "http://a.example"),
    (clean_website, "(a.example)", "http://a.example"),
    (clean_website, "St. Mary", ""),
    (clean_website, "Not. available", ""),
    (clean_website, "617.555.0100", ""),
    (clean_website, "http://127.0.0.1/", ""),
    (clean_website, "info@example.org", ""),
    (clean_website, "https://info@example.org", ""),
    (clean_website, "https://a.example:pw@b.example", ""),
    (clean_website, "https://user:pw@evil.example/x.y", ""),
    (clean_website, "https://a..example", ""),
    (split_codes, "SA DT * OP  OD* BU", ("SA", "DT", "OP", "OD", "BU")),
    (split_codes, "sa SA", ("SA",)),
    (split_codes, "", ()),
]
REFUSED = [
    (clean_name, "  ", "name"),
    (clean_name, "(781) 555-0100", "name"),
    (clean_name, "---", "name"),
    (clean_name, "\U0001f3e5", "name"),
    (clean_city, "", "city"),
    (clean_city, "02021", "city"),
    (clean_state, "Massachusetts", "state"),
    (clean_state, "ZZ", "state"),
    (clean_zip, "", "zip"),
    (clean_zip, "ABCDE", "zip"),
    (clean_zip, "12", "zip"),
    (clean_zip, "\u0660\u0662\u0660\u0662\u0661", "zip"),  # digits of another script
]


@pytest.mark.parametrize("clean, value, expected", CLEAN)
def test_a_field_is_cleaned(clean, value, expected):
    assert clean(value) == expected


def test_a_second_line_may_say_that_the_street_is_withheld():
    assert clean_street("1 Main Street", "Confidential, call us") == ("", True)
    assert clean_street("1 Main Street", "- - -") == ("1 Main Street", False)


@pytest.mark.parametrize("clean, value, field", REFUSED)
def test_a_field_that_cannot_be_right_names_itself(clean, value, field):
    with pytest.raises(RowError) as error:
        clean(value)
    assert error.value.field == field


@pytest.mark.parametrize(
    "name, program, expected",
    [
        ("Cedar Health", "Elm Clinic", ("Cedar Health", "Elm Clinic")),
        ("Center for Counseling and ", " Health", ("Center for Counseling and Health", "")),
        ("Council of", "Elm County/Outpatient", ("Council of Elm County/Outpatient", "")),
        ("Cedar Pavilion At", "Elm Hospital", ("Cedar Pavilion At Elm Hospital", "")),
        ("Health &", "Recovery", ("Health & Recovery", "")),
        ("Center for the", "Young", ("Center for the Young", "")),
        ("Cedar Island", "Elm Clinic", ("Cedar Island", "Elm Clinic")),  # no "and" of its own
        ("The Way On", "", ("The Way On", "")),
        ("Children Have Options in", "Cedar Inc", ("Children Have Options in Cedar Inc", "")),
        ("Outside In", "Pathway", ("Outside In", "Pathway")),  # a name of its own
        ("Responses in a", "Cedar Society", ("Responses in a Cedar Society", "")),
        ("Cedar Psychiatry by", "Elm", ("Cedar Psychiatry by Elm", "")),
        ("Safe Cedar Center", "for Women LLC", ("Safe Cedar Center for Women LLC", "")),
        ("Salud Mental Para Ninos", "y Adultos", ("Salud Mental Para Ninos y Adultos", "")),
        ("Cedar Center", "At Elm Lakes", ("Cedar Center", "At Elm Lakes")),
        ("Cedar Center", "forWomen", ("Cedar Center", "forWomen")),
    ],
)
def test_a_name_that_breaks_off_goes_on_in_the_second_line(name, program, expected):
    assert clean_names(name, program) == expected


@pytest.mark.parametrize(
    "latitude, longitude, expected",
    [
        ("42.39", "-71.03", (42.39, -71.03)),
        (42.39, -71.03, (42.39, -71.03)),
        ("", "-71.03", (None, None)),
        (None, None, (None, None)),
        ("0", "0.0", (None, None)),
    ],
)
def test_coordinates_are_whole_or_absent(latitude, longitude, expected):
    assert clean_coordinates(latitude, longitude) == expected


@pytest.mark.parametrize(
    "pair", [("x", "1"), ("91", "0"), ("1", "181"), ("nan", "1"), ("inf", "1"), ("4_2", "-71")]
)
def test_impossible_coordinates_are_refused(pair):
    with pytest.raises(RowError, match="coordinates"):
        clean_coordinates(*pair)


@given(st.text())
def test_clean_text_is_one_visible_line_and_stays_as_it_is(text):
    cleaned = clean_text(text)
    assert cleaned == clean_text(cleaned)
    assert cleaned == " ".join(cleaned.split())
    assert all(character.isprintable() or character.isspace() for character in cleaned)


@pytest.mark.parametrize("mark", ["\u0301", "\u0327\u0301", "a\u0301\u0323"])
def test_millions_of_accents_are_cut_before_they_are_composed(mark):
    """Composed first, they would take hours."""
    assert len(clean_text(mark * 1_000_000)) <= 200


@given(st.text(st.characters(codec="ascii"), max_size=400), st.integers(1, 60))
def test_clean_text_of_plain_letters_is_what_it_is_beside_an_invisible_mark(text, longest):
    """What is ASCII takes a shorter way."""
    assert clean_text(text, longest) == clean_text(f"\u200b{text}", longest)


@given(st.text("a\u0301\u0327 \u0323", max_size=400), st.integers(1, 60))
def test_clean_text_is_as_long_as_asked_and_stays_as_it_is(text, longest):
    cleaned = clean_text(text, longest)
    assert len(cleaned) <= longest
    assert cleaned == clean_text(cleaned, longest)


@given(st.text(max_size=100))
def test_cutting_first_changes_no_text_of_usual_length(text):
    composed = unicodedata.normalize("NFC", text)
    assert clean_text(text, 200) == clean_text(composed, 200)


PHONES = [
    # row, [(kind, display, E.164)]
    ({"phone": "205-555-0100"}, [("main", "205-555-0100", "+12055550100")]),
    (
        {"phone": "205-555-0100", "intake1": "205-555-0100"},
        [("main", "205-555-0100", "+12055550100")],
    ),
    (
        {"phone": "205-555-0100", "intake1": "888-727-6398", "intake1a": "888-PARNEXT"},
        [
            ("main", "205-555-0100", "+12055550100"),
            ("intake", "888-727-6398 (888-PARNEXT)", "+18887276398"),
        ],
    ),
    # A typing error in the area code of the letters' column: the line itself is right.
    (
        {"phone": "205-555-0100", "intake2": "559-273-2942", "intake2a": "558-273-2942"},
        [
            ("main", "205-555-0100", "+12055550100"),
            ("intake", "559-273-2942", "+15592732942"),
        ],
    ),
    # Two toll-free lines of one ending are two lines.
    (
        {"phone": "205-555-0100", "intake2": "800-555-0101", "intake2a": "888-555-0101"},
        [
            ("main", "205-555-0100", "+12055550100"),
            ("intake", "800-555-0101", "+18005550101"),
            ("intake", "888-555-0101", "+18885550101"),
        ],
    ),
    # Other lines, in the column for letters.
    (
        {"phone": "205-555-0100", "intake1": "205-555-0101 x1", "intake1a": "205-555-0101 x2"},
        [
            ("main", "205-555-0100", "+12055550100"),
            ("intake", "205-555-0101 x1", "+12055550101"),
            ("intake", "205-555-0101 x2", "+12055550101"),
        ],
    ),
    (
        {"phone": "205-555-0100", "intake2": "205-555-0101", "intake2a": "205-555-0102"},
        [
            ("main", "205-555-0100", "+12055550100"),
            ("intake", "205-555-0101", "+12055550101"),
            ("intake", "205-555-0102", "+12055550102"),
        ],
    ),
    # Only what the source calls intake is for admissions.
    (
        {"phone": "205-555-0100", "hotline1": "205-555-0109", "intake1": "205-555-0101"},
        [
            ("main", "205-555-0100", "+12055550100"),
            ("intake", "205-555-0101", "+12055550101"),
            ("other", "205-555-0109", "+12055550109"),
        ],
    ),
    (
        {"phone": "205-555-0100 / 205-555-0101", "intake1": "205-555-0101"},
        [("main", "205-555-0100", "+12055550100"), ("intake", "205-555-0101", "+12055550101")],
    ),
    ({"intake1a": "888-PARNEXT"}, [("intake", "888-PARNEXT", "+18887276398")]),
    ({"phone": "", "intake1": "503-555-0101"}, [("intake", "503-555-0101", "+15035550101")]),
    (
        {"phone": "205-555-0100 / 205-555-0101"},
        [("main", "205-555-0100", "+12055550100"), ("other", "205-555-0101", "+12055550101")],
    ),
    ({"phone": "N/A", "intake1": "none", "intake2": "-"}, []),
    ({"phone": "617-555-O1OO"}, [("main", "617-555-O1OO", "")]),
    ({}, []),
]


@pytest.mark.parametrize("row, expected", PHONES)
def test_a_row_has_its_main_line_first_and_no_line_twice(row, expected):
    phones = clean_phones(row, "AL", LINES)
    assert [(phone.kind, phone.display, phone.e164) for phone in phones] == expected


ROW = {"name1": "Cedar House", "street1": "1 Elm Street", "city": "Salem", "state": "MA"}
UNDIALABLE = [
    # cells, [(kind, text)]
    ({"phone": "617-555-0100", "intake1": "617-555-0101 (24/7)"}, []),
    ({"phone": "Shelby House"}, [("main", "Shelby House")]),
    (
        {"phone": "617-555-0100", "intake1": "555-0101", "hotline1": "6.17E+09"},
        [("intake", "555-0101"), ("other", "6.17E+09")],
    ),
]


@pytest.mark.parametrize("cells, expected", UNDIALABLE)
def test_what_cannot_be_dialled_is_told_and_costs_no_facility(cells, expected):
    record = record_of_columns({**ROW, "zip": "01970", **cells}, (), "su")
    assert record.name == "Cedar House"
    assert undialable(record) == expected


@pytest.mark.django_db
def test_a_name_in_a_phone_cell_is_no_number_of_the_facility():
    cells = {"zip": "01970", "phone": "Shelby House", "intake1": "617-555-0101"}
    record = record_of_columns({**ROW, **cells}, (), "su")
    listed = Listed(record, "su", 2023, 1)
    composed = compose([listed], Locations({}, {}), Coverage())
    assert record.main_phone is None
    assert [phone.display for phone in composed.phones] == ["617-555-0101"]
