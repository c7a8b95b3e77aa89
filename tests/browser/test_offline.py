"""Without a network: who asked for it sees numbers to call, and nobody else's phone keeps any."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import INVENTED
from tests.browser.test_privacy import NOTHING, STORED

pytestmark = pytest.mark.browser

KEEP = "Keep the helplines and my saved places on this phone"
FORGET = "Remove the helplines and my saved places from this phone"
CACHED = """async () => (await Promise.all((await caches.keys()).map(async (name) =>
    (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat()"""


@pytest.fixture
def phone(browser, browser_context_args):
    """Return a page of a browser of its own, in which requests may fail."""
    with browser.new_context(**browser_context_args) as context:
        yield context.new_page()


def save_first(page, site):
    """Save the first place that is invented; return its name."""
    page.goto(site.facility(INVENTED))
    name = page.locator("h1").inner_text().strip()
    page.locator(".save").first.click()
    return name


def keep(page, path="/shortlist/"):
    page.goto(path)
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_text("They're on this phone now.")).to_be_visible()


def test_who_asks_sees_helplines_and_saved_places_without_a_network(phone, site):
    name = save_first(phone, site)
    keep(phone)
    phone.context.set_offline(True)

    for path in ("/", "/search/?where=Boston,+MA"):
        phone.goto(path)
        expect(phone.get_by_role("heading", level=1)).to_have_text(
            "Numbers to call when you're offline"
        )
        expect(phone.locator("main a[href='tel:988']").first).to_be_visible()
        card = phone.locator(".card").filter(has_text=name)
        expect(card.locator("a[href^='tel:+1']").first).to_be_visible()
        # Its style was kept, too.
        assert (
            phone.evaluate("getComputedStyle(document.querySelector('.exit')).display") != "inline"
        )
    # Back to the network: the site is as ever, and says nothing of it.
    phone.context.set_offline(False)
    phone.goto("/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Find addiction treatment near you")


def test_it_is_kept_in_the_language_it_was_asked_for_in(phone):
    phone.goto("/es/helplines/")
    phone.locator("#offline button").click()
    expect(phone.locator("#offline button")).to_have_attribute("aria-pressed", "true")
    assert [path for path in phone.evaluate(CACHED) if "offline" in path] == ["/es/offline/"]
    phone.context.set_offline(True)
    phone.goto("/es/")
    expect(phone.locator("html")).to_have_attribute("lang", "es")
    expect(phone.locator("main a[href='tel:988']").first).to_be_visible()


def test_a_second_press_takes_all_of_it_off(phone):
    keep(phone, "/helplines/")
    phone.reload()
    phone.get_by_role("button", name=FORGET).click()
    expect(phone.get_by_text("They've been removed from this phone.")).to_be_visible()
    assert phone.evaluate(STORED) == NOTHING
    phone.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        phone.goto("/")


def test_without_a_press_there_is_no_worker_and_no_cache(phone, site):
    save_first(phone, site)
    for path in ("/shortlist/", "/helplines/", "/offline/"):
        phone.goto(path)
        phone.wait_for_load_state("networkidle")
        assert phone.evaluate(STORED) == {**NOTHING, "local": 1}


def test_what_is_saved_or_removed_later_is_kept_so(phone, site):
    keep(phone, "/helplines/")
    name = save_first(phone, site)
    shown = """async (name) => (await (await caches.match(location.origin + "/offline/"))?.text())
        ?.includes(name)"""
    phone.wait_for_function(shown, arg=name)
    phone.locator(".save").first.click()
    phone.wait_for_function(f"async (name) => !await ({shown})(name)", arg=name)


def test_quick_exit_leaves_as_ever(phone):
    keep(phone, "/helplines/")
    phone.route(re.compile("^https://"), lambda route: route.fulfill(body="weather"))
    phone.goto("/")
    phone.locator(".exit").first.click()
    phone.wait_for_url("https://www.weather.gov/")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_nothing_is_offered_that_does_not_work(page):
    page.goto("/helplines/")
    expect(page.locator("#offline")).to_be_hidden()
