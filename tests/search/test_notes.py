"""What a search says about what no list knows."""

import pytest
from django.http import QueryDict

from search.language.topics import TOPICS, UNLISTED
from search.request import SearchRequest
from search.words.notes import SENTENCES, meant_instead, notes

pytestmark = pytest.mark.django_db


def search(text):
    params = QueryDict(mutable=True)
    params["q"] = text
    return SearchRequest(params)


def test_each_topic_has_its_sentence():
    assert {*SENTENCES, UNLISTED} == set(TOPICS)


def test_room_is_told_once():
    [note] = notes(search("detox beds tonight open now"))
    assert note.text == "Our lists don't show who has room tonight or is open now. Call and ask."
    assert note.words == ("beds tonight", "open now")


def test_a_life_comes_first():
    assert [note.topic for note in notes(search("beds, i want to die"))] == ["suicide", "room"]


def test_what_the_lists_dont_say_is_named():
    [note] = notes(search("detox for nurses with my dog"))
    assert note.text == "The lists say nothing about “nurses”, “with my dog”: call and ask."


def test_a_word_as_near_to_medicaid_as_to_medicare_is_asked_about():
    asked = search("detox medicair")
    assert [service.slug for service in asked.services] == ["detox"]
    assert meant_instead(asked) == [
        ("Medicaid", "detox Medicaid"),
        ("Medicare", "detox Medicare"),
    ]
    assert meant_instead(search("detox medicaid")) == []


def test_an_invalid_search_says_nothing():
    assert notes(SearchRequest(QueryDict("service=none&q=beds"))) == []
