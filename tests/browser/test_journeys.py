"""What visitors do, on a phone: each test runs with JavaScript and without."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PAGES, REAL

pytestmark = pytest.mark.browser

HELP = ("tel:911", "tel:988", "sms:988", "tel:+18006624357")
DETOX_BY_MEDICAID = "where=Boston,+MA&service=detox&payment=medicaid"


@pytest.fixture(
    autouse=True,
    params=[
        pytest.param("on", id="with JavaScript"),
        pytest.param(
            "off",
            id="without JavaScript",
            marks=pytest.mark.browser_context_args(java_script_enabled=False),
        ),
    ],
)
def _javascript(request):
    """Run each test in both."""


def test_from_a_city_to_the_number_of_a_place_that_fits(page):
    page.goto("/")
    page.get_by_label("City, state, or ZIP code").fill("Boston, MA")
    follow(page.get_by_role("button", name="Find places"))
    expect(heading(page)).to_contain_text("near Boston, MA")
    before = names(page)

    page.get_by_role("link", name="filters").click()
    tick(page, "Kinds of care", "Detox")
    tick(page, "Ways to pay", "Medicaid")
    follow(page.locator(".go"))

    query = parse_qs(urlsplit(page.url).query)
    assert query["service"] == ["detox"]
    assert query["payment"] == ["medicaid"]
    facilities = names(page)
    assert facilities != before
    assert facilities == names_by_api(page, DETOX_BY_MEDICAID)
    total = f"{len(facilities)} places with detox that take Medicaid near Boston, MA"
    expect(heading(page)).to_have_text(total)

    first = page.locator(".card").first
    number = digits(first.locator(".call .nb").inner_text())
    follow(first.get_by_role("link", name=facilities[0], exact=True))

    expect(heading(page)).to_have_text(facilities[0])
    call = page.locator(".contact .acts .call")
    assert digits(call.locator(".nb").inner_text()) == number
    assert call.get_attribute("href") == f"tel:+1{number}"
    expect(call).to_have_accessible_name(re.compile(rf"^Call \S+ ?: {re.escape(facilities[0])}$"))


def test_from_the_states_to_a_facility(page):
    page.goto("/")
    follow(page.get_by_role("contentinfo").get_by_role("link", name="Browse by state"))
    follow(page.get_by_role("main").get_by_role("link", name="Massachusetts"))
    expect(heading(page)).to_contain_text("places for treatment in Massachusetts")

    page.get_by_text(re.compile(r"^All \d+ cities$")).click()
    follow(page.locator("details").get_by_role("link", name="Quincy", exact=True))
    expect(heading(page)).to_contain_text("for treatment in Quincy, MA")

    follow(page.locator(".card__name").first.get_by_role("link"))
    expect(page.locator(".decide address")).to_contain_text("Quincy, MA")
    expect(page.locator(".contact .acts .call")).to_be_visible()


def test_every_page_leads_to_help_by_phone(show):
    for kind in PAGES.values():
        page = show(kind)

        bar = page.locator("nav.help-bar")
        for uri in HELP:
            expect(bar.locator(f'a[href^="{uri}"]')).to_be_visible()  # with words to send, or none
        expect(page.locator('.foot a[href$="/helplines/"]')).to_be_visible()


def test_the_helplines_say_who_answers(page):
    page.goto("/")
    follow(page.locator('.foot a[href="/helplines/"]'))

    expect(heading(page)).to_have_text("Helplines: who answers?")
    lines = page.get_by_role("article")
    assert lines.count() >= 5
    line = lines.first
    expect(line.get_by_text("Who answers?")).to_be_hidden()
    line.get_by_text("Who answers and who pays").click()
    expect(line.get_by_text("Who answers?")).to_be_visible()


def test_a_place_that_is_not_understood_gets_others_to_choose_from(page):
    page.goto("/search/?where=Miami,+MA&service=detox")

    expect(heading(page)).to_have_text("Where is “Miami, MA”?")
    expect(page.get_by_text("We can’t find “Miami” in Massachusetts.")).to_be_visible()
    expect(page.locator(".card")).to_have_count(0)
    expect(page.locator(".line .call")).to_have_count(3)

    follow(page.locator(".others").get_by_role("link", name="Miami, FL"))

    expect(heading(page)).to_contain_text("Miami, FL")
    assert parse_qs(urlsplit(page.url).query)["service"] == ["detox"]


def test_a_search_that_finds_nothing_near_goes_farther_and_says_what_to_try(page):
    page.goto("/search/?where=Canton,+MA&radius=5&service=detox&service=iop&service=sober-living")

    expect(page.get_by_text("No places match within 5 miles")).to_be_visible()
    assert page.locator(".card").count() > 0
    shown = int(heading(page).inner_text().split()[0])
    ways = page.locator(".ways a")
    more = [int(digits(text)) for text in ways.locator("b").all_inner_texts()]
    assert more
    follow(ways.first)

    expect(heading(page)).to_contain_text(f"{shown + more[0]} places")


def test_words_are_understood_and_taken_off_with_a_tap(page):
    page.goto("/search/?where=Boston,+MA")
    page.get_by_text("Change", exact=True).click()
    page.get_by_label("What do you need?").fill("methodone clinic")
    with page.expect_navigation():
        page.get_by_label("What do you need?").press("Enter")

    assert names(page) == names_by_api(page, "where=Boston,+MA&service=methadone")
    follow(page.get_by_role("link", name="Remove “methodone clinic”: Methadone"))
    assert "q" not in parse_qs(urlsplit(page.url).query)


def test_each_box_holds_the_number_it_promises(page):
    page.goto("/search/filters/?where=Boston,+MA")
    box = page.locator("label", has=page.locator('[value="detox-program"]'))
    promised = digits(box.locator(".count").text_content())
    page.goto("/search/?where=Boston,+MA&service=detox-program")

    expect(heading(page)).to_contain_text(f"{promised} place")


def test_a_search_that_makes_no_sense_says_what_is_wrong(page):
    page.goto("/search/?where=Canton,+MA&radius=7")

    expect(heading(page)).to_have_text("Your search needs a change")
    expect(page.get_by_role("alert")).to_contain_text(
        "Choose 5, 10, 25, 50, 100, 250 or 500 miles."
    )
    expect(page.locator(".card")).to_have_count(0)

    page.get_by_label("How far").select_option("10 miles")
    follow(page.locator(".go"))

    expect(heading(page)).to_contain_text("within 10 miles of Canton, MA")


def test_the_next_page_keeps_the_filters_and_their_change_begins_anew(page):
    page.goto("/search/?where=New+York,+NY&service=outpatient&payment=medicaid")
    follow(page.get_by_role("link", name="Next page"))

    query = parse_qs(urlsplit(page.url).query)
    assert query["page"] == ["2"]
    assert query["payment"] == ["medicaid"]
    searched = "where=New+York,+NY&service=outpatient&payment=medicaid&page=2"
    assert names(page) == names_by_api(page, searched)

    follow(page.get_by_role("link", name="Remove Medicaid"))

    query = parse_qs(urlsplit(page.url).query)
    assert query == {"where": ["New York, NY"], "service": ["outpatient"]}
    expect(page.get_by_role("navigation", name="Pages")).to_contain_text("Page 1 of")
    expect(page.get_by_role("link", name="Remove Outpatient")).to_be_visible()


def test_a_real_facility_says_who_answers_its_number(page, site):
    page.goto(site.facility(REAL))

    expect(page.get_by_text("Real facility", exact=True)).to_be_visible()
    expect(page.locator(".contact .acts .call")).to_have_attribute("href", "tel:+18005265053")
    text = "Who answers: Ark Behavioral Health's own admissions staff, not a neutral helpline."
    expect(page.get_by_text(text)).to_be_visible()


def heading(page):
    return page.get_by_role("heading", level=1)


def names(page):
    return page.locator(".card__name").all_inner_texts()


def names_by_api(page, query):
    """Return the names a search finds, in order, as the API has them."""
    answer = page.request.get(f"/api/v1/facilities/?{query}").json()
    return [facility["name"] for facility in answer["results"]]


def follow(link_or_button):
    """Press it, and return once the page it leads to is there."""
    with link_or_button.page.expect_navigation():
        link_or_button.click()


def tick(page, group, service):
    """Open a group of filters, if it isn't, and tick one."""
    filters = page.locator("details.filter").filter(
        has=page.locator("summary").get_by_text(group, exact=True)
    )
    summary = filters.locator("summary")
    # Until the sheet they stand in is open, an open group looks shut.
    expect(summary).to_be_visible()
    if filters.get_attribute("open") is None:
        summary.click()
    filters.get_by_role("checkbox", name=re.compile(rf"^{service}\b")).first.check()


def digits(text):
    return re.sub(r"\D", "", text)
