"""JSON pages, CSV, GeoJSON and the index hold the same, whatever is asked; no answer is a 500."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.filters import ApiFilter
from search.request import SearchRequest
from tests.api.outputs import FILE, LIST, differences, file_of, pages_of
from tests.search.searches import searches

TEXTS = st.one_of(st.text(max_size=30), st.sampled_from(["", "MA", "detox", "1", "-1", "csv"]))
QUERIES = st.lists(st.tuples(st.sampled_from([*ApiFilter.base_filters, "x"]), TEXTS), max_size=6)
ADDRESSES = (LIST, f"{FILE}.csv", f"{FILE}.geojson")
# The client and the directory stay as they are from example to example.
same = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@same
@given(searches(), st.integers(1, 6))
def test_all_outputs_hold_the_same(client, cast, query, size):
    search = SearchRequest(query, ApiFilter)
    if search.is_place_unknown:
        for address in ADDRESSES:
            response = client.get(f"{address}?{query.urlencode()}")
            assert (response.status_code, list(response.json()["errors"])) == (400, ["where"])
    else:
        assert differences(client, search, size) == []


@same
@given(st.sampled_from(ADDRESSES), QUERIES)
def test_whatever_is_sent_is_answered_or_refused_with_a_reason(client, cast, address, pairs):
    response = client.get(f"{address}?{urlencode(pairs, errors='surrogatepass')}")
    if response.status_code == 301:
        assert ("format", "csv") in pairs
        return
    assert response.status_code in (200, 400, 404)
    if response.status_code == 400:
        assert all(map(all, response.json()["errors"].values()))
    elif response.streaming:
        assert b"".join(response.streaming_content)


@pytest.mark.parametrize(
    "query, expected",
    [
        ("where=MA", []),
        # Of the houses of Bangor, two serve only some, two list no substance use treatment.
        ("where=Bangor,+ME&include=serves-only&include=mental-health", []),
        ("where=Bangor,+ME&include=serves-only", [("mental-health", 2)]),
        ("where=Bangor,+ME&radius=100", [("mental-health", 2), ("serves-only", 2)]),
        ("where=MA&payment=medicaid", [("payment", 4)]),
        ("where=MA&payment=medicaid&include=payment", []),
        ("where=NH&payment=medicaid", [("payment", 2)]),
        ("age=teens&payment=medicaid", [("mental-health", 1), ("serves-only", 1), ("payment", 9)]),
    ],
)
def test_who_is_left_out_is_told_with_what_brings_them(client, cast, query, expected):
    [page] = pages_of(client, query, 100)
    assert [(entry["include"], entry["count"]) for entry in page["left_out"]] == expected
    assert page["left_out_total"] == sum(count for _include, count in expected)


def test_what_brings_those_left_out_is_what_the_search_understands(client, cast):
    for entry in pages_of(client, "age=teens&payment=medicaid", 100)[0]["left_out"]:
        before, after = (
            pages_of(client, f"age=teens&payment=medicaid{more}", 100)[0]["count"]
            for more in ("", f"&include={entry['include']}")
        )
        assert after - before == entry["count"] > 0


def test_whom_they_serve_is_told(client, cast):
    elsewhere, only = pages_of(client, "where=ME&radius=500", 100)[0]["left_out"]
    assert elsewhere["services"] == [{"service": "co-occurring", "count": 1}]
    assert {row["service"]: row["count"] for row in only["services"]} == dict.fromkeys(
        ["women-only", "va-only"], 1
    )


@pytest.mark.parametrize(
    "query, expected",
    [
        ("where=Boston,+MA", 1),
        ("where=MA&service=detox", 1),
        ("where=MA&service=iop", 0),
        ("where=ME", 0),
    ],
)
def test_who_the_newest_list_lacks_is_counted(client, cast, query, expected):
    [page] = pages_of(client, query, 100)
    assert page["unlisted_total"] == expected
    response, _text = file_of(client, query, "csv")
    assert response["Finder-Unlisted-Total"] == str(expected)


def test_a_file_says_so_in_its_headers(client, cast):
    response, _text = file_of(client, "where=MA&payment=medicaid", "csv")
    assert response["Finder-Count"] == "4"
    assert response["Finder-Left-Out"] == "payment;count=4"
    assert response["Finder-Left-Out-Total"] == "4"
