"""A large ZIP code's center doesn't stand for the town that its people live in."""

import pytest

from facilities.importing.changes import read_locations
from places.gazetteer.cities import cities_named
from places.gazetteer.current import atlas
from tests.facilities.importing.test_matching import record

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "city, state, zip, precision",
    [
        pytest.param("Prescott", "AZ", "86305", "city", id="a ZIP code of forests"),
        pytest.param("PRESCOTT", "AZ", "86305", "city", id="in any spelling"),
        pytest.param("Prescott", "AZ", "86301", "zip", id="the ZIP code of the town"),
        pytest.param("Houston", "TX", "77090", "zip", id="a small ZIP code of a large city"),
        pytest.param("Boston", "MA", "02118", "zip", id="a center near the city's"),
        pytest.param("Lee", "MA", "02138", "zip", id="a ZIP code that is a mistake"),
        pytest.param("Prescott", "NM", "86305", "zip", id="a ZIP code of another state"),
        pytest.param("Nowhere", "AZ", "86305", "zip", id="a city nobody knows"),
        pytest.param("Prescott", "AZ", "", "city", id="no ZIP code"),
        pytest.param("Prescott", "AZ", "00000", "city", id="no such ZIP code"),
        pytest.param("Nowhere", "AZ", "", "unknown", id="neither"),
    ],
)
@pytest.mark.parametrize("street", ["655 W Gurley St", ""], ids=["published", "withheld"])
def test_the_center_that_stands_for_an_address(city, state, zip, precision, street):
    withheld = not street
    place = record(
        "Cedar", city=city, state=state, zip=zip, street=street, address_withheld=withheld
    )
    location = read_locations().of(place)
    assert location.precision == precision
    if precision == "city":
        (center,) = cities_named(atlas(), "Prescott", "AZ")
        assert (location.latitude, location.longitude) == (center.latitude, center.longitude)
