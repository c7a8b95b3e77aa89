"""The form of a search: a sheet on small screens, and a button that counts."""

import re
from itertools import product

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.pages import RESULTS
from tests.browser.test_accessibility import LOOKS, RUN_AXE, TOO_SMALL, TOO_WIDE

pytestmark = pytest.mark.browser

SCRIPT = settings.BASE_DIR / "static" / "js" / "filters.js"
MOST_BYTES = 1_229  # packed
COUNTED = re.compile("^Show [0-9,]+ places?$")
IS_INSIDE = "one => one.closest('dialog') !== null"
# Without, the form opens in the page.
HAS_SCRIPT = "one => import(one.dataset.script).then(() => true)"
PRESS_TWICE = "one => { one.click(); one.click(); }"


def summary(page):
    return page.locator(".sheet > summary")


def sheet(page):
    return page.get_by_role("dialog", name="Change place or filters")


def go(page):
    return page.locator(".go")


def names(page):
    return page.locator(".card__name").all_inner_texts()


def heading(page):
    return page.get_by_role("heading", level=1)


@pytest.fixture
def opened(show):
    """Return the page of results with its sheet open, by the keyboard."""
    page = show(RESULTS)
    summary(page).focus()
    page.locator(".sheet").evaluate(HAS_SCRIPT)
    page.keyboard.press("Enter")
    expect(sheet(page)).to_be_visible()
    return page


def focused(page):
    return page.evaluate_handle("document.activeElement").as_element()


def test_the_sheet_takes_the_focus_and_gives_it_back(opened):
    assert focused(opened).evaluate(IS_INSIDE)

    opened.keyboard.press("Escape")
    expect(sheet(opened)).to_be_hidden()
    expect(summary(opened)).to_be_focused()

    opened.keyboard.press("Enter")
    sheet(opened).get_by_role("button", name="Close").click()
    expect(sheet(opened)).to_be_hidden()
    expect(summary(opened)).to_be_focused()


def test_without_its_script_yet_the_form_opens_in_the_page_and_stays_there(show):
    page = show(RESULTS)
    late = []
    page.route("**/js/filters*", lambda route: late.append(route))
    summary(page).evaluate(PRESS_TWICE)
    where = page.locator("#where")
    where.fill("Quincy, MA")

    while not late:
        page.wait_for_timeout(50)
    late.pop().continue_()
    page.get_by_text("Detox (help with withdrawal)").click()
    expect(go(page)).to_have_text(COUNTED)  # it has come
    expect(sheet(page)).to_have_count(0)
    expect(where).to_have_value("Quincy, MA")

    summary(page).click()
    expect(where).to_be_hidden()
    summary(page).click()
    expect(where).to_be_visible()
    expect(sheet(page)).to_have_count(0)


def test_pressing_twice_opens_one_sheet(show):
    page = show(RESULTS)
    summary(page).focus()
    page.locator(".sheet").evaluate(HAS_SCRIPT)
    summary(page).evaluate(PRESS_TWICE)

    expect(sheet(page)).to_be_visible()
    expect(go(page)).to_be_visible()
    expect(page.locator(".sheet[open]")).to_have_count(0)


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
    sheet(opened).get_by_text("Detox (help with withdrawal)").click()

    expect(go(opened)).to_have_text(COUNTED)
    number = re.search("[0-9,]+", go(opened).inner_text())[0]
    expect(opened.locator(".go + [role=status]")).to_have_text(f"{number} places")
    go(opened).click()
    expect(heading(opened)).to_contain_text(f"{number} places within 25 miles")
    assert heading(opened).inner_text() != before


def test_only_the_last_of_quick_changes_counts_and_one_region_speaks(opened):
    boxes = sheet(opened).locator("input[name=payment]:enabled")
    sheet(opened).get_by_label("How far").select_option("50")
    sheet(opened).get_by_label("How far").select_option("5")
    for number in range(2):
        boxes.nth(number).set_checked(not boxes.nth(number).is_checked())
    expect(go(opened)).not_to_have_text("Show places")
    speaking = "() => [...document.querySelectorAll('[role=status], [aria-live]')]"
    assert opened.evaluate(f"({speaking})().filter(one => one.textContent.trim()).length") == 1
    total = re.search("[0-9,]+", go(opened).inner_text())

    go(opened).click()
    if total:
        expect(heading(opened)).to_have_text(re.compile(f"^{total[0]} "))


def test_a_wrong_count_never_stays(opened):
    """Half a word means nothing, and neither does a count of what was asked before."""
    sheet(opened).get_by_text("Detox (help with withdrawal)").click()
    expect(go(opened)).to_have_text(COUNTED)

    sheet(opened).get_by_label("What do you need?").type("iop")
    expect(go(opened)).to_have_text("Show places")


def test_the_form_beside_the_results_counts_too(show):
    page = show(RESULTS)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_text("Detox (help with withdrawal)").click()

    expect(go(page)).to_have_text(COUNTED)
    expect(go(page)).to_be_in_viewport()
    assert sheet(page).count() == 0


def test_a_network_that_fails_leaves_a_button_that_works(opened, watch):
    opened.route("**/search/count/**", lambda route: route.fulfill(status=502, body="<p>"))
    watch.statuses.add(502)
    with opened.expect_response("**/search/count/**"):
        sheet(opened).get_by_text("Detox (help with withdrawal)").click()
    expect(go(opened)).to_have_text("Show places")


def test_without_javascript_the_same_form_gives_the_same(browser, site, opened):
    sheet(opened).get_by_text("Detox (help with withdrawal)").click()
    expect(go(opened)).to_have_text(COUNTED)
    go(opened).click()
    heading(opened).filter(has_text="places within").wait_for()
    with browser.new_context(java_script_enabled=False, base_url=site.url) as context:
        plain = context.new_page()
        plain.set_viewport_size({"width": 320, "height": 800})
        plain.goto(RESULTS.path)
        summary(plain).click()
        plain.get_by_text("Detox (help with withdrawal)").click()
        expect(go(plain)).to_have_text("Show places")
        go(plain).click()

        assert plain.url == opened.url
        assert names(plain) == names(opened)


def test_axe_finds_no_violation_in_the_open_sheet(opened):
    opened.evaluate(Axe().axe_script)
    violations_by_view = {}
    for width, look in product((320, 1280), LOOKS):
        opened.set_viewport_size({"width": width, "height": 800})
        if not sheet(opened).count():  # closed, where the form stands beside the results
            expect(go(opened)).to_be_visible()
        opened.emulate_media(**LOOKS[look])
        violations_by_view[width, look] = opened.evaluate(RUN_AXE)
        assert opened.evaluate(TOO_WIDE) == 0
        assert opened.locator(".sheet__dialog button, .exit").evaluate_all(TOO_SMALL) == []

    assert {view: violations for view, violations in violations_by_view.items() if violations} == {}


def test_the_script_is_small():
    assert len(brotli.compress(SCRIPT.read_bytes())) <= MOST_BYTES
