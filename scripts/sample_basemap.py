"""Make a small base map of real streets, to try MAP_BASEMAP with and to test it: Chicago.

    .venv/bin/python -m scripts.sample_basemap var/chicago.pmtiles

Thirty tiles of the city by OpenStreetMap (ODbL), zoom 13, as the npm package @mapbox/mvt-fixtures
ships them, are renamed to Protomaps' layers and put together for the zooms 6 to 12. About a
megabyte, 12 by 14 miles. A map of a state or the country is cut otherwise: docs/deploying.md.
"""

import gzip
import math
import sys
from collections import defaultdict
from pathlib import Path

import mapbox_vector_tile
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

ROOT = Path(__file__).resolve().parent.parent
TILES = ROOT / "node_modules" / "@mapbox" / "mvt-fixtures" / "real-world" / "chicago"
CREDIT = '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap contributors</a>'
ZOOM, LEAST_ZOOM, EXTENT = 13, 6, 4096
# {class of Mapbox Streets 7: (kind, kind_detail of Protomaps, zoom from which it is in a tile)}
ROADS = {
    "motorway": ("highway", "motorway", 3),
    "motorway_link": ("highway", "motorway_link", 11),
    "trunk": ("major_road", "trunk", 6),
    "primary": ("major_road", "primary", 7),
    "secondary": ("major_road", "secondary", 9),
    "tertiary": ("major_road", "tertiary", 9),
    "link": ("major_road", "primary_link", 12),
    "street": ("minor_road", "residential", 12),
    "street_limited": ("minor_road", "unclassified", 12),
    "service": ("minor_road", "service", 13),
    "pedestrian": ("path", "pedestrian", 13),
    "path": ("path", "footway", 13),
    "major_rail": ("rail", "rail", 11),
    "minor_rail": ("rail", "light_rail", 13),
}
# From which zoom tiles have a road's name, by its kind_detail; others at the nearest.
NAMED = {"motorway": 7, "trunk": 12, "primary": 12}
LAND = {
    "park": ("park", 9),
    "cemetery": ("cemetery", 10),
    "wood": ("wood", 10),
    "school": ("school", 11),
    "hospital": ("hospital", 11),
}
PLACES = {"city": ("locality", 4), "town": ("locality", 7), "neighbourhood": ("neighbourhood", 12)}
EVERYWHERE = {"type": "Polygon", "coordinates": [[[0, 0], [EXTENT, 0], [EXTENT, EXTENT]]]}


def main(path):
    """Write the base map to a file."""
    if not TILES.is_dir():
        sys.exit("The streets come with @mapbox/mvt-fixtures: install Node.js, then make install")
    tiles = {ZOOM: dict(read_tiles())}
    for zoom in range(ZOOM - 1, LEAST_ZOOM - 1, -1):
        tiles[zoom] = joined(tiles[zoom + 1])
    with open(path, "wb") as file:
        writer = Writer(file)
        packed = [
            (zxy_to_tileid(zoom, x, y), encoded(layers, zoom))
            for zoom, level in tiles.items()
            for (x, y), layers in level.items()
        ]
        for number, content in sorted(packed):
            writer.write_tile(number, content)
        layers = [{"id": name, "fields": {}} for name in next(iter(tiles[ZOOM].values()))]
        metadata = {"name": "Chicago", "attribution": CREDIT, "vector_layers": layers}
        writer.finalize(header(tiles[ZOOM]), metadata)


def read_tiles():
    """Yield ((x, y), {layer: features}) of the package's tiles, in Protomaps' schema."""
    for path in sorted(TILES.glob(f"{ZOOM}-*.mvt")):
        _zoom, x, y = map(int, path.stem.split("-"))
        options = {"y_coord_down": True}
        layers = mapbox_vector_tile.decode(path.read_bytes(), default_options=options)
        features = {name: layer["features"] for name, layer in layers.items()}
        yield (x, y), converted(defaultdict(list, features))


def converted(layers):
    """Return {layer: [(geometry, properties, zoom it begins at)]} of one tile."""
    earth = {**EVERYWHERE, "coordinates": [[*EVERYWHERE["coordinates"][0], [0, EXTENT], [0, 0]]]}
    return {
        "earth": [(earth, {"kind": "earth"}, 0)],
        "water": [(each["geometry"], {"kind": "lake"}, 0) for each in layers["water"]],
        "landuse": [
            (each["geometry"], {"kind": LAND[name][0]}, LAND[name][1])
            for each in layers["landuse"]
            if (name := each["properties"]["class"]) in LAND
        ],
        "roads": [*roads(layers["road"]), *roads(layers["road_label"], NAMED)],
        "places": [
            (each["geometry"], named(each, kind=kind, min_zoom=zoom), zoom)
            for each in layers["place_label"]
            if (place := PLACES.get(each["properties"]["type"]))
            for kind, zoom in [place]
        ],
    }


def roads(features, named_from=None):
    """Yield the streets and railways of a layer; the package has names on lines of their own."""
    for each in features:
        is_line = each["geometry"]["type"] in ("LineString", "MultiLineString")
        if is_line and (road := ROADS.get(each["properties"]["class"])):
            kind, detail, zoom = road
            zoom = zoom if named_from is None else named_from.get(detail, ZOOM)
            yield each["geometry"], named(each, kind=kind, kind_detail=detail), zoom


def named(feature, **properties):
    """Return properties with the names of a feature, where it has some."""
    source = feature["properties"]
    names = {"name": source.get("name"), "name:es": source.get("name_es"), "ref": source.get("ref")}
    if names["name:es"] == names["name"]:
        del names["name:es"]
    return properties | {key: name for key, name in names.items() if name}


def joined(level):
    """Return the tiles of the zoom before: each is made of up to four."""
    made = defaultdict(lambda: defaultdict(list))
    for (x, y), layers in level.items():
        shift = (x % 2 * EXTENT, y % 2 * EXTENT)
        for name, features in layers.items():
            made[x // 2, y // 2][name] += [
                ({**geometry, "coordinates": halved(geometry["coordinates"], shift)}, *rest)
                for geometry, *rest in features
            ]
    return made


def halved(coordinates, shift):
    """Return nested coordinates as the tile of the zoom before counts them."""
    if isinstance(coordinates[0], (int, float)):
        return [(value + by) // 2 for value, by in zip(coordinates, shift, strict=True)]
    return [halved(each, shift) for each in coordinates]


def encoded(layers, zoom):
    """Return a packed tile, with what is in one at that zoom."""
    content = [
        {
            "name": name,
            "features": [
                {"geometry": geometry, "properties": properties}
                for geometry, properties, least in features
                if least <= zoom
            ],
        }
        for name, features in layers.items()
    ]
    options = {"extents": EXTENT, "y_coord_down": True}
    return gzip.compress(mapbox_vector_tile.encode(content, default_options=options), mtime=0)


def header(tiles):
    """Return what the file's first bytes say of it."""
    columns, rows = zip(*tiles, strict=True)
    west, north = corner(min(columns), min(rows))
    east, south = corner(max(columns) + 1, max(rows) + 1)
    bounds = {"min_lon": west, "max_lon": east, "min_lat": south, "max_lat": north}
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        **{f"{name}_e7": round(degrees * 1e7) for name, degrees in bounds.items()},
        "center_zoom": ZOOM,
        "center_lon_e7": round((west + east) / 2 * 1e7),
        "center_lat_e7": round((south + north) / 2 * 1e7),
    }


def corner(x, y):
    """Return the longitude and latitude of a tile's upper left corner, in degrees."""
    turn = math.pi * (1 - 2 * y / 2**ZOOM)
    return x / 2**ZOOM * 360 - 180, math.degrees(math.atan(math.sinh(turn)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Which file? python -m scripts.sample_basemap var/chicago.pmtiles")
    main(sys.argv[1])
