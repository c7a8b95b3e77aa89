"""What keeps a guide from being saved, and where it says the mistake is."""

import pytest

from guides.checks import problems
from tests.guides.factories import BODY, SOURCES, make_guide

pytestmark = pytest.mark.django_db

GUIDES = {"withdrawal", "overdose"}
ONE_SOURCE = "cdc | Basics | CDC | https://www.cdc.gov/ | 2024"
LAWYER = "lawyer | B. Example, JD | 2026-11-22 | 0123456789abcdef"
WHO = "who | W | WHO | https://www.who.int/ | 2020"


def problems_of(**changes):
    """Return [(field, line, message)] of the guide with `changes`."""
    guide = make_guide(**changes)
    return [(problem.field, problem.line, problem.message) for problem in problems(guide, GUIDES)]


def test_a_right_guide_has_no_problem():
    assert problems_of() == []
    assert (
        problems_of(sources="", summary="Short.", body="Words.", search="", search_label="") == []
    )


@pytest.mark.parametrize(
    "field, text, line, message",
    [
        ("body", "One.\n\n## A\n\n# B", 5, "Headings are ## or ###"),
        ("body", "## A\n\n#### B", 3, "Headings are ## or ###"),
        ("body", "## Same\n\nx\n\n### Same", 5, "“Same” is the same as in line 1"),
        ("body", "## …", 1, "without a letter"),
        ("body", "One\ntwo [@gone]", 2, "“gone” isn't among the sources"),
        ("body", "|a|b|\n|-|-|\n|c|[@gone]|", 3, "“gone” isn't among the sources"),
        ("body", "See [@CDC].", 1, "Write a citation as"),
        ("body", "See [@cdc, @nida].", 1, "Write a citation as"),
        ("body", "x\n\n[a](/nowhere/)", 3, "/nowhere/ isn't a page of this site"),
        ("body", "[a](//evil.example/)", 1, "isn't a page of this site"),
        ("body", "[a](http://www.cdc.gov/)", 1, "isn't a page of this site"),
        ("body", "[a](#there)", 1, "isn't a page of this site"),
        ("body", "[a](/es/search/)", 1, "isn't a page of this site"),
        ("body", "[a](mailto:a@example.org)", 1, "isn't a page of this site"),
        ("body", "[a](/guides/nothing/)", 1, "There is no guide at /guides/nothing/"),
        ("body", "[a](/treatment/ohio/)", 1, "link to a search instead"),
        ("body", "[a](/search/?service=zzz)", 1, "“zzz” isn't something a search can ask"),
        ("body", "[a](/search/?payment=detox)", 1, "“detox” isn't something a search"),
        ("body", "[a](/search/?servcie=detox)", 1, "A search can't ask for “servcie”"),
        ("body", "[a](/search/?where=zzzzqq)", 1, "There is no place “zzzzqq”"),
        ("body", "[a](tel:988)", 1, "Write [call:988], [text:988] or [number:988]"),
        ("body", "[a](sms:911)", 1, "Write [call:988], [text:988] or [number:988]"),
        ("body", "x\n[call:989]", 2, "No helpline “989” has a number for that"),
        ("body", "[text:911]", 1, "No helpline “911” has a number for that"),
        ("body", "[call:1-800-662-4357]", 1, "No helpline “1-800-662-4357” has a number"),
        ("summary", "[Call:988] [@cdc].", 1, "Put numbers to call in the text"),
        ("summary", "It is so [@gone].", 1, "“gone” isn't among the sources"),
        ("steps", "Call 911.\n[Wait](/nowhere/)", 2, "/nowhere/ isn't a page"),
        ("reviews", "lawyer | B, JD | 2026-11-22", 1, "Write “kind"),
        ("reviews", "friend | B, JD | 2026-11-22 | 0123456789abcdef", 1, "kind: write one of"),
        ("reviews", "lawyer | B | 2026-11-22 | 0123456789abcdef", 1, "a name and a credential"),
        ("reviews", "lawyer | B, JD | 2026-11 | 0123456789abcdef", 1, "date: write the day"),
        ("reviews", "lawyer | B, JD | 2026-11-22 | x", 1, "digest: take it from the packet"),
        ("reviews", f"{LAWYER}\n{LAWYER}", 2, "Keep only the last review of a kind"),
        ("reviews", LAWYER.replace("lawyer", "clinician"), 1, "names somebody else"),
        ("services", "detox zzz", 0, "There is no service “zzz”"),
        ("services", "no-opioid-medication", 0, "There is no service"),
        ("search", "service=zzz", 0, "“zzz” isn't something a search can ask"),
        ("search_label", "", 0, "Say what the search finds"),
        ("sources", f"{SOURCES}\nwho | W | WHO | https://www.who.int/ | 2020", 3, "cited nowhere"),
        ("sources", f"{SOURCES}\ncdc | W | WHO | https://www.who.int/ | 2020", 3, "used twice"),
        ("sources", f"{SOURCES}\nwho | W | WHO | 2020", 3, "Write “id | title"),
        ("sources", f"{SOURCES}\nWHO | W | WHO | https://www.who.int/ | 2020", 3, "id: use small"),
        ("sources", f"{SOURCES}\nwho | W | WHO | http://www.who.int/ | 2020", 3, "url: write"),
        ("sources", f"{SOURCES}\nwho | W | WHO | https://www.who.int/ | May", 3, "date: write"),
        ("sources", f"{SOURCES}\nwho | W | WHO | https://www.who.int/ | 2020-13", 3, "date: write"),
        ("sources", f"{SOURCES}\n{WHO} | 2026-02-30", 3, "expires: write the last day"),
        ("sources", f"{SOURCES}\n{WHO} | 2026-12", 3, "expires: write the last day"),
        ("sources", f"{SOURCES}\n{WHO} | 20261231", 3, "expires: write the last day"),
        ("sources", f"{SOURCES}\n{WHO} | | 2026-12-31", 3, "Write “id | title"),
    ],
)
def test_each_mistake_is_found_in_its_line(field, text, line, message):
    # What the changed text no longer cites is beside the point.
    reported = [
        problem for problem in problems_of(**{field: text}) if "is cited nowhere" not in problem[2]
    ]
    reported = reported or problems_of(**{field: text})

    assert [problem[:2] for problem in reported] == [(field, line)]
    assert message in reported[0][2]


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "/search/",
        "/search/?service=detox&payment=medicaid&where=Canton,+MA",
        "/guides/overdose/",
        "/helplines/#line-988",
        "/treatment/",
        "https://www.cdc.gov/overdose/",
        "tel:911",
    ],
)
def test_links_that_lead_somewhere_are_right(href):
    assert problems_of(body=f"{BODY}\n[a]({href})") == []


@pytest.mark.parametrize("end", ["", " |", " | 2026-12-31"])
def test_a_source_may_say_when_its_rule_ends(end):
    assert problems_of(sources=SOURCES + end) == []


def test_reviews_of_each_kind_are_right():
    clinician = LAWYER.replace("lawyer", "clinician")
    reviews = "\n".join([LAWYER, clinician, "", LAWYER.replace("lawyer", "translator")])

    assert problems_of(reviews=reviews, reviewer="B. Example, JD") == []


def test_a_review_is_due_after_the_last_one():
    guide = make_guide()
    [problem] = problems(make_guide(next_due=guide.last_reviewed), GUIDES)

    assert (problem.field, problem.line) == ("next_due", 0)
