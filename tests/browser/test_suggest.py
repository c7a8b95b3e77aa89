"""Suggestions while one types: an editable combobox with a list, chosen by hand."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_accessibility import LOOKS, RUN_AXE, TOO_SMALL, TOO_WIDE

pytestmark = pytest.mark.browser

TYPED = "bosto"
HOME = "/"
RESULTS = "/search/?where=Canton,+MA&payment=medicaid"


def box(page, name="City, state, or ZIP code"):
    return page.get_by_label(name)


def words(page):
    return page.locator("#q")


def suggested(page):
    return page.get_by_role("listbox", name="Suggestions")


def active(page, input):
    """Return the option at hand, or None."""
    if not (active := input.get_attribute("aria-activedescendant")):
        return None
    option = page.locator(f"#{active}")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    return option.locator("span").first.inner_text()


@pytest.fixture
def type_in(page):
    """Return a function: type into a box of a page, and wait for the suggestions."""

    def do(text=TYPED, path=HOME, find=box):
        page.goto(path)
        if path != HOME:
            page.get_by_text("Change", exact=True).click()
        input = find(page)
        input.click()  # waits until it is in view; what isn't can't take the focus
        expect(input).to_have_role("combobox")
        input.fill("")
        page.keyboard.type(text)
        expect(suggested(page)).to_be_visible()
        expect(input).to_have_attribute("aria-expanded", "true")
        return input

    return do


def test_a_place_is_chosen_by_keys_and_searched_with_enter(page, type_in):
    input = type_in()
    assert active(page, input) is None

    page.keyboard.press("ArrowDown")
    assert active(page, input) == "Boston, MA"
    page.keyboard.press("Enter")

    expect(input).to_have_value("Boston, MA")
    expect(input).to_be_focused()
    expect(suggested(page)).to_be_hidden()
    expect(input).to_have_attribute("aria-expanded", "false")
    assert urlsplit(page.url).path == "/"

    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert parse_qs(urlsplit(page.url).query) == {"where": ["Boston, MA"]}


def test_the_arrows_go_round(page, type_in):
    input = type_in()
    options = page.get_by_role("option").count()
    assert options > 1

    page.keyboard.press("ArrowUp")
    last = active(page, input)
    page.keyboard.press("ArrowDown")
    first = active(page, input)
    for _option in range(options - 1):
        page.keyboard.press("ArrowDown")

    assert active(page, input) == last != first == "Boston, MA"


def test_escape_closes_the_list_and_an_arrow_opens_it(page, type_in):
    input = type_in()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")

    expect(suggested(page)).to_be_hidden()
    expect(input).to_have_value(TYPED)
    assert active(page, input) is None

    page.keyboard.press("ArrowDown")
    expect(suggested(page)).to_be_visible()
    assert active(page, input) == "Boston, MA"


@pytest.mark.parametrize("key, start", [("Home", 0), ("End", 5), ("ArrowLeft", 4)])
def test_keys_that_move_in_the_text_leave_the_list(page, type_in, key, start):
    input = type_in()
    page.keyboard.press("ArrowDown")
    page.keyboard.press(key)

    assert active(page, input) is None
    assert input.evaluate("input => input.selectionStart") == start
    page.keyboard.press("a")
    expect(input).to_have_value(TYPED[:start] + "a" + TYPED[start:])


def test_tab_takes_nothing(page, type_in):
    input = type_in()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")

    expect(suggested(page)).to_be_hidden()
    expect(input).to_have_value(TYPED)
    expect(page.get_by_role("button", name="Use my location")).to_be_focused()


def test_enter_without_an_option_searches_for_what_is_typed(page, type_in):
    type_in()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert parse_qs(urlsplit(page.url).query) == {"where": [TYPED]}


def test_a_place_is_chosen_by_mouse(page, type_in):
    input = type_in()
    page.get_by_role("option", name="Boston, MA").click()

    expect(input).to_have_value("Boston, MA")
    expect(input).to_be_focused()
    expect(suggested(page)).to_be_hidden()


def test_a_click_elsewhere_closes_the_list(page, type_in):
    type_in()
    page.get_by_role("heading", level=1).click()

    expect(suggested(page)).to_be_hidden()


def test_a_service_joins_the_search(page, type_in):
    type_in("methad", RESULTS, words)
    with page.expect_navigation():
        page.get_by_role("option", name=re.compile("^Methadone")).first.click()

    query = parse_qs(urlsplit(page.url).query)
    assert query["where"] == ["Canton, MA"]
    assert query["service"] == ["methadone"]
    assert query["payment"] == ["medicaid"]
    assert "q" not in query


def test_a_service_typed_where_a_place_belongs_keeps_the_place_before(page, type_in):
    type_in("methad", RESULTS)
    with page.expect_navigation():
        page.get_by_role("option", name=re.compile("^Methadone")).first.click()

    query = parse_qs(urlsplit(page.url).query)
    assert (query["where"], query["service"]) == (["Canton, MA"], ["methadone"])


def test_on_the_home_page_a_service_keeps_what_is_typed(page):
    page.goto(HOME)
    page.locator(".start__words summary").click()
    page.get_by_label("What do you need?").fill("outpatient")
    box(page).focus()
    expect(box(page)).to_have_role("combobox")
    page.keyboard.type("medicai")
    with page.expect_navigation():
        page.get_by_role("option", name=re.compile("^Medicaid")).first.click()

    query = parse_qs(urlsplit(page.url).query)
    assert query == {"payment": ["medicaid"], "q": ["outpatient"]}


def test_a_facility_is_opened(page, type_in):
    type_in("sample", RESULTS, words)
    option = page.get_by_role("option", name=re.compile("^Sample")).first
    name = option.locator("span").first.inner_text()
    with page.expect_navigation(url="**/facility/**"):
        option.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_each_box_begins_with_what_it_is_for(page, type_in):
    groups = page.get_by_role("listbox").get_by_role("group")
    type_in("me")
    expect(groups.first).to_have_accessible_name("Places")
    type_in("me", RESULTS, words)
    expect(groups.first).to_have_accessible_name("Kinds of care")
    expect(groups.last).to_have_accessible_name("Places")


def test_a_place_typed_among_the_words_goes_where_places_belong(page, type_in):
    type_in(TYPED, RESULTS, words)
    page.get_by_role("option", name="Boston, MA").click()

    expect(words(page)).to_have_value("")
    expect(box(page)).to_have_value("Boston, MA")
    expect(box(page)).to_be_focused()


def test_how_many_there_are_is_said(page, type_in):
    input = type_in()
    count = page.get_by_role("option").count()
    status = page.locator(".field").filter(has=input).locator("p.vh[role=status]")
    expect(status).to_have_text(f"{count} suggestions. Use the up and down arrow keys.")

    page.keyboard.type("zzq")
    expect(status).to_have_text("")
    expect(suggested(page)).to_be_hidden()


def test_one_letter_asks_nothing_and_a_whole_place_needs_nothing(page, watch):
    page.goto(HOME)
    box(page).focus()
    expect(box(page)).to_have_role("combobox")
    page.keyboard.type("b")
    page.wait_for_timeout(300)
    assert not [url for url in watch.requests if "/suggest/?" in url]

    with page.expect_response("**/suggest/?**"):
        box(page).fill("Boston, MA")
    page.wait_for_timeout(50)
    expect(suggested(page)).to_be_hidden()


def test_letters_in_a_row_are_one_question(page, watch, type_in):
    type_in("boston")
    assert len([url for url in watch.requests if "/suggest/?" in url]) == 1


def test_without_network_nothing_happens(page, watch, context):
    page.goto(HOME)
    box(page).focus()
    expect(box(page)).to_have_role("combobox")
    page.route("**/suggest/?**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.keyboard.type(TYPED)

    expect(suggested(page)).to_be_hidden()
    expect(box(page)).to_have_value(TYPED)
    watch.troubles.clear()  # the browser's own remarks: they were meant


def test_axe_finds_no_violation_with_the_list_open(page, type_in):
    type_in("me", RESULTS, words)
    page.keyboard.press("ArrowDown")
    page.evaluate(Axe().axe_script)
    violations_by_look = {}
    for look in LOOKS:
        page.emulate_media(**LOOKS[look])
        violations_by_look[look] = page.evaluate(RUN_AXE)

    assert {look: violations for look, violations in violations_by_look.items() if violations} == {}


@pytest.mark.parametrize("path", [HOME, RESULTS])
def test_it_fits_a_small_screen_and_a_thumb(page, type_in, path):
    page.set_viewport_size({"width": 320, "height": 568})
    type_in("me", path)
    page.keyboard.press("ArrowUp")  # the last of a list that scrolls

    assert page.evaluate(TOO_WIDE) == 0
    assert page.get_by_role("option").evaluate_all(TOO_SMALL) == []
    expect(page.locator("[role=option][aria-selected=true]")).to_be_in_viewport()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_the_box_is_a_plain_one(page):
    page.goto(HOME)
    for attribute in ("role", "aria-expanded", "aria-controls"):
        assert box(page).get_attribute(attribute) is None
    assert box(page).get_attribute("autocomplete") == "off"
