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
DESKTOP = {"width": 1280, "height": 900}
MARKED = "() => [...document.querySelectorAll('.pin.is-marked')].map(one => one.ariaLabel)"


def wait_for_map(page):
    page.locator(".pin").first.wait_for()
    expect(status_text(page)).to_contain_text("in this view")
    page.wait_for_load_state("networkidle")


def status_text(page):
    return page.locator(".map__said")


def number(page):
    """Return a pin that stands for one card alone."""
    return page.locator(".pin--number").filter(has_text=re.compile(r"^\d+$")).first


@pytest.fixture
def shown(page):
    """Return a function that opens the map of a search in `page`."""

    def do(path=AROUND_BOSTON):
        page.set_viewport_size(DESKTOP)
        page.goto(path)
        wait_for_map(page)
        return page

    return do


def test_on_a_phone_nothing_of_it_is_loaded_before_one_asks_for_it(page, watch):
    page.goto(AROUND_BOSTON)
    page.wait_for_load_state("networkidle")
    assert not list(filter(OF_MAP.search, watch.requests))

    page.get_by_role("button", name="Map", exact=True).click()
    wait_for_map(page)
    assert list(filter(OF_MAP.search, watch.requests))


@pytest.mark.parametrize("path", [AROUND_BOSTON, COUNTRY, "/search/?where=MA"])
def test_all_it_loads_is_little_and_of_this_site(page, watch, site, path):
    page.set_viewport_size(DESKTOP)
    page.goto(path)
    wait_for_map(page)

    loaded = [url for url in watch.requests if OF_MAP.search(url)]
    assert all(url.startswith(site.url) for url in watch.requests)
    assert sum(map(size_of, loaded)) <= MOST
    assert page.evaluate(STORED) == NOTHING
    assert page.context.cookies() == []


def test_beside_the_list_it_moves_nothing(page):
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => { window.moved += entry.value; }))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.set_viewport_size(DESKTOP)
    page.goto(AROUND_BOSTON)
    wait_for_map(page)
    assert page.evaluate("window.moved") < 0.01


def test_on_a_phone_it_takes_the_place_of_the_list_and_back_returns_to_it(page):
    page.goto(AROUND_BOSTON)
    page.locator(".cards > li").nth(2).scroll_into_view_if_needed()
    left = page.evaluate("scrollY")
    page.get_by_role("button", name="Map", exact=True).click()
    wait_for_map(page)
    expect(page.locator(".cards")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")

    page.go_back()
    expect(page.locator(".cards")).to_be_visible()
    expect(page.locator(".map")).to_be_hidden()
    assert page.evaluate("scrollY") == left
    page.get_by_role("button", name="Map", exact=True).click()
    page.get_by_role("button", name="List", exact=True).click()
    expect(page.locator(".cards")).to_be_visible()
    assert page.evaluate("scrollY") == left
    assert "#" not in page.url


def size_of(url):
    """Return how many bytes an address takes on the wire."""
    parts = urlsplit(url)
    return packed_size(f"{parts.scheme}://{parts.netloc}{parts.path}?{parts.query}")


def test_axe_finds_no_violation(shown):
    page = shown(f"{AROUND_BOSTON}#map")
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
    before = page.locator(".results__list :is(a, button, summary)").last
    before.focus()
    steps = []
    while (
        not steps
        or 'class="foot' not in steps[-1]["html"]
        and "provenance" not in steps[-1]["html"]
    ):
        page.keyboard.press("Tab")
        steps.append(page.evaluate(FOCUSED))
        if page.locator(".map :focus").count() == 0 and len(steps) > 3:
            break
        assert len(steps) < 60
    # A pin's ring is drawn around the part of it that one sees.
    assert all(step["isSeen"] or 'class="leaflet-marker' in step["html"] for step in steps)
    assert any('role="button"' in step["html"] for step in steps)

    before.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # past the map at once
    expect(page.locator(".map :focus")).to_have_count(0)


def test_a_pin_opens_a_small_card_and_that_leads_to_the_card_of_the_list(shown):
    page = shown("/search/?where=Boston,+MA&radius=100&sort=name")
    pin = number(page)
    rank, _colon, name = pin.get_attribute("aria-label").partition(": ")
    pin.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup")
    expect(popup.get_by_role("link").first).to_be_focused()
    expect(popup.get_by_role("link").first).to_contain_text(name.split(",")[0])
    expect(popup.locator("a[href^='tel:']")).to_be_visible()
    expect(page.locator(".card--marked")).to_have_count(1)

    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.ariaLabel").startswith(rank)
    page.keyboard.press("Enter")
    popup.get_by_role("button", name="Show in the list").press("Enter")
    focused = page.locator(".cards a:focus")
    expect(focused).to_be_in_viewport()
    assert name.startswith(focused.inner_text())
    assert page.evaluate(MARKED) == [f"{rank}: {name}"]


def test_a_card_and_its_pin_point_at_each_other(shown):
    page = shown("/search/?where=Boston,+MA&radius=100&sort=name")
    pin = number(page)
    rank = pin.get_attribute("aria-label").partition(":")[0]
    page.locator(f".cards [data-id] >> nth={int(rank) - 1}").hover()
    assert [label.partition(":")[0] for label in page.evaluate(MARKED)] == [rank]
    page.locator("h1").hover()
    assert page.evaluate(MARKED) == []
    pin.hover()
    expect(page.locator(".card--marked")).to_have_count(1)


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


def test_numbers_at_one_spot_are_listed_and_escape_leads_back(shown):
    page = shown(COUNTRY)
    pin = page.locator(".pin--number", has_text=re.compile(r"[–,…]")).first
    label = pin.get_attribute("aria-label")
    pin.focus()
    page.keyboard.press("Enter")
    listed = page.locator(".leaflet-popup li")
    expect(listed.first.get_by_role("button")).to_be_focused()
    assert listed.locator("> button").count() == len(re.findall(r"\d+", label))

    page.keyboard.press("Escape")
    expect(listed).to_have_count(0)
    assert page.evaluate("document.activeElement.ariaLabel") == label

    page.keyboard.press(" ")
    name = listed.nth(1).get_by_role("button").inner_text().partition(": ")[2]
    listed.nth(1).get_by_role("button").press("Enter")
    expect(page.locator(".leaflet-popup .pop__name")).to_contain_text(name)
    expect(page.locator(".leaflet-popup")).to_have_count(1)


def test_a_cluster_opens_into_smaller_ones_and_says_how_many_are_seen(shown, watch):
    page = shown(COUNTRY)
    before = status_text(page).inner_text()
    group = page.locator(".pin--group").filter(has_text=re.compile(r"\d")).first
    assert re.fullmatch(r"[\d,]+ places, zoom in", group.get_attribute("aria-label"))
    group.press("Enter")

    expect(status_text(page)).not_to_have_text(before)
    expect(status_text(page)).to_contain_text("in this view")
    asked = [parse_qs(urlsplit(url).query) for url in watch.requests if "/search/map/" in url]
    assert re.fullmatch(r"(-?\d{1,3}\.\d\d,?){4}", asked[-1]["view"][0])
    # What had the focus is gone: it stays in the map.
    expect(page.locator(".map :focus, .map__canvas:focus")).to_have_count(1)


def test_the_area_seen_is_searched_and_the_map_stays_as_it_was(shown):
    page = shown(
        "/search/?where=Boston,+MA&service=outpatient&payment=medicaid&radius=100&sort=name"
    )
    here = page.get_by_role("link", name="Search this area")
    expect(here).to_be_hidden()
    with page.expect_response(re.compile("/search/map/.*view=")):
        page.locator(".map__canvas").press("ArrowLeft")
    here.click()
    page.wait_for_url(re.compile("/search/.*box="))
    wait_for_map(page)

    query = parse_qs(urlsplit(page.url).query)
    assert re.fullmatch(r"(-?\d{1,3}\.\d\d,?){4}", query.pop("box")[0])
    kept = {"where": ["Boston, MA"], "service": ["outpatient"], "payment": ["medicaid"]}
    assert query == kept | {"sort": ["name"], "radius": ["100"]}
    places = re.match(r"[\d,]+ places?", page.locator("h1").inner_text())[0]
    expect(status_text(page)).to_contain_text(places)
    expect(here).to_be_hidden()


def test_a_view_of_half_the_country_is_no_area_to_search(shown):
    page = shown(COUNTRY)
    with page.expect_response(re.compile("/search/map/.*view=")):
        page.locator(".map__canvas").press("ArrowLeft")
    expect(page.get_by_role("link", name="Search this area")).to_be_hidden()


def test_far_states_are_one_press_away(shown):
    page = shown(COUNTRY)
    with page.expect_response(re.compile("/search/map/.*view=")) as waiting:
        page.get_by_role("button", name="Guam").click()
    west, _south, east, _north = parse_qs(urlsplit(waiting.value.url).query)["view"][0].split(",")
    assert float(west) < -215.2 < float(east)


def test_where_outlines_end_the_map_says_so_and_leads_to_towns(shown):
    page = shown(AROUND_BOSTON)
    while page.locator(".leaflet-control-zoom-in.leaflet-disabled").count() == 0:
        with page.expect_response(re.compile("/search/map/.*view=")):
            page.get_by_role("button", name="Zoom in").click()
    expect(page.locator(".map__towns")).to_contain_text("This map has no streets")
    town = page.locator(".map__towns a").first
    name = town.locator("span").inner_text()
    town.click()
    assert parse_qs(urlsplit(page.url).query) == {"where": [name]}


def test_when_it_cannot_be_loaded_the_list_remains(page, watch):
    watch.statuses.add(503)
    page.route("**/search/map/**", lambda route: route.fulfill(status=503, body=""))
    page.set_viewport_size(DESKTOP)
    page.goto(AROUND_BOSTON)
    expect(page.locator(".results__map")).to_have_text(
        "The map can't be loaded right now. The list has every place."
    )
    expect(page.locator(".cards")).to_be_visible()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_there_is_nothing_of_it(show):
    page = show(RESULTS)
    expect(page.locator("[data-map]")).to_be_hidden()
    expect(page.locator(".views")).to_be_hidden()
