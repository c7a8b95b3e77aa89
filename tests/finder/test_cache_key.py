"""What caches don't tell requests apart by changes no answer (finder/handling/request.py)."""

import re

import pytest
from django.urls import Resolver404, resolve

from finder.handling.handler import Handler
from finder.handling.request import plain_host
from scripts.fuzz.addresses import addresses, names
from scripts.fuzz.asking import ask

# Beside scheme, host, path and query, and Accept-Encoding, which `Vary` names.
HEADERS = [
    *[("Content-Type", f"a/b; charset={name}") for name in ("cp037", "utf-16", "hz", "rot13")],
    *[("Content-Type", f"text/html; charset={name}") for name in ("idna", "nothing", "'", "bz2")],
    ("Content-Type", "a/b; x*=nothing''%41"),
    ("Content-Type", "multipart/form-data"),
    ("Content-Type", "application/x-www-form-urlencoded; charset=latin-1"),
    *[("Host", host) for host in ("TESTSERVER", "testserver:80", "TestServer.", "testserver.:80")],
    ("Accept", "application/json"),
    ("Accept-Charset", "utf-16"),
    ("Accept-Language", "es-MX, es;q=0.9"),
    ("Authorization", "Basic YWRhOmFkYQ=="),
    ("Authorization", "Bearer abc"),
    ("Cache-Control", "no-cache"),
    ("CF-Connecting-IP", "203.0.113.9"),
    ("Client-IP", "203.0.113.9"),
    ("Content-Encoding", "gzip"),
    ("Content-Language", "es"),
    ("Content-Length", "abc"),
    ("Cookie", "sessionid=abc; csrftoken=abc; django_language=es; messages=abc"),
    ("Cookie", "__Host-sessionid=abc; =; ;;; a=\xff"),
    ("DNT", "1"),
    ("Finder-Revision", "abc"),
    ("Forwarded", "for=203.0.113.9;host=evil.example;proto=https"),
    ("Front-End-Https", "on"),
    ("HX-Request", "true"),
    ("If-Match", '"abc"'),
    ("If-Modified-Since", "nonsense"),
    ("If-None-Match", '"abc", nonsense'),
    ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("Max-Forwards", "0"),
    ("Origin", "https://evil.example"),
    ("Prefer", "return=minimal"),
    ("Proxy", "http://evil.example"),
    ("Purpose", "prefetch"),
    ("Range", "bytes=0-1"),
    ("Referer", "https://evil.example/es/"),
    ("Save-Data", "on"),
    ("Script-Name", "/evil"),
    ("Sec-CH-UA-Mobile", "?1"),
    ("Sec-Fetch-Site", "cross-site"),
    ("Sec-GPC", "1"),
    ("True-Client-IP", "203.0.113.9"),
    ("Upgrade-Insecure-Requests", "1"),
    ("User-Agent", "Googlebot/2.1 (Mobile)"),
    ("Via", "1.1 evil.example"),
    ("X-CSRFToken", "abc"),
    ("X-Forwarded-For", "203.0.113.9"),
    ("X-Forwarded-Host", "evil.example"),
    ("X-Forwarded-Port", "8443"),
    ("X-Forwarded-Prefix", "/evil"),
    ("X-Forwarded-Proto", "https"),
    ("X-Forwarded-Scheme", "https"),
    ("X-Forwarded-Server", "evil.example"),
    ("X-Forwarded-Ssl", "on"),
    ("X-Host", "evil.example"),
    ("X-HTTP-Method", "POST"),
    ("X-HTTP-Method-Override", "DELETE"),
    ("X-Method-Override", "PUT"),
    ("X-Original-Host", "evil.example"),
    ("X-Original-URL", "/about/"),
    ("X-Real-IP", "203.0.113.9"),
    ("X-Requested-With", "XMLHttpRequest"),
    ("X-Rewrite-URL", "/about/"),
    ("X-Url-Scheme", "https"),
    ("X-Wap-Profile", "https://evil.example/"),
]
# What servers may pass on beside headers.
ENVIRON = {"SCRIPT_NAME": "/evil", "SCRIPT_URL": "/evil/x", "REDIRECT_URL": "/evil/x"}
ENVIRON |= {"REMOTE_USER": "ada", "REMOTE_HOST": "evil.example", "HTTPS": "on"}
# Asked for with each header alone, too.
ALONE = ("/search/?where=Boston,+MA&service=detox", "/es/about/", "/robots.txt")
# Random in every answer: what protects forms.
RANDOM = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[^"]+|(?<=name="token" value=")[^"]+')


def many_at_once(number):
    """Return two halves of all names of HEADERS; `number` chooses among the values of a name."""
    values = {}
    for name, value in HEADERS:
        values.setdefault(name, []).append(value)
    chosen = [(name, some[number % len(some)]) for name, some in values.items()]
    return [chosen[::2], chosen[1::2]]


@pytest.fixture(scope="module")
def application():
    return Handler()


@pytest.fixture
def answer(application, cast, kept_connection):
    """Return a function: what is sent for an address, without what differs by chance or clock."""

    def do(address, headers=(), **environ):
        response = ask(application, address, headers=headers, **environ)
        kept = [
            (name, value)
            for name, value in response.headers
            if name not in ("Set-Cookie", "Expires")
        ]
        return response.status, kept, RANDOM.sub(b"", response.body)

    return do


def test_there_are_headers_enough():
    assert len({name for name, _value in HEADERS}) >= 50


def test_every_address_of_the_site_is_among_those_asked_for(cast):
    resolved = set().union(*map(names_of, addresses()))
    assert {name for name, _parameters in names()} <= resolved


def names_of(address):
    try:
        return {resolve(address.partition("?")[0]).view_name}
    except Resolver404:
        return set()


def test_no_header_changes_any_answer(answer):
    different = []
    for number, address in enumerate(addresses()):
        plain, (some, others) = answer(address), many_at_once(number)
        if answer(address, some) != plain or answer(address, others, **ENVIRON) != plain:
            different += [(address, header) for header in changing(answer, address, plain)]
    assert different == []


def changing(answer, address, plain):
    """Return what it is that changes an answer, alone or with others."""
    alone = [header for header in HEADERS if answer(address, [header]) != plain]
    return alone or ["the environment, or several headers together"]


@pytest.mark.parametrize("address", ALONE)
def test_nor_does_one_that_comes_alone(answer, address):
    plain = answer(address)
    assert [header for header in HEADERS if answer(address, [header]) != plain] == []


@pytest.mark.parametrize(
    "host, http, https",
    [
        ("find.example", "find.example", "find.example"),
        ("Find.EXAMPLE.", "find.example", "find.example"),
        ("find.example:80", "find.example", "find.example"),
        ("find.example:443", "find.example:443", "find.example"),
        ("find.example.:8000", "find.example:8000", "find.example"),
        ("find.example:", "find.example", "find.example"),
        ("[::1]:8000", "[::1]:8000", "[::1]"),
        ("[::1]", "[::1]", "[::1]"),
        # Nonsense stays: Django refuses it.
        ("", "", ""),
        ("a/b:c", "a/b:c", "a/b:c"),
        ("a\nb", "a\nb", "a\nb"),
    ],
)
def test_a_host_is_spelled_in_one_way(settings, host, http, https):
    settings.HTTPS = False
    assert plain_host(host, "http") == http
    settings.HTTPS = True
    assert plain_host(host, "https") == plain_host(host, "http") == https
