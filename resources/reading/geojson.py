"""GeoJSON (RFC 7946): a FeatureCollection of points, its properties taken as columns."""

from math import isfinite
from typing import Any

from facilities.listings.readers.source import FileError
from resources.reading.columns import fields_of
from resources.reading.rows import PROBLEM
from resources.reading.table import Raw, Table

LONGITUDE, LATITUDE = "longitude", "latitude"


def table_of_geojson(content: Any) -> Table:
    """Return the Table of a JSON document, or raise FileError where it isn't GeoJSON."""
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise FileError('expected GeoJSON: an object of "type": "FeatureCollection"')
    if not features:
        raise FileError("there are no features in the file")
    rows = [(number, _raw(feature)) for number, feature in enumerate(features, start=1)]
    columns = dict.fromkeys(column for _number, raw in rows for column in raw if column != PROBLEM)
    return Table(tuple(columns), fields_of(columns), rows, unit="feature")


def _raw(feature: Any) -> Raw:
    """Return the properties of a feature and its point as text; with a PROBLEM if it has one."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
        return {PROBLEM: "expected an object with properties"}
    raw: Raw = {}
    for name, value in (feature.get("properties") or {}).items():
        column, text = _storable(name), _text(value)
        if text is None:
            raw[PROBLEM] = f"{column}: expected text, got a list or an object"
        elif text := _storable(text).strip():
            raw[column] = text
    point, problem = _point(feature.get("geometry"))
    if problem:
        raw[PROBLEM] = problem
    # The geometry outweighs properties of the same name.
    return {column: text for column, text in raw.items() if column not in point} | point


def _storable(text: str) -> str:
    """Return a text without what JSON can write and no database can keep."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def _text(value: Any) -> str | None:
    """Return a JSON value as a cell would hold it; None for what no cell holds."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(int(value) if value == int(value) else value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return None


def _point(geometry: Any) -> tuple[Raw, str]:
    """Return ({longitude, latitude} as text, what is wrong); neither without a geometry."""
    if geometry is None:
        return {}, ""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        kind = geometry.get("type") if isinstance(geometry, dict) else geometry
        return {}, f"geometry: expected a Point, got {str(kind)[:40]!r}"
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return {}, "geometry: expected [longitude, latitude]"
    numbers = [number for number in coordinates[:2] if _is_number(number)]
    if len(numbers) < 2:
        return {}, "geometry: expected two numbers, [longitude, latitude]"
    return {LONGITUDE: str(numbers[0]), LATITUDE: str(numbers[1])}, ""


def _is_number(value: Any) -> bool:
    """Tell whether a coordinate is a number; one that no field can hold comes as a text."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
