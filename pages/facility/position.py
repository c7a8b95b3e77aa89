"""Where a facility's spot on the map comes from, in words."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from pages.context import current_editions

# Whose data the geocoders answer from.
GEOCODERS = {
    "census": "US Census Bureau",
    "nominatim": "OpenStreetMap",
    "photon": "OpenStreetMap",
}


@dataclass(frozen=True)
class PositionSource:
    """The table or geocoder that gave a point: `listed` by its edition's title, or its `name`.

    `since`: the day from which on it is used here.
    """

    listed: str
    name: str
    since: date


def position_source(position_from: str) -> PositionSource | None:
    """Return the PositionSource that a facility's `position_from` names, None for none.

    It is as GeocodedAddress.said_by writes it: a file's name or a geocoder, and a date.
    """
    source, _comma, day = position_from.rpartition(", ")
    try:
        since = date.fromisoformat(day)
    except ValueError:
        return None
    if source in GEOCODERS:
        return PositionSource("", GEOCODERS[source], since)
    titles = {edition.file_name: edition.title for edition in current_editions()}
    name = PurePath(source).stem.replace("_", " ")
    return PositionSource(titles.get(source, ""), name, since)
