"""The place of a point, for those who share where they are."""

from collections.abc import Iterable

from places.geo import Point, miles_between
from places.models import Kind, Place, ZipKind
from places.resolution import ResolvedPlace

# ZIP codes that cover an area first. Where the post brings nothing to the door (small
# islands, the Arctic), a town has boxes only. Beyond the last is no state.
STEPS = ((10, (ZipKind.STANDARD,)), (100, (ZipKind.STANDARD, ZipKind.PO_BOX)))


def nearest_zip(latitude: float, longitude: float) -> ResolvedPlace | None:
    """Return the ZIP code whose center is nearest to a point, in degrees.

    One of PO boxes only if no other is within 10 miles, one organization's never. None
    if none is within 100 miles, or for what is no point on Earth. Costs two queries by
    index, three in empty country.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    point = Point(latitude, longitude)
    for miles, kinds in STEPS:
        if zip := _nearest_within(point, miles, kinds):
            return ResolvedPlace.of(Place.objects.get(kind=Kind.ZIP, key=zip))
    return None


def _nearest_within(point: Point, miles: float, kinds: Iterable[ZipKind]) -> str | None:
    """Return the digits of the nearest ZIP code of some kinds within so many miles, or None."""
    zips = Place.objects.filter(zip_kind__in=kinds, **point.box(miles))
    distances = (
        (miles_between(point, Point(latitude, longitude)), zip)
        for zip, latitude, longitude in zips.values_list("zip", "latitude", "longitude")
    )
    distance, zip = min(distances, default=(miles, None))
    return zip if distance < miles else None
