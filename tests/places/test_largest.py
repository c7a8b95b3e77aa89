"""What is said to be the largest of some places is so, and so many have the name."""

import re

import pytest

from places.gazetteer.current import atlas
from places.resolve import resolve

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text, message",
    [
        # The post takes it for a part of Kansas City, too.
        ("Birmingham", "There are 5 matches for that name. Showing the largest, Birmingham, AL."),
        # Regions are written together, and with the article.
        ("North Shore", "There are 2 matches for that name. Showing the largest, North Shore, MA."),
        ("Myrtle", "Showing Myrtle Beach, SC for “Myrtle”."),
    ],
)
def test_places_are_counted_by_their_own_names(text, message):
    assert resolve(text).message == message


def test_the_largest_is_the_largest():
    book, wrong = atlas(), []
    for table in (book.cities, book.counties, book.regions):
        for rows in (rows for rows in table.values() if len(rows) > 1):
            people = {row[:5]: row[7] for row in rows}
            resolution = resolve(rows[0][2])
            place, count = resolution.place, re.match("([0-9]+) places", resolution.message)
            if count and place.kind == rows[0][0]:
                shown = people[place.kind, rows[0][1], place.name, place.state, place.county]
                if (int(count[1]), shown) != (len(rows), max(people.values())):
                    wrong.append((resolution.message, people))
    assert wrong == []
