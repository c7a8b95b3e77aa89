"""On paper: the name, the address, the number; nothing to press."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import FACILITY, RESULTS

pytestmark = pytest.mark.browser

NOT_ON_PAPER = "form, search, .top__nav, .skip, .pages, .chips, .button, .sheet"


@pytest.fixture
def on_paper(show, page):
    """Return a function that opens a page as it would be printed."""

    def do(kind):
        show(kind)
        page.emulate_media(media="print")
        for element in page.locator(NOT_ON_PAPER).all():
            expect(element).to_be_hidden()
        return page

    return do


def test_results_print_each_name_address_and_number(on_paper):
    page = on_paper(RESULTS)

    cards = page.locator(".card")
    assert cards.count() > 3
    for card in cards.all():
        expect(card.locator(".card__name")).to_be_visible()
        expect(card.locator(".card__place")).to_contain_text("MA")
        expect(card.locator(".call .nb").first).to_be_visible()


def test_a_facility_prints_its_name_address_number_and_services(on_paper):
    page = on_paper(FACILITY)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("address")).to_be_visible()
    expect(page.locator(".contact > .call .nb").first).to_be_visible()
    expect(page.get_by_role("heading", name="What it offers")).to_be_visible()


def test_it_is_dark_on_light_whatever_the_screen_is(on_paper):
    page = on_paper(FACILITY)
    page.emulate_media(media="print", color_scheme="dark")

    color = "element => getComputedStyle(element).color"
    assert page.locator("h1").evaluate(color) == "rgb(0, 0, 0)"
    assert page.locator(".contact > .call").evaluate(color) == "rgb(0, 0, 0)"
