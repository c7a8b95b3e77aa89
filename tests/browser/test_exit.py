"""Quick exit: away at once, and Back doesn't return."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.pages import FACILITY, HOME, RESULTS
from tests.chromium import ARGUMENTS, find_chromium

pytestmark = pytest.mark.browser

AWAY = settings.EXIT_URL
ELSEWHERE = "<!doctype html><title>Weather</title><h1>Weather</h1>"
KEPT = "() => JSON.stringify({...sessionStorage, ...localStorage})"
# Tells, from then on, what of the body could be seen at each frame that is painted.
PAINTED = """
    addEventListener("pageshow", () => {
        const paint = () => {
            const {documentElement: root} = document;
            const isSeen = !root.hidden && getComputedStyle(root).visibility !== "hidden";
            if (isSeen && location.protocol === "http:") console.debug("painted " + location);
        };
        requestAnimationFrame(paint);
    }, true);
"""


@pytest.fixture
def away(context, watch):
    """Answer for the other website: nothing is asked of the network."""
    watch.origins.add(AWAY.rstrip("/"))
    context.route(f"{AWAY}**", lambda route: answer(route))


def answer(route):
    route.fulfill(body=ELSEWHERE, content_type="text/html")


@pytest.fixture
def keeping(playwright, site):
    """Open a page in a Chromium that keeps pages to show them again (Playwright's doesn't)."""
    chromium = playwright.chromium.launch(
        executable_path=find_chromium(),
        args=ARGUMENTS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    context = chromium.new_context(base_url=site.url, viewport=PHONE)
    context.route(f"{AWAY}**", answer)
    yield context.new_page()
    chromium.close()


@pytest.fixture
def nowhere(context, watch):
    """Let the other website say nothing: the browser stays where it is."""
    context.route(f"{AWAY}**", lambda route: route.fulfill(status=204))
    yield
    watch.troubles = [trouble for trouble in watch.troubles if AWAY not in trouble]


def link(page):
    return page.get_by_role("link", name="Quick exit", exact=True)


def browse(page, site):
    """Go from page to page, three of them."""
    page.goto(HOME.path)
    page.goto(RESULTS.path)
    page.goto(site.facility(FACILITY.facility))


def click(page):
    """Press it as a mouse does: waiting for no answer of the network."""
    box = link(page).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def press_shift(page):
    for _time in range(3):
        page.keyboard.press("Shift")


def expect_away(page):
    page.wait_for_url(AWAY)
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("leave", [click, press_shift], ids=["link", "Shift"])
def test_neither_back_nor_forward_shows_us_again(page, site, leave):
    seen = []
    page.add_init_script(PAINTED)
    browse(page, site)
    leave(page)
    expect_away(page)
    page.on("console", lambda message: seen.append(message.text))

    for way in (page.go_back, page.go_back, page.go_forward, page.go_forward, page.go_back):
        way(wait_until="commit")
        expect_away(page)
    assert seen == []


def test_pages_the_browser_kept_as_they_were_leave_again(keeping, site):
    page = keeping
    page.goto("/about/")
    page.evaluate("() => addEventListener('pageshow', e => console.debug(e.persisted))")
    page.goto("/privacy/")
    with page.expect_console_message(lambda message: message.text == "true"):
        page.go_back(wait_until="commit")  # it does keep them
    expect(page.get_by_role("heading", name="About this site")).to_be_visible()

    seen = []
    page.evaluate(f"() => {{ {PAINTED} }}")
    browse(page, site)
    page.on("console", lambda message: seen.append(message.text))
    press_shift(page)
    expect_away(page)
    for _page in range(3):  # the results, the home page, and the one before them
        page.go_back(wait_until="commit")
        expect_away(page)
    assert [text for text in seen if text.startswith("painted")] == []


@pytest.mark.usefixtures("away")
def test_who_comes_anew_is_welcome(page, site):
    browse(page, site)
    click(page)
    expect_away(page)

    page.goto("/about/")
    expect(page.get_by_role("heading", level=1)).to_have_text("About this site")
    assert page.evaluate(KEPT) == "{}"
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("About this site")
    page.goto("/privacy/")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("About this site")


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("leave", [click, press_shift], ids=["link", "Shift"])
def test_the_page_is_blank_before_the_network_answers(page, site, leave):
    browse(page, site)
    assert page.evaluate(KEPT) == "{}"
    leave(page)

    expect(page.locator("body")).to_be_hidden()
    assert page.title() == "www.weather.gov"
    # All that is kept, and only by who left.
    assert page.evaluate(KEPT) == '{"left":"1"}'


@pytest.mark.parametrize(
    "keys",
    [
        ["Shift", "Shift"],
        ["Shift", "Shift", "a", "Shift"],
        ["Shift+A", "Shift+B", "Shift+C", "Shift+D"],
        ["Shift+Tab", "Shift+Tab", "Shift+Tab"],
    ],
    ids=" ".join,
)
def test_other_keys_do_not_leave(page, keys):
    page.goto("/")
    page.get_by_label("City, state, or ZIP code").focus()
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_timeout(50)

    expect(page.locator("body")).to_be_visible()


def test_shift_slowly_does_not_leave(page):
    page.clock.install()
    page.goto("/")
    for _time in range(3):
        page.keyboard.press("Shift")
        page.wait_for_timeout(1_050)

    expect(page.locator("body")).to_be_visible()


@pytest.mark.usefixtures("away")
@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_it_is_a_plain_link_in_the_same_tab(page, site):
    browse(page, site)
    assert link(page).get_attribute("title") is None  # nothing of keys that do nothing
    click(page)

    expect_away(page)
    assert len(page.context.pages) == 1


def test_with_javascript_it_says_which_key_does_it_too(page):
    page.goto("/")
    expect(link(page)).to_have_accessible_description("Or press the Shift key three times.")
