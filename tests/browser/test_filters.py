"""All filters: over the page of results, and a button that counts."""

import re
from itertools import product
from urllib.parse import parse_qs, urlsplit

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.pages import PAGES, RESULTS
from tests.browser.test_accessibility import LOOKS, RUN_AXE, TOO_SMALL, TOO_WIDE

pytestmark = pytest.mark.browser

SCRIPT = settings.BASE_DIR / "static" / "js" / "filters.js"
MOST_BYTES = 1_800  # packed; it comes when someone turns to the filters
COUNTED = re.compile("^Show [0-9,]+ places?$")
IS_INSIDE = "one => one.closest('dialog') !== null"
DETOX = "Detox (help with withdrawal)"  # ticked already
# The values of the ticked boxes, were the first two not as they are.
TOGGLED = """boxes => boxes.filter((box, number) => box.checked !== number < 2)
  .map((box) => box.value)"""
PRESS_TWICE = "one => { one.click(); one.click(); }"


def link(page):
    return page.locator(".chip--all")


def sheet(page):
    return page.get_by_role("dialog", name="All filters")


def tick(page, name):
    sheet(page).get_by_role("checkbox", name=name, exact=True).click()


def go(page):
    return page.locator(".go")


def names(page):
    return page.locator(".card__name").all_inner_texts()


def heading(page):
    return page.get_by_role("heading", level=1)


def asks(url, radius, payment):
    """Tell whether an address asks for a count with this radius and these ways to pay."""
    query = parse_qs(urlsplit(url).query)
    return query.get("radius") == [radius] and query.get("payment", []) == payment


@pytest.fixture
def opened(show):
    """Return the page of results with all filters open, by the keyboard."""
    page = show(RESULTS)
    link(page).focus()
    page.keyboard.press("Enter")
    expect(sheet(page)).to_be_visible()
    return page


def focused(page):
    return page.evaluate_handle("document.activeElement").as_element()


def test_the_sheet_takes_the_focus_and_gives_it_back(opened):
    assert focused(opened).evaluate(IS_INSIDE)

    opened.keyboard.press("Escape")
    expect(sheet(opened)).to_be_hidden()
    expect(link(opened)).to_be_focused()

    opened.keyboard.press("Enter")
    sheet(opened).get_by_role("button", name="Close").click()
    expect(sheet(opened)).to_be_hidden()
    expect(link(opened)).to_be_focused()


def test_without_its_script_the_link_leads_to_the_page(show, watch):
    page = show(RESULTS)
    page.route("**/js/filters*", lambda route: route.fulfill(status=502, body=""))
    watch.statuses.add(502)
    link(page).click()
    expect(heading(page)).to_have_text("All filters")
    expect(go(page)).to_be_visible()


def test_pressing_twice_opens_them_once(show):
    page = show(RESULTS)
    link(page).evaluate(PRESS_TWICE)

    expect(sheet(page)).to_have_count(1)
    expect(go(page)).to_be_visible()


def test_typing_shows_the_filters_with_these_words_and_opens_their_groups(opened):
    boxes = sheet(opened).locator(".box:visible")
    titles = sheet(opened).get_by_role("heading", level=2)
    every, usual = titles.count(), boxes.count()
    sheet(opened).get_by_label("Find a filter").fill("SPANÍ")

    expect(sheet(opened).get_by_role("checkbox", name="Spanish", exact=True)).to_be_visible()
    expect(titles).to_have_count(1)
    opened.keyboard.press("Enter")
    expect(sheet(opened)).to_be_visible()

    sheet(opened).get_by_label("Find a filter").fill("quzzle")
    expect(sheet(opened).get_by_text("No filter has these words.")).to_be_visible()
    sheet(opened).get_by_label("Find a filter").fill("")
    expect(titles).to_have_count(every)
    expect(boxes).to_have_count(usual)


def test_what_is_behind_the_sheet_is_out_of_reach_and_quick_exit_is_not(opened):
    exit = opened.get_by_role("link", name="Quick exit", exact=True)
    expect(exit).to_be_in_viewport()
    expect(go(opened)).to_be_in_viewport()
    exit.click(trial=True)
    go(opened).click(trial=True)

    for _step in range(60):
        opened.keyboard.press("Tab")
        element = focused(opened)
        # Between the last and the first, browsers stop at their own buttons.
        assert element.evaluate(IS_INSIDE) or element.evaluate("one => one === document.body")

    opened.keyboard.press("Escape")
    expect(opened.locator("dialog .exit")).to_have_count(0)
    expect(exit).to_be_in_viewport()


def test_the_button_says_how_many_places_it_shows(opened):
    before = heading(opened).inner_text()
    tick(opened, DETOX)

    expect(go(opened)).to_have_text(COUNTED)
    number = re.search("[0-9,]+", go(opened).inner_text())[0]
    expect(opened.locator(".go + [role=status]")).to_have_text(f"{number} places")
    go(opened).click()
    expect(heading(opened)).to_contain_text(f"{number} places")
    assert heading(opened).inner_text() != before


def test_only_the_last_of_quick_changes_counts_and_one_region_speaks(opened):
    boxes = sheet(opened).locator("input[name=payment]:enabled")
    chosen = boxes.evaluate_all(TOGGLED)
    sheet(opened).get_by_label("How far").select_option("50")
    with opened.expect_response(lambda answer: asks(answer.url, radius="5", payment=chosen)):
        sheet(opened).get_by_label("How far").select_option("5")
        boxes.evaluate_all("boxes => boxes.slice(0, 2).forEach((box) => box.click())")
    expect(go(opened)).not_to_have_text("Show places")
    speaking = "() => [...document.querySelectorAll('[role=status], [aria-live]')]"
    assert opened.evaluate(f"({speaking})().filter(one => one.textContent.trim()).length") == 1
    total = re.search("[0-9,]+", go(opened).inner_text())

    go(opened).click()
    expect(heading(opened)).to_have_text(re.compile(f"^{total[0]} "))


def test_looking_for_a_filter_asks_for_no_count(opened):
    tick(opened, DETOX)
    expect(go(opened)).to_have_text(COUNTED)

    sheet(opened).get_by_label("Find a filter").type("iop")
    expect(go(opened)).to_have_text(COUNTED)


def test_on_their_own_page_the_button_counts_too(show):
    page = show(PAGES["all filters"])
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("checkbox", name=DETOX, exact=True).click()

    expect(go(page)).to_have_text(COUNTED)
    expect(go(page)).to_be_in_viewport()
    assert sheet(page).count() == 0


def test_a_network_that_fails_leaves_a_button_that_works(opened, watch):
    opened.route("**/search/count/**", lambda route: route.fulfill(status=502, body="<p>"))
    watch.statuses.add(502)
    with opened.expect_response("**/search/count/**"):
        tick(opened, DETOX)
    expect(go(opened)).to_have_text("Show places")


def test_without_javascript_the_same_form_gives_the_same(browser, site, opened):
    tick(opened, DETOX)
    expect(go(opened)).to_have_text(COUNTED)
    go(opened).click()
    heading(opened).filter(has_text="places that take Medicaid").wait_for()
    with browser.new_context(java_script_enabled=False, base_url=site.url) as context:
        plain = context.new_page()
        plain.set_viewport_size({"width": 320, "height": 800})
        plain.goto(RESULTS.path)
        link(plain).click()
        plain.get_by_role("checkbox", name=DETOX, exact=True).click()
        expect(go(plain)).to_have_text("Show places")
        go(plain).click()

        assert plain.url == opened.url
        assert names(plain) == names(opened)


def test_axe_finds_no_violation_in_the_open_sheet(opened):
    opened.evaluate(Axe().axe_script)
    violations_by_view = {}
    for width, look in product((320, 1280), LOOKS):
        opened.set_viewport_size({"width": width, "height": 800})
        opened.emulate_media(**LOOKS[look])
        violations_by_view[width, look] = opened.evaluate(RUN_AXE)
        assert opened.evaluate(TOO_WIDE) == 0
        assert opened.locator(".over button, .exit").evaluate_all(TOO_SMALL) == []

    assert {view: violations for view, violations in violations_by_view.items() if violations} == {}


def test_the_script_is_small():
    assert len(brotli.compress(SCRIPT.read_bytes())) <= MOST_BYTES
