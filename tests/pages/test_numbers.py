"""No number to call is typed into a page: each comes from the data, and shows its digits."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from guides.models import Guide
from helplines.fixture import read_fixture
from selfcheck.questions import DANGERS
from tests.helplines.test_fixture import digits
from tests.pages.factories import make_canton
from tests.pages.test_every_page import PAGES, filled

pytestmark = pytest.mark.django_db

ROOT = settings.BASE_DIR
# 911 is the same in every place and language; all others have a helpline's data behind them.
TYPED = re.compile(r"(?:tel|sms):(?!911\b)\+?\d[\w?&=;+]*")
# Where an address is made of a number that is data.
MADE = re.compile(r"(?:tel|sms):\{")
MAKERS = {
    "helplines/links.py",
    "facilities/numbers.py",
    "callbacks/models.py",
    "callbacks/views.py",
}
# Numbers of guides that are no helpline's: federal offices that answer about rights.
WRITTEN_OUT = (
    "tel:+18664443272",  # the Labor Department's benefits advisors
    "tel:+18009853059",  # surprise bills
    "tel:+18005140301",  # the ADA information line
    "tel:+18006334227",  # Medicare
    "tel:+18006694000",  # EEOC
    "tel:+18006699777",  # HUD
)
# A number as people write it, or a code of five or six digits to text.
WRITTEN = re.compile(
    r"(?<!\d)(?:1[-. ]?)?\(?(\d{3})\)?[-. ]?(\d{3})[-. ]?(\d{4})(?!\d)|(?<![\d.])(\d{5,6})(?![\d.])"
)
# Where a line's number is an example of how to write one, or that of a facility of the line's.
EXAMPLES = {"helplines/models.py", "demo/generator.py"}
EXAMPLES |= {"locale/es/LC_MESSAGES/django.po", "fixtures/curated/ark-behavioral-health.json"}
# 617-555-0100, while DEBUG, and an invented facility in the API's description.
OF_A_TEST = {"templates/styleguide/_buttons.html", "api/lists/examples.py"}


def sources():
    """Yield the files that a page can be made of: modules, templates, fixtures, translations."""
    packages = sorted(path.parent for path in ROOT.glob("*/apps.py"))
    for package in [*packages, ROOT / "finder"]:
        yield from (path for path in package.rglob("*.py") if "migrations" not in path.parts)
    yield from (ROOT / "templates").rglob("*.html")
    yield from (ROOT / "static").rglob("*.js")
    yield from (ROOT / "fixtures").rglob("*.md")
    yield from (ROOT / "fixtures").rglob("*.json")
    yield from ROOT.glob("locale/*/LC_MESSAGES/*.po")


def in_files(pattern):
    """Return {path: what of it matches}."""
    matches = {}
    for path in sources():
        # Shown as an example of what not to write.
        text = re.sub(r'r?"""(?s:.*?)"""', "", path.read_text(encoding="utf-8"))
        if pattern.search(text):
            matches[path.relative_to(ROOT).as_posix()] = pattern.findall(text)
    return matches


def test_no_number_but_911_is_typed_into_a_source():
    typed = in_files(TYPED)
    assert {path: links for path, links in typed.items() if path not in OF_A_TEST} == {}


def test_addresses_of_numbers_are_made_in_few_places():
    assert set(in_files(MADE)) == MAKERS


def test_no_number_of_a_line_is_written_outside_of_their_files():
    """Or a line that changes its number would keep the old one there. 911, 988 … are names."""
    ways = ("call", "text", "tty")
    numbers = {getattr(line, f"{way}_number") for line in read_fixture() for way in ways}
    numbers = {number.removeprefix("+1") for number in numbers if len(number) > 3}
    written = {
        path
        for path, matches in in_files(WRITTEN).items()
        if numbers & {"".join(groups) for groups in matches}
    }
    own = {path for path in written if path.startswith("fixtures/helplines")}
    assert len(own) > 1
    assert written - own == EXAMPLES


class Links(HTMLParser):
    """[(href, its words, its accessible name)] of a page's links to numbers."""

    def __init__(self, html):
        super().__init__()
        self.links, self.inside = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        href = attributes.get("href") or ""
        if tag == "a" and re.match(r"(tel|sms):(?!\?)", href):
            self.links.append([href, "", attributes.get("aria-label") or ""])
            self.inside = True

    def handle_data(self, data):
        if self.inside:
            self.links[-1][1] += data

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "a"


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """Return {address: HTML} of every kind of page, guide and danger, in both languages."""
    with django_db_blocker.unblock(), transaction.atomic():
        client, canton = Client(), make_canton()
        slugs = Guide.objects.values_list("slug", flat=True).distinct()
        paths = {filled(path, canton) for path in PAGES.values()}
        paths |= {f"/guides/{slug}/" for slug in slugs}
        answers = {question.name: "yes" for question in DANGERS}
        html = {}
        for prefix in ("", "/es"):
            for path in sorted(paths | {"/nowhere/"}):
                html[prefix + path] = client.get(prefix + path).content.decode()
            for whose in ({}, {"for": "someone"}):
                response = client.post(
                    f"{prefix}/self-check/",
                    answers | whose,
                    headers={"Sec-Fetch-Site": "same-origin"},
                )
                html[f"{prefix}/self-check/ answered {whose}"] = response.content.decode()
        transaction.set_rollback(True)
    return html


def test_every_link_to_a_number_shows_its_digits(pages):
    wrong = set()
    for address, html in pages.items():
        for href, words, name in Links(html).links:
            number = re.match(r"(?:tel|sms):(?:\+1)?(\d+)", href)[1]
            if number not in digits(words) or (name and number not in digits(name)):
                wrong.add((address, href, words))
    assert wrong == set()
    assert sum(len(Links(html).links) for html in pages.values()) > 500


def test_every_number_that_is_no_facilitys_is_a_helplines(pages):
    lines = read_fixture()
    ours = {getattr(line, f"{way}_uri") for line in lines for way in ("call", "text", "tty")}
    ours |= {option.uri for line in lines for option in line.option_list}
    ours |= set(WRITTEN_OUT)
    other_links = {
        (address, href)
        for address, html in pages.items()
        for href, words, _name in Links(html).links
        if "555-01" not in words and href not in ours
    }
    assert other_links == set()


def test_in_spanish_988_says_what_to_press_and_what_to_send(pages):
    called, texted = set(), set()
    for address, html in pages.items():
        for href, words, _name in Links(html).links:
            if address.startswith("/es/") and href == "tel:988":
                called.add(" ".join(words.split()).partition("988")[2])
            elif address.startswith("/es/") and href.startswith("sms:988"):
                texted.add(unquote(href))
                assert "AYUDA" in words, (address, words)
    # 1 for veterans, on the list of helplines.
    assert called == {", luego oprime 2", ", luego oprime 1"}
    assert texted == {"sms:988?&body=AYUDA"}


@pytest.mark.parametrize(
    "address, uris",
    [
        ("/guides/overdose/", ["tel:+18009720590"]),
        ("/guides/withdrawal/", ["tel:+18009720590"]),
        ("/guides/heroin-after-one-use/", ["tel:+18009720590"]),
        ("/guides/helping-someone-you-love/", ["tel:+18007997233", "sms:88788?&body=START"]),
        ("/guides/counseling/", ["tel:+18007997233", "sms:88788?&body=START"]),
        ("/guides/medicines-for-opioid-use-disorder/", ["tel:+18002221222"]),
        ("/self-check/ answered {}", ["tel:+18009720590"]),
        ("/quick-exit/", ["tel:+18007997233", "sms:88788?&body=START"]),
        ("/quick-exit/", ["tel:+18447628483", "sms:+18447628483"]),  # StrongHearts
        ("/quick-exit/", ["tel:+18006564673", "sms:64673?&body=HOPE"]),  # RAINN
    ],
)
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_what_a_page_tells_to_do_has_its_number_beside_it(pages, prefix, address, uris):
    linked = {href for href, _words, _name in Links(pages[prefix + address]).links}
    assert set(uris) <= linked
