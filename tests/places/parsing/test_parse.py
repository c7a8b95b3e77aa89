import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.message_kinds import MessageKind
from places.parsing import MAX_LENGTH, Parsed, parse


@pytest.mark.parametrize(
    "text, problem",
    [
        ("x" * (MAX_LENGTH + 1), MessageKind.TOO_LONG),
        ("Boston\0", MessageKind.UNREADABLE),
        ("Boston\ud800", MessageKind.UNREADABLE),
        ("!!!", MessageKind.UNREADABLE),
        ("北京", MessageKind.UNREADABLE),
        ("near me", MessageKind.NEAR_ME),
        ("near my location", MessageKind.NEAR_ME),
        ("nearby", MessageKind.NEAR_ME),
        ("around here", MessageKind.NEAR_ME),
        ("USA", MessageKind.COUNTRY),
        ("in the United States", None),
        ("U.S.A.", MessageKind.COUNTRY),
        ("United States of America", MessageKind.COUNTRY),
        ("Boston", None),
        ("me", None),
    ],
)
def test_what_cannot_be_a_place(text, problem):
    assert parse(text).problem == problem


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_nothing_parsed(text):
    assert parse(text) == Parsed()


@pytest.mark.parametrize(
    "text, zip",
    [
        ("02021", "02021"),
        (" 02021 ", "02021"),
        ("02 021", "02021"),
        ("02021-1234", "02021"),
        ("02021–1234", "02021"),
        ("02021 1234", "02021"),
        ("020211234", "02021"),
        ("ZIP code: 02021", "02021"),
        ("zip 02021", "02021"),
        ("02021 MA", "02021"),
        ("Canton, MA 02021-1234, USA", "02021"),
        ("Canton 02021 MA", "02021"),
        ("12345 Main St, Canton, MA 02021", "02021"),
        ("12345 Main St, Canton, MA", ""),
        ("PO Box 12345, Canton, MA", ""),
        ("2021", ""),
        ("123456", ""),
        ("٠٢٠٢١", ""),
    ],
)
def test_the_zip_code_of_a_text(text, zip):
    assert parse(text).zip == zip


@pytest.mark.parametrize(
    "text, name, state",
    [
        ("Canton, MA", "canton", "MA"),
        ("canton ma", "canton", "MA"),
        ("CANTON,MASSACHUSETTS,USA", "canton", "MA"),
        ("near Canton", "canton", ""),
        ("close to Canton, Mass.", "canton", "MA"),
        ("cerca de Canton", "canton", ""),
        ("MA, Canton", "canton", "MA"),
        ("IN", "", "IN"),
        ("in Canton", "canton", ""),
        ("1 Main St, Canton, MA", "canton", "MA"),
        ("1 Main St Canton MA", "1 main saint canton", "MA"),
        ("Port Washington", "port", "WA"),
    ],
)
def test_the_name_and_state_of_a_text(text, name, state):
    parsed = parse(text)
    assert (" ".join(parsed.name), parsed.state) == (name, state)


def test_a_leading_number_stays_in_the_name():
    parsed = parse("12345 Main St Boston")
    assert (parsed.leading_number, parsed.zip, parsed.is_address) == ("12345", "", True)
    assert parsed.name[0] == "12345"
    assert ("boston",) in parsed.tails


@given(st.text(max_size=MAX_LENGTH + 5))
def test_any_text_can_be_parsed(text):
    assert isinstance(parse(text), Parsed)


@given(st.text(alphabet="0123456789 ,-ainsUSA", max_size=40))
def test_any_numbers_can_be_parsed(text):
    assert isinstance(parse(text), Parsed)
