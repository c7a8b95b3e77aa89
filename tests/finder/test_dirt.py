"""Dirt thrown at every address that takes a query: it never breaks, and costs little."""

from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from finder.handling.sizes import LONGEST_LOCATION
from search.filters import LONGEST_TEXT, MOST_PARAMETERS

ADDRESSES = [
    "/search/",
    "/search/filters/",
    "/",
    "/treatment/massachusetts/",
    "/api/v1/facilities/",
    "/api/v1/places/",
    "/api/v1/services/",
    "/api/v1/suggest/",
    "/near-me/",
    "/sitemap-facilities.xml",
]
NAMES = [
    *"where q service payment age group language include radius sort page".split(),
    *"page_size format p".split(),
    *("", "utm_source", "where[]", "__proto__", "\0", "é"),
]
VALUES = [
    *("1e309", "NaN", "-1", "0", "9" * 400, "٣", "2", "51", "inf", "None", "[]", "{{ 7 }}"),
    *("MA", "02118", "Boston, MA", "detox", "medicaid", "serves-only", "csv", "geojson"),
    *("distance", "%", "\\", "methodone near Boston", '"rehab', "no no in in MA", "payment"),
    *("\0", "x\0y", "\u202egnp.exe", "🏥" * 60, "e" * 10_000, "a " * 100, "' OR 1=1 --", "%00"),
    *("<svg onload=1>", "../" * 20, "\r\nSet-Cookie: a=b", "＝1+1", "ﷺ" * 50, "\u0301" * 99),
]
# Bytes that are no text, too: halves of surrogate pairs, Latin-1, cut sequences.
BYTES = [b"\xed\xa0\x80", b"\xff\xfe", b"\xe9", b"\xf0\x9f", b"%u0041", b"\xc0\x80"]
values = st.one_of(
    st.sampled_from([value.encode() for value in VALUES]),
    st.sampled_from(BYTES),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(str.encode),
    st.binary(max_size=12),
)
queries = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=25)


def statuses_for_length(address):
    """Return (414,) for an address that a redirect may be too long to repeat, else nothing.

    A redirect can be a little longer than what was asked for: it adds a slash.
    """
    return (414,) if len(address) >= LONGEST_LOCATION else ()


@pytest.mark.slow
@settings(
    max_examples=350,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(ADDRESSES), queries)
@example("/search/", [("where", b"\0"), ("radius", b"1e309"), ("page", b"-1")])
@example("/search/", [("where", "🏥".encode()), ("q", b"e" * 10_000), ("sort", b"NaN")])
@example("/api/v1/facilities/", [("page", b"2"), ("page", b"x"), ("radius", b"NaN")])
def test_no_query_breaks_an_answer(client, cast, address, query):
    address += "?" + urlencode(query)
    response = client.get(address)
    b"".join(response)
    # 301: sitemaps have one address each.
    assert response.status_code in (200, 301, 400, 404, *statuses_for_length(address))
    assert not response.cookies


@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(["/", "/facility/", "/treatment/", "/api/v1/"]), values)
@example("/facility/", b"x\0y/z/")
@example("/treatment/", "massachusetts/🏥/".encode())
@example("/treatment/", b"\xed\xa0\x80/")
@example("/api/v1/facilities/", b"a\nb/")
@example("/treatment/", b"e" * 10_000)
def test_no_path_breaks_an_answer(client, cast, start, rest):
    address = start + quote(rest)
    statuses = (200, 301, 404, *statuses_for_length(address))
    assert client.get(address).status_code in statuses


@pytest.mark.parametrize("address, status", [("/search/", 200), ("/api/v1/facilities/", 400)])
@pytest.mark.parametrize(
    "query",
    [
        "&".join(["service=detox"] * (MOST_PARAMETERS + 1)),
        "&".join(f"utm_{number}=x" for number in range(MOST_PARAMETERS + 1)),
        "where=" + quote("é" * (LONGEST_TEXT + 1)),
        "q=" + "e" * (LONGEST_TEXT + 1),
        "q=" + "e" * 10_000,
    ],
    ids=lambda query: query[:20],
)
def test_more_than_anyone_needs_is_refused_and_no_facility_looked_for(
    client, cast, address, status, query
):
    client.get("/search/?where=02021")  # reads what is kept of the directory
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"{address}?{query}")
    assert response.status_code == status
    assert "/facility/" not in response.content.decode()
    assert not [query_run for query_run in queries if "facilities_facility" in query_run["sql"]]


@pytest.mark.parametrize("address", ["/search/", "/api/v1/facilities/"])
def test_far_more_is_refused_before_it_is_read(client, cast, address):
    assert client.get(address + "?" + "a=&" * 300).status_code == 400
