"""The first page and those of states, as a phone shows them, and where they lead."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser

PLACE = "City, state, or ZIP code"


def in_first_screen(page, locator):
    """Tell whether an element stands above the bar, once the note on a demonstration is away."""
    page.evaluate("document.querySelector('.demo')?.remove()")
    box = locator.bounding_box()
    bar = page.locator(".bar").bounding_box()
    return box["y"] + box["height"] <= min(bar["y"], PHONE["height"])


def asked(page):
    return parse_qs(urlsplit(page.url).query)


def test_the_first_screen_holds_promise_box_button_and_four_situations(page):
    page.goto("/")
    assert in_first_screen(page, page.get_by_role("heading", level=1))
    assert in_first_screen(page, page.get_by_label(PLACE))
    assert in_first_screen(page, page.get_by_role("button", name="Find places").first)
    assert in_first_screen(page, page.locator(".situation").nth(3))


def test_a_tap_on_a_situation_searches_for_it_where_one_is(page):
    page.goto("/")
    page.get_by_label(PLACE).fill("Boston, MA")
    page.get_by_role("button", name=re.compile("^Detox tonight")).click()
    page.wait_for_url("**/search/**")
    assert asked(page)["service"] == ["detox-overnight"]
    expect(page.get_by_text("Our lists don't show who has room tonight").first).to_be_visible()
    expect(page.locator(".card .call").first).to_be_visible()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_a_place_and_without_javascript_it_asks_and_remembers(page):
    page.goto("/")
    page.get_by_role("button", name=re.compile("^Live-in rehab")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do you need help?")
    page.get_by_label(PLACE).fill("Boston, MA")
    page.get_by_role("button", name="Find places").click()
    assert asked(page) == {"where": ["Boston, MA"], "service": ["residential"]}


def test_three_questions_end_in_a_search(page):
    page.goto("/")
    page.get_by_role("link", name=re.compile("^I'm not sure")).click()
    page.get_by_label("An adult I care about").check()
    page.get_by_label("Heroin, fentanyl, or pain pills").check()
    page.get_by_label("Medicaid").check()
    page.get_by_label(PLACE).fill("Boston, MA")
    page.get_by_role("button", name="Find places").click()
    page.wait_for_url("**/search/**")
    assert asked(page)["service"] == ["methadone", "buprenorphine"]
    assert asked(page)["payment"] == ["medicaid"]


@pytest.mark.parametrize("path", ["/treatment/massachusetts/", "/treatment/massachusetts/boston/"])
def test_the_first_place_of_a_state_or_city_begins_in_the_first_screen(page, path):
    page.goto(path)
    assert in_first_screen(page, page.locator(".card__name").first)
