"""“Use my location”: asked for by a tap, told in two decimals, answered by a search."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BOSTON = {"latitude": 42.35816274, "longitude": -71.06374218, "accuracy": 5}
# Of its digits, rounded and as they are: so many that no port or size holds them by chance.
CANARIES = re.compile(r"42\.3[56]|71\.06|5816274|6374218")
COUNT = """
    window.timesAsked = 0;
    const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
    Geolocation.prototype.getCurrentPosition = (...answers) => { timesAsked += 1; ask(...answers) };
"""
NEVER_KNOWS = """
    Geolocation.prototype.getCurrentPosition = (found, failed) => failed({code: 3});
"""
SHIFTS = """() => new Promise(done => {
    const shifts = [];
    const observer = new PerformanceObserver(list => shifts.push(...list.getEntries()));
    observer.observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(shifts.length), 300);
})"""
NO_GEOLOCATION = "Object.defineProperty(navigator, 'geolocation', {value: undefined})"


@pytest.fixture
def allowed(context):
    """Answer the browser's question with yes, and stand in Boston."""
    context.grant_permissions(["geolocation"])
    context.set_geolocation(BOSTON)


def button(page):
    return page.get_by_role("button", name="Use my location")


def status_text(page):
    return page.locator(".near__said")


@pytest.mark.usefixtures("allowed")
def test_a_tap_leads_to_the_search_around_here_and_no_address_has_the_position(page, watch, site):
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.goto("/")
    with page.expect_navigation(url="**/search/**"):
        button(page).click()

    query = parse_qs(urlsplit(page.url).query)
    assert list(query) == ["where"]
    assert re.fullmatch(r"02[12]\d\d", query["where"][0])
    expect(page.get_by_role("heading", level=1)).to_contain_text(query["where"][0])
    assert not CANARIES.search("".join(watch.requests) + page.content() + site.log.read_text())
    assert [form for form in sent if "latitude" in form] == [
        "where=&q=&latitude=42.36&longitude=-71.06"
    ]


@pytest.mark.usefixtures("allowed")
def test_the_filters_stay(page):
    page.goto("/search/?where=Miami,+FL&service=detox&q=medicaid&radius=50&sort=name&page=1")
    page.get_by_text("Change", exact=True).click()
    with page.expect_navigation(url=re.compile("where=02")):
        button(page).click()

    query = parse_qs(urlsplit(page.url).query)
    del query["where"]
    assert query == {
        "service": ["detox"],
        "payment": ["medicaid"],
        "radius": ["50"],
        "sort": ["name"],
    }


@pytest.mark.usefixtures("allowed")
def test_back_again_the_form_is_what_it_was(page):
    page.goto("/")
    with page.expect_navigation(url="**/search/**"):
        button(page).click()
    page.go_back()

    expect(status_text(page)).to_have_text("")
    assert not CANARIES.search(page.content())
    page.get_by_label("City, state, or ZIP code").fill("Canton, MA")
    with page.expect_navigation(url="**/search/**"):
        page.keyboard.press("Enter")

    assert parse_qs(urlsplit(page.url).query) == {"where": ["Canton, MA"]}


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("path", ["/", "/search/?where=Boston,+MA"])
def test_nobody_is_asked_before_a_tap(page, path):
    page.add_init_script(COUNT)
    page.goto(path)
    if path != "/":
        page.get_by_text("Change", exact=True).click()
    page.get_by_label("City, state, or ZIP code").fill("Canton")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Escape")
    assert page.evaluate("timesAsked") == 0

    with page.expect_navigation(url=re.compile("where=02")):
        button(page).click()


def test_who_says_no_is_told_how_to_go_on(page):
    page.goto("/")
    button(page).click()

    expect(status_text(page)).to_contain_text("Your browser didn't share your location.")
    expect(status_text(page)).to_contain_text("Type a ZIP code or city instead.")
    expect(status_text(page)).to_contain_text("allow it in your browser's settings")
    assert status_text(page).get_attribute("role") == "status"
    assert urlsplit(page.url).path == "/"


def test_a_device_that_cannot_tell_is_told_of(page, context):
    context.grant_permissions(["geolocation"])
    context.set_geolocation(None)
    page.goto("/")
    button(page).click()

    expect(status_text(page)).to_contain_text(
        "can't tell where it is. Type a ZIP code or city instead."
    )


def test_a_device_that_takes_too_long_is_told_of_and_may_try_again(page):
    page.add_init_script(NEVER_KNOWS)
    page.goto("/")
    for _try in range(2):
        button(page).click()
        expect(status_text(page)).to_contain_text(
            "taking too long to find you. Try again, or type a ZIP code"
        )


def test_a_browser_without_it_shows_no_button(page):
    page.add_init_script(NO_GEOLOCATION)
    page.goto("/")
    page.wait_for_load_state("networkidle")

    expect(button(page)).to_be_hidden()


def test_nothing_moves_when_it_appears(page):
    def late(route):
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/site*.js", late)
    page.goto("/", wait_until="commit")
    expect(button(page)).to_be_visible()

    assert page.evaluate(SHIFTS) == 0


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_there_is_no_button_and_the_form_works(page):
    page.goto("/")
    expect(page.locator("[data-near]")).to_be_hidden()

    page.get_by_label("City, state, or ZIP code").fill("Canton, MA")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?where=Canton%2C+MA&q=")


def test_outside_the_country_it_says_so(page, context):
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 51.5, "longitude": -0.1})
    page.goto("/search/?where=Boston,+MA&service=detox")
    page.get_by_text("Change", exact=True).click()
    with page.expect_navigation(url="**/near-me/"):
        button(page).click()

    expect(page.get_by_role("alert")).to_contain_text("outside the United States")
    page.get_by_label("City, state, or ZIP code").fill("Boston, MA")
    with page.expect_navigation():
        page.get_by_role("button", name="Find places").click()

    query = parse_qs(urlsplit(page.url).query)
    assert (query["where"], query["service"]) == (["Boston, MA"], ["detox"])
