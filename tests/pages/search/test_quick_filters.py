"""The row of filters above the results."""

import re
from html import unescape

import pytest

from pages.search.quick_filters import FILTERS
from search.filters import SERVICE_PARAMETERS

pytestmark = pytest.mark.django_db


def quick(html):
    """Return {text: query string} of the filters that a page offers to add."""
    links = re.findall(r'<a class="chip" href="\?([^"]*)">(.*?)</a>', html.split("chip--all")[0])
    return {text: unescape(query) for query, text in links}


def test_each_adds_its_services_and_keeps_the_search(get, canton):
    assert quick(get("/search/?where=MA&q=alder&page=1")) == {
        "Stays overnight": "where=MA&q=alder&service=inpatient",
        "Medicaid": "where=MA&q=alder&payment=medicaid",
        "No insurance": "where=MA&q=alder&payment=free-or-low-cost",
        "Methadone or Suboxone": "where=MA&q=alder&service=methadone&service=buprenorphine",
        "Women": "where=MA&q=alder&group=women",
        "Teens": "where=MA&q=alder&age=teens",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # A bed for detox to who asks for detox, in a box or in words.
        ("where=MA&service=detox&payment=medicaid", "where=MA&service={}&payment=medicaid"),
        ("where=MA&q=detox", "where=MA&service={}"),
    ],
)
def test_a_bed_is_for_what_was_asked_for(get, canton, query, expected):
    shown = quick(get(f"/search/?{query}"))["Stays overnight"]
    assert shown == expected.format("detox-overnight")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("service=residential", "Stays overnight"),
        ("q=medicaid", "Medicaid"),
        ("service=buprenorphine", "Methadone or Suboxone"),
        ("q=no+insurance", "No insurance"),
    ],
)
def test_what_is_asked_for_already_is_not_offered(get, canton, query, text):
    offered = quick(get(f"/search/?where=MA&{query}"))
    assert text not in offered
    assert len(offered) == len(FILTERS) - 1


def test_their_services_are_those_that_a_search_takes(get, canton):
    for query in quick(get("/search/?where=MA")).values():
        parameters = {part.split("=")[0] for part in query.split("&")} - {"where"}
        assert parameters <= set(SERVICE_PARAMETERS)
        assert "Your search needs a change" not in get(f"/search/?{query}")
