"""The pages: what stands first, what is said of the text itself, and "Was this helpful?"."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format

from counters import counting
from guides.views import LIMIT
from tests.guides.factories import SOURCES

OWN = {"headers": {"sec-fetch-site": "same-origin"}}


@pytest.fixture(autouse=True)
def fresh_limit():
    LIMIT.forget()
    yield
    LIMIT.forget()


@pytest.fixture
def get(client):
    def do(path, status=200):
        response = client.get(path)
        assert response.status_code == status
        return " ".join(response.content.decode().split())

    return do


@pytest.fixture
def counted(monkeypatch):
    """Return the list of what was counted."""
    events = []
    monkeypatch.setattr("guides.views.count", lambda kind, key: events.append((kind, key)))
    return events


def test_the_order_of_a_page(add, get):
    add(steps="[Call 911](tel:911).\nStay.", title="Overdose")
    html = get("/guides/withdrawal/")
    html = html[html.index("<main") :]

    parts = (
        "<h1>Overdose</h1>",
        '<ol class="guide__steps"',
        "It passes. Ask for help",
        "Not yet reviewed by a clinician.",
        "Find detox near you",
        "On this page",
        '<h2 id="what-it-is">',
        "Find places that offer this",
        "Was this helpful?",
        'id="source-1"',
        "About this guide",
        "Talk to someone now",
    )
    assert "Not ready to call?" not in html  # an emergency
    places = [html.index(part) for part in parts]
    assert places == sorted(places)


def test_who_is_not_ready_to_call_finds_the_other_ways(add, get, settings):
    add()
    ways = get("/guides/withdrawal/").split("Not ready to call?")[1]
    for path in ("/self-check/", "/helplines/#text", "/callback/"):
        assert f'<a class="tile" href="{path}">' in ways

    settings.CALLBACKS_ENABLED = False
    assert 'href="/callback/"' not in get("/guides/withdrawal/")


def test_its_search_starts_from_its_subject(add, get):
    add()
    html = get("/guides/withdrawal/")

    start = html.index('<search class="guide__search">')
    form = html[start : html.index("</search>", start)]
    assert '<form class="panel" action="/search/">' in form
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form) == [
        ("service", "detox"),
        ("payment", "medicaid"),
    ]
    assert 'name="where"' in form
    assert "/search/?service=detox" in html
    assert '<a class="chip" href="/search/?payment=medicaid">Medicaid</a>' in html


def test_it_says_who_answers_for_it(add, get):
    add(next_due=date(2099, 5, 22))
    html = get("/guides/withdrawal/")
    assert "<dt>Written by</dt><dd>The project</dd>" in html
    assert "Not yet reviewed by a clinician</dd>" in html
    assert "Last checked by its author on Nov. 22, 2026." in html
    assert "Review overdue since" not in html
    assert "This is not medical advice" in html
    assert "reviewedBy" not in html


def test_it_names_its_reviewer_and_says_when_a_review_is_overdue(add, get):
    add(
        reviewer="A. Example, MD",
        last_reviewed=date(2020, 1, 2),
        next_due=date(2021, 3, 4),
    )
    html = get("/guides/withdrawal/")

    assert "Reviewed by A. Example, MD on Jan. 2, 2020." in html
    assert "Review overdue since March 4, 2021." in html
    assert "Not yet reviewed" not in html


@pytest.mark.parametrize("days, has_ended", [(-400, True), (0, True), (1, False)])
def test_it_warns_of_a_rule_from_its_last_day_on(add, get, days, has_ended):
    end = timezone.localdate() + timedelta(days=days)
    add(sources=f"{SOURCES} | {end}")
    html = get("/guides/withdrawal/")

    head, sources = html.split('id="sources"')
    [number] = re.findall(r'<li id="source-(\d)">[^•]{0,200}Drug facts', sources)
    assert ("A rule in this guide was set to end on" in head) is has_ended
    assert (f'<a href="#source-{number}">See source {number}</a>' in head) is has_ended
    assert ("<strong>This rule was set to end on" in sources) is has_ended
    assert ("This rule is set to end on" in sources) is not has_ended
    assert date_format(end) in sources
    assert "set to end" not in sources.split("<li id=")[3 - int(number)]


def test_it_says_in_spanish_which_sources_are_in_english(add, get):
    spanish = "es | Sobredosis | CDC | https://www.cdc.gov/overdose/es/ | 2024"
    add(language="es", sources=f"{SOURCES}\n{spanish}", summary="Pasa [@es; @cdc].")
    html = get("/es/guides/withdrawal/").split('id="sources"')[1]

    assert 'translate="no" lang="en">Overdose basics</a>' in html
    assert 'translate="no">Sobredosis</a>.' in html
    add()
    assert "(in English)" not in get("/guides/withdrawal/")


def test_search_engines_are_told_what_is_true(add, get):
    add(reviewer="A. Example, MD", title="Is <it> so?")
    html = get("/guides/withdrawal/")

    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert "<" not in data
    page_data = json.loads(data)
    assert page_data["@type"] == "MedicalWebPage"
    assert page_data["name"] == "Is <it> so?"
    assert page_data["description"] == "It passes. Ask for help."
    assert page_data["inLanguage"] == "en"
    assert page_data["lastReviewed"] == "2026-11-22"
    assert page_data["author"] == {"@type": "Organization", "name": "The project"}
    assert page_data["reviewedBy"] == {"@type": "Person", "name": "A. Example, MD"}
    assert [source["url"] for source in page_data["citation"]] == [
        "https://www.cdc.gov/overdose/",
        "https://nida.nih.gov/facts",
    ]


def test_an_untranslated_guide_says_so_and_stays_marked_as_english(add, get):
    add(slug="other", title="Other one", language="en")
    add(steps="Stay.")
    html = get("/es/guides/withdrawal/")

    assert '<html lang="es">' in html
    assert '<h1 lang="en">Withdrawal</h1>' in html
    assert '<ol class="guide__steps" lang="en">' in html
    assert '<div class="guide__text" lang="en">' in html
    assert '<a href="/es/guides/other/" lang="en">Other one</a>' in html
    assert 'href="/es/search/?service=detox"' in html
    assert html.count('<p class="note">') == 1


def test_a_translated_guide_is_in_its_language_alone(add, get):
    add()
    add(language="es", title="Abstinencia")
    html = get("/es/guides/withdrawal/")

    assert "<h1>Abstinencia</h1>" in html
    assert '<p class="note">' not in html
    assert "<h1>Withdrawal</h1>" in get("/guides/withdrawal/")


@pytest.mark.parametrize(
    "path", ["/guides/nothing/", "/guides/withdrawal/", "/guides/withdrawal/helpful/"]
)
def test_what_is_not_published_is_not_there(add, get, path):
    add(is_published=False)
    get(path, status=404)


def test_the_index_puts_the_urgent_one_first(add, get):
    add(slug="a", title="First by position", position=1)
    add(slug="b", title="Overdose: what to do now", position=90, steps="Call 911.")
    html = get("/guides/")

    assert html.index("Overdose: what to do now") < html.index("First by position")
    assert html.count('<li class="guides__urgent">') == 1


def test_the_index_groups_by_topic_the_dangers_first_and_the_rest_last(add, get):
    add(slug="a", title="Nowhere in particular", position=1)
    add(slug="b", title="Counseling", position=2, topic="treatment")
    add(slug="c", title="Withdrawal and you", position=4, topic="danger")
    add(slug="d", title="Overdose", position=5, topic="danger", steps="Call 911.")
    html = get("/guides/")
    html = html[html.index("<main") :]

    parts = ['href="#danger"', 'href="#treatment"', 'href="#more"']
    parts += ['<h2 id="danger">', "Overdose", "Withdrawal and you"]
    parts += ['<h2 id="treatment">', "Counseling", '<h2 id="more">', "Nowhere in particular"]
    places = [html.index(part) for part in parts]
    assert places == sorted(places)
    assert 'id="life"' not in html


@pytest.mark.django_db
def test_an_index_without_guides_is_a_page(get):
    assert "There are no guides here yet." in get("/guides/")


@pytest.mark.parametrize("path", ["/guides/", "/guides/withdrawal/"])
def test_pages_suit_a_shared_cache(client, add, path):
    add()
    response = client.get(path)

    assert not response.cookies
    assert "s-maxage" in response["Cache-Control"]


def test_queries_do_not_grow_with_the_guides(client, add, django_assert_max_num_queries):
    for number in range(15):
        add(slug=f"guide-{number}")
    client.get("/guides/guide-1/")

    with django_assert_max_num_queries(9):
        client.get("/guides/guide-1/")


@pytest.mark.parametrize("answer, kind", [("yes", "helpful"), ("no", "not-helpful")])
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_an_answer_is_counted_and_thanked_for(client, add, counted, answer, kind, prefix):
    add()
    address = f"{prefix}/guides/withdrawal/helpful/"
    response = client.post(address, {"answer": answer}, **OWN)

    assert (response.status_code, response["Location"]) == (303, address)
    assert counted == [(kind, "withdrawal")]
    thanks = client.get(address)
    assert "no-store" in thanks["Cache-Control"]
    assert not response.cookies
    assert not thanks.cookies


def test_an_answer_reaches_the_counters(client, add):
    add()
    counting._waiting.clear()
    client.post("/guides/withdrawal/helpful/", {"answer": "yes"}, **OWN)

    assert [(kind, key) for kind, key, _day in counting._waiting] == [("helpful", "withdrawal")]
    counting._waiting.clear()


def test_the_visitor_learns_what_happens_with_it(add, get, settings):
    add()
    html = get("/guides/withdrawal/helpful/")
    assert "We counted your answer: one more yes or no for this guide." in html
    assert '<meta name="robots" content="noindex">' in html
    assert "mailto:" not in html

    settings.CONTACT_EMAIL = "help@example.org"
    assert "mailto:help@example.org?subject=Withdrawal" in get("/guides/withdrawal/helpful/")
    assert "mailto:help@example.org?subject=Withdrawal" in get("/guides/withdrawal/")


@pytest.mark.parametrize("data", [{}, {"answer": ""}, {"answer": "perhaps\x00"}])
def test_another_answer_is_asked_for_again(client, add, counted, data):
    add()
    response = client.post("/guides/withdrawal/helpful/", data, **OWN)

    assert response.status_code == 400
    html = response.content.decode()
    assert "Choose “Yes” or “No”." in html
    assert 'name="answer" value="yes"' in html
    assert counted == []


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}])
def test_only_pages_of_this_site_can_answer(client, add, counted, headers):
    add()
    response = client.post("/guides/withdrawal/helpful/", {"answer": "yes"}, headers=headers)

    assert response.status_code == 403
    assert counted == []


def test_too_many_answers_are_not_counted_and_still_show_whom_to_call(client, add, counted):
    add()
    for _ in range(LIMIT.times):
        client.post("/guides/withdrawal/helpful/", {"answer": "yes"}, **OWN)
    response = client.post("/guides/withdrawal/helpful/", {"answer": "yes"}, **OWN)

    assert response.status_code == 429
    assert len(counted) == LIMIT.times
    html = response.content.decode()
    assert 'name="answer" value="yes"' in html
    assert 'href="tel:988"' in html


def test_search_engines_may_list_each_text(add, get):
    add()
    add(language="es")
    add(slug="english-only")
    add(slug="hidden", is_published=False)
    html = get("/sitemap-guides.xml")

    addresses = re.findall("<loc>http://testserver(.*?)</loc>", html)
    assert sorted(addresses) == [
        "/es/guides/withdrawal/",
        "/guides/english-only/",
        "/guides/withdrawal/",
    ]
    assert "sitemap-guides.xml" in get("/sitemap.xml")


@pytest.mark.django_db
def test_helplines_stand_on_each_guide(add, get):
    call_command("load_helplines", verbosity=0)
    add()

    assert get("/guides/withdrawal/").count('class="line__name"') >= 3
