import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.geo import Point
from places.parsing.coordinates import coordinates

DAYTON = Point(39.7589, -84.1916)


@pytest.mark.parametrize(
    "text, point",
    [
        ("39.7589, -84.1916", DAYTON),
        ("39.7589 -84.1916", DAYTON),
        ("(39.7589,-84.1916)", DAYTON),
        ("39.7589° N, 84.1916° W", DAYTON),
        ("39.7589 N 84.1916 W", DAYTON),
        ("39.7589, −84.1916", DAYTON),
        ("39.7589, 84.1916", DAYTON),  # the sign was lost
        ("13.4757, 144.7489", Point(13.4757, 144.7489)),
        ("14.2781 S, 170.7020 W", Point(-14.2781, -170.7020)),
        ("39, -84", None),
        ("45402", None),
        ("45402-1234", None),
        ("Dayton 39.7589, -84.1916", None),
        ("", None),
    ],
)
def test_coordinates(text, point):
    assert coordinates(text) == point


@given(st.text("0123456789.,-+−°NSEW ()", max_size=40))
def test_any_text_can_be_tried(text):
    coordinates(text)
