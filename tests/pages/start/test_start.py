"""From a situation, or three answers, to a search that asks for just that."""

from itertools import product
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.http import QueryDict

from pages.start.form import ANSWERS, ASKS, StartForm
from pages.start.situations import SITUATIONS
from search.request import SearchRequest

QUESTIONS = {name: dict(StartForm.base_fields[name].choices) for name in ASKS}


def led_to(client, query):
    """Return the QueryDict of the search that a query string of the page leads to."""
    response = client.get(f"/start/?{query}")
    assert response.status_code == 302
    parts = urlsplit(response["Location"])
    assert parts.path == "/search/"
    return QueryDict(parts.query)


def slugs(params):
    search = SearchRequest(params)
    assert search.is_valid
    return {service.slug for service in search.services}


@pytest.mark.parametrize(
    "need, services",
    [
        ("detox", {"detox-overnight"}),
        ("live-in", {"residential"}),
        ("medicine", {"methadone", "buprenorphine"}),
        ("teen", {"teens"}),
        ("no-insurance", {"free-or-low-cost"}),
        ("medicaid", {"medicaid"}),
    ],
)
def test_a_situation_with_a_place_is_a_search(client, canton, need, services):
    params = led_to(client, f"where=Canton,+MA&q=&need={need}")
    assert params["where"] == "Canton, MA"
    assert slugs(params) == services


def test_the_table_above_has_every_situation():
    assert {situation.slug for situation in SITUATIONS} == {
        *("detox", "live-in", "medicine", "teen", "no-insurance", "medicaid")
    }


@pytest.mark.parametrize(
    "language, sentence",
    [
        ("", "show who has room tonight or is open now"),
        ("/es", "Ninguna lista dice quién tiene cupo"),
    ],
)
def test_detox_tonight_says_that_no_list_knows_who_has_room(client, canton, language, sentence):
    address = client.get(f"{language}/start/?where=Canton,+MA&need=detox")["Location"]
    assert address.startswith(f"{language}/search/")
    assert sentence in client.get(address).content.decode()


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.slug)
def test_without_a_place_a_situation_asks_for_one_and_is_kept(get, canton, situation):
    html = get(f"/start/?where=&q=&need={situation.slug}")
    assert "<h1>Where do you need help?</h1>" in html
    assert str(situation.name) in html
    assert f'<input type="hidden" name="need" value="{situation.slug}">' in html
    assert "field--wrong" not in html


def test_every_set_of_answers_is_a_search_that_works(canton):
    for answers in product(*([*QUESTIONS[name], ""] for name in ASKS)):
        given = {"where": "Canton, MA", **dict(zip(ASKS, answers, strict=True))}
        form = StartForm(QueryDict(urlencode(given)))
        assert form.is_valid()
        expected = {
            value
            for name, answer in zip(ASKS, answers, strict=True)
            for _parameter, value in ASKS[name].get(answer, ())
        }
        assert slugs(QueryDict(urlencode(form.search))) == expected


def test_every_answer_that_asks_for_something_can_be_given():
    assert all(set(ASKS[name]) <= set(QUESTIONS[name]) for name in ASKS)


def test_answers_without_a_place_stay_and_the_place_is_asked_for(get, canton):
    html = get("/start/?who=teen&problem=opioids&pay=&where=")
    assert "Type a city, state, or ZIP code." in html
    assert html.count(" checked") == 2


@pytest.mark.parametrize("query", ["", "where=", "where=&who=&problem=&pay="])
def test_it_begins_with_three_questions_and_no_reproach(get, canton, query):
    html = get(f"/start/?{query}")
    assert html.count("<legend>") == 3
    assert "field--wrong" not in html


@pytest.mark.parametrize("query", ["need=xyz&where=02021", "who=xyz&where=02021"])
def test_an_answer_that_was_never_offered_is_told(get, canton, query):
    assert "Choose one of the answers in the list." in get(f"/start/?{query}")


def test_a_place_that_is_too_long_is_told(get, canton):
    assert "field--wrong" in get(f"/start/?need=detox&where={'a' * 201}")


def test_use_my_location_keeps_the_answers(client, canton):
    form = {"latitude": "42.36", "longitude": "-71.06", "need": "detox", "who": "teen"}
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
    response = client.post("/near-me/?to=start", form, headers=headers)
    assert response.status_code == 303
    parts = urlsplit(response["Location"])
    assert parts.path == "/start/"
    query = dict(parse_qsl(parts.query))
    assert query.pop("where").isdigit()
    assert query == {"need": "detox", "who": "teen"}
    assert set(query) <= set(ANSWERS)
