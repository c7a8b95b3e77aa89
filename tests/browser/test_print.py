"""On paper: the name, the address, the number; nothing to press."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.pages import (
    FACILITY,
    HELPLINES,
    HOME,
    PAGES,
    RESULTS,
    RICH,
    SHEET,
    STATE,
    PageKind,
    in_spanish,
)

pytestmark = pytest.mark.browser

NUMBERS = ".button:is([href^='tel:'], [href^='sms:'])"
NOT_ON_PAPER = f"form, search, .menu, .bar, .skip, .pages, .button:not({NUMBERS}), .chip-row"


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
    expect(page.locator(".sides .call .nb").first).to_be_visible()
    expect(page.locator(".decide dt").first).to_be_visible()
    expect(page.get_by_role("heading", name="What to ask when you call")).to_be_visible()
    for link in page.locator("main a:visible").all():
        assert link.get_attribute("href").startswith(("tel:", "http")), "nothing to press on paper"
    for heading in page.locator("main :is(h2, h3):visible").all():
        below = heading.locator("xpath=following-sibling::*").locator("visible=true")
        assert below.count(), "no heading without anything below it"


def test_a_page_whose_form_is_gone_prints_the_numbers_to_call(on_paper):
    page = on_paper(PAGES["callback"])

    assert page.locator(NUMBERS).count() > 3
    for number in page.locator(NUMBERS).all():
        expect(number).to_be_visible()


@pytest.mark.parametrize("kind", [HOME, STATE], ids=["home", "state"])
def test_other_pages_print_their_heading_and_the_numbers_to_call(on_paper, kind):
    page = on_paper(kind)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".help-bar")).to_contain_text("988")
    expect(page.locator(".exit")).to_be_hidden()


def test_a_state_prints_its_counts(on_paper):
    counts = on_paper(STATE).locator(".chip .count")
    assert counts.count() > 5
    for count in counts.all():
        expect(count).to_be_visible()


def test_helplines_print_each_number_and_who_answers(on_paper):
    page = on_paper(HELPLINES)

    for line in page.locator(".helpline").all():
        expect(line.locator("h3")).to_be_visible()
        expect(line.locator(".helpline__ways")).to_be_visible()
        for way in line.locator(".helpline__ways a").all():
            assert way.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    for facts in page.locator(".helpline__facts").all():
        expect(facts).to_be_visible()  # folded on a screen
        expect(facts).to_contain_text("Who answers")


def test_it_is_dark_on_light_whatever_the_screen_is(on_paper):
    page = on_paper(FACILITY)
    page.emulate_media(media="print", color_scheme="dark")

    color = "element => getComputedStyle(element).color"
    assert page.locator("h1").evaluate(color) == "rgb(0, 0, 0)"
    assert page.locator(".sides .call").first.evaluate(color) == "rgb(0, 0, 0)"


PAPERS = {"A4": (210, 297), "Letter": (216, 279)}  # mm
MARGIN = 12
TALLEST = """(height) => [...document.querySelectorAll(".sheet-place")]
    .filter(one => one.getBoundingClientRect().height > height).length"""


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", [SHEET, in_spanish(SHEET)], ids=["English", "Spanish"])
def test_a_call_sheet_fits_its_paper_and_breaks_no_place(page, show, paper, kind):
    show(kind)
    places = page.locator(".sheet-place")
    assert places.count() > 3
    page.emulate_media(media="print")
    width, height = ((side - 2 * MARGIN) * 96 / 25.4 for side in PAPERS[paper])
    page.set_viewport_size({"width": int(width), "height": int(height)})

    assert page.evaluate(TALLEST, height / 3) == 0, "three places fit a page"
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert places.first.evaluate("one => getComputedStyle(one).breakInside") == "avoid"
    pages = page.pdf(format=paper).count(b"/Type /Page\n")
    assert places.count() / 3 <= pages <= places.count() / 3 + 1.5


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("number, pages", [(1, 1), (6, 2)])
def test_a_call_sheet_takes_little_paper(page, show, paper, number, pages):
    show(RESULTS)
    ids = page.locator("[data-id]").evaluate_all("all => all.map(one => one.dataset.id)")[:number]
    assert len(ids) == number
    page.goto(f"/call-sheet/?where=Boston,+MA&{'&'.join(f'id={public_id}' for public_id in ids)}")

    assert page.pdf(format=paper).count(b"/Type /Page\n") == pages


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", ["", "es"], ids=["English", "Spanish"])
def test_the_richest_facility_fits_one_sheet(page, show, paper, language):
    show(replace(RICH, language=language))
    assert page.pdf(format=paper).count(b"/Type /Page\n") == 1


def test_who_answers_leaves_room_for_the_name_on_a_call_sheet(on_paper):
    page = on_paper(PageKind("/call-sheet/?where=02021"))
    page.set_viewport_size({"width": 740, "height": 1000})

    head = page.locator(".sheet-place__head", has=page.get_by_text("Who answers:")).first
    name, whole = head.locator("> :first-child").bounding_box(), head.bounding_box()
    assert name["width"] >= whole["width"] * 0.4


def test_a_call_sheet_prints_what_one_needs_beside_a_phone(on_paper):
    page = on_paper(SHEET)

    expect(page.locator(".help-bar")).to_contain_text("988")
    expect(page.locator(".sheet-code svg")).to_be_visible()
    for hidden in page.locator(".sheet-ways, [data-print-hint]").all():
        expect(hidden).to_be_hidden()
    for place in page.locator(".sheet-place").all():
        expect(place.locator("h2")).to_be_visible()
        expect(place.locator(".call .nb").first).to_be_visible()
        assert place.locator(".sheet-ask li").count() >= 6
        size = place.locator(".call").first.evaluate("one => getComputedStyle(one).fontSize")
        assert float(size.removesuffix("px")) >= 24  # 18 points


def test_a_button_prints_where_scripts_run(page, show):
    page.add_init_script("window.print = () => { document.title = 'printed' }")
    show(SHEET)
    expect(page.locator("[data-print-hint]")).to_be_hidden()
    page.get_by_role("button", name="Print").click()
    assert page.title() == "printed"


def test_without_scripts_a_sentence_says_how_to_print(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    page = context.new_page()
    page.goto(SHEET.path)
    expect(page.get_by_text("use your browser's menu")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_is_dark_on_white_everywhere(page, show, scheme):
    page.emulate_media(color_scheme=scheme, forced_colors="active")
    show(SHEET)
    for path, attribute, color in (("first", "fill", "#fff"), ("last", "stroke", "#000")):
        path_element = getattr(page.locator(".sheet-code svg path"), path)
        assert path_element.get_attribute(attribute) == color
        expect(path_element).to_be_visible()
    assert (
        page.locator(".sheet-code svg").evaluate("one => getComputedStyle(one).backgroundColor")
        == "rgb(255, 255, 255)"
    )
