"""A tap on a facility's number is counted by its id; nobody waits for it, and nothing else is."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.pages import FACILITY, INVENTED, RESULTS

pytestmark = pytest.mark.browser

# A number must not open a program on the machine that runs the tests.
DONT_CALL = "addEventListener('click', (event) => event.preventDefault())"
ASKS_NOT_TO = "Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true })"


@pytest.fixture
def sent(page):
    """Collect what is sent to be counted: the body of each request."""
    bodies = []

    def note(request):
        if urlsplit(request.url).path == "/counts/call/":
            assert request.method == "POST"
            assert urlsplit(request.url).query == ""
            bodies.append(parse_qs(request.post_data))

    page.on("request", note)
    return bodies


def tap(page, selector):
    page.evaluate(DONT_CALL)
    page.locator(selector).first.click()
    page.wait_for_timeout(300)


@pytest.mark.parametrize(
    "kind, selector", [(RESULTS, ".card .call"), (FACILITY, ".sides .call")], ids=["card", "page"]
)
def test_a_tap_sends_the_id_of_the_facility_alone(show, sent, kind, selector):
    page = show(kind)
    tap(page, selector)

    place = page.url if kind is FACILITY else page.locator(".card a").first.get_attribute("href")
    assert sent == [{"id": [urlsplit(place).path.split("/")[2]]}]


def test_places_like_a_facility_count_for_themselves(show, sent):
    page = show(FACILITY)
    tap(page, ".similar .also a")
    [body] = sent
    assert body["id"][0] in page.locator(".similar a").first.get_attribute("href")
    assert body["id"][0] not in page.url


@pytest.mark.parametrize("path", ["/helplines/", "facility"])
def test_a_helpline_is_not_counted(show, page, sent, path):
    show(FACILITY) if path == "facility" else page.goto(path)
    tap(page, '.help-bar a[href="tel:988"]')
    assert sent == []


def test_who_asks_not_to_be_tracked_sends_nothing(show, page, sent):
    page.add_init_script(ASKS_NOT_TO)
    show(FACILITY)
    tap(page, ".sides .call")
    assert sent == []


def test_the_server_takes_it(show, page, sent, site):
    show(FACILITY)
    with page.expect_response("**/counts/call/") as answer:
        tap(page, ".sides .call")
    assert answer.value.status == 204
    assert site.facility(INVENTED).startswith(f"/facility/{sent[0]['id'][0]}/")
