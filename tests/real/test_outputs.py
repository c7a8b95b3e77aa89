"""JSON pages, CSV, GeoJSON and the index hold the same of the published directories."""

from random import Random

import pytest
from django.http import QueryDict

from api.filters import ApiFilter
from search.request import SearchRequest
from tests.api.outputs import differences
from tests.search.searches import SLUGS

PLACES = "02118|Boston, MA|Rhode Island|Cook County, IL|Elko, NV|PR|Marfa, TX|10453|Vermont|GU"
WORDS = ["", "", "detox", "house", "detox open now", "methadone clinic", "hope recovery zzzq"]
SEARCHES = 24
LARGE = 500  # more results than are read at once


def some_search(random):
    """Return the query string of a search somewhere, of up to three services."""
    query = QueryDict(mutable=True)
    query["where"], query["q"] = random.choice(PLACES.split("|")), random.choice(WORDS)
    for name in random.sample(sorted(SLUGS), random.randrange(4)):
        query[name] = random.choice(SLUGS[name])
    query["radius"] = random.choice(["", "50", "100"])
    query["include"] = random.choice(["", "", "serves-only"])
    return query


@pytest.mark.any_database
@pytest.mark.parametrize("seed", range(SEARCHES))
def test_all_outputs_hold_the_same(client, editions, seed):
    random = Random(seed)
    assert differences(client, SearchRequest(some_search(random), ApiFilter), 100) == []


@pytest.mark.any_database
def test_all_outputs_of_a_state_hold_the_same(client, editions):
    search = SearchRequest(QueryDict("where=CA&payment=medicaid&include=payment"), ApiFilter)
    assert search.results.total > LARGE
    assert differences(client, search, 50) == []


@pytest.mark.any_database
def test_links_lead_through_the_whole_directory(client, editions):
    search = SearchRequest(QueryDict("include=serves-only"), ApiFilter)
    assert search.results.total > 50 * 100
    address = "/api/v1/facilities/?include=serves-only&page_size=100&page=50"
    assert client.get(address).json()["next"].endswith("page=51")
    last = -(-search.results.total // 100)
    answer = client.get(address.replace("page=50", f"page={last}")).json()
    assert answer["next"] is None
    assert len(answer["results"]) == search.results.total - 100 * (last - 1)
