"""Points on the globe: all the geometry there is.

Coordinates are degrees (WGS 84), distances are miles along a great circle of a sphere.
Everything here runs the same on SQLite and PostgreSQL.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import FloatField, Func
from django.db.models.sql.compiler import SQLCompiler

# The mean radius of the Earth, 6371.009 km.
EARTH_RADIUS_MILES = 3958.7614
# Grows a box by more than floating-point error, by less than a millimetre on the ground.
MARGIN_DEGREES = 1e-9


@dataclass(frozen=True, slots=True)
class Point:
    latitude: float
    longitude: float

    def box(self, miles: float) -> dict[str, tuple[float, float]]:
        """Return look-ups that keep every row within `miles`, and few others.

        They let an index on (latitude, longitude) do the work; `miles_from` then tells
        which rows of the box lie in the circle. The meridians that touch the circle
        are further apart than the usual `miles / cos(latitude)` says, so that form
        would clip it. A circle around a pole or over the 180th meridian (the far
        Aleutians) is bounded by latitude alone.
        """
        angle = miles / EARTH_RADIUS_MILES
        reach = degrees(angle) + MARGIN_DEGREES
        south, north = self.latitude - reach, self.latitude + reach
        lookups = {"latitude__range": (south, north)}
        if south > -90 and north < 90:
            reach = degrees(asin(sin(angle) / cos(radians(self.latitude)))) + MARGIN_DEGREES
            west, east = self.longitude - reach, self.longitude + reach
            if west >= -180 and east <= 180:
                lookups["longitude__range"] = (west, east)
        return lookups


def westward(longitude: float) -> float:
    """Return a longitude counted west from Greenwich as far as Palau, at -225.

    So neither the Aleutians nor Guam lie at the other end of the country.
    """
    return longitude - 360 if longitude > 0 else longitude


def miles_between(a: Point, b: Point) -> float:
    """Return the haversine distance between two points."""
    half_dlat = radians(b.latitude - a.latitude) / 2
    half_dlon = radians(b.longitude - a.longitude) / 2
    h = (
        sin(half_dlat) ** 2
        + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(half_dlon) ** 2
    )
    # Rounding can push h past 1, where asin is undefined.
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(min(1.0, h)))


class MilesFrom(Func):
    """The miles from a point to a row, as `miles_between` has it, in one expression.

    Built of Django's functions it would be a tree of twenty nodes, which a search
    resolves and compiles four times: 3 ms of every answer.
    """

    output_field = FloatField()
    formula = (
        "({diameter} * ASIN(SQRT({least}(1.0, POWER(SIN((RADIANS({lat}) - {north}) / 2), 2)"
        " + COS(RADIANS({lat})) * {cosine} * POWER(SIN((RADIANS({lon}) - {east}) / 2), 2)))))"
    )

    def __init__(
        self, point: Point, latitude: str = "latitude", longitude: str = "longitude", **extra: Any
    ) -> None:
        super().__init__(latitude, longitude, **extra)
        self.point = point

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        *args: Any,
        least: str = "LEAST",
        **extra: Any,
    ) -> tuple[str, tuple[Any, ...]]:
        (lat, lat_params), (lon, lon_params) = map(compiler.compile, self.source_expressions)
        sql = self.formula.format(
            diameter=2 * EARTH_RADIUS_MILES,
            # Rounding can push the sum past 1, where ASIN is undefined.
            least=least,
            lat=lat,
            lon=lon,
            # In brackets: minus a negative number would begin a comment.
            north=f"({radians(self.point.latitude)!r})",
            east=f"({radians(self.point.longitude)!r})",
            cosine=f"({cos(radians(self.point.latitude))!r})",
        )
        return sql, (*lat_params, *lat_params, *lon_params)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, tuple[Any, ...]]:
        return self.as_sql(compiler, connection, least="MIN")


def miles_from(point: Point) -> MilesFrom:
    """Return an expression: the miles from `point` to a row with `latitude` and `longitude`."""
    return MilesFrom(point)


def middle(points: Iterable[Point]) -> Point:
    """Return the point in the midst of one or more others.

    The mean of the directions from the Earth's center: unlike the mean of the degrees,
    it holds on both sides of the 180th meridian. Raises ValueError for no points.
    """
    x = y = z = 0.0
    for point in points:
        latitude, longitude = radians(point.latitude), radians(point.longitude)
        x += cos(latitude) * cos(longitude)
        y += cos(latitude) * sin(longitude)
        z += sin(latitude)
    if x == y == z == 0:
        raise ValueError("no points have no middle")
    return Point(round(degrees(atan2(z, hypot(x, y))), 5), round(degrees(atan2(y, x)), 5))
