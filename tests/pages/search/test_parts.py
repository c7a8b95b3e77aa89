"""The page that is joined from parts is the page that its template gives, byte for byte."""

import os
from urllib.parse import urlencode

import pytest
from django.template.response import TemplateResponse
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import derived
from pages.parts import cards
from pages.search.parts import boxes, chips, filters, order, page
from pages.search.views import Filters, Search
from search.paging import PER_PAGE
from search.query import MENTAL_HEALTH, SERVES_ONLY
from tests.search.searches import searches

PATHS = {"en": "/search/", "es": "/es/search/"}
# What templates, `%` and marks could take for something of theirs.
ODD = ["<b>", "100%", "%(heading)s", "\ue000heading\ue001", "it's & so", "{{ q }}", '"hope"']


def both_ways(path, query, language, view=Search):
    """Return the page made of parts, and as its template alone gives it; None for no list."""
    with override(language):
        response = view.as_view()(RequestFactory().get(f"{path}?{query}"))
        if not isinstance(response, view.response_class):
            return None, None
        return response.rendered_content, TemplateResponse.rendered_content.fget(response)


def differing(query):
    """Return the views and languages in which the two ways differ."""
    return [
        (view.__name__, language)
        for view in (Search, Filters)
        for language, path in PATHS.items()
        if len(set(both_ways(path, query, language, view))) > 1
    ]


QUERIES = st.builds(
    lambda query, odd, more: urlencode(
        [*((name, value) for name, values in query.lists() for value in values), *odd, *more]
    ),
    searches(),
    st.lists(st.tuples(st.sampled_from(["q", "x"]), st.sampled_from(ODD)), max_size=1),
    st.lists(
        st.sampled_from([("include", SERVES_ONLY), ("include", MENTAL_HEALTH), ("match", "any")]),
        max_size=2,
        unique=True,
    ),
)
same = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@same
@given(QUERIES)
def test_a_page_of_parts_is_the_page(cast, query):
    assert differing(query) == []


# Each in two languages: `SEARCHES=5000 pytest -m slow` of this file compares ten thousand pages.
THOUSANDS = int(os.environ.get("SEARCHES", "1000"))


@pytest.mark.slow
@settings(same, max_examples=THOUSANDS)
@given(QUERIES)
def test_thousands_of_them_are(cast, query):
    assert differing(query) == []


@pytest.mark.parametrize(
    "query",
    [
        *("where=MA", "where=MA&page=2", "where=MA&page=3", "where=Boston,+MA&sort=name"),
        *("where=Boston,+MA&service=detox", "where=02118&q=methodone", "where=Bangor,+ME"),
        *("where=Boston,+MA&q=suicide", "where=MA&q=overdose+meetings", "where=Boston,+MA&q=zzqq"),
        *("service=detox", "where=Springfield", "where=bostn", "where=MA&service=detox&age=teens"),
        *("where=Boston,+MA&include=serves-only&include=mental-health&radius=5", "where=MA&page=x"),
        *("where=nowhere+at+all", "q=detox+in+boston", "where=++Boston,+MA+", "where=Guam"),
    ],
)
def test_the_usual_and_the_odd_are(cast, monkeypatch, query):
    monkeypatch.setattr("pages.search.views.PER_PAGE", 2)
    assert differing(query) == []


OTHERS = {
    "SITE_NAME": "Help & Hope",
    "EXIT_URL": "https://example.org/?a=1&b",
    "NEUTRAL_TITLE": "Notes",
    "HAS_MAP": False,
    "OPERATOR_NAME": "The County",
    "CALLBACKS_ENABLED": False,
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("view", [Search, Filters])
def test_what_an_operator_sets_changes_the_page(cast, settings, name, view):
    settings.HAS_MAP = True  # also where its packages weren't installed
    before, _plain = both_ways("/search/", "where=MA", "en", view)
    setattr(settings, name, OTHERS[name])
    after, plain = both_ways("/search/", "where=MA", "en", view)

    assert after == plain
    # No map is on the page of filters.
    assert before != after or (name, view) == ("HAS_MAP", Filters)


@pytest.mark.parametrize("view", [Search, Filters])
def test_with_debug_a_page_is_its_template(cast, settings, monkeypatch, view):
    monkeypatch.setattr(view.response_class, "joined", lambda _self: "from parts")
    assert both_ways("/search/", "where=MA", "en", view)[0] == "from parts"
    settings.DEBUG = True
    assert len(set(both_ways("/search/", "where=MA", "en", view))) == 1


def test_nothing_that_was_typed_is_kept(cast, monkeypatch):
    made = []

    def seen(function):
        def call(*arguments):
            made.append((arguments, function(*arguments)))
            return made[-1][1]

        return call

    derived.reset()
    for module in (page, order, chips, filters, boxes):
        monkeypatch.setattr(module, "cut", seen(module.cut))
    for view in (Search, Filters):
        both_ways("/search/", "where=MA&q=Xylophone+detox&sort=name&x=Xylophone", "en", view)

    assert len(made) > 4
    assert "ylophone" not in repr(made)
    assert "ylophone" not in repr([cards._kept.latest("en"), boxes._kept.latest("en")])


def test_few_cards_are_kept(cast, monkeypatch):
    cards._kept.reset()
    monkeypatch.setattr(cards, "MOST", 3)
    pages = [both_ways("/search/", "where=MA", "en") for _time in range(2)]

    assert {len(set(each)) for each in pages} == {1}
    assert len(cards._kept.latest("en")) <= 3 < PER_PAGE


def test_few_groups_of_boxes_are_kept(cast, monkeypatch):
    boxes._kept.reset()
    monkeypatch.setattr(boxes, "MOST", 3)
    pages = [both_ways("/search/", "where=MA", "en", Filters) for _time in range(2)]

    assert {len(set(each)) for each in pages} == {1}
    assert len(boxes._kept.latest("en")) <= 3
