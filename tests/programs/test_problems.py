"""Errors for programs: one shape, whoever answers, at an address that says what they mean."""

import re
from contextlib import ExitStack

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from budget import Busy, slot
from finder.handling.last_resort import last_resort
from finder.worker.refusals import refusal
from programs.problems import BY_STATUS, CONTENT_TYPE, KINDS, problem_of

LIST, FILE, SERVICES = "/api/v1/facilities/", "/api/v1/facilities.csv", "/api/v1/services/"
LONG = f"/api/v1/facilities?q={'%C3%B1' * 700}"


def raising(error):
    """Return what makes the list of services fail."""

    def fail():
        raise error

    return lambda patch: patch.setattr("api.views.taxonomy", fail)


def nothing(_patch):
    pass


# How it is asked, what goes wrong meanwhile, and what is answered.
CASES = {
    "parameter": ("get", f"{LIST}?radius=7", {}, nothing, 400, "wrong-parameters"),
    "place": ("get", f"{LIST}?where=zzzzqq", {}, nothing, 400, "unknown-place"),
    "place of a file": ("get", f"{FILE}?where=zzzzqq", {}, nothing, 400, "unknown-place"),
    "text": ("get", "/api/v1/places/?q=%00", {}, nothing, 400, "wrong-parameters"),
    "host": ("get", LIST, {"host": "elsewhere.example"}, nothing, 400, "bad-request"),
    "many": ("get", f"{LIST}?{'a=&' * 300}", {}, nothing, 400, "bad-request"),
    "forbidden": ("get", SERVICES, {}, raising(PermissionDenied()), 403, "forbidden"),
    "facility": ("get", f"{LIST}zzzzzzzz/", {}, nothing, 404, "not-found"),
    "page": ("get", f"{LIST}?page=99", {}, nothing, 404, "not-found"),
    "address": ("get", "/api/v1/nothing/", {}, nothing, 404, "not-found"),
    "no version": ("get", "/api/v2/facilities/", {}, nothing, 404, "not-found"),
    "a file of the directory": ("get", "/data/nothing.csv", {}, nothing, 404, "not-found"),
    "method": ("post", LIST, {}, nothing, 405, "method-not-allowed"),
    "size": ("post", LIST, {"content-length": "9" * 9}, nothing, 413, "content-too-large"),
    "length": ("get", LONG, {}, nothing, 414, "address-too-long"),
    "busy": ("get", SERVICES, {}, raising(Busy()), 429, "too-many-requests"),
    "mistake": ("get", SERVICES, {}, raising(KeyError("Boston")), 500, "server-error"),
    "away": ("get", SERVICES, {}, raising(OperationalError("Boston")), 503, "unavailable"),
}


def check(status, headers, body, slug):
    """Check that an answer is a problem of a kind."""
    assert headers["Content-Type"] == CONTENT_TYPE
    assert headers["Cache-Control"] == "no-store"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert list(body)[:4] == ["type", "title", "status", "detail"]
    assert body["type"] == f"/api/v1/problems/{slug}/"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert ("Retry-After" in headers) == (status in (429, 503))


@pytest.mark.parametrize("case", CASES)
def test_every_error_of_a_program_is_a_problem(cast, monkeypatch, case):
    method, path, headers, go_wrong, status, slug = CASES[case]
    go_wrong(monkeypatch)
    client = Client(raise_request_exception=False)
    extra = {"CONTENT_LENGTH": headers["content-length"]} if "content-length" in headers else {}
    response = getattr(client, method)(path, headers=headers, **extra)
    assert response.status_code == status
    check(status, response, response.json(), slug)
    assert b"Boston" not in response.content


def test_the_same_page_for_people_has_the_numbers_to_call(cast):
    response = Client().get("/nothing/")
    assert response["Content-Type"].startswith("text/html")
    assert b"988" in response.content


def test_wrong_parameters_are_named_in_the_words_and_apart(cast, client):
    body = client.get(f"{LIST}?radius=7&service=nonsense&utm=x").json()
    assert set(body["errors"]) == {"radius", "service", "utm"}
    for name, reasons in body["errors"].items():
        for reason in reasons:
            assert f"{name}: {reason}" in body["detail"]


@pytest.mark.usefixtures("cast")
def test_who_has_to_wait_is_told_how_long(client, free_slots, monkeypatch, settings, tmp_path):
    monkeypatch.setattr("api.files.exports.SMALL", 0)
    settings.KEPT_FILES_DIR = tmp_path
    with ExitStack() as slots:
        for _number in range(free_slots):
            slots.enter_context(slot())
        response = client.get(f"{FILE}?where=MA")
    check(429, response, response.json(), "too-many-requests")
    assert f"in {response['Retry-After']} seconds" in response.json()["detail"]


@pytest.mark.parametrize("status", [400, 408, 413, 414, 431, 500, 501, 505])
def test_what_the_server_refuses_itself_is_one_too(status):
    headers, body = refusal(status, LIST)
    problem = problem_of(status)
    assert dict(headers)["Content-Type"] == CONTENT_TYPE
    assert dict(headers)["Access-Control-Allow-Origin"] == "*"
    assert "default-src 'none'" in dict(headers)["Content-Security-Policy"]
    assert body == problem.content
    assert problem.status_code == status


def test_the_last_resort_is_one_too():
    answer = last_resort(LIST)
    assert answer.status_code == 500
    assert answer.content == problem_of(500).content
    assert answer["Access-Control-Allow-Origin"] == "*"


@given(st.integers(400, 599), st.text())
def test_any_status_has_a_shape(status, detail):
    response = problem_of(status, detail)
    assert response.status_code == status
    assert (status in BY_STATUS) == (b"about:blank" not in response.content.split(b", ")[0])


def test_each_type_leads_to_what_it_means(db, client):
    listed = client.get("/api/v1/problems/").json()
    assert [kind["type"] for kind in listed] == [kind.type for kind in KINDS]
    for kind in listed:
        assert client.get(kind["type"]).json() == kind
    assert client.get("/api/v1/problems/nothing/").status_code == 404


PROXY = site_settings.BASE_DIR / "deploy" / "nginx.conf"


def test_the_proxy_says_how_much_it_lets_through():
    """`rate` of a zone, as requests (q) within some seconds (w)."""
    text = PROXY.read_text()
    rates = dict(re.findall(r"zone=(\w+):\w+ rate=(\w+/[sm]);", text))
    policies = re.findall(
        r"limit_req zone=(\w+)[^;]*;[^}]*?RateLimit-Policy '\"\w+\";q=(\d+);w=(\d+)'", text
    )
    assert {zone for zone, _quota, _seconds in policies} >= {"files", "pages"}
    for zone, quota, seconds in policies:
        assert f"{quota}r/{ {'1': 's', '60': 'm'}[seconds] }" == rates[zone]


def test_the_proxy_answers_with_them_too():
    """It has no code of ours: what it says by itself stands in its file."""
    text = PROXY.read_text()
    for slug, status in (("content-too-large", 413), ("too-many-requests", 429)):
        assert f'\'{{"type": "/api/v1/problems/{slug}/", ' in text
        assert f'"status": {status}, ' in text
    assert '"type": "/api/v1/problems/unavailable/", ' in text
    assert "default_type application/json" not in text
