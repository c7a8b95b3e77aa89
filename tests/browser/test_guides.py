"""What of guides only a browser shows."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import GUIDE, PAGES

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
LABEL = "cell => getComputedStyle(cell, '::before').content"


def test_the_call_for_help_and_the_next_step_are_on_the_first_screen_of_a_small_phone(show):
    page = show(PAGES["guide with steps"])
    page.set_viewport_size(SMALL)
    steps = page.locator(".guide__steps li")

    expect(steps.nth(0).get_by_role("link", name="Call 911")).to_be_in_viewport(ratio=1)
    expect(steps.nth(1)).to_be_in_viewport(ratio=1)


def test_on_a_small_phone_each_cell_of_a_table_says_what_it_is(show):
    page = show(GUIDE)
    page.set_viewport_size(WIDE)
    cell = page.locator(".guide__text td").first
    heading = page.get_by_role("columnheader").nth(1).inner_text()
    assert cell.evaluate(LABEL) == "none"

    page.set_viewport_size(SMALL)

    assert cell.evaluate(LABEL) == f'"{heading}"'
    assert cell.bounding_box()["width"] > 200


def test_a_citation_leads_to_its_source_and_back(show):
    page = show(GUIDE)
    page.locator(".cite a").first.click()
    source = page.locator("#source-1")
    expect(source).to_be_in_viewport()

    source.get_by_role("link", name="a: back to where source 1 is cited").click()

    expect(page.locator("#cite-1-1")).to_be_in_viewport()


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_an_answer_is_thanked_for(show, answer):
    page = show(GUIDE)
    page.get_by_role("button", name=answer, exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.get_by_role("link", name="Back to").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kinds of treatment compared")
