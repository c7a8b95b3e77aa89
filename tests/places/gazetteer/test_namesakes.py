"""Of two places of one name in a state, the one that gets letters by it comes first."""

import pytest

from places.resolve import resolve


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text, county",
    [
        ("Voorhees, NJ", "Camden County"),
        ("Belmont, OH", "Belmont County"),
        ("Pleasant Hill, NC", "Northampton County"),
        ("Mission Hills, CA", "Los Angeles County"),
    ],
)
def test_the_place_of_the_post_comes_before_its_namesakes(text, county):
    resolution = resolve(text)
    assert resolution.place.county == county
    assert [place.name for place in resolution.other_places][:1] == [resolution.place.name]
