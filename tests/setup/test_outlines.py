"""What the map is served from: whole, small, and the same each time."""

import json
import subprocess

import brotli
import pytest

from scripts import node
from tests.setup.conftest import ROOT

pytestmark = pytest.mark.node


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Run scripts/outlines.mjs; return its folder."""
    folder = tmp_path_factory.mktemp("outlines") / "assets"
    command = [node.find("node"), ROOT / "scripts" / "outlines.mjs", folder]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def geometries(path, name):
    return json.loads(path.read_text())["objects"][name]["geometries"]


def corners(path, geometry):
    """Return the [longitude, latitude] of a geometry's points."""
    topology = json.loads(path.read_text())
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for arc in {arc if arc >= 0 else ~arc for rings in polygons for ring in rings for arc in ring}:
        x = y = 0
        for step in topology["arcs"][arc]:
            x, y = x + step[0], y + step[1]
            yield x * kx + dx, y * ky + dy


def test_it_is_what_set_up_made(made):
    kept = {path.relative_to(node.ASSETS): path for path in node.ASSETS.rglob("*.*")}

    assert {path.relative_to(made) for path in made.rglob("*.*")} == set(kept)
    for name, path in kept.items():
        assert (made / name).read_bytes() == path.read_bytes()


def test_every_state_has_its_outline_and_its_counties(made):
    states = geometries(made / "map" / "states.json", "states")
    codes = {state["properties"]["code"] for state in states}

    assert len(states) == len(codes) == 56
    assert {"DC", "RI", "GU", "AS", "MP", "VI", "PR"} < codes
    for state in states:
        assert state["type"] in ("Polygon", "MultiPolygon")
        code = state["properties"]["code"]
        counties = geometries(made / "map" / "counties" / f"{code}.json", "counties")
        assert counties
        assert {county["id"][:2] for county in counties} == {state["id"]}
        assert all(county["properties"]["name"] for county in counties)


@pytest.mark.parametrize(
    "code, west, south, east, north",
    [
        ("MA", -73.51, 41.24, -69.93, 42.89),
        ("RI", -71.89, 41.15, -71.12, 42.02),
        ("DC", -77.12, 38.79, -76.91, 39.0),
        ("HI", -160.25, 18.91, -154.81, 22.24),
        ("GU", 144.62, 13.23, 144.96, 13.65),
        ("FL", -87.63, 24.5, -80.03, 31.0),
    ],
)
def test_an_outline_reaches_as_far_as_the_state(made, code, west, south, east, north):
    path = made / "map" / "states.json"
    (state,) = (s for s in geometries(path, "states") if s["properties"]["code"] == code)
    x, y = zip(*corners(path, state), strict=True)

    for corner, expected in zip(
        (min(x), min(y), max(x), max(y)), (west, south, east, north), strict=True
    ):
        assert corner == pytest.approx(expected, abs=0.08)


def test_alaska_is_in_one_piece(made):
    path = made / "map" / "states.json"
    (alaska,) = (s for s in geometries(path, "states") if s["properties"]["code"] == "AK")

    assert max(x for x, y in corners(path, alaska)) < -129


def test_they_are_light(made):
    size = {
        path.relative_to(made).as_posix(): len(brotli.compress(path.read_bytes()))
        for path in made.rglob("*.*")
    }

    assert size["map/states.json"] <= 10_240
    assert all(bytes_ <= 14_336 for name, bytes_ in size.items() if "counties/" in name)
    assert sum(size[f"vendor/{name}"] for name in ("leaflet.js", "leaflet.css")) <= 41_000
    assert size["vendor/protomaps-leaflet.js"] <= 33_000


def test_nothing_refers_to_files_that_are_not_served(made):
    for name in ("leaflet.js", "protomaps-leaflet.js"):
        assert "sourceMappingURL" not in (made / "vendor" / name).read_text()
    assert "url(" not in (made / "vendor" / "leaflet.css").read_text()
    licenses = (made / "vendor" / "LICENSES.txt").read_text()
    assert {"Volodymyr Agafonkin", "Protomaps LLC", "Mapbox"} == {
        name for name in ("Volodymyr Agafonkin", "Protomaps LLC", "Mapbox") if name in licenses
    }
