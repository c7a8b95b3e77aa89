"""What the five sites of the beginning offer beside their number, from end to end.

Each test runs with JavaScript and without, on a phone; the watch sees that no other machine is
asked and nothing is blocked or complained about.
"""

import re
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from selfcheck.questions import CRITERIA
from tests.browser.conftest import PASSWORD
from tests.browser.pages import INVENTED, REAL
from tests.browser.server import manage
from tests.browser.test_journeys import _javascript, digits, follow, heading  # noqa: F401
from visitor_forms.guard import LEAST_SECONDS

pytestmark = pytest.mark.browser

ARK = {
    "Bedrock Recovery": "Canton, MA",
    "Northeast Addictions Treatment Center": "Quincy, MA",
    "Spring Hill Recovery Center": "Ashby, MA",
    "Ohio Recovery Center": "Van Wert, OH",
}


def test_from_a_guide_to_a_call(page):
    page.goto("/")
    follow(page.get_by_role("main").get_by_role("link", name="Read plain answers"))
    follow(page.get_by_role("link", name="Can you become addicted to heroin after one use?"))

    # The short answer first, then who wrote it, who looked at it, and when.
    expect(page.locator(".guide__summary")).to_contain_text("One use alone is not addiction")
    expect(page.get_by_text("not yet reviewed by a clinician").first).to_be_visible()
    expect(page.get_by_text(re.compile("not medical advice", re.IGNORECASE)).first).to_be_visible()
    citation = page.locator(".guide__text a[href^='#source']").first
    source = page.locator(citation.get_attribute("href"))
    expect(source.get_by_role("link").first).to_have_attribute("href", re.compile("^https://"))

    page.get_by_label("City, state, or ZIP code").first.fill("Boston, MA")
    follow(page.get_by_role("button", name="Find places").first)
    expect(heading(page)).to_contain_text("near Boston, MA")
    assert "service=opioid-use" in page.url
    call = page.locator(".card .call").first
    expect(call).to_be_visible()
    assert call.get_attribute("href").startswith("tel:+1")


def test_the_overdose_guide_is_read_in_ten_seconds(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/guides/overdose/")

    steps = page.locator(".guide__steps")
    expect(steps.get_by_role("link", name=re.compile("911")).first).to_be_in_viewport()
    assert len(steps.inner_text().split()) < 70
    order = page.evaluate(
        "() => document.querySelector('.guide__steps').compareDocumentPosition("
        "document.querySelector('.guide__summary'))"
    )
    assert order & 4  # DOCUMENT_POSITION_FOLLOWING: the steps come first


def test_every_number_says_who_answers(page, site):
    for path in ("/", "/guides/withdrawal/", "/callback/", "/helplines/"):
        page.goto(path)
        lines = page.locator(
            "main :is(.lines, .form-instead) > li:has(> a[href^='tel:']), article.helpline"
        )
        assert lines.count() >= 3
        for line in lines.all():
            assert len(line.inner_text().split()) > 10  # a name and a number are fewer
    page.goto(site.facility(REAL))
    expect(page.get_by_text("Who answers: Ark Behavioral Health's own")).to_be_visible()


def test_from_a_state_to_its_top_cities_to_facilities(page):
    page.goto("/treatment/")
    follow(page.get_by_role("main").get_by_role("link", name="Massachusetts"))
    top = page.locator("main .chips a[href^='/treatment/massachusetts/']").first
    city = re.sub(r"\d+$", "", top.inner_text()).strip()
    follow(top)

    expect(heading(page)).to_contain_text(f"{city}, MA")
    expect(page.locator(".card .call").first).to_be_visible()


def test_nothing_found_leads_to_the_city_the_state_and_another_search(page):
    path = "/search/?where=Quincy,+MA&radius=5&service=detox&service=iop&service=sober-living"
    page.goto(path)
    expect(page.get_by_role("heading", name="Or see everything listed")).to_be_visible()
    follow(page.get_by_role("link", name=re.compile("^All places in Quincy")))
    expect(heading(page)).to_contain_text("Quincy, MA")

    page.goto(path)
    follow(page.get_by_role("link", name=re.compile("^All places in Massachusetts")))
    expect(heading(page)).to_contain_text("Massachusetts")

    page.goto(path)
    expect(page.get_by_role("search").first).to_be_attached()


def test_from_the_self_check_to_a_search(page):
    page.goto("/")
    follow(page.get_by_role("main").get_by_role("link", name="Take the self-check"))
    page.get_by_label("Heroin, fentanyl or other opioids").or_(
        page.locator("[name=substances][value=opioids]")
    ).first.check()
    for question in CRITERIA[:4]:
        page.locator(f"[name={question.name}][value=yes]").check()
    follow(page.get_by_role("button", name="See what it means"))

    expect(page.get_by_text("This is not a diagnosis.")).to_be_visible()
    expect(page.locator("[aria-current=true]")).to_contain_text("moderate range")
    assert page.url.endswith("/self-check/")  # no answer is in the address
    page.get_by_label("City, state, or ZIP code").fill("Boston, MA")
    follow(page.get_by_role("button", name="Find places"))
    expect(heading(page)).to_contain_text("Boston, MA")
    assert "service=" in page.url


def test_danger_comes_first(page):
    page.goto("/self-check/")
    page.locator("[name='suicide'][value=yes], [name$='suicide'][value=yes]").first.check()
    follow(page.get_by_role("button", name="See what it means"))

    first = page.locator("main h2").first
    expect(first).to_contain_text("988")
    expect(page.locator("main a[href='tel:988']").first).to_be_visible()


def test_texting_says_what_to_send_and_how_to_stop(page):
    page.goto("/")
    follow(page.get_by_role("main").get_by_role("link", name="Text instead"))

    texting = page.locator("#text")
    for line in texting.locator(".line").all():
        expect(line.locator("a[href^='sms:']")).to_be_visible()
        expect(line).to_contain_text(re.compile("Text|Send"))
    expect(texting).to_contain_text("To stop the texts, send STOP to the same number.")


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_a_guide_was_helpful_or_not(page, answer):
    page.goto("/guides/counseling/")
    follow(page.locator("#helpful").get_by_role("button", name=answer))

    expect(page.locator("main")).to_contain_text("Thank you")


def test_four_facilities_of_one_company_as_cards_with_highlights(page):
    cards = {}
    for name, where in ARK.items():
        page.goto(f'/search/?q="{name}"&where={where}')
        card = page.locator(".card").filter(has=page.get_by_role("link", name=name)).first
        expect(card).to_contain_text(where)
        expect(card).to_contain_text("Real facility")
        expect(card).to_contain_text("In its own words:")
        cards[name] = card.inner_text()
        follow(card.get_by_role("link", name=name, exact=True))
        expect(page.get_by_role("heading", name="In its own words")).to_be_visible()
    assert "Medical detox" in cards["Bedrock Recovery"]
    assert "70 acres" in cards["Spring Hill Recovery Center"]


def test_a_report_reaches_the_operator(page, site, watch):
    watch.statuses.add(400)
    page.goto(site.facility(INVENTED))
    follow(page.get_by_role("link", name="Tell us what is wrong"))
    page.get_by_label("It has moved").check()
    page.get_by_role("textbox").last.fill("It is at 12 Sample Street now.")
    follow(page.get_by_role("button", name="Send"))
    # Sent at once, as a program would: it asks to send again, and nothing is lost.
    watch_out = page.get_by_role("alert")
    if watch_out.count():
        time.sleep(LEAST_SECONDS)
        expect(page.get_by_role("textbox").last).to_have_value("It is at 12 Sample Street now.")
        follow(page.get_by_role("button", name="Send"))

    expect(heading(page)).to_contain_text("Thank you")
    kinds = rows(site, "SELECT kind, note FROM feedback_report")
    assert ("moved", b"12 Sample") not in kinds
    assert "moved" in [kind for kind, _note in kinds]
    assert not any(b"Sample Street" in bytes(note) for _kind, note in kinds)


def rows(site, query):
    with closing(sqlite3.connect(site.database)) as connection:
        return connection.execute(query).fetchall()


class TestCallback:
    """A request on its way: asked for, queued, called, closed, gone."""

    PHONE = "781-555-0199"

    def test_from_the_form_to_the_queue_to_the_purge(self, page, site, watch, administrator):
        watch.statuses.add(400)
        self.ask(page)
        expect(heading(page)).to_contain_text("We have your request")
        [number] = rows(site, "SELECT max(id) FROM callbacks_callbackrequest")[0]

        self.log_in(page, administrator)
        page.goto("/admin/callbacks/callbackrequest/")
        queue = page.locator("#result_list")
        expect(queue).to_contain_text("New")
        assert self.PHONE not in queue.inner_text()
        assert "Qxrobin" not in page.locator("body").inner_text()

        page.goto(f"/admin/callbacks/callbackrequest/{number}/change/")
        claim = page.get_by_role("button", name=re.compile("I call this person"))
        if claim.count():
            follow(claim)
        expect(page.locator("#content")).to_contain_text("Qxrobin")
        expect(page.locator("#content")).to_contain_text(re.compile("781.*555.*0199"))
        follow(page.get_by_role("button", name="Reached"))
        [state] = rows(site, f"SELECT state FROM callbacks_callbackrequest WHERE id = {number}")[0]
        assert state == "reached"
        seen = rows(
            site, f"SELECT what FROM callbacks_callbackaccess WHERE request_number={number}"
        )
        assert ("seen",) in seen

        self.wait_31_days(site, number)
        manage(site.database, "purge_callbacks")
        assert not rows(site, f"SELECT id FROM callbacks_callbackrequest WHERE id = {number}")
        assert b"Qxrobin" not in site.database.read_bytes()
        page.context.clear_cookies()

    def ask(self, page):
        page.goto("/")
        follow(page.get_by_role("main").get_by_role("link", name="Have us call you"))
        for text in ("Bay County Helpers", "617", "30 days", "90 days"):
            expect(page.locator("main")).to_contain_text(text)
        page.get_by_label("What should we call you?").fill("Qxrobin")
        page.get_by_label("Your phone number").fill(self.PHONE)
        page.get_by_label("Yes, call me at this number").check()
        time.sleep(LEAST_SECONDS + 1)
        follow(page.get_by_role("button", name="Ask for a call"))

    def log_in(self, page, name):
        page.goto("/admin/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        follow(page.get_by_role("button", name="Log in"))

    def wait_31_days(self, site, number):
        then = (datetime.now(UTC) - timedelta(days=31)).strftime("%Y-%m-%d %H:%M:%S")
        update = "UPDATE callbacks_callbackrequest SET closed_at = ?, created_at = ? WHERE id = ?"
        with closing(sqlite3.connect(site.database)) as connection, connection:
            connection.execute(update, (then, then, number))
