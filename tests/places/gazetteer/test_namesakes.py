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


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text, name, county",
    [
        ("Norton Hill, NY", "Greenville", "Greene County"),
        ("South Westerlo, NY", "Greenville", "Greene County"),
        ("Georgetown-Quitman County", "Georgetown", "Quitman County"),
        ("Pueblo of Zia", "San Ysidro", "Sandoval County"),
    ],
)
def test_another_name_leads_to_the_namesake_that_it_belongs_to(text, name, county):
    place = resolve(text).place
    assert (place.name, place.county) == (name, county)
