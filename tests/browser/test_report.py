"""“Is this listing right?” asks only what the answer before it leaves open."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PAGES

pytestmark = pytest.mark.browser


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_which_service_is_asked_only_of_who_says_that_one_is_missing(show):
    page = show(PAGES["report of a facility"])
    service = page.get_by_label("What does it not have?")

    expect(service).to_be_hidden()
    page.get_by_label("It has moved").check()
    expect(service).to_be_hidden()
    page.get_by_label("It doesn't have something it lists").check()
    expect(service).to_be_visible()
    page.keyboard.press("Tab")  # on from the last of the round boxes
    expect(service).to_be_focused()
