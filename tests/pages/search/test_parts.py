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
from pages.search.parts import chips, order, page
from pages.search.views import Search
from search.paging import PER_PAGE
from search.query import MENTAL_HEALTH, SERVES_ONLY
from tests.search.searches import searches

PATHS = {"en": "/search/", "es": "/es/search/"}
# What templates, `%` and marks could take for something of theirs.
ODD = ["<b>", "100%", "%(heading)s", "\ue000heading\ue001", "it's & so", "{{ q }}", '"hope"']


def both_ways(path, query, language):
    """Return the page made of parts, and as its template alone gives it; None for no list."""
    with override(language):
        request = RequestFactory().get(f"{path}?{query}")
        response = Search.as_view()(request)
        if not isinstance(response, page.ResultsPage):
            return None, None
        return response.rendered_content, TemplateResponse.rendered_content.fget(response)


def differing(query):
    """Return the languages in which the two ways differ."""
    return [
        language
        for language, path in PATHS.items()
        if len(set(both_ways(path, query, language))) > 1
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
def test_what_an_operator_sets_changes_the_page(cast, settings, name):
    settings.HAS_MAP = True  # also where its packages weren't installed
    before, _plain = both_ways("/search/", "where=MA", "en")
    setattr(settings, name, OTHERS[name])
    after, plain = both_ways("/search/", "where=MA", "en")

    assert before != after == plain


def test_with_debug_a_page_is_its_template(cast, settings, monkeypatch):
    monkeypatch.setattr(page, "joined", lambda *arguments: "from parts")
    assert both_ways("/search/", "where=MA", "en")[0] == "from parts"
    settings.DEBUG = True
    assert len(set(both_ways("/search/", "where=MA", "en"))) == 1


def test_nothing_that_was_typed_is_kept(cast, monkeypatch):
    made = []

    def seen(function):
        def call(*arguments):
            made.append((arguments, function(*arguments)))
            return made[-1][1]

        return call

    derived.reset()
    for module in (page, order, chips):
        monkeypatch.setattr(module, "cut", seen(module.cut))
    both_ways("/search/", "where=MA&q=Xylophone+detox&sort=name&x=Xylophone", "en")

    assert len(made) == 3
    assert "ylophone" not in repr(made)
    assert "ylophone" not in repr(cards._kept.latest("en"))


def test_few_cards_are_kept(cast, monkeypatch):
    cards._kept.reset()
    monkeypatch.setattr(cards, "MOST", 3)
    pages = [both_ways("/search/", "where=MA", "en") for _time in range(2)]

    assert {len(set(each)) for each in pages} == {1}
    assert len(cards._kept.latest("en")) <= 3 < PER_PAGE
