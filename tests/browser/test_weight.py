"""The pages people need most arrive in one round trip."""

import http.client
from contextlib import closing
from dataclasses import replace
from urllib.parse import urlsplit

import brotli
import pytest
from django.conf import settings

from tests.browser.pages import FACILITY, HOME, PageKind

pytestmark = pytest.mark.browser

ONE_ROUND_TRIP = 14_600  # bytes: ten packets
WHOLE_PAGE = 30_000  # bytes, with its script and its icon, for who was never here
MOST_REQUESTS = 7  # the page, its icon, its styles (paper has its own) and scripts
ALL_SCRIPTS = 12_000  # bytes, most of them only when used; the map has its own (test_map.py)
FULL_PAGE = PageKind("/search/?where=New+York,+NY&service=outpatient&payment=medicaid")


@pytest.mark.parametrize("language", ["", "es"], ids=["English", "Spanish"])
@pytest.mark.parametrize(
    "kind", [HOME, FULL_PAGE, FACILITY], ids=["home", "20 results", "facility"]
)
def test_page_and_style_fit_in_one_round_trip(show, watch, kind, language):
    page = show(replace(kind, language=language))
    page.wait_for_load_state("networkidle")

    html = packed_size(page.url)
    sheets = page.locator("link[rel=stylesheet]:not([media=print])").all()
    style = sum(packed_size(sheet.evaluate("link => link.href")) for sheet in sheets)

    assert html + style <= ONE_ROUND_TRIP
    assert len(watch.requests) <= MOST_REQUESTS
    assert sum(map(packed_size, watch.requests)) <= WHOLE_PAGE


def test_all_scripts_together_are_small():
    scripts = (settings.BASE_DIR / "static" / "js").glob("*.js")
    packed = [
        len(brotli.compress(script.read_bytes()))
        for script in scripts
        # Those of the map have a limit of their own; no page of ours loads what others embed.
        if not script.name.startswith(("map", "embed"))
    ]
    assert len(packed) > 2
    assert sum(packed) <= ALL_SCRIPTS


def packed_size(url):
    """Return how many bytes the server sends to a browser that takes Brotli: those on the wire."""
    host, path = urlsplit(url).netloc, urlsplit(url)._replace(scheme="", netloc="", fragment="")
    with closing(http.client.HTTPConnection(host, timeout=10)) as connection:
        connection.request("GET", path.geturl(), headers={"Accept-Encoding": "br"})
        response = connection.getresponse()
        assert response.headers["Content-Encoding"] == "br"
        return len(response.read())
