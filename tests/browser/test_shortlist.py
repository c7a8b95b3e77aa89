"""Saving places: kept by this browser alone, and only because one pressed "Save"."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.pages import FACILITY, RESULTS, SHORTLIST
from tests.browser.test_privacy import NOTHING, STORED

pytestmark = pytest.mark.browser

KEPT = "() => JSON.parse(localStorage.getItem('shortlist'))"
SHIFTED = """() => new Promise(resolve => {
    const seen = [];
    new PerformanceObserver(list => seen.push(...list.getEntries()))
        .observe({type: "layout-shift", buffered: true});
    // The map draws itself, in a box whose place is kept.
    const outside = ({node}) => !node?.closest?.(".results__map");
    const moved = () => seen.map(one => one.sources.filter(outside)).filter(one => one.length);
    setTimeout(() => resolve(moved().map(one => one.map(({node}) => node?.className))), 500);
})"""
STORAGE_THROWS = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("blocked", "SecurityError") }
})"""


def saves(page):
    return page.locator(".save")


def saved_link(page):
    return page.get_by_role("link", name=re.compile(r"^Saved \(\d+\)$"))


def named(word, name):
    return re.compile(f"^{word} ?: {re.escape(name)}$")


def status_text(page):
    return page.get_by_role("status").filter(has_text=re.compile("."))


def ids_of(page):
    return parse_qs(urlsplit(page.url).query).get("id", [])


@pytest.fixture
def saved(show):
    """Return the results after the first three of them were saved."""
    page = show(RESULTS)
    for number in range(3):
        saves(page).nth(number).click()
    expect(saved_link(page)).to_have_text("Saved (3)")
    return page


def test_nothing_is_kept_before_one_saves_and_nothing_after_one_removes(show):
    page = show(RESULTS)
    assert page.evaluate(STORED) == NOTHING
    expect(saved_link(page)).to_have_count(0)
    save = saves(page).first
    name = page.locator(".card__name").first.inner_text()
    expect(save).to_have_accessible_name(named("Save", name))
    expect(save).to_have_attribute("aria-pressed", "false")

    save.click()

    expect(save).to_have_accessible_name(named("Saved", name))
    expect(save).to_have_attribute("aria-pressed", "true")
    expect(status_text(page)).to_have_text("Saved. 1 place saved.")
    assert page.evaluate(KEPT) == [page.locator(".card").first.get_attribute("data-id")]
    assert page.evaluate(STORED) == NOTHING | {"local": 1}

    save.click()

    expect(status_text(page)).to_have_text("Removed. 0 places saved.")
    expect(saved_link(page)).to_have_count(0)
    assert page.evaluate(STORED) == NOTHING


def test_what_is_saved_is_there_after_a_reload_and_on_other_pages(saved):
    saved.reload()
    expect(saves(saved).and_(saved.locator("[aria-pressed=true]"))).to_have_count(3)
    saved.goto("/about/")
    expect(saved_link(saved)).to_have_text("Saved (3)")
    saved.go_back()
    expect(saves(saved).nth(2)).to_have_attribute("aria-pressed", "true")


def test_a_facilitys_page_saves_by_keyboard_too(show):
    page = show(FACILITY)
    save = saves(page).locator("visible=true")
    expect(save).to_have_accessible_name(named("Save", page.locator("h1").inner_text()))
    page.locator(".bar .call").first.focus()
    page.keyboard.press("Tab")
    expect(save).to_be_focused()
    page.keyboard.press("Enter")

    expect(save).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(KEPT) == [save.get_attribute("value")]
    expect(save).to_be_focused()


def test_the_list_shows_what_is_saved_in_its_order(saved):
    names = saved.locator(".card__name").all_inner_texts()[:3]
    kept = saved.evaluate(KEPT)
    saved_link(saved).click()

    expect(saved.get_by_role("heading", level=1)).to_have_text("A list of 3 places")
    assert saved.locator(".card__name").all_inner_texts() == names
    assert saved.locator(".compare thead th a").all_inner_texts() == names
    assert ids_of(saved) == kept


def test_the_list_without_ids_goes_on_to_what_is_saved(saved):
    saved.goto("/shortlist/")
    saved.wait_for_url("**/shortlist/?id=*")
    assert len(ids_of(saved)) == 3


def test_clearing_is_one_tap_and_so_is_undoing_it(saved):
    kept = saved.evaluate(KEPT)
    saved_link(saved).click()
    clear = saved.get_by_role("button", name="Clear my saved places")
    clear.click()

    expect(status_text(saved)).to_have_text("Cleared. No places are saved in this browser now.")
    assert saved.evaluate(STORED) == NOTHING
    expect(saved_link(saved)).to_have_count(0)
    undo = saved.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()

    undo.click()

    assert saved.evaluate(KEPT) == kept
    expect(clear).to_be_focused()
    expect(undo).to_be_hidden()
    expect(saved_link(saved)).to_have_text("Saved (3)")


def test_removing_one_offers_the_list_as_it_is_then(saved):
    saved_link(saved).click()
    saves(saved).nth(1).click()
    saved.get_by_role("link", name="Show the list as it is now").click()

    expect(saved.get_by_role("heading", level=1)).to_have_text("A list of 2 places")
    assert ids_of(saved) == saved.evaluate(KEPT)


def test_a_list_one_was_sent_is_kept_only_if_one_says_so(show):
    page = show(SHORTLIST)
    keep = page.get_by_role("button", name="Save these places on this phone or computer")
    expect(keep).to_be_visible()
    assert page.evaluate(STORED) == NOTHING
    expect(page.get_by_role("button", name="Clear my saved places")).to_be_hidden()

    keep.click()

    expect(saved_link(page)).to_have_text("Saved (3)")
    assert page.evaluate(KEPT) == ids_of(page)
    expect(keep).to_be_hidden()


def test_ones_own_list_forgets_what_the_directory_does_not_know(saved):
    kept = saved.evaluate(KEPT)
    saved.evaluate("ids => localStorage.setItem('shortlist', JSON.stringify(ids))", ["99", *kept])
    saved.goto("/shortlist/")
    saved.wait_for_url("**/shortlist/?id=*")

    expect(saved.get_by_text("1 place on this list is no longer in the directory.")).to_be_visible()
    expect(saved.get_by_role("button", name="Clear my saved places")).to_be_visible()
    assert saved.evaluate(KEPT) == kept


def test_a_full_list_says_so_and_stays(show):
    page = show(RESULTS)
    full = [f"id{number}" for number in range(20)]
    page.evaluate("ids => localStorage.setItem('shortlist', JSON.stringify(ids))", full)
    page.reload()
    saves(page).first.click()

    expect(page.get_by_text("You've saved 20 places")).to_be_visible()
    assert page.evaluate(KEPT) == full
    expect(saves(page).first).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("text", ["", "{", "null", "{}", "7", '["<svg>", null, "a b"]'])
def test_what_it_cannot_read_counts_as_nothing(show, text):
    page = show(RESULTS)
    page.evaluate("text => localStorage.setItem('shortlist', text)", text)
    page.reload()
    expect(saves(page).first).to_have_attribute("aria-pressed", "false")
    saves(page).first.click()

    expect(saved_link(page)).to_have_text("Saved (1)")


def test_a_browser_that_refuses_storage_is_told_plainly(page):
    page.add_init_script(STORAGE_THROWS)
    page.goto(RESULTS.path)
    saves(page).first.click()

    expect(page.get_by_text("Your browser won't let this site save places.")).to_be_visible()
    expect(saves(page).first).to_have_attribute("aria-pressed", "false")


def test_another_tab_learns_of_it(saved, context):
    other = context.new_page()
    other.goto("/")
    saves(saved).nth(3).click()

    expect(saved_link(other)).to_have_text("Saved (4)")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "kind", [RESULTS, FACILITY, SHORTLIST], ids=["results", "facility", "list"]
)
def test_nothing_moves_when_the_buttons_come(show, page, kind, width):
    page.set_viewport_size({"width": width, "height": 900})
    show(kind)
    expect(saves(page).locator("visible=true").first).to_be_visible()

    assert page.evaluate(SHIFTED) == []


def test_without_javascript_a_list_is_a_page_like_any_other(show, browser, site):
    here = show(SHORTLIST)
    rows = here.locator(".compare tbody tr").all_text_contents()
    with browser.new_context(java_script_enabled=False, base_url=site.url) as context:
        page = context.new_page()
        page.goto(here.url)

        assert page.locator(".compare tbody tr").all_text_contents() == rows
        expect(page.locator(".save, .keep button, .saved").locator("visible=true")).to_have_count(0)
        page.get_by_text("Send", exact=True).click()
        link = page.get_by_label("Link to this page").input_value()
        assert link.partition("?")[2] in page.url
        page.get_by_text("Distances from Boston, MA").click()
        page.get_by_label("Show distances from").fill("02021")
        page.get_by_role("button", name="Show distances").click()
        expect(page.get_by_text("Distances from ZIP code 02021")).to_be_visible()
        page.goto("/shortlist/")
        expect(page.locator("noscript .note")).to_be_visible()


def test_the_link_is_copied(show, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = show(SHORTLIST)
    page.get_by_text("Send", exact=True).click()
    page.get_by_role("button", name="Copy link").click()

    expect(status_text(page)).to_have_text("Link copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("Link to this page").input_value()
    assert "where" not in copied
    assert page.evaluate(STORED) == NOTHING


IN_VIEW = """() => [...document.querySelectorAll(".compare thead th")].filter(one => {
    const {left, right, width} = one.getBoundingClientRect();
    return width > 0 && left >= 0 && right <= innerWidth;
}).map(one => one.querySelector("a").textContent)"""


def test_on_a_phone_each_place_is_a_card_to_swipe(show, page):
    page.set_viewport_size({"width": 320, "height": 700})
    show(SHORTLIST)
    table = page.locator(".compare")
    first, second, _third = table.locator("thead th a").all_inner_texts()
    assert page.evaluate(IN_VIEW) == [first]
    label = table.locator("tbody tr").first.locator(".compare__label").first
    expect(label).to_be_visible()
    assert table.evaluate("one => one.scrollHeight <= one.clientHeight"), "the page scrolls, alone"

    table.focus()
    page.keyboard.press("ArrowRight")

    # Playwright's wait_for_function polls with eval, which the policy forbids.
    expect(table).not_to_have_js_property("scrollLeft", 0)
    page.wait_for_timeout(500)
    assert page.evaluate(IN_VIEW) == [second]


def test_a_screen_reader_meets_a_table_at_every_width(show, page):
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        show(SHORTLIST)
        table = page.get_by_role("table")
        expect(table.get_by_role("columnheader")).to_have_count(3)
        expect(table.get_by_role("rowheader", name="Who to call", exact=True)).to_have_count(1)
        cells = table.get_by_role("row", name="Who to call").get_by_role("cell")
        expect(cells).to_have_count(3)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_six_places_stand_side_by_side_and_the_page_does_not_scroll_sideways(show, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    show(RESULTS)
    ids = page.locator("[data-id]").evaluate_all(
        "all => all.slice(0, 6).map(one => one.dataset.id)"
    )
    page.goto(f"/shortlist/?{'&'.join(f'id={public_id}' for public_id in ids)}")

    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert len(page.evaluate(IN_VIEW)) >= {320: 1, 768: 3, 1280: 6}[width]
    shown = page.locator(".compare thead th").locator("visible=true")
    expect(shown).to_have_count(3 if width == 320 else 6)


def test_what_is_the_same_for_all_is_out_of_the_way_until_one_asks(show):
    page = show(SHORTLIST)
    same, differs = page.locator("tr.same"), page.locator(".compare tbody tr:not(.same)")
    count = same.count()
    assert count > 1
    expect(same.locator("visible=true")).to_have_count(0)
    shown = differs.locator("visible=true").count()

    page.get_by_label("Only differences").uncheck()

    expect(same.locator("visible=true")).to_have_count(count)
    assert differs.locator("visible=true").count() == shown


def test_distances_stay_from_results_over_a_place_to_the_list(show):
    page = show(RESULTS)
    page.locator(".card__name a").first.click()
    saves(page).locator("visible=true").click()
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Saved places").click()

    expect(page.get_by_text("Distances from Boston, MA")).to_be_visible()
    assert page.evaluate(STORED) == NOTHING | {"local": 1}


def test_a_page_of_results_is_saved_at_once_as_far_as_there_is_room(show):
    page = show(RESULTS)
    ids = page.locator("main [data-id]").evaluate_all("all => all.map(one => one.dataset.id)")
    kept = [f"id{number}" for number in range(20 - len(ids) + 2)]
    page.evaluate("ids => localStorage.setItem('shortlist', JSON.stringify(ids))", kept)
    page.reload()

    page.locator("#save-all").scroll_into_view_if_needed()  # then its script comes
    page.get_by_role("button", name="Save all on this page").click()

    expect(page.get_by_text(f"{len(ids) - 2} places added to your list.")).to_be_visible()
    expect(page.get_by_text("it can hold 20. Not added: 2.")).to_be_visible()
    assert page.evaluate(KEPT) == [*kept, *ids[:-2]]

    page.get_by_role("button", name="Undo").click()

    assert page.evaluate(KEPT) == kept
    expect(page.get_by_role("button", name="Save all on this page")).to_be_focused()


def test_on_paper_the_list_and_the_table_are_whole(show, page):
    show(SHORTLIST)
    page.emulate_media(media="print")

    for unneeded in (".save", ".keep", ".list-acts", ".from", ".choose", ".differ"):
        for element in page.locator(unneeded).all():
            expect(element).to_be_hidden()
    table = page.locator(".compare")
    assert table.evaluate("one => getComputedStyle(one).overflow") == "visible"
