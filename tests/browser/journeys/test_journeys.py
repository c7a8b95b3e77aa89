"""Twelve journeys through the published directories: how many taps and keys to the right number."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.journeys.directory import make_directory
from tests.browser.journeys.steps import JOURNEYS
from tests.browser.journeys.visitor import Visitor
from tests.browser.server import serving
from tests.browser.watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.real_data]

EXIT = "https://www.weather.gov/"
ELSEWHERE = "<!doctype html><title>Weather</title><h1>Weather</h1>"
BAR = 52  # pixels at the bottom of a phone that cover what lies behind


@pytest.fixture(scope="session")
def real_site(real_data_folder, tmp_path_factory):
    """Serve part of the published directories; return the Site."""
    folder = tmp_path_factory.mktemp("journeys")
    make_directory(real_data_folder, folder / "finder.sqlite3")
    with serving(folder / "finder.sqlite3", folder / "server.log") as site:
        yield site


@pytest.fixture
def visitor(browser, real_site):
    """Return a Visitor with a phone; nothing may go wrong on any page."""
    with browser.new_context(base_url=real_site.url, viewport=PHONE) as context:
        watch = Watch(context, real_site.url)
        watch.origins.add(EXIT.rstrip("/"))
        answer = {"body": ELSEWHERE, "content_type": "text/html"}
        context.route(f"{EXIT}**", lambda route: route.fulfill(**answer))
        yield Visitor(context.new_page(), real_site.database)
        assert watch.troubles == []


@pytest.mark.parametrize("name", JOURNEYS)
def test_a_journey_ends_where_it_should_in_so_many_taps_and_keys(visitor, name):
    journey = JOURNEYS[name]
    journey.go(visitor)
    if journey.services is not None:
        call = visitor.first_call.bounding_box()
        # In the first screen, widened results included.
        assert call["y"] + call["height"] <= PHONE["height"] - BAR
        assert visitor.reaches(visitor.calls(), *journey.services)
    assert (visitor.taps, visitor.keys) == (journey.taps, journey.keys)
