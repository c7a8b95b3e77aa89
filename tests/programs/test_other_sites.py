"""Pages of other sites may read what is for programs, and nothing else."""

import pytest
from django.test import Client

from finder.language import path_in
from programs.addresses import is_for_programs, is_open
from programs.middleware import OPEN_HEADERS
from scripts.fuzz.addresses import addresses

OPEN = [name for name in OPEN_HEADERS if name.startswith("Access-Control")]
POLICY = "Cross-Origin-Resource-Policy"
ELSEWHERE = {"origin": "https://county.example"}
# The search made for other sites has headers of its own: tests/finder/test_other_sites.py.
EMBED = {"/embed/", "/embed/part/", "/embed.js"}
PREFLIGHT = {**ELSEWHERE, "access-control-request-method": "GET"}


def opened(response):
    return [response.get(name) for name in OPEN] == [OPEN_HEADERS[name] for name in OPEN]


def closed(response):
    names = [name for name in response.headers if name.lower().startswith("access-control")]
    return not names and response[POLICY] == "same-origin"


@pytest.mark.parametrize("method, headers", [("get", ELSEWHERE), ("options", PREFLIGHT)])
def test_no_address_is_open_but_those_for_programs(cast, method, headers):
    client, wrong = Client(raise_request_exception=False), []
    for address in [*addresses(), "/admin/login/", "/static/nothing.css"]:
        if path_in("en", address).partition("?")[0] in EMBED:
            continue
        response = getattr(client, method)(address, headers=headers)
        is_right = opened(response) if is_open(address) else closed(response)
        if not is_right or is_open(address) != (response[POLICY] == "cross-origin"):
            wrong.append(address)
        response.close()
    assert wrong == []


@pytest.mark.parametrize(
    "path, opens, is_a_programs",
    [
        ("/api/v1/facilities/", True, True),
        ("/api/", True, True),
        ("/data/facilities.csv", True, True),
        ("/data/", True, False),
        ("/hsds/v3/services", True, True),
        ("/es/data/", False, False),
        ("/search/map/", False, False),
        ("/api", False, False),
        ("/apis/", False, False),
        ("/", False, False),
        ("", False, False),
    ],
)
def test_which_addresses_those_are(path, opens, is_a_programs):
    assert (is_open(path), is_for_programs(path)) == (opens, is_a_programs)


@pytest.mark.parametrize("path", ["/api/v1/facilities/", "/api/v1/nothing/", "/data/x.csv"])
def test_a_browser_that_asks_first_may_send_what_revalidates(db, client, path):
    response = client.options(path, headers=PREFLIGHT)
    assert response.status_code == 204
    assert response.content == b""
    assert response["Access-Control-Allow-Methods"] == response["Allow"] == "GET, HEAD, OPTIONS"
    for name in ("If-None-Match", "If-Modified-Since", "Range"):
        assert name in response["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in response


def test_what_is_not_modified_may_be_read_too(cast, client):
    first = client.get("/api/v1/services/")
    again = client.get("/api/v1/services/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert opened(again)


def test_an_answer_is_the_same_whoever_asks(cast, client):
    plain, asked = (client.get("/api/v1/services/", headers=h) for h in ({}, ELSEWHERE))
    assert plain.headers == asked.headers
    assert "origin" not in plain.get("Vary", "").lower()
