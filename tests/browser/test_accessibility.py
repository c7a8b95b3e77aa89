"""Every page in every state: for small screens, large letters, keyboards, all contrasts."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.pages import HOME, PAGES, RESULTS, in_spanish

pytestmark = pytest.mark.browser

WIDTHS = (320, 1280)
LOOKS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colors": {"color_scheme": "light", "forced_colors": "active"},
}
RUN_AXE = """async (options) => {
    const {violations} = await axe.run({resultTypes: ["violations"], preload: false, ...options});
    return violations.map(one => one.id + ": " + one.nodes.map(node => node.html).join(" "));
}"""
# All that another look can change.
OF_COLORS = {"runOnly": ["color-contrast", "link-in-text-block"]}
UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
ROOT_SIZE = "() => getComputedStyle(document.documentElement).fontSize"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 1.4.12, by the one way to add a style that the policy lets through.
SPACE_TEXT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
# What can be scrolled by keyboard: boxes, the region around a wide table with the hidden names of
# its rows, rows of links, each of which comes into view when it has the focus, and the map, which
# draws beyond its edges and moves by the arrow keys.
SCROLLS = "input, select, option, [role=region][tabindex='0'], [scope=row] > span"
SCROLLS += ", .chip-row .chips, .chips.row, .map__towns .chips, .map__canvas, pre[tabindex='0']"
CLIPPED = """() => [...document.querySelectorAll("body *:not(.vh)")].filter(one => {
    const {overflowX, overflowY} = getComputedStyle(one);
    return one.checkVisibility() && !one.matches(SCROLLS) && (
        (overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1) ||
        (["hidden", "clip"].includes(overflowY) && one.scrollHeight > one.clientHeight + 1));
}).map(one => one.outerHTML.slice(0, 200))""".replace("SCROLLS", repr(SCROLLS))
TO_PRESS = 'a[href^="tel:"], a[href^="sms:"], button, .button, .call, .chip'
TOO_SMALL = """elements => elements.filter(one => one.checkVisibility()).filter(one => {
    const {width, height} = one.getBoundingClientRect();
    return width < 44 || height < 44;
}).map(one => one.outerHTML)"""
FOCUSED = """() => {
    const one = document.activeElement, {outlineStyle, outlineWidth} = getComputedStyle(one);
    const {top, bottom, left, right} = one.getBoundingClientRect();
    // At the bottom of small screens; where there is room, in the strip that stays on top.
    const bar = document.querySelector(".bar"), strip = document.querySelector(".strip");
    const over = (innerWidth < 960 ? bar : strip).getBoundingClientRect();
    return {
        isCovered: !strip.contains(one) && one !== document.body
            // What is taller than the screen can't stand clear of the bar.
            && bottom - top < innerHeight
            && bottom > over.top && top < over.bottom && right > over.left && left < over.right,
        isBody: one === document.body,
        isCall: one.matches(".card .call"),
        isSeen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2
            && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
        html: one.outerHTML.slice(0, 200),
    };
}"""

# Quick exit: 320 × 256 is 1280 × 1024 at 400 %.
SIZES = ((320, 568), (320, 256), (1280, 900))
EXIT = "() => document.querySelector('.exit').getBoundingClientRect().toJSON()"
LOWEST = """() => Math.max(...[...document.querySelectorAll("a, button, input")]
    .filter(one => !one.closest(".strip") && one.checkVisibility())
    .map(one => one.getBoundingClientRect().bottom))"""

every_page = pytest.mark.parametrize("kind", PAGES.values(), ids=PAGES)


@pytest.fixture
def watch(lasting, site):
    _, watch, _ = lasting
    watch.begin(site.url)
    yield watch
    assert watch.troubles == []


@pytest.fixture
def page(lasting, watch):
    """Return the page that all these tests share, as a browser has it before anything is set."""
    page, _, _ = lasting
    page.goto("about:blank")
    page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="reduce")
    set_font_size(lasting, 16)
    page.set_viewport_size(PHONE)
    return page


def set_font_size(lasting, pixels):
    """As people set it in their browser: breakpoints, in rem, move with it."""
    _, _, session = lasting
    session.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})


def resize(page, width, height=900):
    page.set_viewport_size({"width": width, "height": height})


@every_page
def test_axe_finds_no_violation(show, kind):
    page = show(kind)
    page.evaluate(Axe().axe_script)
    violations_by_view = {}
    for width in WIDTHS:
        resize(page, width)
        violations_by_view[width] = page.evaluate(RUN_AXE)
    page.evaluate(UNFOLD)
    violations_by_view["unfolded"] = page.evaluate(RUN_AXE)
    for width, look in product(WIDTHS, ("dark", "forced colors")):
        resize(page, width)
        page.emulate_media(**LOOKS[look])
        violations_by_view[width, look] = page.evaluate(RUN_AXE, OF_COLORS)

    assert {view: violations for view, violations in violations_by_view.items() if violations} == {}


ONLY_IN_ENGLISH = {
    name: in_spanish(kind) for name, kind in PAGES.items() if in_spanish(kind) not in PAGES.values()
}


@pytest.mark.parametrize("kind", ONLY_IN_ENGLISH.values(), ids=ONLY_IN_ENGLISH)
def test_the_rest_of_them_in_spanish(show, kind):
    page = show(kind)
    resize(page, 320)
    assert page.evaluate(TOO_WIDE) == 0

    page.evaluate(UNFOLD)
    assert page.evaluate(TOO_WIDE) == 0
    assert page.locator(TO_PRESS).evaluate_all(TOO_SMALL) == []
    page.evaluate(Axe().axe_script)
    assert page.evaluate(RUN_AXE) == []


@every_page
def test_nothing_needs_scrolling_sideways_and_all_can_be_pressed(show, kind):
    page = show(kind)
    for is_unfolded, (width, height) in product((False, True), ((320, 256), (1280, 900))):
        if is_unfolded:
            page.evaluate(UNFOLD)
        resize(page, width, height)  # 320 × 256 is 1280 × 1024 at 400 %

        assert page.evaluate(TOO_WIDE) == 0
        assert page.locator(TO_PRESS).evaluate_all(TOO_SMALL) == []


@every_page
def test_wider_spaced_text_still_fits(show, kind):
    page = show(kind)
    page.evaluate(UNFOLD)
    page.evaluate(SPACE_TEXT)
    for width in WIDTHS:
        resize(page, width)
        wait_for_map(page)

        assert page.evaluate(TOO_WIDE) == 0
        assert page.evaluate(CLIPPED) == []


def wait_for_map(page):
    """Wait for what comes beside a list by itself, so that it is always looked at, or never."""
    is_beside = page.viewport_size["width"] >= 1024
    if settings.HAS_MAP and is_beside and page.locator("[data-map]").count():
        expect(page.locator(".map__said")).not_to_be_empty()


# On a cheap phone, with its letters set as large as it can.
SMALL_AND_LARGE = (
    "home",
    "guides",
    "guide with steps",
    "self-check",
    "callback",
    "home in Spanish",
)
OVERLAP = """() => [...document.querySelectorAll(".help-bar__role")].filter(role => {
    const words = document.createRange(), call = document.createRange();
    words.selectNodeContents(role);
    call.selectNodeContents(role.parentElement.querySelector("a"));
    return words.getBoundingClientRect().bottom > call.getBoundingClientRect().top + 3;
}).map(role => role.textContent)"""


@pytest.mark.parametrize("name", SMALL_AND_LARGE)
def test_letters_twice_as_large_fit_a_small_phone(show, lasting, name):
    page = show(PAGES[name])
    set_font_size(lasting, 32)
    resize(page, 320)

    assert page.evaluate(TOO_WIDE) == 0
    assert page.evaluate(OVERLAP) == []


@every_page
def test_text_twice_as_large_still_fits(show, lasting, kind):
    page = show(kind)
    set_font_size(lasting, 32)
    page.evaluate(UNFOLD)
    for width in (640, 1280):
        resize(page, width)

        assert page.evaluate(ROOT_SIZE) == "32px"
        assert page.evaluate(TOO_WIDE) == 0
        assert page.evaluate(CLIPPED) == []


@every_page
def test_the_keyboard_shows_where_it_is(show, kind):
    page = show(kind)
    resize(page, 320)
    page.keyboard.press("Tab")
    steps = 0
    while not (focused := page.evaluate(FOCUSED))["isBody"]:
        assert focused["isSeen"], focused["html"]
        assert not focused["isCovered"], focused["html"]
        page.keyboard.press("Tab")
        steps += 1
        assert steps < 500

    assert steps > 10


@every_page
def test_quick_exit_is_in_view_wherever_one_has_scrolled_to(show, kind):
    page = show(kind)
    for width, height in SIZES:
        resize(page, width, height)
        for where in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
            page.evaluate(f"() => scrollTo({{top: {where}, behavior: 'instant'}})")
            over = page.evaluate(EXIT)
            assert 0 <= over["left"] < over["right"] <= width
            assert 0 <= over["top"] < over["bottom"] <= height
            assert over["height"] >= 44
        # At the end nothing to press lies below the bar.
        is_on_top = width >= 960
        assert page.evaluate(LOWEST) <= (height if is_on_top else over["top"])


@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_number_of_the_results_is_at_most_12_keys_away(show, width):
    page = show(RESULTS)
    resize(page, width)
    keys = ["Tab", "Enter"]  # skips to the results
    for key in keys:
        page.keyboard.press(key)
    while not page.evaluate(FOCUSED)["isCall"]:
        page.keyboard.press("Tab")
        keys.append("Tab")
        assert len(keys) <= 12


def test_a_search_needs_no_mouse(show):
    page = show(HOME)
    page.get_by_label("City, state, or ZIP code").focus()
    page.keyboard.type("02021")
    page.keyboard.press("Enter")

    page.get_by_role("heading", level=1).filter(has_text="near ZIP code 02021").wait_for()
