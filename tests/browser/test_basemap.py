"""Streets under the map: drawn where they are, in the page's colors, from a file of this site."""

import re
import shutil
import sqlite3
from contextlib import closing
from itertools import product

import pytest
from django.conf import settings
from playwright.sync_api import expect

from finder.configuration.colors import contrast
from scripts.sample_basemap import TILES, main
from tests.browser.server import serving
from tests.browser.test_map import size_of, wait_for_map

pytestmark = [
    pytest.mark.browser,
    pytest.mark.node,
    pytest.mark.skipif(
        not (settings.HAS_MAP and TILES.is_dir()), reason="needs npm's packages: make install"
    ),
]

SEARCH = "/search/?where=Chicago,+IL"
MOST_WITH_STREETS = 150_000  # bytes
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
STREETS = ".leaflet-basemap-pane canvas.leaflet-tile-loaded"
# Two of the invented facilities move to a street of Chicago's.
MOVE = """UPDATE facilities_facility SET city = 'Chicago', state = 'IL', zip = '60607',
    latitude = 41.8747, longitude = -87.6500 + id % 5 * 0.004, precision = 'street'
    WHERE id IN (SELECT id FROM facilities_facility WHERE status = 'open'
    AND precision != 'unknown' AND NOT address_withheld LIMIT 2)"""
# What lies there, by name of the palette's colors.
PLACES = {
    "water": (41.885, -87.600),  # Lake Michigan
    "park": (41.8763, -87.6195),  # Grant Park
    "highway": (41.8757, -87.6500),  # Interstate 290
    "land": (41.8700, -87.6270),
}
# Draws a map of its own; resolves with the palette, the colors at some points, and all names.
DRAW = """async (points) => {
    const words = document.querySelector("[data-map]").dataset;
    const link = document.createElement("link");
    Object.assign(link, {rel: "stylesheet", href: words.leafletStyle});
    document.head.append(link);
    await Promise.all([new Promise(done => { link.onload = done; }), import(words.leaflet)]);
    const box = document.createElement("div");
    box.style.cssText = "width: 1400px; height: 400px";
    document.body.prepend(box);
    const names = new Set(), { prototype } = CanvasRenderingContext2D;
    const write = prototype.fillText;
    prototype.fillText = function (text, ...at) { names.add(text); write.call(this, text, ...at); };
    const map = L.map(box, {fadeAnimation: false, zoomAnimation: false});
    map.setView([41.8757, -87.63], 15);
    const {addBasemap, palette} = await import(words.basemapScript);
    const covers = await addBasemap(map, {library: words.basemapLibrary, url: words.basemap});
    // Read from a copy: Chromium warns of reading what it draws quickly.
    const copy = new OffscreenCanvas(256, 256).getContext("2d", {willReadFrequently: true});
    const tiles = () => [...box.querySelectorAll("canvas")].map(canvas => {
        const {x, y} = canvas.getBoundingClientRect();
        copy.drawImage(canvas, 0, 0);
        return {x, y, data: copy.getImageData(0, 0, 256, 256).data};
    });
    const hex = (rgb) => "#" + [...rgb].map(each => each.toString(16).padStart(2, "0")).join("");
    const edge = box.getBoundingClientRect();
    const drawn = () => {
        const pictures = tiles();
        return points.map(point => {
            const {x, y} = map.latLngToContainerPoint(point).add([edge.x, edge.y]);
            const tile = pictures.find(t => x >= t.x && y >= t.y && x < t.x + 256 && y < t.y + 256);
            const from = 4 * (Math.floor(y - tile.y) * 256 + Math.floor(x - tile.x));
            return hex(tile.data.slice(from, from + 3));
        });
    };
    window.look = () => ({colors: palette(box), drawn: drawn(), names: [...names]});
    window.coversAt = (zoom) => map.setZoom(zoom, {animate: false}) && covers();
    return look();
}"""


@pytest.fixture(scope="module")
def streets(directory, tmp_path_factory):
    """Serve the demonstration, with two facilities and the streets of Chicago; return the Site."""
    folder = tmp_path_factory.mktemp("streets")
    database, file = folder / "finder.sqlite3", folder / "chicago.pmtiles"
    shutil.copy(directory, database)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(MOVE)
    main(file)
    with serving(database, folder / "server.log", MAP_BASEMAP=str(file)) as site:
        yield site


@pytest.fixture
def town(page, watch, streets):
    """Return a function that opens a search of Chicago; none but the site may be asked."""
    watch.origins = {streets.url}

    def do(language=""):
        page.goto(streets.url + language + SEARCH)
        return page

    return do


@pytest.mark.parametrize("look", ["light", "dark"])
def test_what_is_drawn_is_what_lies_there(town, look):
    page = town()
    page.emulate_media(color_scheme=look)
    seen = page.evaluate(DRAW, list(PLACES.values()))

    assert dict(zip(PLACES, seen["drawn"], strict=True)) == {
        name: seen["colors"][name] for name in PLACES
    }
    assert {"W Madison St", "S Halsted St", "Chicago", "Greektown"} <= set(seen["names"])
    # Outlines are needed where the map shows more than the file has.
    assert page.evaluate("[15, 5].map(coversAt)") == [True, False]


def test_it_follows_the_light(town):
    page = town()
    page.emulate_media(color_scheme="light")
    light = page.evaluate(DRAW, list(PLACES.values()))
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "light => { const { drawn, colors } = look(); return drawn[0] === colors.water"
        " && drawn[0] !== light; }",
        arg=light["drawn"][0],
        polling=500,
    )


def test_places_bear_the_names_of_the_pages_language(town):
    west = DRAW.replace("[41.8757, -87.63], 15", "[41.85, -87.74], 13")
    names = {language: set(town(language).evaluate(west, [])["names"]) for language in ("", "/es")}
    assert ("Cicero" in names[""], "Cícero" in names[""]) == (True, False)
    assert ("Cicero" in names["/es"], "Cícero" in names["/es"]) == (False, True)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_names_can_be_read(town, look):
    page = town()
    page.emulate_media(color_scheme=look)
    colors = page.evaluate(DRAW, [])["colors"]
    faint = {
        (text, ground): ratio
        for text, ground in [
            *product(("text", "quiet"), ("land", "park", "water", "minor_road", "major_road")),
            ("text", "highway"),
        ]
        if (ratio := contrast(colors[text][1:], colors[ground][1:])) < 7
    }
    assert faint == {}


def test_the_map_of_a_search_has_them_in_few_bytes_of_this_site(town, streets, watch):
    page = town()
    page.wait_for_load_state("networkidle")
    ranges, before = {}, len(watch.requests)
    page.on("response", lambda response: ranges.setdefault(response.url, []).append(response))
    open_map(page)
    page.locator(STREETS).first.wait_for()
    page.wait_for_load_state("networkidle")

    loaded = watch.requests[before:]
    assert all(url.startswith(streets.url) for url in loaded)
    (file,) = {url for url in loaded if "/map/basemap.pmtiles?v=" in url}
    pieces = ranges[file]
    assert {piece.status for piece in pieces} == {206}
    assert all("range" in piece.request.headers for piece in pieces)
    tiles = sum(int(piece.headers["content-length"]) for piece in pieces)
    # Outlines come where the file ends, which a state's doesn't so soon.
    others = sum(size_of(url) for url in loaded if url != file and "/static/map/" not in url)
    assert others + tiles <= MOST_WITH_STREETS
    # What a page names by its content is what comes: no module twice, none of another release.
    assert [url for url in loaded if "/static/" in url and not HASHED.search(url)] == []
    expect(page.get_by_role("region", name="Map")).to_contain_text("© OpenStreetMap contributors")


def open_map(page):
    page.get_by_role("button", name="Map", exact=True).click()
    wait_for_map(page)


def test_without_the_file_there_are_outlines(town, watch):
    watch.statuses.add(404)
    page = town()
    page.route("**/map/basemap.pmtiles*", lambda route: route.fulfill(status=404, body=""))
    open_map(page)
    expect(page.locator(".map__land").first).to_be_attached()
    expect(page.locator(STREETS)).to_have_count(0)
