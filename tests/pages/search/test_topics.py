"""What a page of results says first about what no list knows."""

import pytest

from search.words.notes import SENTENCES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("q", "link"),
    [
        ("i want to die", 'href="tel:988"'),
        ("quiero morir", 'href="sms:988'),
        ("overdose", 'href="tel:911"'),
        ("overdose", 'href="/guides/overdose/"'),
        ("medicair", 'href="/search/?q=Medicare"'),
        ("needle exchange", 'href="https://nasen.org/"'),
        ("oxford house", 'href="https://www.oxfordhouse.org/"'),
        ("NA meetings", 'href="tel:+18006624357"'),
        ("rehab cost", "payment=free-or-low-cost"),
    ],
)
def test_a_topic_has_its_link_before_the_results(client, q, link):
    html = client.get("/search/", {"q": q}).content.decode()
    assert link in html[html.index("<h1") :].split('id="results"')[0].split('class="panel"')[0]


@pytest.mark.parametrize("q", ["i want to die", "overdose"])
def test_what_to_do_now_stands_before_all_else(client, q):
    html = client.get("/search/", {"q": q, "where": "MA"}).content.decode()
    assert html.index('class="note"') < min(html.index('class="ask"'), html.index("chip-row"))


def test_the_way_to_cheaper_care_is_a_search_that_can_be_answered(client):
    answer = client.get("/search/", {"q": "rehab cost", "payment": "free-or-low-cost"})
    assert answer.context_data["search"].is_valid


def test_a_search_for_what_is_listed_says_nothing_of_it(client):
    html = client.get("/search/", {"q": "detox"}).content.decode()
    assert not any(str(sentence) in html for sentence in SENTENCES.values())


def test_what_it_says_is_in_spanish_on_spanish_pages(client):
    html = client.get("/es/search/", {"q": "camas"}).content.decode()
    assert "Ninguna lista dice" in html
