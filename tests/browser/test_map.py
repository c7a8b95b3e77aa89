"""The map of results: opened on request, tied to the cards both ways, small, and of this site."""

import re
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.pages import RESULTS
from tests.browser.test_accessibility import (
    FOCUSED,
    LOOKS,
    RUN_AXE,
    TO_PRESS,
    TOO_SMALL,
    TOO_WIDE,
    WIDTHS,
    resize,
)
from tests.browser.test_privacy import NOTHING, STORED
from tests.browser.test_weight import packed_size

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not settings.HAS_MAP, reason="the map's files need npm: make install"),
]

MOST = 60_000  # bytes
AROUND_BOSTON = "/search/?where=Boston,+MA"
COUNTRY = "/search/?service=outpatient"
OF_MAP = re.compile(r"/(map|vendor)[/.-]|/js/map|/css/map")
MARKED = "() => [...document.querySelectorAll('.pin.is-marked')].map(one => one.ariaLabel)"


def open_map(page):
    page.get_by_role("button", name="Show map").click()
    page.locator(".pin").first.wait_for()
    expect(status_text(page)).to_contain_text("in this view")
    page.wait_for_load_state("networkidle")


def status_text(page):
    return page.locator("[data-map] + [role=status]")


def number(page):
    """Return a pin that stands for one card alone."""
    return page.locator(".pin--number").filter(has_text=re.compile(r"^\d+$")).first


@pytest.fixture
def shown(page):
    """Return a function that opens the map of a search in `page`."""

    def do(path=AROUND_BOSTON):
        page.goto(path)
        open_map(page)
        return page

    return do


def test_nothing_of_it_is_loaded_before_one_asks_for_it(page, watch):
    page.goto(AROUND_BOSTON)
    page.wait_for_load_state("networkidle")
    assert not list(filter(OF_MAP.search, watch.requests))

    open_map(page)
    assert list(filter(OF_MAP.search, watch.requests))


@pytest.mark.parametrize("path", [AROUND_BOSTON, COUNTRY, "/search/?where=MA"])
def test_all_it_loads_is_little_and_of_this_site(page, watch, site, path):
    page.goto(path)
    page.wait_for_load_state("networkidle")
    before = len(watch.requests)
    open_map(page)

    loaded = watch.requests[before:]
    assert all(url.startswith(site.url) for url in loaded)
    assert sum(map(size_of, loaded)) <= MOST
    assert page.evaluate(STORED) == NOTHING
    assert page.context.cookies() == []


def size_of(url):
    """Return how many bytes an address takes on the wire."""
    parts = urlsplit(url)
    return packed_size(f"{parts.scheme}://{parts.netloc}{parts.path}?{parts.query}")


def test_axe_finds_no_violation(shown):
    page = shown()
    page.evaluate(Axe().axe_script)
    violations_by_view = {}
    for width, look in product(WIDTHS, LOOKS):
        resize(page, width)
        page.emulate_media(**LOOKS[look])
        violations_by_view[width, look] = page.evaluate(RUN_AXE)
        assert page.evaluate(TOO_WIDE) == 0
        assert page.locator(f"{TO_PRESS}, .pin, .leaflet-bar a").evaluate_all(TOO_SMALL) == []
    page.locator(".pin--group, .pin--dot, .pin--number").last.press("Enter")
    violations_by_view["popup"] = page.evaluate(RUN_AXE)

    assert {view: violations for view, violations in violations_by_view.items() if violations} == {}


def test_the_keyboard_goes_through_it_and_out_again(shown):
    page = shown()
    page.locator("[data-map]").focus()
    steps = []
    while (
        not steps or "card__name" not in steps[-1]["html"] and "/facility/" not in steps[-1]["html"]
    ):
        page.keyboard.press("Tab")
        steps.append(page.evaluate(FOCUSED))
        assert len(steps) < 60
    # A pin's ring is drawn around the part of it that one sees.
    assert all(step["isSeen"] or 'class="leaflet-marker' in step["html"] for step in steps)
    assert any('role="button"' in step["html"] for step in steps)

    page.locator("[data-map]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # past the map at once
    expect(page.locator(".map :focus")).to_have_count(0)


def test_a_pin_leads_to_its_card_and_the_card_to_its_pin(shown):
    page = shown("/search/?where=Boston,+MA&radius=100&sort=name")
    pin = number(page)
    rank, _colon, name = pin.get_attribute("aria-label").partition(": ")
    pin.focus()
    page.keyboard.press("Enter")

    focused = page.locator(".cards a:focus")
    expect(focused).to_be_in_viewport()
    assert name.startswith(focused.inner_text())
    expect(page.locator(".card--marked")).to_have_count(1)
    assert page.evaluate(MARKED) == [f"{rank}: {name}"]

    page.keyboard.press("Tab")  # still in the card
    assert page.evaluate(MARKED) == [f"{rank}: {name}"]
    page.locator(".cards .card").nth(int(rank) - 1).hover()
    assert page.evaluate(MARKED) == [f"{rank}: {name}"]


def test_cards_bear_the_numbers_of_their_pins_while_it_is_open(shown):
    page = shown("/search/?where=MA&page=2")
    numbers = "one => getComputedStyle(one, '::before').content"
    first = page.locator(".cards .card__name").first
    assert first.evaluate(numbers) == "counter(place)"
    assert page.locator(".cards").evaluate("one => one.style.counterReset") == "place 20"
    labels = page.locator(".pin--number").evaluate_all("pins => pins.map(pin => pin.ariaLabel)")
    assert {
        int(number) for label in labels for number in re.findall(r"\d+", label.split(":")[0])
    } <= set(range(21, 41))

    page.get_by_role("button", name="Hide map").click()
    expect(page.get_by_role("region", name="Map")).to_be_hidden()
    assert first.evaluate(numbers) == "none"
    page.get_by_role("button", name="Show map").click()
    expect(page.get_by_role("region", name="Map")).to_be_visible()


def test_numbers_at_one_spot_are_listed_and_escape_leads_back(shown):
    page = shown(COUNTRY)
    pin = page.locator(".pin--number", has_text=re.compile(r"[–,+]")).first
    label = pin.get_attribute("aria-label")
    pin.focus()
    page.keyboard.press("Enter")
    listed = page.locator(".leaflet-popup li")
    expect(listed.first.get_by_role("button")).to_be_focused()
    assert listed.count() == len(re.findall(r"\d+", label))

    page.keyboard.press("Escape")
    expect(listed).to_have_count(0)
    assert page.evaluate("document.activeElement.ariaLabel") == label

    page.keyboard.press(" ")
    name = listed.nth(1).get_by_role("button").inner_text().partition(": ")[2]
    listed.nth(1).get_by_role("button").press("Enter")
    expect(page.locator(".cards a:focus")).to_have_text(name)


def test_a_cluster_opens_into_smaller_ones_and_says_how_many_are_seen(shown, watch):
    page = shown(COUNTRY)
    before = status_text(page).inner_text()
    group = page.locator(".pin--group").filter(has_text=re.compile(r"\d")).first
    assert re.fullmatch(r"[\d,]+ places, zoom in", group.get_attribute("aria-label"))
    group.press("Enter")

    expect(status_text(page)).not_to_have_text(before)
    expect(status_text(page)).to_contain_text("in this view")
    asked = [parse_qs(urlsplit(url).query) for url in watch.requests if "/search/map/" in url]
    assert re.fullmatch(r"(-?\d{1,3}\.\d\d,?){4}", asked[-1]["box"][0])
    # What had the focus is gone: it stays in the map.
    expect(page.locator(".map :focus, .map__canvas:focus")).to_have_count(1)


def test_an_area_can_be_searched_and_the_rest_of_the_search_stays(shown):
    page = shown(
        "/search/?where=Boston,+MA&service=outpatient&payment=medicaid&radius=100&sort=name"
    )
    page.locator(".map__canvas").focus()
    for _step in range(3):
        page.keyboard.press("ArrowLeft")
    with page.expect_response(re.compile("/search/map/.*box=")):
        page.keyboard.press("-")
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    with page.expect_navigation(url=re.compile("/search/.where=")):
        page.get_by_role("button", name="Search this area").click()

    query = parse_qs(urlsplit(page.url).query)
    assert re.fullmatch(r"\d{5}", query.pop("where")[0])
    assert query.pop("radius")[0] in {"5", "10", "25", "50", "100", "250", "500"}
    assert query == {"service": ["outpatient"], "payment": ["medicaid"], "sort": ["name"]}
    assert re.search(r"latitude=\d+\.\d\d&longitude=-\d+\.\d\d&", "".join(sent))


def test_a_view_of_half_the_country_is_no_area_to_search(shown):
    page = shown(COUNTRY)
    expect(page.get_by_role("button", name="Search this area")).to_be_hidden()


def test_when_it_cannot_be_loaded_the_list_remains(page, watch):
    watch.statuses.add(503)
    page.route("**/search/map/**", lambda route: route.fulfill(status=503, body=""))
    page.goto(AROUND_BOSTON)
    page.get_by_role("button", name="Show map").click()

    expect(status_text(page)).to_have_text(
        "The map can't be loaded right now. The list has every place."
    )
    expect(page.get_by_role("button", name="Show map")).to_be_visible()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_there_is_no_button(show):
    expect(show(RESULTS).locator("[data-map]")).to_be_hidden()
