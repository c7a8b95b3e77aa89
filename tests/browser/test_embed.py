"""The search on another site: by a script, in a frame, and without either."""

from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_accessibility import OF_COLORS, RUN_AXE, TOO_WIDE

pytestmark = pytest.mark.browser

WHERE = 'data-where="Boston, MA" data-service="detox"'
QUERY = "?where=Boston,+MA&amp;service=detox"
# Another site, strict or not: what it asks, its policy, and what else is on its pages.
STYLES = """<style>:root { color-scheme: light dark } body { font: 20px Georgia; margin: 8px }
@media (prefers-color-scheme: dark) { body { background: #123; color: #eee } }
a { color: red; display: none !important } h2 { font-size: 90px }</style>"""
HEAD = '<!doctype html><html lang="{language}"><head><title>Library</title><meta name="viewport" '
HEAD += 'content="width=device-width">{styles}</head><body><main><h1>Library</h1>'
LINK = '<a href="{site}/search/{query}">Find addiction treatment</a>\n'
SCRIPT = '<script src="{site}/embed.js" {where} referrerpolicy="no-referrer" async></script>'
FRAME = '<iframe src="{site}/embed/{query}" title="Find addiction treatment" width="100%" '
FRAME += 'height="900" referrerpolicy="no-referrer"></iframe>'
PAGES = {
    "/script": (HEAD + LINK + SCRIPT, ""),
    "/styled": (HEAD + "<div>" + SCRIPT + "</div>", ""),
    "/strict": (HEAD + FRAME + LINK, "default-src 'none'; frame-src {site}"),
    "/blocked": (HEAD + LINK + SCRIPT, "default-src 'none'; script-src {site}; connect-src 'none'"),
    "/framing": (HEAD + '<iframe src="{site}/search/{query}" title="x"></iframe>', ""),
}


class Library(BaseHTTPRequestHandler):
    """Serves PAGES; `site`: the finder's address."""

    def __init__(self, site, *args):
        self.site = site
        super().__init__(*args)

    def do_GET(self):  # noqa: N802 - the name that the class has
        path, _mark, language = self.path.partition("?")
        page, policy = PAGES[path]
        filled = page.format(
            site=self.site,
            where=WHERE,
            query=QUERY,
            language=language or "en",
            styles=STYLES if path == "/styled" else "",
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if policy:
            self.send_header("Content-Security-Policy", policy.format(site=self.site))
        self.end_headers()
        self.wfile.write(filled.encode())

    def log_message(self, *_arguments):
        pass


@contextmanager
def serving(site):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Library, site)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def library(site):
    """Serve another site: another port is another origin."""
    with serving(site.url) as address:
        yield address


@pytest.fixture
def headers(page):
    """Collect the headers of all requests, by address."""
    sent = {}
    page.on("request", lambda request: sent.update({request.url: request.all_headers()}))
    return sent


@pytest.fixture
def open_page(page, watch, library):
    def do(path):
        watch.origins.add(library)
        # The library has no icon.
        page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page.goto(library + path)
        return page

    return do


def axe(page, options=None):
    page.evaluate(Axe().axe_script)
    return page.evaluate(RUN_AXE, options or {})


@pytest.mark.parametrize(("language", "button"), [("en", "Find places"), ("es", "Buscar lugares")])
def test_a_script_puts_the_search_where_it_is_said(open_page, site, language, button):
    page = open_page(f"/script?{language}")

    expect(page.get_by_role("button", name=button)).to_be_visible()
    expect(page.locator(".card")).to_have_count(5)
    assert page.locator(".card .call").first.get_attribute("href").startswith("tel:+1")
    # The link that was there without it has gone; all others lead to the finder.
    assert page.locator(f'main > a[href^="{site.url}"]').count() == 0
    links = page.locator("a:not([href^='tel:'])").evaluate_all("all => all.map(one => one.href)")
    assert links
    assert all(link.startswith(site.url) for link in links)
    expect(page.locator("a[href='tel:988']")).to_be_visible()


def test_one_searches_by_keyboard_and_hears_what_came_of_it(open_page, headers, library):
    page = open_page("/script")
    box = page.get_by_label("City, state, or ZIP code")
    box.fill("Worcester, MA")
    box.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Worcester, MA")
    expect(page.get_by_role("status")).to_contain_text("detox")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.id") == "where"
    assert page.url == f"{library}/script"
    asked = {url: sent for url, sent in headers.items() if "/embed" in url}
    assert len(asked) == 3
    for sent in asked.values():
        assert "referer" not in sent
        assert "cookie" not in sent
    assert not any("/script" in value for sent in asked.values() for value in sent.values())


def test_a_place_of_several_names_is_chosen_with_a_press(open_page):
    page = open_page("/script")
    page.get_by_label("City, state, or ZIP code").fill("Springfield")
    page.get_by_role("button", name="Find places").press("Enter")
    other = page.locator(".results button").first
    name = other.inner_text()
    other.click()

    expect(page.get_by_role("status")).to_contain_text(name)
    expect(page.get_by_label("City, state, or ZIP code")).to_have_value(name)


def test_nothing_is_kept_on_the_other_site_or_here(open_page, context, library):
    page = open_page("/script")
    expect(page.locator(".card")).to_have_count(5)

    assert context.cookies() == []
    state = context.storage_state()
    assert state["origins"] == []
    assert page.evaluate("indexedDB.databases()") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_looks_like_the_page_and_is_none_of_its_styles_prey(open_page, page, scheme):
    page.emulate_media(color_scheme=scheme)
    open_page("/styled")
    title = page.get_by_role("heading", name="Find addiction treatment")
    expect(title).to_be_visible()

    body, own = (
        where.evaluate("one => [getComputedStyle(one).color, getComputedStyle(one).fontFamily]")
        for where in (page.locator("body"), page.locator(".card p").first)
    )
    assert own == body
    assert title.evaluate("one => getComputedStyle(one).fontSize") == "25px"
    expect(page.get_by_role("link", name="Who answers each helpline")).to_be_visible()
    assert axe(page, OF_COLORS) == []


@pytest.mark.parametrize("path", ["/script", "/strict"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_too_wide(open_page, page, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    open_page(path)
    inside = page if path == "/script" else page.frames[1]
    expect(inside.locator(".card")).to_have_count(5)

    # Into the frame axe looks from within: the two are strangers to each other.
    assert axe(page, {"iframes": False}) == []
    assert axe(inside) == []
    assert inside.evaluate(TOO_WIDE) == page.evaluate(TOO_WIDE) == 0
    small = inside.locator("button, .call, summary").evaluate_all(
        "all => all.filter(one => one.checkVisibility()"
        " && one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    )
    assert small == []


def test_a_frame_works_in_a_page_that_lets_nothing_else_in(open_page, page, headers, site):
    open_page("/strict")
    frame = page.frames[1]
    frame.get_by_label("City, state, or ZIP code").fill("Worcester, MA")
    frame.get_by_role("button", name="Find places").click()

    expect(frame.get_by_role("status")).to_contain_text("Worcester, MA")
    first = next(url for url in headers if url.startswith(f"{site.url}/embed/"))
    assert "referer" not in headers[first]
    # A link leaves the frame: a page of the finder is a page of its own.
    frame.locator(".card a").first.click()
    page.wait_for_url(f"{site.url}/facility/**")
    assert page.locator(".strip").is_visible()


def test_no_other_page_is_shown_in_a_frame(open_page, page, watch):
    open_page("/framing")
    page.wait_for_load_state("networkidle")

    assert page.frames[1].url.startswith("chrome-error:")
    assert [trouble for trouble in watch.troubles if "frame-ancestors" in trouble]
    watch.troubles.clear()


def test_where_the_script_is_let_do_nothing_the_link_stays(open_page, page, watch, site):
    open_page("/blocked")

    link = page.get_by_role("link", name="Find addiction treatment")
    page.wait_for_load_state("networkidle")
    expect(link).to_have_attribute("href", f"{site.url}/search/?where=Boston,+MA&service=detox")
    assert page.locator(".card").count() == 0
    assert watch.troubles
    watch.troubles.clear()


def test_without_javascript_there_is_the_link_and_the_frame(browser, browser_context_args, library):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{library}/script")
        page.get_by_role("link", name="Find addiction treatment").click()
        expect(page.locator(".card").first).to_be_visible()

        page.goto(f"{library}/strict")
        frame = page.frames[1]
        frame.get_by_label("City, state, or ZIP code").fill("Worcester, MA")
        frame.get_by_role("button", name="Find places").click()
        expect(frame.get_by_role("status")).to_contain_text("Worcester, MA")
