"""What caches may keep, for how long, and what is sent when they ask whether it still holds."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from facilities.models import Facility
from finder.caching import NEVER, SHARED, CachingMiddleware

API = "/api/v1/facilities/"
KEPT = {
    "home": "/",
    "search": "/search/?where=Boston,+MA",
    "search with errors": "/search/?radius=7",
    "filters": "/search/filters/",
    "states": "/treatment/",
    "state": "/treatment/massachusetts/",
    "helplines": "/helplines/",
    "about": "/about/",
    "privacy": "/privacy/",
    "quick exit": "/quick-exit/",
    "API": API,
    "services": "/api/v1/services/",
    "changes": "/api/v1/changes/",
    "feed of changes": "/treatment/changes.atom",
    "export": "/api/v1/facilities.csv",
    "robots": "/robots.txt",
    "moved": "/treatment/MA/",
}
NOT_KEPT = {
    "suggestions": "/api/v1/suggest/?q=bos",
    "near me": "/near-me/",
    "callback": "/callback/",
    "thanks for a callback": "/callback/thanks/",
    "admin": "/admin/",
    "login": "/admin/login/",
    "alive": "/livez",
    "ready": "/readyz",
    "nothing there": "/nothing/",
    "API, wrong parameter": f"{API}?radius=7",
    "changes, no such cursor": "/api/v1/changes/?since=9-00000000",
    "API, nothing there": "/api/v1/nothing/",
}


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("path", KEPT.values(), ids=KEPT)
def test_a_page_may_be_kept_by_all_and_is_asked_for_again(client, cast, path, method):
    response = getattr(client, method)(path)
    response.close()

    assert response.status_code in (200, 301)
    assert response["Cache-Control"] == SHARED
    assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding"


@pytest.mark.parametrize("path", NOT_KEPT.values(), ids=NOT_KEPT)
def test_what_is_personal_or_an_error_is_not_kept(client, cast, path):
    response = client.get(path)

    assert "no-store" in response["Cache-Control"]
    assert "s-maxage" not in response["Cache-Control"]
    assert "ETag" not in response


def test_a_page_shown_to_an_administrator_is_everyones(client, cast):
    client.force_login(get_user_model().objects.create_superuser("ada"))
    mine, other = client.get("/about/"), Client().get("/about/")

    assert mine["Cache-Control"] == SHARED
    assert (mine.content, mine["ETag"]) == (other.content, other["ETag"])
    assert "no-store" in client.get("/admin/")["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/", "/search/?where=Boston,+MA", "/about/", API, "/robots.txt"], ids=str
)
def test_who_has_it_is_not_sent_it_again(client, cast, path):
    etag = client.get(path)["ETag"]
    same = client.get(path, headers={"if-none-match": etag})
    packed = client.get(path, headers={"if-none-match": etag, "accept-encoding": "br"})

    for response in (same, packed):
        assert (response.status_code, response.content) == (304, b"")
        assert (response["ETag"], response["Cache-Control"]) == (etag, SHARED)
        assert response["Vary"] == "Accept-Encoding"
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_correction_makes_another_etag(client, cast):
    path = f"{API}?q=alder"
    before = client.get(path)["ETag"]
    Facility.objects.filter(name__startswith="Alder").update(program="Corrected")

    response = client.get(path, headers={"if-none-match": before})
    assert response.status_code == 200
    assert response["ETag"] != before


def answer_of(response, method="get"):
    return CachingMiddleware(lambda request: response)(getattr(RequestFactory(), method)("/"))


def with_cookie():
    response = HttpResponse("mine")
    response.set_cookie("me", "1")
    return response


@pytest.mark.parametrize(
    "response, method, expected",
    [
        (HttpResponse("all"), "get", SHARED),
        (HttpResponse("all", status=410), "get", SHARED),
        (StreamingHttpResponse(["all"]), "get", SHARED),
        (HttpResponse("all"), "post", NEVER),
        (HttpResponse("mine", headers={"Vary": "Accept-Language, Cookie"}), "get", NEVER),
        (with_cookie(), "get", NEVER),
        (HttpResponse("mine", headers={"Cache-Control": "private"}), "get", "private"),
        (HttpResponse("soon", status=302), "get", NEVER),
        (HttpResponse("oh", status=500), "get", NEVER),
    ],
)
def test_what_everyone_may_see_is_kept_and_nothing_else(response, method, expected):
    assert answer_of(response, method)["Cache-Control"] == expected


def test_equal_content_has_the_same_etag_wherever_it_is_made():
    # Written down, as another worker, process or machine must come to it, too.
    assert answer_of(HttpResponse("same"))["ETag"] == 'W/"ec4bcbe6580eff11377e307f"'
    assert answer_of(HttpResponse("other"))["ETag"] != 'W/"ec4bcbe6580eff11377e307f"'
