"""Which numbers can be called back, and how they are shown."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from callbacks.phones import canonical, formatted, masked


@pytest.mark.parametrize(
    "typed, number",
    [
        ("617-555-0123", "+16175550123"),
        ("(617) 555 0123", "+16175550123"),
        ("6175550123", "+16175550123"),
        ("1-617-555-0123", "+16175550123"),
        ("+1 617.555.0123", "+16175550123"),
        ("６１７-５５５-０１２３", "+16175550123"),
        ("617-555-HELP", "+16175554357"),
        ("617-555-0123 x12", "+16175550123;ext=12"),
        ("617 555 0123 ext. 9", "+16175550123;ext=9"),
        ("617-555-0123 extension 0042", "+16175550123;ext=0042"),
        ("787-555-0123", "+17875550123"),  # Puerto Rico
        ("671-555-0123", "+16715550123"),  # Guam
        ("340-555-0123", "+13405550123"),  # Virgin Islands
        ("684-633-1222", "+16846331222"),  # American Samoa
        ("670-555-0123", "+16705550123"),  # Northern Marianas
    ],
)
def test_numbers_in_any_spelling(typed, number):
    assert canonical(typed) == number


@pytest.mark.parametrize(
    "typed, message",
    [
        ("call me", "a phone number. Enter"),
        ("-", "a phone number. Enter"),
        ("5550123", "Yours has 7."),
        ("911", "Yours has 3."),
        ("617-555-01234", "Yours has 11."),
        ("123-456-7890", "check each digit"),
        ("617-155-0123", "check each digit"),
        ("+44 20 7946 0018", "in the United States"),
        ("416-555-0199", "in the United States"),  # Toronto
        ("809-555-0123", "in the United States"),  # Santo Domingo
        ("900-555-0123", "cost extra"),
    ],
)
def test_others_are_refused_with_the_reason(typed, message):
    with pytest.raises(ValidationError) as caught:
        canonical(typed)
    assert message in caught.value.message
    assert caught.value.__cause__ is None


@given(st.one_of(st.text(max_size=60), st.text("0123456789-+x() ", max_size=60)))
def test_any_text_is_a_number_or_an_error_that_does_not_quote_it(text):
    number = message = ""
    try:
        number = canonical(text)
    except ValidationError as error:
        message = error.message
    assert bool(number) != bool(message)
    assert len(text) < 8 or text not in message
    assert not number or canonical(formatted(number)) == number


@pytest.mark.parametrize(
    "number, words",
    [("+16175550123", "617-555-0123"), ("+16175550123;ext=12", "617-555-0123 ext. 12")],
)
def test_in_words_and_masked(number, words):
    assert formatted(number) == words
    assert masked(number) == "•••-•••-••23"
