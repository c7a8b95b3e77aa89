"""The headers of every class of response, whatever part of the site made it."""

from contextlib import ExitStack

import pytest
from django.contrib.auth.models import User
from django.test import Client

from programs.addresses import is_open
from programs.middleware import OPEN_HEADERS

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000"
UNWANTED = ("Server", "X-Powered-By", "Access-Control-Allow-Origin", "X-XSS-Protection")
JSON = "/api/v1/facilities/"
# What a request to the site is answered with: its status, method, address and headers.
RESPONSES = {
    "page": (200, "get", "/", {}),
    "page without body": (200, "head", "/", {}),
    "search": (200, "get", "/search/?where=Boston,+MA", {}),
    "API": (200, "get", JSON, {}),
    "API without body": (200, "head", JSON, {}),
    "API options": (204, "options", JSON, {}),
    "API description": (200, "get", "/api/v1/schema/", {}),
    "CSV": (200, "get", "/api/v1/facilities.csv", {}),
    "workbook": (200, "get", "/api/v1/facilities.xlsx", {}),
    "GeoJSON": (200, "get", "/api/v1/facilities.geojson", {}),
    "static file": (200, "get", "/static/plain.css", {}),
    "static file, compressed": (200, "get", "/static/plain.css", {"accept-encoding": "gzip"}),
    "static file, part": (206, "get", "/static/plain.css", {"range": "bytes=0-1"}),
    "robots": (200, "get", "/robots.txt", {}),
    "sitemap": (200, "get", "/sitemap.xml", {}),
    "security.txt": (404, "get", "/.well-known/security.txt", {}),
    "alive": (200, "get", "/livez", {}),
    "login": (200, "get", "/admin/login/", {}),
    "moved": (301, "get", "/treatment/MA/", {}),
    "slash added": (301, "get", "/search", {}),
    "login needed": (302, "get", "/admin/", {}),
    "sent elsewhere": (302, "get", "/away/", {}),
    "not modified": (
        304,
        "get",
        "/static/plain.css",
        {"if-modified-since": "Thu, 01 Jan 2037 00:00:00 GMT"},
    ),
    "not modified page": (304, "get", "/about/", {"if-none-match": "*"}),
    "wrong host": (400, "get", "/", {"host": "elsewhere.example"}),
    "suspicious": (400, "get", "/suspect/", {}),
    "too many parameters": (400, "get", "/search/?" + "a=&" * 300, {}),
    "API, wrong parameter": (400, "get", f"{JSON}?radius=7", {}),
    "forged form": (403, "post", "/take/", {}),
    "forbidden": (403, "get", "/forbid/", {}),
    "nothing there": (404, "get", "/nothing/", {}),
    "static file not there": (404, "get", "/static/nothing.css", {}),
    "API, nothing there": (404, "get", "/api/v1/nothing/", {}),
    "method": (405, "post", "/api/v1/places/", {}),
    "page's method": (405, "trace", "/treatment/", {}),
    "too many": (429, "get", "/too-many/", {}),
    "part that is not there": (416, "get", "/static/plain.css", {"range": "bytes=999-"}),
    "broken": (500, "get", "/fail/", {}),
    "unavailable": (503, "get", "/unavailable/", {}),
}


@pytest.fixture
def ask(cast, settings, tmp_path):
    """Return a function: the response of that name, of a site with the given settings."""
    (tmp_path / "plain.css").write_text("a{color:red}" * 10)
    settings.STATIC_ROOT = tmp_path
    settings.ROOT_URLCONF = "tests.finder.raising"

    with ExitStack() as responses:

        def do(name, secure=False):
            status, method, path, headers = RESPONSES[name]
            client = Client(enforce_csrf_checks=True, raise_request_exception=False)
            response = getattr(client, method)(path, headers=headers, secure=secure)
            responses.callback(response.close)  # it may hold a file
            assert response.status_code == status
            return response

        yield do


@pytest.fixture
def https(settings_of, settings):
    """Give the settings that the file has behind TLS."""
    for name, value in settings_of(HTTPS="on").items():
        if name.startswith(
            ("SECURE_", "SESSION_COOKIE", "CSRF_COOKIE", "COOKIE_PREFIX", "CONTENT_SECURITY")
        ):
            setattr(settings, name, value)


def policy_of(response):
    directives = response["Content-Security-Policy"].split("; ")
    return {
        name: value
        for name, _space, value in (directive.partition(" ") for directive in directives)
    }


def check_set(response, path="/"):
    expected = HEADERS | OPEN_HEADERS if is_open(path) else HEADERS
    assert {name: response.get(name) for name in expected} == expected
    assert response["Permissions-Policy"].startswith("geolocation=(self), camera=()")
    assert not [name for name in UNWANTED if name in response and name not in expected]


@pytest.mark.parametrize("name", RESPONSES)
def test_a_response_carries_the_whole_set(ask, name):
    response = ask(name)
    check_set(response, RESPONSES[name][2])
    assert policy_of(response) == POLICY
    assert "Strict-Transport-Security" not in response


@pytest.mark.parametrize("name", RESPONSES)
def test_behind_tls_it_also_keeps_browsers_there(ask, https, name):
    response = ask(name, secure=True)
    check_set(response, RESPONSES[name][2])
    assert policy_of(response) == {**POLICY, "upgrade-insecure-requests": ""}
    assert response["Strict-Transport-Security"] == HSTS


@pytest.mark.parametrize("path", ["/", "/search/?where=MA", "/admin/", "/nothing/"])
def test_behind_tls_plain_http_leads_to_https(cast, https, path):
    response = Client().get(path)
    assert (response.status_code, response["Location"]) == (301, f"https://testserver{path}")
    check_set(response)
    assert policy_of(response) == {**POLICY, "upgrade-insecure-requests": ""}


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_behind_tls_health_is_still_told_over_plain_http(cast, https, path):
    assert Client().get(path).status_code == 200


def test_behind_tls_a_proxy_says_that_it_was_https(cast, https):
    assert Client().get("/", headers={"x-forwarded-proto": "https"}).status_code == 200


@pytest.mark.parametrize("name", [name for name in RESPONSES if not name.startswith("login")])
def test_no_visitor_is_given_a_cookie(ask, name):
    response = ask(name)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


def test_behind_tls_the_admins_cookies_are_for_tls_alone(ask, https):
    cookie = ask("login", secure=True).cookies["__Host-csrftoken"]
    assert cookie["secure"]
    assert cookie["httponly"]
    # Else browsers refuse the prefix.
    assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_behind_tls_staff_log_in_and_are_told_what_they_did_with_cookies_of_one_host(cast, https):
    client = Client(enforce_csrf_checks=True)
    User.objects.create_superuser("ada", password="lighthouse-42")
    ours = {"secure": True, "headers": {"origin": "https://testserver"}}
    token = client.get("/admin/login/", secure=True).context["csrf_token"]
    form = {"username": "ada", "password": "lighthouse-42", "csrfmiddlewaretoken": token}
    done = client.post("/admin/login/?next=https://evil.example/", form, **ours)

    assert (done.status_code, done["Location"]) == (302, "/admin/")
    token = client.get("/admin/auth/group/add/", secure=True).context["csrf_token"]
    added = {"name": "Night shift", "csrfmiddlewaretoken": token}
    page = client.post("/admin/auth/group/add/", added, follow=True, **ours)
    assert "Night shift" in page.content.decode()
    assert "was added successfully" in page.content.decode()
    assert {"__Host-csrftoken", "__Host-sessionid"} <= set(client.cookies)
    assert all(name.startswith("__Host-") for name in client.cookies)
