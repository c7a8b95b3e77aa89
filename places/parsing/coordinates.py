"""Coordinates that someone pasted: "39.7589, -84.1916", "39.7589° N, 84.1916° W"."""

import re

from places.geo import Point

_NUMBER = r"(?P<{0}>[-+−–]?\d{{1,3}}\.\d+)\s*°?\s*(?P<{0}_side>[{1}])?"
COORDINATES = re.compile(
    rf"\s*\(?\s*{_NUMBER.format('latitude', 'NS')}\s*[,;\s]\s*{_NUMBER.format('longitude', 'EWO')}"
    r"\s*\)?\s*",
    re.IGNORECASE,
)
# North of Guam and of the Marianas, the United States is in the west, whatever sign was lost.
WEST_ABOVE = 24


def coordinates(text: str) -> Point | None:
    """Return the point of a text that is nothing but coordinates in degrees, else None."""
    match = COORDINATES.fullmatch(text)
    if match is None:
        return None
    latitude, longitude = (_degrees(match, name) for name in ("latitude", "longitude"))
    if longitude > 0 and latitude > WEST_ABOVE and not match["longitude_side"]:
        longitude = -longitude
    return Point(latitude, longitude)


def _degrees(match: re.Match[str], name: str) -> float:
    side = (match[f"{name}_side"] or "").upper()
    degrees = float(match[name].lstrip("+-−–"))
    return -degrees if match[name][0] in "-−–" or side in ("S", "W", "O") else degrees
