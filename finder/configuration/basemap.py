"""The streets under the map of results: one PMTiles file of the operator's (decision 49)."""

import re
import zlib
from gzip import BadGzipFile
from html import unescape
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured
from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression, MagicNumberNotFound, SpecVersionUnsupported, TileType

TAG = re.compile(r"<[^>]*>")
# What the map is drawn of, at least.
NEEDED = {"earth", "roads", "water"}
# What the library raises of anything that isn't PMTiles: nothing in it, too little, other bytes.
UNREADABLE = (
    *(MagicNumberNotFound, SpecVersionUnsupported, ValueError, IndexError),
    *(BadGzipFile, EOFError, zlib.error),
)


class Basemap(NamedTuple):
    """A file of tiles: where it is, which it is, and whose work."""

    path: str
    version: str
    credit: str


def basemap(name, value):
    """Return the Basemap at a path, None of "", or stop with one line that says what is wrong."""
    if not value:
        return None
    path = Path(value)
    try:
        with path.open("rb") as file:
            reader = Reader(MmapSource(file))
            wrong = complaint(reader.header(), reader.metadata(), path.stat().st_size)
            credit = text(reader.metadata().get("attribution"))
    except UNREADABLE:
        wrong = "isn't a file of tiles in PMTiles, version 3"
    except OSError as error:
        wrong = f"can't be read ({error.strerror})"
    if wrong:
        raise ImproperlyConfigured(
            f"{name}: {value} {wrong}. How to get one: docs/deploying.md, “Streets on the map”."
        )
    return Basemap(str(path.resolve()), version_of(path.stat()), credit)


def complaint(header, metadata, size):
    """Return what is wrong with a file, or ""; ValueError if its metadata can't be any."""
    if not isinstance(metadata, dict):
        raise ValueError
    missing = header["tile_data_offset"] + header["tile_data_length"] - size
    if missing > 0:
        return f"isn't whole: {missing:,} bytes are missing at its end"
    if header["tile_type"] != TileType.MVT:
        return "has pictures, and the map draws vector tiles (MVT)"
    if header["tile_compression"] not in (Compression.GZIP, Compression.NONE):
        return "is packed as browsers can't read it; they know gzip"
    has = {layer.get("id") for layer in metadata.get("vector_layers") or []}
    if not has >= NEEDED:
        names = ", ".join(sorted(NEEDED - has))
        return f"has no layer {names}, as Protomaps' basemaps do"
    if not text(metadata.get("attribution")):
        return "doesn't say whose work it is (attribution), as the map must"
    return ""


def text(html):
    """Return what a browser would show of a piece of HTML."""
    return " ".join(unescape(TAG.sub("", html or "")).split())


def version_of(status):
    """Return what tells a file from the one before it, as nginx does in an ETag."""
    return f"{int(status.st_mtime):x}-{status.st_size:x}"
