"""The admin works under the content security policy; the watch sees to breaches of it."""

import pytest
from playwright.sync_api import expect

from facilities.corrections.kinds import ALL_BOXES, KINDS
from tests.browser.conftest import PASSWORD

BOXES = {kind.value: list(kind.boxes) for kind in KINDS}
pytestmark = pytest.mark.browser


@pytest.fixture
def admin_page(page, administrator):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/admin/")
    page.get_by_label("Username").fill(administrator)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Site administration")).to_be_visible()
    return page


def test_facilities_are_found_and_looked_at(admin_page):
    table = admin_page.get_by_role("table", name="Facilities")
    table.get_by_role("link", name="Facilities", exact=True).last.click()
    admin_page.locator("#searchbar").fill("Bedrock")
    admin_page.get_by_role("button", name="Search").click()
    admin_page.get_by_role("link", name="Bedrock Recovery").click()

    expect(admin_page.get_by_role("heading", name="Bedrock Recovery")).to_be_visible()
    expect(admin_page.get_by_label("Status")).to_have_value("open")


def test_a_helpline_is_written_with_the_help_of_scripts(admin_page):
    admin_page.goto("/admin/helplines/helpline/add/")
    admin_page.locator("#id_name").press_sequentially("Night Line")

    # Filled in by the admin's own script from the name.
    expect(admin_page.locator("#id_slug")).to_have_value("night-line")


def test_a_correction_asks_only_for_what_belongs_to_its_kind(admin_page):
    admin_page.goto("/admin/facilities/correction/add/")
    form = admin_page.locator("#correction_form")
    for kind in ["", *BOXES]:
        admin_page.get_by_label("What is wrong").select_option(kind)
        boxes = BOXES.get(kind, [])
        for name in sorted(ALL_BOXES):
            box = form.locator(f"[name={name}]")
            expect(box).to_be_visible() if name in boxes else expect(box).to_be_hidden()
        titles = {"phone": "A phone number", "website": "A website", "offered": "A service"}
        for of, title in titles.items():
            heading = form.get_by_role("heading", name=title)
            shown = bool(set(BOXES[of]) - {"is_gone"} & set(boxes))
            expect(heading).to_be_visible() if shown else expect(heading).to_be_hidden()


def test_two_places_are_made_one_and_two_again(admin_page):
    admin_page.goto("/admin/facilities/facility/?q=Beaver+Recovery")
    admin_page.locator("#result_list tbody th a").first.click()
    admin_page.get_by_role("link", name="Same place as another").click()
    admin_page.get_by_label("Name, city, ZIP code, ID or phone number").fill("Bedrock")
    admin_page.get_by_role("button", name="Search").click()
    expect(admin_page.get_by_role("link", name="Bedrock Recovery")).to_be_visible()

    admin_page.go_back()
    admin_page.locator("#content table tbody a").first.click()
    expect(admin_page.get_by_role("heading", name="What is lost")).to_be_visible()
    admin_page.get_by_label("How you know").fill("Same door, by a call")
    admin_page.get_by_role("button", name="They are one place").click()
    expect(admin_page.get_by_text("Same door, by a call")).to_be_visible()

    admin_page.get_by_role("link", name="See or undo it").click()
    admin_page.get_by_role("button", name="Undo: they are two places").click()
    expect(admin_page.get_by_text("are two places again")).to_be_visible()
    expect(admin_page.get_by_role("button", name="Undo: they are two places")).to_be_hidden()


def test_what_an_import_did_is_read(admin_page):
    admin_page.goto("/admin/facilities/edition/")
    admin_page.get_by_role("link", name="Demonstration directory").click()
    expect(admin_page.get_by_role("heading", name="What its import did")).to_be_visible()
    expect(admin_page.get_by_role("link", name="Report as JSON")).to_be_visible()
