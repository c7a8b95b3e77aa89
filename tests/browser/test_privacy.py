"""Visitors leave nothing behind: not in their browser, not elsewhere, not in our log."""

import re

import pytest

from tests.browser.pages import PAGES

pytestmark = pytest.mark.browser

STORED = """async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookie: document.cookie,
})"""
NOTHING = {"local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0, "cookie": ""}
# When, what page, how it went, how long it took; no address, query string or Referer.
REQUEST = re.compile(r"\[[^]]+\] (GET|HEAD|POST) /[\w./-]* \d{3} (\d+|-) bytes \d+ ms")
# What Django says of answers below 200 and above 399.
REMARK = re.compile(
    r"[\d-]+T[\d:]+[+-]\d{4} WARNING django.request (Not Found|Bad Request|Gone): /[\w./-]*"
)


def test_no_page_stores_anything_or_asks_anyone_else(show, page, context, watch):
    for kind in PAGES.values():
        show(kind)
        assert page.evaluate(STORED) == NOTHING

    assert context.cookies() == []
    assert len(watch.requests) > len(PAGES)  # where they went, the watch sees to


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_nor_without_javascript(show, context, watch):
    for kind in PAGES.values():
        show(kind)

    state = context.storage_state(indexed_db=True)
    assert state == {"cookies": [], "origins": []}
    assert len(watch.requests) > len(PAGES)
    assert not [url for url in watch.requests if url.endswith(".js")]


def test_the_log_keeps_nothing_of_visitors(page, site):
    page.goto("/")
    page.get_by_label("City, state, or ZIP code").fill("Boston, MA")
    page.get_by_role("button", name="Find places").click()
    page.get_by_text("Change", exact=True).click()
    page.get_by_label("What do you need?").fill("canaryword")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="About this site").click()

    # Of the other tests, too.
    lines = site.log.read_text().splitlines()
    assert len(lines) >= 4
    for line in lines:
        assert REQUEST.fullmatch(line) or REMARK.fullmatch(line)
        assert "canaryword" not in line
        assert "127.0.0.1" not in line
