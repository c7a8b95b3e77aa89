"""The city at an end of a text whose other words name nothing."""

import pytest

from places.candidates import tail_of
from places.gazetteer.current import atlas
from places.parsing import parse

pytestmark = pytest.mark.django_db


def label(match):
    return f"{match.place.name}, {match.place.state}"


@pytest.mark.parametrize(
    "text, head, city",
    [
        ("Qwertyhurst Tulsa", "qwertyhurst", "Tulsa, OK"),
        ("Qwertyhurst, Tulsa", "qwertyhurst", "Tulsa, OK"),
        ("North Side of Tulsa", "north side of", "Tulsa, OK"),
        ("Tulsa's North Side", "north side", "Tulsa, OK"),
        ("Walmart Canton OH", "walmart", "Canton, OH"),
        ("Central DC", "central", "Washington, DC"),
    ],
)
def test_the_city_and_what_stands_beside_it(text, head, city):
    tail = tail_of(atlas(), parse(text))
    assert (" ".join(tail.head), label(tail.city)) == (head, city)
    assert (tail.inner, tail.rivals) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "Tulsa",
        "Qwertyhurst Canton",  # too small without its state
        "Windsor, Ontario",  # a province
        "Port Washington, WA",  # a name elsewhere
        "Griffith LA",  # Los Angeles, or Louisiana
        "Qwerty Valley AL",  # the end of many names
        "1 Main St, Tulsa",  # an address has a rule of its own
    ],
)
def test_no_city_to_be_sure_of(text):
    assert tail_of(atlas(), parse(text)) is None


def test_what_else_is_meant():
    inner = tail_of(atlas(), parse("Jamaica, Queens")).inner
    assert label(inner[0]) == "Jamaica, NY"
    assert "Springfield, MA" in map(label, tail_of(atlas(), parse("Qwerty Springfield")).rivals)
    assert "Dayton, OH" in map(label, tail_of(atlas(), parse("Dayton Cincinnati")).rivals)
