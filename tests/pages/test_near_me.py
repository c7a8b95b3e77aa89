"""“Use my location”: from a position to the search around its ZIP code, and nothing kept of it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from pages import near_me
from search.filters import LONGEST_TEXT, MOST_PARAMETERS

OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
BOSTON = {"latitude": "42.36", "longitude": "-71.06"}
# Digits that nothing else on a page has, precise and rounded.
CANARY = {"latitude": "42.1587423", "longitude": "-71.1435489"}
CANARIES = re.compile(r"42\.15|42\.16|71\.14|1587423|1435489")

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client):
    """Return a function: the answer to a form sent from a page of the site."""

    def do(form, status=303, headers=OWN):
        response = client.post("/near-me/", form, headers=headers)
        assert response.status_code == status
        return response

    return do


def asked(response):
    """Return the parameters of the search one is sent to."""
    assert urlsplit(response["Location"]).path == "/search/"
    return parse_qs(urlsplit(response["Location"]).query)


@pytest.mark.parametrize(
    "latitude, longitude, state",
    [
        ("42.36", "-71.06", r"02\d\d\d"),  # Boston
        ("30.27", "-97.74", r"787\d\d"),  # Austin
        ("18.47", "-66.11", r"009\d\d"),  # San Juan
        ("13.47", "144.75", r"969\d\d"),  # Guam
        ("-14.28", "-170.70", "96799"),  # American Samoa
        ("64.84", "-147.72", r"997\d\d"),  # Fairbanks
        ("42.3600001", "-71.0600001", r"02\d\d\d"),
        (" 4.236e1", "-71.06 ", r"02\d\d\d"),
    ],
)
def test_a_position_leads_to_the_search_around_its_zip_code(send, latitude, longitude, state):
    response = send({"latitude": latitude, "longitude": longitude})

    query = asked(response)
    assert list(query) == ["where"]
    assert re.fullmatch(state, query["where"][0])


def test_more_than_two_decimals_change_nothing(send):
    def of(latitude, longitude):
        return send({"latitude": latitude, "longitude": longitude})["Location"]

    assert of("42.158742", "-71.143548") == of("42.16", "-71.14")


def test_the_search_is_the_same_but_for_its_place_and_page(send):
    old = {
        **{"where": "Miami, FL", "page": "3", "q": "hope house", "radius": "50", "sort": "name"},
        "service": ["detox", "iop"],
        "payment": "medicaid",
        "age": "",
    }
    query = asked(send({**old, **BOSTON, "nonsense": "x"}))

    assert query.pop("where")[0].startswith("02")
    assert query == {
        "q": ["hope house"],
        "service": ["detox", "iop"],
        "payment": ["medicaid"],
        "radius": ["50"],
        "sort": ["name"],
    }


def test_what_comes_along_is_as_long_as_a_search_at_most(client, send):
    long = {"q": "é" * 900, "service": ["x"] * 150}
    response = send({**long, **BOSTON})

    assert sum(map(len, asked(response).values())) == MOST_PARAMETERS + 1
    assert len(asked(response)["q"][0]) == LONGEST_TEXT + 1
    page = client.get(response["Location"]).content.decode()
    assert "Your search needs a change" in page


def test_what_makes_an_address_too_long_is_refused_with_the_numbers_to_call(send):
    response = send({"service": ["x" * LONGEST_TEXT] * 15, **BOSTON}, status=414)
    assert "tel:988" in response.content.decode()


@pytest.mark.parametrize("dirt", ["a\0b", "\r\nSet-Cookie: a=b", "\u202e", "&where=Miami#"])
def test_dirt_comes_along_as_it_is(send, dirt):
    assert asked(send({"q": dirt, **BOSTON}))["q"] == [dirt]


@pytest.mark.parametrize(
    "latitude, longitude",
    [
        *(("nan", "-71"), ("inf", "-71"), ("1e309", "-71"), ("999", "-71"), ("42", "-180.5")),
        *(("", ""), ("42", None), ("north", "-71"), ("42.36\0", "-71"), ("42,36", "-71")),
    ],
)
def test_nonsense_is_answered_with_what_to_do_instead(send, latitude, longitude):
    form = {"latitude": latitude, "longitude": longitude, "service": "detox"}
    response = send({name: value for name, value in form.items() if value is not None}, 400)

    html = response.content.decode()
    assert "Your browser sent a location that we can&#x27;t read." in html
    assert "Type a ZIP code or city instead." in html
    assert '<input type="hidden" name="service" value="detox">' in html


@pytest.mark.parametrize(
    "form",
    [
        {"latitude": "51.5077", "longitude": "-0.1277"},  # London
        {"latitude": "31.0077", "longitude": "-40.1277"},  # the Atlantic
        {"latitude": "999.0077", "longitude": "-0.1277"},
    ],
)
def test_a_position_stands_on_no_page(send, form):
    response = send(form, status=400 if form["latitude"].startswith("999") else 200)

    html = response.content.decode()
    assert "outside the United States" in html or "we can&#x27;t read" in html
    assert not re.search(r"51\.5|31\.0|0077|0\.12|0\.13|40\.1|1277|999", html)
    assert "no-store" in response["Cache-Control"]


def test_the_answer_is_in_no_cache_and_sets_no_cookie(send):
    response = send(BOSTON)

    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_the_page_says_what_happens(get):
    html = get("/near-me/")

    assert "Your browser asks you first." in html
    assert 'role="alert"' not in html
    assert '<form class="panel" action="/search/">' in html


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_else_is_understood(client, method):
    assert getattr(client, method)("/near-me/").status_code == 405


@pytest.mark.parametrize(
    "headers, status",
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "https://testserver"}, 403),
        ({"Origin": "http://testserver.elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
    ids=str,
)
def test_only_pages_of_this_site_may_send_a_position(headers, status):
    # As in production: tests' clients are usually spared Django's own check.
    client = Client(enforce_csrf_checks=True)
    assert client.post("/near-me/", BOSTON, headers=headers).status_code == status


def test_behind_tls_the_origin_is_https(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    headers = {
        **{"Host": "testserver", "Origin": "https://testserver"},
        "X-Forwarded-Proto": "https",
    }
    assert Client().post("/near-me/", BOSTON, headers=headers).status_code == 303


def test_no_log_holds_a_position(send, logged):
    send(CANARY)
    send({**CANARY, "longitude": "x71.1435489"}, 400)
    send({"latitude": "-42.1587423", "longitude": "-71.1435489"}, 200)
    send(CANARY, 403, headers={})

    assert "Forbidden (Permission denied): /near-me/" in logged()
    assert not CANARIES.search(logged())


def test_a_failure_tells_nobody_the_position(client, logged, mails, monkeypatch):
    seen = []

    def fail(latitude, longitude):
        seen.append((latitude, longitude))
        raise RuntimeError("on purpose")

    monkeypatch.setattr(near_me, "nearest_zip", fail)
    client.raise_request_exception = False
    response = client.post("/near-me/", {**CANARY, "q": "hope"}, headers=OWN)

    assert response.status_code == 500
    assert seen == [tuple(round(float(degrees), 2) for degrees in CANARY.values())]
    [sent] = mails
    html, _type = sent.alternatives[0]
    report = sent.body + html
    assert "on purpose" in report
    assert "Internal Server Error: /near-me/" in logged()
    assert "in fail" in report  # the frame that knew it
    assert not CANARIES.search(report + logged() + response.content.decode())
