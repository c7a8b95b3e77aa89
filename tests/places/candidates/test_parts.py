"""Names of which a part was typed."""

import pytest

from places.candidates import completions, greater_names, is_sure, is_worth
from places.gazetteer.current import atlas
from places.resolve import resolve

pytestmark = pytest.mark.django_db


def labels(matches):
    return [f"{match.place.name}, {match.place.state}" for match in matches]


@pytest.mark.parametrize(
    "typed, state, first, sure",
    [
        ("albuq", "", "Albuquerque, NM", True),
        ("losang", "", "Los Angeles, CA", True),
        ("springf", "", "Springfield, MO", False),
        ("springf", "IL", "Springfield, IL", True),
        ("albu", "", None, False),  # too short
        ("baltimor", "", None, False),  # a misspelling
        ("boston", "CA", None, False),  # a whole name, elsewhere
        ("counseli", "", None, False),
        ("township", "", None, False),
    ],
)
def test_completions(typed, state, first, sure):
    matches = completions(atlas(), (typed,), state)
    assert labels(matches)[:1] == ([first] if first else [])
    assert (is_worth(matches, state) and is_sure(matches)) is sure


@pytest.mark.parametrize(
    "name, expected",
    [
        (("lauderdale",), ["Fort Lauderdale, FL"]),
        (("boise", "city"), ["Boise, ID"]),
        (("boston",), []),
    ],
)
def test_larger_cities_of_whose_names_it_is_a_part(name, expected):
    assert labels(greater_names(atlas(), name)) == expected


@pytest.mark.parametrize(
    "text, why, message",
    [
        ("Baltim", "spelling", "Showing Baltimore, MD for “Baltim”."),
        ("Springf", None, "We aren’t sure where “Springf” is."),
        (
            "Lauderdale",
            "city",
            "There’s more than one match for that name. Showing Lauderdale, MN.",
        ),
    ],
)
def test_what_is_said(text, why, message):
    resolution = resolve(text)
    assert resolution.why == why
    assert resolution.message.startswith(message)
