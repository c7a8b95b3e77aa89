"""A cell is a text, or refused with the name of its column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.readers.cells import NOTHING, text_of, texts
from facilities.listings.records import RowError

TEXTS = [
    ("a text ", "a text "),
    (None, ""),
    (6175550100, "6175550100"),
    (6175550100.0, "6175550100"),
    (42.39, "42.39"),
    ("NULL", ""),
    (" #N/A ", ""),
    ("Null House", "Null House"),
    ('="02021"', "02021"),
    ("Smith &amp; Sons", "Smith & Sons"),
    ("D&#39;Angelo", "D'Angelo"),
    ("AT&T; Sons", "AT&T; Sons"),
    ("R&D", "R&D"),
    ("http://a.org/?a=1&copy=2", "http://a.org/?a=1&copy=2"),
]
REFUSED = [
    (["617-555-0100"], "got a list"),
    ({"a": 1}, "got an object"),
    (True, "got true"),
    ('=HYPERLINK("http://a.org","Shelby House")', "the formula '=HYPERLINK"),
    ("=A2", "the formula '=A2'"),
    ("=" + "A" * 1000, "the formula '=A"),
]


@pytest.mark.parametrize("cell, text", TEXTS)
def test_a_cell_is_the_text_it_stands_for(cell, text):
    assert text_of("name1", cell) == text


@pytest.mark.parametrize("cell, problem", REFUSED)
def test_what_is_no_text_is_refused_with_its_column(cell, problem):
    with pytest.raises(RowError, match=problem) as error:
        text_of("name1", cell)
    assert error.value.field == "name1"
    assert len(str(error.value)) < 150


@given(st.text(min_size=1).filter(lambda text: "&" not in text and "=" not in text))
def test_any_other_text_is_kept(text):
    assert text_of("name1", text) == ("" if text.strip() in NOTHING else text)


def test_of_a_row_only_the_columns_it_has_are_read():
    assert texts({"a": 1, "services": []}, ["a", "b"]) == {"a": "1"}
