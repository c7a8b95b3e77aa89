"""Facilities in the GeoJSON that this finder's own API publishes, read back as a list."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from facilities.listings.cleaning import clean_text, clean_website
from facilities.listings.readers.document import Document, Format
from facilities.listings.readers.own.rows import KIND, raw_row, record
from facilities.listings.readers.own.services import codes_by_name, slugs_by_code
from facilities.listings.readers.source import FileError, Source, series_of
from facilities.listings.records import Raw

NEEDED = ("name", "city", "state", "services")
LINES = ("main", "intake", "other")
# Only these are points of a door; others are the center of a ZIP code or city, found anew here.
OF_A_DOOR = ("source", "street")
TEXTS = "name program street city state zip county website".split()


def recognizes(document: Document) -> bool:
    content = document.json if document.is_json else None
    return isinstance(content, dict) and content.get("type") == "FeatureCollection"


def read(document: Document, kind: str | None = None) -> Source:
    """Return the Source in a FeatureCollection, or raise FileError.

    Its title and publisher may stand beside its features; without that they are the file's name
    and the site that its features come from, with the publishers whose lists that site has.
    Features that no list has any more are left out.
    """
    features = document.json.get("features")
    if not isinstance(features, list):
        raise FileError('expected a list "features"')
    numbered = [(n, _properties(n, feature), feature) for n, feature in enumerate(features, 1)]
    listed = [each for each in numbered if each[1].get("status", "open") == "open"]
    rows = [(n, _raw(n, properties, feature)) for n, properties, feature in listed]
    gone = len(numbered) - len(listed)
    left_out = f"{gone} features are in no list any more, or have closed; they were left out"
    title = clean_text(document.json.get("title")) or f"List {document.path.stem}"
    return Source(
        kind=KIND,
        year=_year(properties for _n, properties, _f in listed),
        title=title,
        publisher=clean_text(document.json.get("publisher")) or _publisher(listed) or title,
        url=clean_website(document.json.get("url")),
        rows=rows,
        record=record,
        series=series_of(title),
        warnings=[left_out] if gone else [],
    )


def _properties(number: int, feature: Any) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise FileError(f"feature {number}: expected an object with properties")
    if missing := [name for name in NEEDED if name not in properties]:
        raise FileError(
            f"feature {number}: lacks {', '.join(missing)}; expected a file like this "
            "finder's own /api/v1/facilities.geojson"
        )
    if any(edition.get("is_demo") for edition in _objects(number, properties, "listed_in")):
        raise FileError(f"feature {number}: is invented, for a demonstration; it isn't imported")
    return properties


def _raw(number: int, properties: Mapping[str, Any], feature: Mapping[str, Any]) -> Raw:
    fields = {name: _text(number, name, properties.get(name)) for name in TEXTS}
    fields["street"], _comma, fields["street2"] = fields["street"].partition(", ")
    if properties.get("precision") in OF_A_DOOR:
        fields["longitude"], fields["latitude"] = _point(number, feature.get("geometry"))
    return raw_row(
        fields,
        [_phone(number, phone) for phone in _objects(number, properties, "phones")],
        _codes(number, properties),
        properties,
        highlights=_list_of_texts(number, properties, "highlights"),
        is_withheld=properties.get("address_withheld") is True,
    )


def _codes(number: int, properties: Mapping[str, Any]) -> list[str]:
    """Return the codes of what a feature offers: those it names, and those of its services."""
    slugs, codes = slugs_by_code(), codes_by_name()
    denied = set(_list_of_texts(number, properties, "not_offered"))
    named = _list_of_texts(number, properties, "codes")
    offered = _list_of_texts(number, properties, "services")
    of_slugs = [codes[slug] for slug in offered if slugs.get(codes.get(slug, "")) == slug]
    return [code for code in dict.fromkeys([*named, *of_slugs]) if slugs.get(code) not in denied]


def _phone(number: int, phone: Mapping[str, Any]) -> dict[str, str]:
    kind = phone.get("kind")
    if kind not in LINES:
        raise FileError(f"feature {number}: phones: expected a kind of {', '.join(LINES)}")
    texts = {"number": "display", "answered_by": "answered_by"}
    values = {
        ours: _text(number, f"phones.{theirs}", phone.get(theirs)) for ours, theirs in texts.items()
    }
    return {"kind": str(kind), **{name: value for name, value in values.items() if value}}


def _point(number: int, geometry: Any) -> tuple[str, str]:
    """Return (longitude, latitude) as texts, "" where there is no point."""
    if geometry is None:
        return "", ""
    point = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(point, list) or len(point) < 2 or geometry.get("type") != "Point":
        raise FileError(f"feature {number}: geometry: expected a Point with two coordinates")
    return str(point[0]), str(point[1])


def _text(number: int, name: str, value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    raise FileError(f"feature {number}: {name}: expected a text, got {value!r:.60}")


def _list_of_texts(number: int, properties: Mapping[str, Any], name: str) -> list[str]:
    values = properties.get(name) or []
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        return values
    raise FileError(f"feature {number}: {name}: expected a list of texts")


def _objects(number: int, properties: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    values = properties.get(name) or []
    if isinstance(values, list) and all(isinstance(value, dict) for value in values):
        return values
    raise FileError(f"feature {number}: {name}: expected a list of objects")


def _publisher(listed: Iterable[tuple[int, Mapping[str, Any], Any]]) -> str:
    """Return the site that features come from, and whom it has them from."""
    sites, sources = set(), set()
    for number, properties, _feature in listed:
        sites.add(_site(number, properties))
        editions = _objects(number, properties, "listed_in")
        sources |= {clean_text(edition.get("publisher")) for edition in editions}
    site, source = (", ".join(sorted(names - {""})) for names in (sites, sources))
    return clean_text(f"{site} ({source})" if site and source else site or source)


def _site(number: int, properties: Mapping[str, Any]) -> str:
    address = _text(number, "url", properties.get("url"))
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # brackets that hold no address
        raise FileError(f"feature {number}: url: expected a web address") from None


def _year(every: Iterable[Mapping[str, Any]]) -> int | None:
    """Return the newest year of the lists that the features come from, if they tell."""
    editions = (each for properties in every for each in properties.get("listed_in") or [])
    return max((each["year"] for each in editions if type(each.get("year")) is int), default=None)


FORMAT = Format("this finder's own GeoJSON", {KIND: record}, recognizes, read)
