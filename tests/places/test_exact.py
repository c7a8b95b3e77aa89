"""Words that name a place as they stand, among words that ask for care."""

import pytest

from places.exact import exactly
from text.analysis import words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text, place",
    [
        ("portland or", "Portland, OR"),
        ("Wilmington DE", "Wilmington, DE"),
        ("st. louis, missouri", "St. Louis, MO"),
        ("canton massachusetts", "Canton, MA"),
        ("cook county il", "Cook County, IL"),
        ("cook county", "Cook County, IL"),
        ("ohio", "Ohio"),
        ("west virginia", "West Virginia"),
        ("new york", "New York, NY"),
        ("nyc", "New York, NY"),
        ("philly", "Philadelphia, PA"),
        ("memphis", "Memphis, TN"),
        ("central ohio", None),  # so called only beside Cleveland
        # A small city, words, abbreviations, misspelt names, parts of a sentence: no places.
        ("ekalaka", None),
        ("hope", None),
        ("or", None),
        ("oh", None),
        ("la", None),
        ("bostin ma", None),
        ("hope house dayton oh", None),
        ("detox", None),
        ("", None),
    ],
)
def test_what_is_named(text, place, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):  # those that read the gazetteer
        named = exactly(words(text))
    assert (named.query if named else None) == place
