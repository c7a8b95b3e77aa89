"""Streets for the map: which files do, and how ranges of one are sent."""

import json
import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from pmtiles.tile import Compression, TileType
from pmtiles.writer import Writer

from finder.basemap import MOST_BYTES
from finder.configuration.basemap import NEEDED, basemap

ADDRESS = "/map/basemap.pmtiles?v=1"
SIZE = MOST_BYTES + 1000
CREDIT = '<a href="https://osm.example">© OpenStreetMap&nbsp;contributors</a>'


def write(path, size=0, kind=TileType.MVT, packed=Compression.GZIP, **changes):
    """Write a PMTiles file with one tile of nothing; at least `size` bytes. Return its path."""
    layers = [{"id": name, "fields": {}} for name in NEEDED]
    header = {"tile_type": kind, "tile_compression": packed, "center_zoom": 0}
    for each in ("min_lon", "min_lat", "max_lon", "max_lat", "center_lon", "center_lat"):
        header[f"{each}_e7"] = 0
    with path.open("wb") as file:
        writer = Writer(file)
        writer.write_tile(0, bytes(size))
        writer.finalize(header, {"attribution": CREDIT, "vector_layers": layers} | changes)
    return path


@pytest.fixture
def tiles(tmp_path, settings):
    """Have the site serve a file of SIZE bytes that all differ from their neighbors; return it."""
    path = write(tmp_path / "basemap.pmtiles", SIZE)
    content = path.read_bytes()[:400]
    path.write_bytes(content + bytes(n % 251 for n in range(SIZE - len(content))))
    settings.MAP_BASEMAP = basemap("MAP_BASEMAP", str(write(tmp_path / "other.pmtiles")))
    settings.MAP_BASEMAP = settings.MAP_BASEMAP._replace(path=str(path))
    os.utime(path, (1_800_000_000, 1_800_000_000))
    return path.read_bytes()


# --- Which files do ----------------------------------------------------------------------------


def test_what_the_map_says_of_a_file_is_in_it(tmp_path, settings_of):
    path = write(tmp_path / "us.pmtiles")
    os.utime(path, (1_800_000_000, 1_800_000_000))
    setting = settings_of(MAP_BASEMAP=f" {path} ")["MAP_BASEMAP"]

    assert setting.path == str(path)
    assert setting.version == f"6b49d200-{path.stat().st_size:x}"
    assert setting.credit == "© OpenStreetMap contributors"
    assert settings_of(MAP_BASEMAP="")["MAP_BASEMAP"] is None


def test_other_origins_may_give_nothing_with_it_either(tmp_path, settings_of):
    path = write(tmp_path / "us.pmtiles")
    directives = settings_of(MAP_BASEMAP=str(path))["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    sources = {
        source for value in directives.values() if isinstance(value, list) for source in value
    }
    assert sources == {"'self'", "'none'"}


@pytest.mark.parametrize(
    "changes, complaint",
    [
        ({"kind": TileType.PNG}, "has pictures"),
        ({"packed": Compression.ZSTD}, "packed as browsers can't read"),
        ({"vector_layers": [{"id": "roads"}, {"id": "land"}]}, "no layer earth, water"),
        ({"vector_layers": None}, "no layer earth, roads, water"),
        ({"attribution": ""}, "doesn't say whose work it is"),
        ({"attribution": "<a href='x'> </a>"}, "doesn't say whose work it is"),
    ],
)
def test_a_file_that_will_not_do_is_refused_in_a_sentence(tmp_path, changes, complaint):
    path = write(tmp_path / "us.pmtiles", **changes)
    with pytest.raises(ImproperlyConfigured, match=f"MAP_BASEMAP: {path} .*{complaint}.*docs"):
        basemap("MAP_BASEMAP", str(path))


def cut(content):
    return content[:-10]


def without_metadata(content):
    return content[:127] + bytes(len(content) - 127)


def other_version(content):
    return content[:7] + b"\x02" + content[8:]


@pytest.mark.parametrize(
    "change, complaint",
    [
        (cut, "isn't whole: 10 bytes are missing"),
        (without_metadata, "isn't a file of tiles"),
        (other_version, "isn't a file of tiles"),
        (lambda content: b"", "isn't a file of tiles"),
        (lambda content: b"PMTiles", "isn't a file of tiles"),
        (lambda content: b"PMTiles\x03", "isn't a file of tiles"),
        (lambda content: b"\xff" * 500, "isn't a file of tiles"),
        (lambda content: json.dumps({}).encode(), "isn't a file of tiles"),
    ],
)
def test_so_is_one_that_is_broken(tmp_path, change, complaint):
    path = write(tmp_path / "us.pmtiles", size=50)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(ImproperlyConfigured, match=complaint):
        basemap("MAP_BASEMAP", str(path))


def test_so_are_a_folder_and_nothing(tmp_path):
    for path in (tmp_path, tmp_path / "nothing.pmtiles"):
        with pytest.raises(ImproperlyConfigured, match="can't be read"):
            basemap("MAP_BASEMAP", str(path))


# --- How it is sent ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked, first, last",
    [
        ("bytes=0-126", 0, 126),
        ("bytes=1000-1000", 1000, 1000),
        (f"bytes={SIZE - 5}-", SIZE - 5, SIZE - 1),
        (f"bytes={SIZE - 5}-{SIZE + 99}", SIZE - 5, SIZE - 1),
        ("bytes=-5", SIZE - 5, SIZE - 1),
        # The beginning of what is longer than an answer may be.
        ("bytes=0-", 0, MOST_BYTES - 1),
        ("bytes=7-999999999999", 7, MOST_BYTES + 6),
        (f"bytes=-{SIZE + 1}", 0, MOST_BYTES - 1),
    ],
)
def test_a_range_is_sent_alone(client, tiles, asked, first, last):
    response = client.get(ADDRESS, headers={"range": asked})
    assert response.status_code == 206
    assert response.content == tiles[first : last + 1]
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response["Content-Length"] == str(last - first + 1)
    assert response["ETag"] == f'"6b49d200-{SIZE:x}"'  # as nginx writes it
    assert response["Cache-Control"] == "public, max-age=86400"
    assert "Content-Encoding" not in response


@pytest.mark.parametrize(
    "asked",
    [
        None,
        f"bytes={SIZE}-",
        "bytes=-0",
        # What is no range, or several, means the whole file, and that is too large.
        "bytes=9-1",
        "bytes=0-1,5-6",
        "bytes=",
        "bytes=-",
        "bytes=٣-٤",
        "lines=0-1",
        f"bytes=0-{'9' * 30}",
    ],
)
def test_what_is_too_much_or_not_there_is_refused(client, tiles, asked):
    response = client.get(ADDRESS, headers={"range": asked} if asked else {})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{SIZE}"
    assert response["Cache-Control"] == "no-store"
    assert len(response.content) < 100


def test_a_small_file_is_sent_whole(client, tmp_path, settings):
    path = write(tmp_path / "small.pmtiles", 100)
    settings.MAP_BASEMAP = basemap("MAP_BASEMAP", str(path))
    response = client.get(ADDRESS)
    assert (response.status_code, response.content) == (200, path.read_bytes())
    assert client.get(ADDRESS, headers={"range": "bytes=0-9"}).status_code == 206


def test_head_says_how_large_it_is(client, tiles):
    response = client.head(ADDRESS, headers={"range": "bytes=0-9"})
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(SIZE)
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    "name, value, status",
    [
        ("if-range", f'"6b49d200-{SIZE:x}"', 206),
        ("if-range", "Fri, 15 Jan 2027 08:00:00 GMT", 206),
        ("if-range", '"of another file"', 416),
        ("if-range", "Fri, 15 Jan 2021 08:00:00 GMT", 416),
        ("if-range", "nonsense", 416),
        ("if-none-match", f'"6b49d200-{SIZE:x}"', 304),
        ("if-none-match", '"of another file"', 206),
        ("if-modified-since", "Fri, 15 Jan 2027 08:00:00 GMT", 304),
        ("if-modified-since", "Fri, 15 Jan 2021 08:00:00 GMT", 206),
    ],
)
def test_conditions_are_met(client, tiles, name, value, status):
    response = client.get(ADDRESS, headers={"range": "bytes=0-9", name: value})
    assert response.status_code == status


def test_a_new_file_is_told_from_the_one_before(client, tiles, settings):
    before = client.get(ADDRESS, headers={"range": "bytes=0-9"})["ETag"]
    os.utime(settings.MAP_BASEMAP.path, (1_800_000_001, 1_800_000_001))
    assert client.get(ADDRESS, headers={"range": "bytes=0-9"})["ETag"] != before


def test_without_one_there_is_nothing(client, tiles, settings):
    os.remove(settings.MAP_BASEMAP.path)
    assert client.get(ADDRESS, headers={"range": "bytes=0-9"}).status_code == 404
    settings.MAP_BASEMAP = None
    assert client.get(ADDRESS, headers={"range": "bytes=0-9"}).status_code == 404


def test_nobody_can_change_it(client, tiles):
    assert client.post(ADDRESS).status_code == 405


# --- What pages say of it ------------------------------------------------------------------------


def results(client):
    return client.get("/search/?where=MA").content.decode()


def test_a_site_without_the_maps_files_has_no_button(cast, client, settings):
    settings.HAS_MAP = True
    assert 'data-source="/search/map/"' in results(client)
    assert 'class="views"' in results(client)
    assert "data-basemap" not in results(client)
    settings.HAS_MAP = False
    assert "data-map" not in results(client)
    assert 'class="views"' not in results(client)


def test_the_page_tells_the_map_of_the_streets(cast, client, settings, tmp_path):
    path = write(tmp_path / "us.pmtiles", attribution="© &lt;Us&gt;")
    settings.HAS_MAP, settings.MAP_BASEMAP = True, basemap("MAP_BASEMAP", str(path))
    html = results(client)
    assert f'data-basemap="/map/basemap.pmtiles?v={settings.MAP_BASEMAP.version}"' in html
    assert 'data-credit="Streets: © &lt;Us&gt;."' in html
