"""deploy/nginx.conf: the map's streets, which nginx sends itself where it has them."""

import pytest

from faults.parts.proxy import Proxy
from tests.setup.echo import ask, echoing

STREETS = "/map/basemap.pmtiles?v=1"


@pytest.fixture
def finder():
    with echoing() as server:
        yield server


@pytest.fixture
def nginx(finder, tmp_path):
    """Run nginx with our file, as far as loopback allows; return it."""
    proxy = Proxy(tmp_path)
    proxy.configure([finder.server_port])
    proxy.start()
    yield proxy
    proxy.stop()


def test_it_sends_ranges_of_the_maps_streets_itself(nginx):
    (nginx.home / "map").mkdir()
    (nginx.home / "map" / "basemap.pmtiles").write_text("0123456789")
    status, headers, text = ask(nginx.cached, STREETS, Range="bytes=2-4")
    assert (status, text, headers["Content-Range"]) == (206, "234", "bytes 2-4/10")
    assert headers["Content-Type"] == "application/vnd.pmtiles"
    assert headers["Cache-Control"] == "public, max-age=86400"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_of_what_it_does_not_have_it_asks_the_finder_for_the_range_alone(nginx, finder):
    for _twice in range(2):
        status, _headers, text = ask(nginx.cached, STREETS, Range="bytes=2-4")
        assert (status, '"Range": "bytes=2-4"' in text) == (200, True)  # the finder repeats headers
    assert finder.began.count(STREETS) == 2  # nothing of it is kept
