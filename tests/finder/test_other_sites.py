"""Which addresses other sites may frame, load or read: the search made for that, and no others."""

import pytest

from programs.addresses import is_open
from scripts.fuzz.addresses import known_here, names, paths_of

FRAMED, READ, LOADED = "embed", {"embed-part"}, {"embed", "embed-part", "embed-script"}


def frames(response):
    directives = response["Content-Security-Policy"].split("; ")
    [allowed] = [each for each in directives if each.startswith("frame-ancestors ")]
    return allowed.partition(" ")[2]


def test_only_one_page_may_be_framed_and_only_one_address_read(cast, client):
    known, asked = known_here(), set()
    for name, parameters in names():
        for path in paths_of(name, parameters, known):
            response = client.get(path)
            asked.add(name)
            is_framed = name == FRAMED
            assert frames(response) == ("*" if is_framed else "'none'"), path
            assert response.get("X-Frame-Options") == (None if is_framed else "DENY"), path
            if is_open(path):
                continue  # for programs: tests/programs/test_other_sites.py
            loaded = "cross-origin" if name in LOADED else "same-origin"
            assert response["Cross-Origin-Resource-Policy"] == loaded, path
            read = "*" if name in READ else None
            assert response.get("Access-Control-Allow-Origin") == read, path
    assert asked >= LOADED


@pytest.mark.parametrize("path", ["/embed/?where=Boston,+MA", "/es/embed/"])
def test_a_browser_that_has_the_page_is_told_so_with_the_same_headers(cast, client, path):
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert frames(first) == frames(again) == "*"
    assert "X-Frame-Options" not in again


@pytest.mark.parametrize("path", ["/embed/nothing/", "/embed", "/embed/help/", "/embed//"])
def test_what_is_beside_it_isnt_framed(cast, client, path):
    response = client.get(path)
    assert frames(response) == "'none'"
    assert response["X-Frame-Options"] == "DENY"


def test_the_rest_of_its_policy_is_as_strict_as_everywhere(cast, client):
    framed, page = (client.get(path)["Content-Security-Policy"] for path in ("/embed/", "/"))
    assert set(framed.split("; ")) ^ set(page.split("; ")) == {
        "frame-ancestors *",
        "frame-ancestors 'none'",
    }


@pytest.mark.parametrize("path", ["/embed/", "/embed/part/"])
def test_it_isnt_listed_by_search_engines(cast, client, path):
    response = client.get(path)
    assert "Link" not in response
    closed = client.get("/robots.txt").content.decode().splitlines()
    is_closed = f"Disallow: {path}" in closed and f"Disallow: /es{path}" in closed
    assert is_closed or '<meta name="robots" content="noindex">' in response.content.decode()
