"""Twelve journeys on a phone, through the published directories: how far is it to a call?

Each counts what a visitor taps and types, and ends at a number of the right place. What it may
take at most is its budget: a page that grows a step fails here.
"""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.server import collect_static, manage, serving
from tests.browser.watch import Watch
from tests.skips import real_data

pytestmark = [pytest.mark.browser, pytest.mark.real_data]

SOURCES = ("national-directory-su-2023.xlsx", "national-directory-mh-2023.xlsx")
AWAY = settings.EXIT_URL.rstrip("/")
OFFERED = """
    SELECT service.slug FROM facilities_facility facility
    JOIN facilities_facilityservice offered ON offered.facility_id = facility.id
    JOIN facilities_service service ON service.id = offered.service_id
    WHERE facility.public_id = ?
"""


@pytest.fixture(scope="module")
def directory_site(tmp_path_factory):
    """Serve the published directories of 2023."""
    folder = tmp_path_factory.mktemp("published")
    database = folder / "finder.sqlite3"
    manage(database, "prepare", "--no-demo")
    for source in SOURCES:
        manage(database, "import_directory", str(real_data() / source))
    collect_static(database)
    with serving(database, folder / "server.log") as site:
        yield site


@dataclass
class Walk:
    """What a visitor does on a page of `site`: `taps` on the screen, `keys` of its keyboard."""

    page: object
    site: object
    taps: int = 0
    keys: int = 0
    called: str = field(default="", repr=False)

    def open(self, path="/"):
        self.page.goto(self.site.url + path)

    def tap(self, target):
        target.click()
        self.taps += 1

    def type(self, target, text):
        """Tap a box and type into it."""
        self.tap(target)
        target.press_sequentially(text)
        self.keys += len(text)

    def press(self, key):
        self.page.keyboard.press(key)
        self.keys += 1

    def link(self, name):
        return self.page.get_by_role("link", name=name)

    def button(self, name):
        return self.page.get_by_role("button", name=name)

    def search(self, where, words="", situation=""):
        """Say where on the home page, and what in words or as a situation."""
        self.open()
        self.type(self.page.locator("#where"), where)
        if situation:
            self.go(self.button(re.compile(f"^{situation}")))
        else:
            if not self.page.locator("#q").is_visible():
                self.tap(self.page.locator(".start summary"))
            self.type(self.page.locator("#q"), words)
            with self.page.expect_navigation():
                self.press("Enter")

    def go(self, target):
        """Tap what leads to another page."""
        with self.page.expect_navigation():
            self.tap(target)

    def call_first(self):
        """Tap the first number of the results; return what that place offers, as slugs."""
        card = self.page.locator(".card").first
        number = card.locator(".call").first
        expect(number).to_be_in_viewport()
        self.called = number.get_attribute("href")
        assert re.fullmatch(r"tel:\+1\d{10}(,+\d+|;ext=\d+)?", self.called)
        self.taps += 1
        return self.offered(card.get_attribute("data-id"))

    def offered(self, public_id):
        with closing(sqlite3.connect(self.site.database)) as connection:
            return {slug for (slug,) in connection.execute(OFFERED, [public_id])}


@pytest.fixture
def walk(browser, directory_site, record_property):
    """Return a Walk; whatever goes wrong on its pages fails the test."""
    options = {"viewport": PHONE, "reduced_motion": "reduce", "has_touch": True}
    with browser.new_context(**options) as context:
        watch = Watch(context, directory_site.url)
        watch.origins.add(AWAY)
        walk = Walk(context.new_page(), directory_site)
        yield walk
        record_property("steps", f"{walk.taps} taps, {walk.keys} keys")
        assert watch.troubles == []


def test_1_detox_tonight_by_medicaid(walk):
    walk.search("Lowell, MA", situation="Detox tonight")
    assert {"detox-overnight", "medicaid"} <= walk.call_first()
    assert walk.taps <= 3


def test_1_the_same_in_words(walk):
    walk.search("Lowell, MA", "detox medicaid tonight")
    assert {"detox-overnight", "medicaid"} <= walk.call_first()
    assert walk.taps <= 4


def test_2_a_teen_far_from_towns(walk):
    walk.search("Ekalaka, MT", situation="For my teen")
    assert "teens" in walk.call_first()
    assert walk.page.locator(".card").count() >= 5
    assert walk.taps <= 3


def test_3_methadone_while_traveling(walk):
    walk.search("El Paso, TX", "metadona guest dosing")
    assert "methadone" in walk.call_first()
    assert walk.taps <= 4


def test_4_visits_by_medicaid_in_spanish(walk):
    walk.open("/es/")
    walk.type(walk.page.locator("#where"), "Bronx")
    if not walk.page.locator("#q").is_visible():
        walk.tap(walk.page.locator(".start summary"))
    walk.type(walk.page.locator("#q"), "ambulatorio medicaid español")
    walk.go(walk.page.locator(".start button.button--main"))
    assert {"outpatient", "medicaid", "spanish"} <= walk.call_first()
    assert walk.taps <= 5


def test_5_a_veteran_without_insurance(walk):
    walk.search("San Antonio, TX", "veteran no insurance")
    assert "veterans" in walk.call_first()
    assert walk.taps <= 4


def test_6_a_social_workers_call_sheet(walk):
    walk.search("Cleveland, OH", "residential medicare buprenorphine")
    count = min(walk.page.locator(".card").count(), 20)
    walk.tap(walk.button(re.compile("^Save all")))
    walk.go(walk.page.locator(".bar .saved"))
    walk.go(walk.page.locator("main a[href*='/call-sheet/']").first)
    assert walk.page.locator("main a[href^='tel:']").count() >= count
    assert walk.taps <= 6


def test_7_pregnant_in_texas(walk):
    walk.search("Houston, TX", "pregnant")
    assert "pregnant" in walk.call_first()
    assert walk.taps <= 4


def test_8_away_when_someone_comes(walk):
    walk.open("/search/?where=Lowell,+MA")
    walk.page.context.route(
        "https://www.weather.gov/**", lambda route: route.fulfill(body="Weather")
    )
    walk.tap(walk.link(re.compile("^Quick exit$")))
    walk.page.wait_for_url(f"{AWAY}/")
    assert walk.taps == 1


def test_9_by_keyboard_alone(walk):
    walk.open("/search/?where=Lowell,+MA&service=detox-overnight")
    walk.press("Tab")
    walk.press("Enter")
    focused = walk.page.locator(":focus")
    while not focused.evaluate("one => one.matches('.card .call')"):
        walk.press("Tab")
    assert walk.keys <= 12


def test_10_not_ready_to_call(walk):
    walk.open()
    walk.tap(walk.page.locator(".menu summary"))
    walk.go(walk.page.locator(".menu").get_by_role("link", name="Self-check"))
    expect(walk.page.get_by_role("heading", level=1)).to_be_visible()
    walk.open()
    walk.tap(walk.page.locator(".menu summary"))
    walk.go(walk.page.locator(".menu").get_by_role("link", name="Guides"))
    expect(walk.page.locator("main a[href*='/guides/']").first).to_be_visible()
    assert walk.taps <= 4


def test_11_a_place_by_its_name(walk):
    walk.search("Minnesota", "Hazelden Betty Ford")
    first = walk.page.locator(".card__name").first
    expect(first).to_contain_text("Hazelden")
    walk.call_first()
    assert walk.taps <= 4


def test_12_three_places_side_by_side(walk):
    walk.open("/search/?where=Lowell,+MA&service=detox-overnight")
    for number in range(3):
        walk.tap(walk.page.locator(".card .save").nth(number))
    walk.go(walk.page.locator(".bar .saved"))
    walk.tap(walk.link("Compare"))
    expect(walk.page.locator("#side-by-side")).to_be_in_viewport()
    inner = walk.page.evaluate(
        "() => [...document.querySelectorAll('main *')]"
        ".some(one => one.scrollHeight > one.clientHeight + 1 &&"
        " ['auto', 'scroll'].includes(getComputedStyle(one).overflowY))"
    )
    assert not inner
    assert walk.taps <= 5
