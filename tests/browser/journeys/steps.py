"""Twelve journeys, as people with a phone go them, and what each has to end at.

Each takes a Visitor and returns nothing, or raises. Taps and keys are counted from the page where
it begins, with the tap that calls.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser.journeys.visitor import Visitor

BOX_THAT_SCROLLS = """() => [...document.querySelectorAll("main *")].some((one) =>
    one.scrollHeight > one.clientHeight + 1
    && ["auto", "scroll"].includes(getComputedStyle(one).overflowY))"""


@dataclass(frozen=True)
class Journey:
    """What is gone through, what the number at its end must offer, and what it takes.

    `services`: slugs, None where it doesn't end at a number.
    """

    go: Callable[[Visitor], None]
    services: tuple[str, ...] | None
    taps: int
    keys: int


def _where(visitor, place):
    visitor.types(visitor.page.locator("form.start input[name=where]"), place)


def _words(visitor, text):
    """Type what is needed, in one's own words, and press Enter."""
    visitor.taps_on(visitor.page.locator("form.start .start__words summary"))
    visitor.types(visitor.page.locator("form.start input[name=q]"), text)
    with visitor.page.expect_navigation():
        visitor.presses("Enter")


def detox_tonight(visitor):
    visitor.goes_to("/")
    _where(visitor, "Lowell, MA")
    visitor.taps_on(visitor.page.get_by_role("button", name="Detox tonight"))


def detox_tonight_in_words(visitor):
    visitor.goes_to("/")
    _where(visitor, "Lowell, MA")
    _words(visitor, "detox medicaid tonight")


def teen_far_from_town(visitor):
    visitor.goes_to("/")
    _where(visitor, "Ekalaka, MT")
    visitor.taps_on(visitor.page.get_by_role("button", name="For my teen"))


def methadone_on_a_trip(visitor):
    visitor.goes_to("/")
    _where(visitor, "El Paso, TX")
    _words(visitor, "methadone guest dosing")


def in_spanish(visitor):
    visitor.goes_to("/es/")
    _where(visitor, "Bronx")
    _words(visitor, "ambulatorio medicaid")


def veteran_without_insurance(visitor):
    visitor.goes_to("/")
    _where(visitor, "San Antonio, TX")
    _words(visitor, "veteran no insurance")


def pregnant(visitor):
    visitor.goes_to("/")
    _where(visitor, "Houston, TX")
    _words(visitor, "pregnant methadone")


def by_name(visitor):
    visitor.goes_to("/")
    _words(visitor, "Hazelden")
    expect(visitor.page.locator(".card__name").first).to_contain_text("Hazelden")


def sheet_for_a_client(visitor):
    visitor.goes_to("/")
    _where(visitor, "Cleveland, OH")
    _words(visitor, "residential medicare")
    visitor.taps_on(visitor.page.get_by_role("link", name="Print a call sheet"))
    expect(visitor.page).to_have_url(re.compile("/call-sheet/"))
    assert visitor.page.locator("main a[href^='tel:']").count() >= 5


def hidden_from_a_partner(visitor):
    visitor.goes_to("/search/?where=Lowell,+MA")
    visitor.taps_on(visitor.page.locator("[data-exit], .exit").locator("visible=true"))
    expect(visitor.page.get_by_role("heading", name="Weather")).to_be_visible()


def by_keyboard(visitor):
    visitor.goes_to("/search/?where=Lowell,+MA")
    while not visitor.page.evaluate("() => document.activeElement.matches('.card .call')"):
        visitor.presses("Tab")
        assert visitor.keys < 60
        if visitor.keys == 1:
            visitor.presses("Enter")  # the first link leads to the content


def not_ready(visitor):
    visitor.goes_to("/")
    visitor.taps_on(visitor.page.get_by_role("link", name="Have us call you"))
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("call you")


def compare_three(visitor):
    visitor.goes_to("/search/?where=Lowell,+MA&service=detox-overnight")
    for number in range(3):
        visitor.taps_on(visitor.page.locator(".card").nth(number).locator("button[aria-pressed]"))
    visitor.taps_on(visitor.page.locator(".bar").get_by_role("link", name=re.compile("Saved")))
    visitor.taps_on(visitor.page.get_by_role("link", name="Compare"))
    expect(visitor.page.locator("#side-by-side")).to_be_in_viewport()
    assert not visitor.page.evaluate(BOX_THAT_SCROLLS)


BED = ("detox-overnight", "medicaid")
JOURNEYS = {
    "detox tonight, with Medicaid": Journey(detox_tonight, BED, 3, 10),
    "the same in words": Journey(detox_tonight_in_words, BED, 4, 33),
    "a teen, far from town": Journey(teen_far_from_town, ("teens",), 3, 11),
    "methadone on a trip": Journey(methadone_on_a_trip, ("methadone",), 4, 34),
    "in Spanish": Journey(in_spanish, ("outpatient", "medicaid"), 4, 26),
    "a veteran without insurance": Journey(veteran_without_insurance, ("veterans",), 4, 36),
    "pregnant": Journey(pregnant, ("pregnant", "methadone"), 4, 30),
    "by name": Journey(by_name, (), 3, 9),
    "a sheet for a client": Journey(sheet_for_a_client, None, 4, 34),
    "hidden from a partner": Journey(hidden_from_a_partner, None, 1, 0),
    "by keyboard": Journey(by_keyboard, None, 0, 4),
    "not ready to call": Journey(not_ready, None, 1, 0),
    "three places beside each other": Journey(compare_three, None, 5, 0),
}
