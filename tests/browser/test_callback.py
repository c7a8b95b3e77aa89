"""From the form to the agent who calls, without JavaScript where visitors are."""

import pytest
from playwright.sync_api import expect

from tests.browser.server import manage

pytestmark = pytest.mark.browser

CUT = "table => table.scrollWidth - table.clientWidth"
PASSWORD = "not-a-secret-of-anyone"
MAKE_AGENT = f"""
from django.contrib.auth.models import Group, User
agent = User.objects.create_user("cleo", password="{PASSWORD}", is_staff=True)
agent.groups.add(Group.objects.get(name="Callback agents"))
"""


@pytest.fixture(scope="session")
def agent(site):
    """Make an account in the group of agents; return its name."""
    manage(site.database, "shell", "-v0", "-c", MAKE_AGENT)
    return "cleo"


def ask_for_a_call(page, phone):
    page.goto("/callback/")
    page.get_by_label("What should we call you?").fill("Robin")
    page.get_by_label("Your phone number").fill(phone)
    page.get_by_label("Good times to call (your local time)").select_option("Evenings")
    page.get_by_label("Someone else").check()
    page.get_by_label("Yes, call me at this number").check()
    page.wait_for_timeout(4000)  # nobody fills it in faster
    page.get_by_role("button", name="Ask for a call").click()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_request_comes_in_and_says_what_happens_next(page):
    ask_for_a_call(page, "617-555-0151")

    expect(page).to_have_url("/callback/thanks/")
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_mistake_keeps_what_was_typed(page, watch):
    watch.statuses.add(400)
    ask_for_a_call(page, "617-555")

    expect(page.get_by_role("alert")).to_be_focused()  # so it is read, and Tab goes to its links
    page.get_by_role("alert").get_by_role("link", name="Your phone number").click()
    expect(page.get_by_label("Your phone number")).to_have_value("617-555")
    expect(page.get_by_label("What should we call you?")).to_have_value("Robin")
    expect(page.get_by_label("Good times to call (your local time)")).to_have_value("evening")
    expect(page.get_by_label("Someone else")).to_be_checked()
    expect(page.get_by_label("Yes, call me at this number")).to_be_checked()
    page.get_by_label("Your phone number").fill("617-555-0152")
    page.get_by_role("button", name="Ask for a call").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")


def test_an_agent_claims_it_calls_and_closes_it(page, agent):
    ask_for_a_call(page, "617-555-0153")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/admin/callbacks/callbackrequest/")
    page.get_by_label("Username").fill(agent)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()

    row = page.get_by_role("row").filter(has_text="•••-•••-••53")
    expect(row).to_contain_text("Evenings")
    assert page.locator("#changelist .results").evaluate(CUT) == 0
    row.get_by_role("link").click()
    expect(page.get_by_text("617-555-0153")).to_have_count(0)
    page.get_by_role("button", name="I call this person").click()
    expect(page.get_by_role("link", name="617-555-0153")).to_be_visible()
    expect(page.get_by_text("Robin")).to_be_visible()
    page.get_by_role("button", name="Reached").click()

    expect(row).to_contain_text("Reached")
    row.get_by_role("link").click()
    expect(page.get_by_text("617-555-0153")).to_have_count(0)
