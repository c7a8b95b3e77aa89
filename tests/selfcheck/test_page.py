"""The pages of the self-check: asked by GET, answered by POST, kept nowhere."""

import html
import logging
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guides.models import Guide
from selfcheck.forms import QUESTIONS
from selfcheck.questions import CRITERIA, DANGERS

PATH = "/self-check/"
DETOX, NALOXONE = "/search/?service=detox-overnight", "/search/?service=naloxone"
SAFESPOT = "tel:+18009720590"
FIRST = dict.fromkeys(("more", "time", "people", "risk"), "yes")

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(client):
    """Return a function: send answers as a browser on our page does; give the page's text."""

    def do(answers, status=200, path=PATH):
        response = client.post(path, answers, headers={"Sec-Fetch-Site": "same-origin"})
        assert response.status_code == status
        return text_of(response)

    return do


def text_of(response):
    return " ".join(html.unescape(response.content.decode()).split())


def headings(page):
    return [
        re.sub("<.*?>", "", heading).strip()
        for heading in re.findall(r"<h[12].*?>(.*?)</h[12]>", page)
    ]


@pytest.mark.parametrize("whose", ["you", "them"])
def test_it_asks_every_question_in_the_words_for_whom_it_is_about(client, whose):
    query = {"for": "someone"} if whose == "them" else {}
    page = text_of(client.get(PATH, query))

    for question in QUESTIONS:
        other = question.you if whose == "them" else question.them
        assert str(getattr(question, whose)) in page
        assert str(other) not in page
        assert page.count(f'name="{question.name}"') == 2
    assert page.count("<fieldset") == page.count("<legend") == len(QUESTIONS) + 1


@pytest.mark.parametrize(
    "answers, count, here",
    [
        ({}, 0, ""),
        ({"more": "no"}, 0, "0 or 1: below the mild range"),
        ({"more": "yes", "time": "yes"}, 2, "2 or 3: mild range"),
        (FIRST, 4, "4 or 5: moderate range"),
        ({question.name: "yes" for question in CRITERIA}, 11, "6 or more: severe range"),
    ],
)
def test_the_answer_says_the_count_the_range_and_that_it_is_no_diagnosis(
    post, answers, count, here
):
    page = post(answers)

    marked = re.search(r'aria-current="true"> <b>(.*?)</b>', page)
    assert (marked[1] if marked else "") == here
    if here:
        assert f"You said yes to {count} of 11 questions." in page
    else:
        assert "You left out all of the questions that count" in page
    assert "This is not a diagnosis." in page
    assert "Only a clinician" in page


@pytest.mark.parametrize(
    "answers, message",
    [
        ({"more": "yes"}, "You left out 10 questions. With an answer, the range could be higher."),
        (
            {question.name: "yes" for question in CRITERIA[:10]},
            "You left out 1 question. That doesn't change the range.",
        ),
    ],
)
def test_what_is_left_out_is_said_and_no_error(post, answers, message):
    page = post(answers)
    assert message in page
    assert 'role="alert"' not in page


def test_a_medicine_taken_as_told_is_said_not_to_count(post):
    page = post({"tolerance": "yes", "withdrawal": "yes", "more": "yes", "prescribed": "yes"})
    assert "You said yes to 1 of 9 questions." in page
    assert "You said it's a medicine taken as prescribed." in page


@pytest.mark.parametrize(
    "danger, heading, uris",
    [
        ("overdose-now", "Call 911 now", ["tel:911", "tel:911", "/guides/overdose/"]),
        ("suicide", "Call or text 988 now", ["tel:988", "sms:988", "tel:911"]),
        ("withdrawal-now", "This kind of withdrawal can kill: get help first", ["tel:911", DETOX]),
        ("stopping", "Don't stop all at once on your own", [DETOX, "tel:911"]),
        ("overdose-lately", "After an overdose, the risk of another is high", [NALOXONE, SAFESPOT]),
    ],
)
@pytest.mark.parametrize(
    "other_answers", [{}, FIRST, {question.name: "no" for question in CRITERIA}]
)
def test_a_danger_comes_before_all_else(post, danger, heading, uris, other_answers):
    page = post({**other_answers, danger: "yes"})

    assert headings(page)[:2] == ["What it means", heading]
    section = re.search(r'<section class="check-danger.*?</section>', page)[0]
    assert re.findall('href="(.*?)"', section) == uris
    assert page.index("check-danger") < page.index("This is not a diagnosis")


def test_what_cannot_wait_is_asked_first_and_answered_at_once(client):
    page = text_of(client.get(PATH))

    asked = re.findall('name="([^"]*)" value="yes"', page)
    assert asked[:3] == ["overdose-now", "suicide", "withdrawal-now"]
    assert asked == list(dict.fromkeys(asked))
    first_button = page.index("<button", page.index("<form class"))
    assert page.index('name="withdrawal-now"') < first_button < page.index('name="substances"')


@pytest.mark.parametrize("path", [PATH, "/es/self-check/"])
@pytest.mark.parametrize("whose", [{}, {"for": "someone"}])
@pytest.mark.parametrize("is_published", [True, False])
def test_who_is_not_breathing_well_gets_the_steps_of_the_guide(post, path, whose, is_published):
    language = "es" if path.startswith("/es/") else "en"
    guide = Guide.objects.get(slug="overdose", language=language)
    Guide.objects.filter(slug="overdose").update(is_published=is_published)

    page = post({**whose, "overdose-now": "yes"}, path=path)

    box = re.search(r'<section class="check-danger.*?</section>', page)[0]
    steps = [re.sub("<.*?>", "", step) for step in re.findall("<li>(.*?)</li>", box)]
    assert steps == [re.sub(r"\[(.*?)\]\(.*?\)", r"\1", step) for step in guide.steps.splitlines()]
    assert any("5 seg" in step or "5 seconds" in step for step in steps)


@pytest.mark.parametrize(
    "language, uris, words",
    [
        ("en", ["tel:988", "sms:988", "tel:911"], ["Call 988", "Text 988", "Call 911"]),
        (
            "es",
            ["tel:988", "sms:988?&body=AYUDA", "tel:911"],
            ["Llama al 988, luego oprime 2", "Manda AYUDA al 988", "Llama al 911"],
        ),
    ],
)
def test_who_thinks_of_suicide_is_led_to_988_in_their_language(post, language, uris, words):
    page = post({"suicide": "yes"}, path=PATH if language == "en" else "/es/self-check/")

    box = re.search(r'<section class="check-danger.*?</section>', page)[0]
    assert re.findall('href="(.*?)"', box) == uris
    assert re.findall("<a .*?>(.*?)</a>", box) == words


@pytest.mark.parametrize("danger", [question.name for question in DANGERS])
def test_nothing_beneath_a_danger_says_that_all_is_fine(post, danger):
    fine = "That's OK. There's help below."
    assert fine in post({})
    assert fine not in post({danger: "yes"})

    low = "A low count doesn't mean you're safe."
    none = {question.name: "no" for question in CRITERIA}
    assert low in post({**none, danger: "yes"})
    assert low not in post(none)


def test_all_dangers_come_the_most_urgent_first(post):
    page = post({question.name: "yes" for question in DANGERS})
    assert headings(page)[1:4] == [
        "Call 911 now",
        "Call or text 988 now",
        "This kind of withdrawal can kill: get help first",
    ]
    assert page.count('<section class="check-danger') == 5
    # What can wait an hour doesn't look like what can't.
    assert page.count("check-danger--now") == 3


def test_it_leads_on_to_people_to_a_search_and_to_guides(post):
    page = post({"substances": ["opioids"], **FIRST})

    assert "A trained crisis counselor at one of more than 200 local crisis centers." in page
    assert re.findall('name="service" value="(.*?)" checked', page) == ["mat"]
    assert '<form class="panel prose" action="/search/">' in page
    assert 'href="/guides/medicines-for-opioid-use-disorder/"' in page
    assert 'href="/self-check/"> Start over' in page or 'href="/self-check/">Start over' in page


def test_answers_about_someone_stay_about_someone(post):
    page = post({"for": "someone", **FIRST, "suicide": "yes"})
    assert "What you see" in page
    assert "You can call for someone else." in page
    assert 'href="/self-check/?for=someone">Start over' in page
    assert str(CRITERIA[0].them) in page


@pytest.mark.parametrize(
    "junk",
    [
        {"more": "maybe"},
        {"suicide": "\0"},
        {"substances": ["tea"]},
        {"prescribed": "<svg onload=1>"},
    ],
    ids=str,
)
def test_junk_has_a_message_at_its_question_and_loses_no_answer(post, junk):
    page = post({**FIRST, **junk}, status=400)

    assert page.count("We can't read this answer.") == 1
    assert f'id="{next(iter(junk))}-error"' in page
    assert page.count(" checked") == len(set(FIRST) - set(junk))
    assert "<svg" not in page


@pytest.mark.parametrize(
    "path, answers, status", [(PATH, FIRST, 200), (PATH, {"more": "x"}, 400)], ids=str
)
def test_nothing_is_kept_or_told(client, caplog, path, answers, status):
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as queries:
        response = client.post(path, answers, headers={"Sec-Fetch-Site": "same-origin"})

    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert "Location" not in response
    assert not [query for query in queries if not query["sql"].startswith("SELECT")]
    logged = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))
    assert "people" not in logged


def test_the_title_is_that_of_the_questions(client, post):
    title = re.compile("<title>(.*?)</title>")
    asked = title.search(text_of(client.get(PATH)))[1]
    assert (
        asked
        == title.search(post({**FIRST, "suicide": "yes"}))[1]
        == "Self-check - Treatment Finder"
    )


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://a.example"}]
)
def test_no_other_site_may_send_answers(client, headers):
    assert client.post(PATH, FIRST, headers=headers).status_code == 403


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from([*(question.name for question in QUESTIONS), "substances", "for", "x"]),
        st.one_of(
            st.sampled_from(["yes", "no", "", "alcohol", "someone", "\0", "é" * 500]),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
        ),
    )
)
def test_no_answer_breaks_it(client, answers):
    response = client.post(PATH, answers, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code in (200, 400)


def test_a_guide_that_is_not_published_is_not_linked(post):
    Guide.objects.filter(slug="treatment-compared").update(is_published=False)

    page = post(FIRST)

    assert 'href="/guides/when-you-call/"' in page
    assert "treatment-compared" not in page
