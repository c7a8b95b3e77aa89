"""GeoJSON and NDJSON: all that the API says of each facility, as it says it."""

from pathlib import Path

from api.texts import Result, geojson_feature, json_record
from opendata.about import About
from opendata.formats.base import Tables


def _without_distance(result: Result) -> Result:
    """Return what is said of a facility wherever one is: there is no place to measure from."""
    return {name: value for name, value in result.items() if name != "distance_miles"}


class GeoJson:
    """Writes a FeatureCollection of RFC 7946, a feature a line."""

    def __init__(self, path: Path, _about: About) -> None:
        self._file = path.open("wb")
        self._file.write(b'{"type": "FeatureCollection", "features": [')
        self._before = b"\n"

    def add(self, results: list[Result], _tables: Tables) -> None:
        for result in results:
            self._file.write(self._before + geojson_feature(_without_distance(result)))
            self._before = b",\n"

    def close(self, _tables: Tables) -> None:
        self._file.write(b"\n]}\n")
        self._file.close()

    def drop(self) -> None:
        self._file.close()


class NdJson:
    """Writes a record of the API a line."""

    def __init__(self, path: Path, _about: About) -> None:
        self._file = path.open("wb")

    def add(self, results: list[Result], _tables: Tables) -> None:
        for result in results:
            self._file.write(json_record(_without_distance(result)) + b"\n")

    def close(self, _tables: Tables) -> None:
        self._file.close()

    def drop(self) -> None:
        self._file.close()
