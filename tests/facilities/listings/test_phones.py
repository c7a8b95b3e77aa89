import re

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.phones import Number, numbers_in, split_extension, with_vanity
from facilities.numbers import NumberToCall

DIALLED = [
    # cell, state, [(E.164, extension)]
    ("205-555-0100", "AL", [("+12055550100", "")]),
    ("205-555-0100 x12", "AL", [("+12055550100", "12")]),
    ("205-555-0100x12", "AL", [("+12055550100", "12")]),
    ("(205) 555-0100 ext. 4", "AL", [("+12055550100", "4")]),
    ("205.555.0100 Extension: 77", "AL", [("+12055550100", "77")]),
    ("+1 205 555 0100", "AL", [("+12055550100", "")]),
    ("1-205-555-0100", "AL", [("+12055550100", "")]),
    ("1-800-662-HELP (4357)", "MA", [("+18006624357", "")]),
    ("888-PARNEXT", "MA", [("+18887276398", "")]),
    ("618-6924DUI", "IL", [("+16186924384", "")]),
    ("800-USA2525", "MA", [("+18008722525", "")]),
    ("888-85COMPA", "MA", [("+18888526672", "")]),
    ("617-355ASAP", "MA", [("+16173552727", "")]),
    ("617-555-0100 / 617-555-0199", "MA", [("+16175550100", ""), ("+16175550199", "")]),
    ("617-555-0100 or 617-555-0199 x3", "MA", [("+16175550100", ""), ("+16175550199", "3")]),
    ("617-555-0100 option 2", "MA", [("+16175550100", "")]),
    ("Intake: 617-555-0100", "MA", [("+16175550100", "")]),
    ("617-555-0100 TTY 711", "MA", [("+16175550100", "")]),
    ("691-320-5520", "FM", [("+6913205520", "")]),
    ("680-488-1907", "PW", [("+6804881907", "")]),
    ("671-555-0100", "GU", [("+16715550100", "")]),
    ("  205-555-0100  ", "AL", [("+12055550100", "")]),
]
NOT_DIALLED = ["Smith House", "988", "555-0100", "call us", "0", "x12"]


@pytest.mark.parametrize("cell, state, expected", DIALLED)
def test_a_cell_dials_what_it_says(cell, state, expected):
    assert [(n.e164, n.extension) for n in numbers_in(cell, state)] == expected


@pytest.mark.parametrize("cell", NOT_DIALLED)
def test_text_without_a_whole_number_is_kept_and_cannot_be_dialled(cell):
    assert numbers_in(cell) == [Number(cell)]


def test_an_empty_cell_has_no_number():
    assert numbers_in("  ") == []


@given(area=st.integers(200, 999), rest=st.integers(0, 9_999_999), extension=st.integers(0, 99999))
def test_the_digits_dialled_are_the_digits_written(area, rest, extension):
    digits = f"{area}{rest:07d}"
    cell = f"{digits[:3]}-{digits[3:6]}-{digits[6:]} x{extension}"
    (number,) = numbers_in(cell)
    assert number == Number(cell, f"+1{digits}", str(extension))


@given(st.text(max_size=60))
def test_any_text_gives_numbers_to_dial_or_the_text_itself(text):
    for number in numbers_in(text):
        assert number.display
        assert re.fullmatch(r"(\+\d{7,15})?", number.e164)
        assert re.fullmatch(r"\d{0,10}", number.extension)


@pytest.mark.parametrize(
    "cell, number, extension",
    [
        ("617-555-0101", "617-555-0101", ""),
        ("617-555-0101 x12", "617-555-0101", "12"),
        ("617-555-0101x12", "617-555-0101", "12"),
        ("617-555-0101 X 12", "617-555-0101", "12"),
        ("617-555-0101, x12", "617-555-0101", "12"),
        ("617-555-0101 ext 12", "617-555-0101", "12"),
        ("617-555-0101 ext. 12", "617-555-0101", "12"),
        ("617-555-0101 ext: 12", "617-555-0101", "12"),
        ("617-555-0101 Ext.: 12", "617-555-0101", "12"),
        ("617-555-0101, extension 12", "617-555-0101", "12"),
        ("617-555-0101 extension. 9", "617-555-0101", "9"),
        ("617-555-0101 EXTENSION: 9", "617-555-0101", "9"),
        ("617-555-0101 x 12 (ask for Bob)", "617-555-0101", "12"),
        ("617-555-0101 x12, press 3", "617-555-0101", "12"),
        ("Intake: (617) 555-0101 x12", "Intake: (617) 555-0101", "12"),
        ("617-555-0101 option 2", "617-555-0101 option 2", ""),
    ],
)
def test_an_extension_is_read_dialled_and_printed_alike(cell, number, extension):
    (record,) = numbers_in(cell)
    phone = NumberToCall("main", record.display, record.e164, record.extension, "", 1)
    html = render_to_string("components/_numbers.html", {"numbers": [phone], "name": "Alder House"})
    assert (*split_extension(cell), record.extension) == (number, extension, extension)
    if extension:
        assert phone.uri == f"tel:+16175550101;ext={extension}"
        button = f"Call {number}, extension {extension}: Alder House"
    else:
        assert phone.uri == "tel:+16175550101"
        button = f"Call {number}: Alder House"
    assert strip_tags(html).strip() == button


def test_letters_are_shown_beside_the_digits_they_dial():
    line, vanity = numbers_in("888-727-6398")[0], numbers_in("888-PARNEXT")[0]
    assert with_vanity(line, vanity) == Number("888-727-6398 (888-PARNEXT)", "+18887276398")


def test_letters_that_dial_another_number_are_not_shown():
    line, vanity = numbers_in("617-555-0100")[0], numbers_in("888-PARNEXT")[0]
    assert with_vanity(line, vanity) == line
