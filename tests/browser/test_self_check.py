"""The self-check, from the first question to a search: with JavaScript and without."""

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_accessibility import RUN_AXE, TOO_WIDE, resize

pytestmark = pytest.mark.browser

without_javascript = pytest.param(
    "off",
    id="without JavaScript",
    marks=pytest.mark.browser_context_args(java_script_enabled=False),
)
both = pytest.mark.parametrize(
    "script", [pytest.param("on", id="with JavaScript"), without_javascript]
)


def answer(page, **answers):
    """Open the self-check, tick these and send it: {name: value}; a danger's name is a yes."""
    page.goto("/self-check/")
    for name, value in answers.items():
        page.locator(f"[name={name.replace('_', '-')}][value={value}]").check()
    with page.expect_navigation():
        page.get_by_role("button", name="See what it means").click()


@both
def test_from_answers_to_a_search_that_fits(page, script):
    answer(page, substances="opioids", more="yes", time="yes", people="no", suicide="yes")

    assert urlsplit(page.url).path == "/self-check/"
    assert urlsplit(page.url).query == ""
    first = page.locator("main h2").first
    expect(first).to_have_text("Call or text 988 now")
    expect(page.get_by_text("You said yes to 2 of 11 questions.")).to_be_visible()

    page.get_by_label("City, state, or ZIP code").fill("Boston, MA")
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Find places").click()

    assert parse_qs(urlsplit(page.url).query) == {"where": ["Boston, MA"], "service": ["mat"]}
    expect(page.locator(".card").first).to_be_visible()


@both
def test_back_from_the_answer_starts_over(page, script):
    answer(page, more="yes")
    with page.expect_navigation():
        page.get_by_role("link", name="Start over").click()
    expect(page.locator(":checked")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_answer_can_be_read_by_all(page, scheme):
    page.emulate_media(color_scheme=scheme)
    answer(
        page, substances="alcohol", more="yes", stopping="yes", overdose_now="yes", suicide="yes"
    )
    page.evaluate(Axe().axe_script)
    for width in (320, 1280):
        resize(page, width)
        assert page.evaluate(RUN_AXE) == []
        assert page.evaluate(TOO_WIDE) <= 0


def test_questions_and_answers_can_be_printed(page):
    page.goto("/self-check/")
    page.emulate_media(media="print")
    expect(page.get_by_text("Did you have cravings: strong urges to use?")).to_be_visible()
    expect(page.get_by_role("button", name="See what it means")).to_be_hidden()

    page.emulate_media(media="screen")
    answer(page, more="yes", suicide="yes")
    page.emulate_media(media="print")
    expect(page.get_by_text("You said yes to 1 of 11 questions.")).to_be_visible()
    expect(page.locator(".check-danger .call")).to_be_visible()
