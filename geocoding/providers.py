"""The geocoders that an operator can choose, and which of their answers is precise enough."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from geopy.geocoders import Nominatim, Photon
from geopy.geocoders.base import Geocoder
from geopy.location import Location

# The keys of OpenStreetMap that name areas; Nominatim ranks streets 26, houses 30.
AREAS = {"boundary", "landuse", "natural", "waterway"}
STREET_RANK = 26


class Census(Geocoder):
    """The US Census Bureau's geocoder, which geopy lacks: it places numbers on streets."""

    def __init__(self, *, domain: str, **options: Any):
        super().__init__(**options)
        self.api = f"{self.scheme}://{domain.strip('/')}/locations/onelineaddress"

    def geocode(self, query: str, *, exactly_one: bool = True, limit: int | None = None) -> Any:
        asked = {"address": query, "benchmark": "Public_AR_Current", "format": "json"}
        matches = self._call_geocoder(f"{self.api}?{urlencode(asked)}", self._locations)[:limit]
        return next(iter(matches), None) if exactly_one else matches

    def _locations(self, answer: dict[str, Any]) -> list[Location]:
        return [
            Location(match["matchedAddress"], (at["y"], at["x"]), match)
            for match in answer["result"]["addressMatches"]
            for at in [match["coordinates"]]
        ]


def _is_area(key: str | None, value: str | None) -> bool:
    return not key or key in AREAS or (key == "place" and value not in {"house", "houses"})


def is_street_of_nominatim(raw: dict[str, Any]) -> bool:
    """Tell whether an answer is as precise as a street: no city, ZIP code or county."""
    is_small = int(raw.get("place_rank", STREET_RANK)) >= STREET_RANK
    return is_small and not _is_area(raw.get("class"), raw.get("type"))


def is_street_of_photon(raw: dict[str, Any]) -> bool:
    about = raw["properties"]
    is_small = about.get("type", "house") in {"house", "street"}  # old servers don't say
    return is_small and not _is_area(about.get("osm_key"), about.get("osm_value"))


PROVIDERS: dict[str, tuple[type[Geocoder], Callable[[dict[str, Any]], bool]]] = {
    "nominatim": (Nominatim, is_street_of_nominatim),
    "photon": (Photon, is_street_of_photon),
    "census": (Census, bool),
}
