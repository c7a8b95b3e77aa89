"""A radius search for peers without one: a bounding box, and the haversine in SQL."""

from math import asin, cos, degrees, radians, sin

# As places.geo has it, which can't be imported without Django.
EARTH_RADIUS_MILES = 3958.7614
MARGIN_DEGREES = 1e-9


def box(question):
    """Return (south, north, west, east) of what holds the circle; not for poles or the 180th."""
    latitude, longitude = question["latitude"], question["longitude"]
    angle = question["miles"] / EARTH_RADIUS_MILES
    up = degrees(angle) + MARGIN_DEGREES
    aside = degrees(asin(sin(angle) / cos(radians(latitude)))) + MARGIN_DEGREES
    return latitude - up, latitude + up, longitude - aside, longitude + aside


def miles_sql(question):
    """Return the distance in miles to a row with `latitude` and `longitude`, for SQLite."""
    north, east = radians(question["latitude"]), radians(question["longitude"])
    return (
        f"({2 * EARTH_RADIUS_MILES} * asin(sqrt(min(1.0,"
        f" power(sin((radians(latitude) - ({north})) / 2), 2)"
        f" + cos(radians(latitude)) * {cos(north)}"
        f" * power(sin((radians(longitude) - ({east})) / 2), 2)))))"
    )
