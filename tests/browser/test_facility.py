"""A facility's page: whom to call and what decides in one screen, the rest folded, and found."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import FACILITY, RICH

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def on_a_phone(page, show):
    """Show the page of a facility on a phone."""
    page.set_viewport_size(PHONE)
    return show(FACILITY)


def test_a_phones_first_screen_tells_whom_to_call_and_what_decides(on_a_phone):
    page = on_a_phone
    bar = page.locator(".bar")
    end = bar.bounding_box()["y"]
    first = [page.locator(".sides .call"), page.locator(".sides .age")]
    for part in [*first, *page.locator(".decide dt").all()[:4]]:
        box = part.bounding_box()
        assert box["y"] + box["height"] <= end, part.inner_text()
    number = page.locator(".sides .call").get_attribute("href")
    expect(bar.locator(".call")).to_have_attribute("href", number)


def test_the_bar_saves_the_place(on_a_phone):
    save = on_a_phone.locator(".bar .save")
    save.click()
    expect(save).to_have_attribute("aria-pressed", "true")
    expect(on_a_phone.locator(".sides .contact .save")).to_be_hidden()


def test_what_a_listing_says_is_found_in_it(show):
    page = show(RICH)
    listing = page.locator("#listing")
    were_open = listing.locator("details[open]").count()
    find = page.get_by_label("Find in this listing")
    find.fill("MEDICAID")
    shown = listing.locator("li:visible")
    expect(shown).to_have_text(["Medicaid"])
    expect(listing.get_by_role("status")).to_have_text("Answers that fit: 1")

    find.fill("zeppelin")
    expect(shown).to_have_count(0)
    expect(listing.get_by_role("status")).to_contain_text("Nothing here says “zeppelin.”")

    find.fill("")
    expect(listing.locator("details[open]")).to_have_count(were_open)
    expect(listing.get_by_role("status")).to_have_text("")


@pytest.mark.parametrize("width, is_open", [(390, False), (1280, True)])
def test_the_first_parts_stand_open_where_there_is_room(page, show, width, is_open):
    page.set_viewport_size({"width": width, "height": 844})
    show(RICH)
    parts = page.locator(".topic[data-open]")
    assert parts.count() > 1
    for part in parts.all():
        assert part.evaluate("part => part.open") == is_open


def test_without_scripts_everything_can_be_unfolded(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    page = context.new_page()
    page.goto(site.facility(FACILITY.facility))
    expect(page.get_by_label("Find in this listing")).to_be_hidden()
    part = page.locator(".topic").first
    part.locator("> summary").click()
    expect(part.locator("li").first).to_be_visible()
    context.close()
