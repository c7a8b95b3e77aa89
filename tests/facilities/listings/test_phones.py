import re
from collections import Counter
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from hypothesis import example, given
from hypothesis import strategies as st

from facilities.listings.phone_runs import KEYPAD, ascii_digits
from facilities.listings.phones import Number, in_parts, numbers_in, with_vanity
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
    ("205/555-0100", "AL", [("+12055550100", "")]),
    ("205 555 01 00", "AL", [("+12055550100", "")]),
    ("2055550100", "AL", [("+12055550100", "")]),
    ("12055550100", "AL", [("+12055550100", "")]),
    ("2055550100.0", "AL", [("+12055550100", "")]),
    ("\uff12\uff10\uff15-555-0100", "AL", [("+12055550100", "")]),
    # Letters, where they spell something.
    ("1-800-662-HELP (4357)", "MA", [("+18006624357", "")]),
    ("800-662-HELP (800-662-4357)", "MA", [("+18006624357", "")]),
    ("888-PARNEXT", "MA", [("+18887276398", "")]),
    ("618-6924DUI", "IL", [("+16186924384", "")]),
    ("800-USA2525", "MA", [("+18008722525", "")]),
    ("888-85COMPA", "MA", [("+18888526672", "")]),
    ("617-355ASAP", "MA", [("+16173552727", "")]),
    ("305-531JDH1", "FL", [("+13055315341", "")]),
    ("844-COLUMN1", "MA", [("+18442658661", "")]),
    ("877-8-HOPENY", "NY", [("+18778467369", "")]),
    # Several numbers.
    ("617-555-0100 / 617-555-0199", "MA", [("+16175550100", ""), ("+16175550199", "")]),
    ("617-555-0100/617-555-0199", "MA", [("+16175550100", ""), ("+16175550199", "")]),
    ("617-555-0100 or 617-555-0199 x3", "MA", [("+16175550100", ""), ("+16175550199", "3")]),
    ("617-555-0100 617-555-0199", "MA", [("+16175550100", ""), ("+16175550199", "")]),
    ("617-555-0100\n617-555-0199", "MA", [("+16175550100", ""), ("+16175550199", "")]),
    ("617-555-0100, 617-555-0199", "MA", [("+16175550100", ""), ("+16175550199", "")]),
    ("617-555-0100 x3 617-555-0199 x4", "MA", [("+16175550100", "3"), ("+16175550199", "4")]),
    ("617-555-0100 x3, 617-555-0100 x4", "MA", [("+16175550100", "3"), ("+16175550100", "4")]),
    ("988 / 617-555-0100", "MA", [("+16175550100", "")]),
    # A fax isn't a number to call.
    ("Main: 617-555-0100 Fax: 617-555-0199", "MA", [("+16175550100", "")]),
    ("Fax: 617-555-0199 Main: 617-555-0100", "MA", [("+16175550100", "")]),
    ("617-555-0100 / 617-555-0199 (fax)", "MA", [("+16175550100", "")]),
    ("617-555-0100 Fax: 555-0199", "MA", [("+16175550100", "")]),
    ("Phone/Fax: 617-555-0100", "MA", [("+16175550100", "")]),
    ("(main) 617-555-0100 (fax) 617-555-0199", "MA", [("+16175550100", "")]),
    ("(fax) 617-555-0199 (main) 617-555-0100", "MA", [("+16175550100", "")]),
    ("617-555-0100 (main) 617-555-0199 (fax)", "MA", [("+16175550100", "")]),
    ("617-555-0100 (fax) 617-555-0199", "MA", [("+16175550100", "")]),
    ("P: 617-555-0100 F: 617-555-0199", "MA", [("+16175550100", "")]),
    ("T 617-555-0100 | F 617-555-0199 x2", "MA", [("+16175550100", "")]),
    ("(o) 617-555-0100 (f) 617-555-0199", "MA", [("+16175550100", "")]),
    ("617-555-0100 (p) 617-555-0199 (f)", "MA", [("+16175550100", "")]),
    ("617-555-0100 Telefax: 617-555-0199", "MA", [("+16175550100", "")]),
    ("P/F: 617-555-0100", "MA", [("+16175550100", "")]),
    ("M-F 8-5: 617-555-0100", "MA", [("+16175550100", "")]),
    ("M-F 617-555-0100", "MA", [("+16175550100", "")]),
    ("Building F 617-555-0100", "MA", [("+16175550100", "")]),
    # Words around it.
    ("617-555-0100 option 2", "MA", [("+16175550100", "")]),
    ("617-555-0100 press 2", "MA", [("+16175550100", "")]),
    ("Intake: 617-555-0100", "MA", [("+16175550100", "")]),
    ("617-555-0100 TTY 711", "MA", [("+16175550100", "")]),
    ("617-555-0100 (TTY 711)", "MA", [("+16175550100", "")]),
    ("617-555-0100 V/TTY", "MA", [("+16175550100", "")]),
    ("617-555-0100 (24/7)", "MA", [("+16175550100", "")]),
    ("24/7 617-555-0100", "MA", [("+16175550100", "")]),
    ("617-555-0100 Mon-Fri", "MA", [("+16175550100", "")]),
    ("Mon-Fri 8-5 617-555-0100", "MA", [("+16175550100", "")]),
    ("call 617-555-0100 after 5pm", "MA", [("+16175550100", "")]),
    # What isn't an extension for certain is text.
    ("617-555-0100 ext. HOPE", "MA", [("+16175550100", "")]),
    ("617-555-0100 1234", "MA", [("+16175550100", "")]),
    ("617-555-0100 or x12", "MA", [("+16175550100", "")]),
    ("617-555-0100;1234", "MA", [("+16175550100", "1234")]),
    ("617-555-0100;ext=1234", "MA", [("+16175550100", "1234")]),
    ("617-555-0100#12", "MA", [("+16175550100", "12")]),
    ("617-555-0100,,5", "MA", [("+16175550100", "5")]),
    ("617-555-0100; extension 12", "MA", [("+16175550100", "12")]),
    ("617-555-0100 (x12)", "MA", [("+16175550100", "12")]),
    # Countries of their own.
    ("691-320-5520", "FM", [("+6913205520", "")]),
    ("320-5520", "FM", [("+6913205520", "")]),
    ("680-488-1907", "PW", [("+6804881907", "")]),
    ("680-488-1907", "NY", [("+16804881907", "")]),
    ("800-555-0100", "MH", [("+18005550100", "")]),
    ("671-555-0100", "GU", [("+16715550100", "")]),
    ("+52 664 555 0100", "CA", [("+526645550100", "")]),
    ("  205-555-0100  ", "AL", [("+12055550100", "")]),
]
NOT_DIALLED = [
    *["Smith House", "988", "555-0100", "call us", "0", "x12"],
    # Letters for digits, words behind half a number
    *["617-555-O1OO", "617-555-1OOO", "617-555-OOOO", "6I7-555-OlOO"],
    *["617-5550 ext 5", "617-5550ext 5", "617-555 call us"],
    # A number that lost digits, or has too many
    *["6.17E+09", "6.1755501E+09", "6.2175550100E+09", "6175550100E2", "6175550100.5"],
    *["617-555-01001234", "26175550100", "617-555-010", "01-617-555-0100"],
    # Other countries, without their sign
    *["52 664 555 0100", "011 52 664-555-0100", "(44) 207 946 0958", "+6175550100"],
    *["617-555-0100 fax", "Fax: 617-555-0100", "F: 617-555-0100", "Fax only 617-555-0100"],
]
SHOWN = [
    # cell, what is shown of each number
    ("617-555-0100 (24/7)", ["617-555-0100 (24/7)"]),
    ("call 617-555-0100 after 5pm", ["call 617-555-0100 after 5pm"]),
    ("Main: 617-555-0100 Fax: 617-555-0199", ["Main: 617-555-0100 Fax: 617-555-0199"]),
    ("Day: 617-555-0100 Night: 617-555-0199", ["Day: 617-555-0100", "Night: 617-555-0199"]),
    ("617-555-0100 (days) TTY: 617-555-0199", ["617-555-0100 (days)", "TTY: 617-555-0199"]),
    ("617-555-0100 (V/TTY, ask) / 617-555-0199", ["617-555-0100 (V/TTY, ask)", "617-555-0199"]),
    ("617-555-0100 x3; 617-555-0199", ["617-555-0100 x3", "617-555-0199"]),
    ("2055550100.0", ["2055550100"]),
]


@pytest.mark.parametrize("cell, state, expected", DIALLED)
def test_a_cell_dials_what_it_says(cell, state, expected):
    assert [(n.e164, n.extension) for n in numbers_in(cell, state)] == expected


@pytest.mark.parametrize("cell", NOT_DIALLED)
def test_text_without_a_whole_number_is_kept_and_cannot_be_dialled(cell):
    assert numbers_in(cell) == [Number(cell)]


@pytest.mark.parametrize("cell, shown", SHOWN)
def test_words_are_shown_with_the_number_they_stand_at(cell, shown):
    assert [number.display for number in numbers_in(cell)] == shown


def test_an_empty_cell_has_no_number():
    assert numbers_in("  ") == []


@given(area=st.integers(200, 999), rest=st.integers(0, 9_999_999), extension=st.integers(0, 99999))
def test_the_digits_dialled_are_the_digits_written(area, rest, extension):
    digits = f"{area}{rest:07d}"
    cell = f"{digits[:3]}-{digits[3:6]}-{digits[6:]} x{extension}"
    (number,) = numbers_in(cell)
    assert number == Number(cell, f"+1{digits}", str(extension))


def keyed(text):
    """Return what the letters and digits of a text are on a keypad."""
    text = ascii_digits(text).upper().translate(KEYPAD)
    return re.sub(r"[^0-9]", "", text)


PIECES = st.sampled_from(
    ["617", "555", "0100", "0199", "205-555-0100", "1", "800", "662", "HELP", "O1OO", "OIL", "x12"]
    + ["ext. 4", "TTY 711", "(24/7)", "Fax:", "Main:", "or", "and", "/", ";", ",", "#", "+", "."]
    + ["E+09", ".0", "52", "call us", "\u0667", "-", "(", ")", " ", " ", "-", "fax", "press 2"]
)
CELLS = st.text(max_size=60) | st.lists(PIECES, max_size=12).map("".join)
STATES = st.sampled_from(["", "MA", "FM"])


@given(CELLS, STATES)
def test_any_text_gives_numbers_to_dial_or_the_text_itself(text, state):
    for number in numbers_in(text, state):
        assert number.display
        assert re.fullmatch(r"(\+\d{7,15})?", number.e164)
        assert re.fullmatch(r"\d{0,10}", number.extension)


@given(CELLS, STATES)
def test_what_is_dialled_stands_in_the_text_in_order(text, state):
    letters = any(map(str.isalpha, text)) and re.search("[A-Za-z]{3}", text)
    digits = keyed(text) if letters else re.sub(r"[^0-9]", "", ascii_digits(text))
    for number in numbers_in(text, state):
        code = 2 if number.e164.startswith("+1") else 4 if state == "FM" else 1
        assert number.e164[code:] in digits
        assert number.extension in digits


@given(CELLS, STATES)
def test_no_word_and_no_digit_of_a_cell_is_lost(text, state):
    shown = " ".join(number.display for number in numbers_in(text, state))
    kept = Counter(re.findall(r"[^\W_]", re.sub(r"(?i)\b(or|and)\b", "", shown)))
    text = re.sub(r"^(\d{10,11})\.0+$", r"\1", " ".join(text.split()))
    written = Counter(re.findall(r"[^\W_]", re.sub(r"(?i)\b(or|and)\b", "", text)))
    assert kept == written


@given(CELLS)
def test_no_number_stands_twice_in_a_row(text):
    dialled = [number.dialled for number in numbers_in(text)]
    assert all(first != second for first, second in pairwise(dialled))


def test_a_long_cell_is_shown_as_its_number():
    words = "ask for admissions " * 8
    assert numbers_in(f"617-555-0100 {words} x12") == [
        Number("617-555-0100 x12", "+16175550100", "12")
    ]
    (number,) = numbers_in("x" * 150)
    assert number.display == "x" * 99 + "…"


@pytest.mark.parametrize(
    "cell, number, extension, has_words",
    [
        ("617-555-0101", "617-555-0101", "", False),
        ("617-555-0101 x12", "617-555-0101", "12", False),
        ("617-555-0101x12", "617-555-0101", "12", False),
        ("617-555-0101 X 12", "617-555-0101", "12", False),
        ("617-555-0101, x12", "617-555-0101", "12", False),
        ("617-555-0101 ext 12", "617-555-0101", "12", False),
        ("617-555-0101 ext. 12", "617-555-0101", "12", False),
        ("617-555-0101 ext: 12", "617-555-0101", "12", False),
        ("617-555-0101 Ext.: 12", "617-555-0101", "12", False),
        ("617-555-0101, extension 12", "617-555-0101", "12", False),
        ("617-555-0101 extension. 9", "617-555-0101", "9", False),
        ("617-555-0101 EXTENSION: 9", "617-555-0101", "9", False),
        ("617-555-0101;9", "617-555-0101", "9", False),
        ("617-555-0101 x 12 (ask for Bob)", "617-555-0101", "12", True),
        ("617-555-0101 x12, press 3", "617-555-0101", "12", True),
        ("Intake: (617) 555-0101 x12", "(617) 555-0101", "12", True),
        ("617-555-0101 option 2", "617-555-0101", "", True),
        ("Main: 617-555-0101 Fax: 617-555-0102", "617-555-0101", "", True),
        ("Fax: 617-555-0102 Main: 617-555-0101", "617-555-0101", "", True),
        ("617-555-0101 (617-555-0101)", "617-555-0101 (617-555-0101)", "", False),
    ],
)
def test_an_extension_is_read_dialled_and_printed_alike(cell, number, extension, has_words):
    (record,) = numbers_in(cell)
    phone = NumberToCall("main", record.display, record.e164, record.extension, "", 1)
    html = render_to_string("components/_numbers.html", {"numbers": [phone], "name": "Alder House"})
    assert in_parts(cell, record.e164) == (number, extension, has_words)
    assert record.extension == extension
    if extension:
        assert phone.uri == f"tel:+16175550101;ext={extension}"
        button = f"Call {number} ext. {extension}: Alder House"
    else:
        assert phone.uri == "tel:+16175550101"
        button = f"Call {number}: Alder House"
    note = f"Its number as the directory lists it: {cell}"
    assert " ".join(strip_tags(html).split()) == f"{button} {note if has_words else ''}".strip()


@pytest.mark.parametrize(
    "text, number",
    [
        ("888-727-6398 (888-PARNEXT)", "888-727-6398 (888-PARNEXT)"),
        ("1-800-662-HELP (4357)", "1-800-662-HELP (4357)"),
        ("888-727-6398 x5 (888-PARNEXT)", "888-727-6398"),
    ],
)
def test_a_number_said_twice_is_no_more_words(text, number):
    shown = in_parts(text, numbers_in(text)[0].e164)
    assert (shown.number, shown.has_words) == (number, False)


@given(CELLS, STATES)
@example("Fax: 617-555-0102 Main: 617-555-0101", "MA")
def test_what_is_shown_to_call_is_what_is_dialled(text, state):
    for number in numbers_in(text, state):
        if number.e164.startswith("+1"):
            shown = in_parts(number.display, number.e164)
            assert shown.extension == number.extension
            assert keyed(shown.number).removeprefix("1").startswith(number.e164[2:])


def test_letters_are_shown_beside_the_digits_they_dial():
    line, vanity = numbers_in("888-727-6398")[0], numbers_in("888-PARNEXT")[0]
    assert with_vanity(line, vanity) == Number("888-727-6398 (888-PARNEXT)", "+18887276398")


def test_letters_that_dial_another_number_are_not_shown():
    line, vanity = numbers_in("617-555-0100")[0], numbers_in("888-PARNEXT")[0]
    assert with_vanity(line, vanity) == line
