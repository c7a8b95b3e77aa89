"""The guides that come with the software, each in both languages, none left out."""

import re
from collections import Counter
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from guides.files.fixture import read_fixture
from guides.files.sync import sync_guides
from guides.links import is_number, is_outside
from guides.markdown import PARSER, inner
from guides.topics import Topic

SLUGS = {
    "heroin-after-one-use",
    "how-opioid-use-disorder-develops",
    "signs-of-a-problem",
    "withdrawal",
    "overdose",
    "treatment-compared",
    "medicines-for-opioid-use-disorder",
    "counseling",
    "when-you-call",
    "paying-for-treatment",
    "helping-someone-you-love",
    "misleading-helplines",
    "alcohol",
    "meth-cocaine-and-fake-pills",
    "benzodiazepines-kratom-and-others",
    "going-back-to-using",
    "using-more-safely",
    "after-detox-hospital-or-jail",
    "your-first-day",
    "recovery-housing",
    "teens",
    "pregnancy",
    "job-kids-papers",
    "insurance-says-no",
}
# How long after a rule's end its guides may wait for what holds now.
GRACE = timedelta(days=60)
BOTH = ("en", "es")
HREF = re.compile(r'href="(/[^"]*)"')
NUMBER = re.compile(r"\d+(?:[.,-]\d+)*")
# Addresses, citations, the numbers of a list, and how to reach Spanish on 988.
NO_FACT = re.compile(r"\]\([^)]*\)|\[@[^\]]*\]|^\d+\. |\b(?:press|marc\w+|oprim\w+) 2\b", re.M)


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """Return {(language, slug): Guide}, checked as `load_guides` checks them."""
    with django_db_blocker.unblock():
        return {(guide.language, guide.slug): guide for guide in read_fixture()}


@pytest.fixture
def load(db, shipped):
    sync_guides(read_fixture())


def hrefs(guide):
    """Return what the text, the steps and the summary of a guide link to."""
    tokens = PARSER.parse(f"{guide.summary}\n\n{guide.body}\n\n{guide.steps}")
    return [token.attrs["href"] for _line, token in inner(tokens) if token.type == "link_open"]


def pages(guide):
    """Return the pages of the site that a guide's text leads to: numbers may differ."""
    return {href for href in hrefs(guide) if href.startswith("/")}


def numbers(guide):
    """Return how often each number stands in what a guide says: doses, times, shares, ages."""
    words = NO_FACT.sub(" ", f"{guide.summary}\n\n{guide.body}\n\n{guide.steps}")
    return Counter(NUMBER.findall(words))


def test_none_is_missing_in_either_language(shipped):
    assert set(shipped) >= {(language, slug) for language in BOTH for slug in SLUGS}
    assert {slug for _language, slug in shipped} == SLUGS


@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_the_translation_says_the_same(shipped, slug):
    english, spanish = shipped["en", slug], shipped["es", slug]

    assert len(spanish.steps.splitlines()) == len(english.steps.splitlines())
    assert spanish.source_list == english.source_list
    assert spanish.topic == english.topic
    assert spanish.service_list == english.service_list
    assert (spanish.search, spanish.position) == (english.search, english.position)
    if not (spanish.reviewer or english.reviewer):  # else each was reviewed on its own
        assert spanish.last_reviewed == english.last_reviewed
        assert spanish.next_due == english.next_due
    assert spanish.title != english.title
    assert pages(spanish) == pages(english)
    assert numbers(spanish) == numbers(english)


def test_a_source_is_named_and_dated_alike_wherever_it_is_cited(shipped):
    named = {}
    for guide in shipped.values():
        for source in guide.source_list:
            named.setdefault(source.url, set()).add((source.title, source.publisher, source.date))

    assert {url: names for url, names in named.items() if len(names) > 1} == {}


@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_it_has_its_place_in_the_list(shipped, slug):
    assert shipped["en", slug].topic in Topic


def test_reviews_are_of_the_text_that_is_shipped(shipped):
    """After an edit it is read again, or its review is taken out of the file."""
    assert [str(guide) for guide in shipped.values() if guide.past_reviews] == []


def test_no_rule_ended_more_than_60_days_ago(shipped):
    """It reads the clock on purpose: a release must not carry rules that nobody looked after."""
    assert [
        f"{language}/{slug}: {source.id} ended on {source.expires}"
        for (language, slug), guide in shipped.items()
        for source in guide.ended
        if source.ends_on + GRACE < timezone.localdate()
    ] == []


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_it_rests_on_sources_and_leads_somewhere(shipped, slug, language):
    guide = shipped[language, slug]

    assert len(guide.source_list) >= 2
    assert guide.service_list
    assert len(hrefs(guide)) >= 2
    assert guide.reviewer == "" or "," in guide.reviewer  # a name and a credential


@pytest.mark.parametrize("language", BOTH)
def test_only_the_guide_to_overdose_begins_with_steps_and_the_first_is_a_call(shipped, language):
    [urgent] = [
        guide for guide in shipped.values() if guide.language == language and guide.is_urgent
    ]

    assert urgent.slug == "overdose"
    assert "tel:911" in urgent.steps.splitlines()[0]
    words = re.sub(r"\]\([^)]*\)|\[", "", urgent.steps).split()
    # Ten seconds: adults read some 240 to 260 words a minute in English, 280 in Spanish
    # (Brysbaert 2019, J Mem Lang 109:104047).
    assert len(words) <= {"en": 42, "es": 47}[language]


@pytest.mark.parametrize("language", BOTH)
def test_each_page_and_every_page_it_links_to_answers(client, load, language):
    prefix = "" if language == "en" else f"/{language}"
    leads_to = set()
    for slug in SLUGS:
        html = client.get(f"{prefix}/guides/{slug}/").content.decode()
        main = html[html.index("<main") : html.index("</main")]
        leads_to |= {unescape(href.partition("#")[0]) for href in HREF.findall(main)}

    assert {f"{prefix}/guides/{slug}/" for slug in SLUGS} <= leads_to
    assert all(href.startswith(f"{prefix}/") for href in leads_to)
    assert {href: client.get(href).status_code for href in leads_to} == dict.fromkeys(leads_to, 200)


@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_links_out_are_sources_or_public_bodies(shipped, slug):
    """A guide sends nobody to a company."""
    for language in BOTH:
        for href in hrefs(shipped[language, slug]):
            if is_outside(href) and not is_number(href):
                host = href.split("/")[2]
                listed = [source.url for source in shipped[language, slug].source_list]
                assert host.endswith((".gov", ".org", ".mil")) or href in listed, href
