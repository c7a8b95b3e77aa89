"""What a worker does before it is asked."""

import ast
import logging
import runpy
import threading
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError
from django.urls import get_resolver, resolve

import derived
import hsds.urls
from counters import counting
from finder.worker import warming
from tests.finder.test_imports import PACKAGES, modules

# Built where it is first needed: whoever starts a worker needs no ZIP code.
NOT_WARMED = {"places.gazetteer.zips"}
HSDS = {f"hsds:{pattern.name}" for pattern in hsds.urls.urlpatterns}
# Their first costs a little more than their second at most: benchmarks.first_requests.
AS_CHEAP = set(
    "about callback call-sheet city contact embed facility-source guides helplines near-me offline"
    " privacy quick-exit report resources search-count search-filters search-suggest self-check"
    " shortlist start state states api:facilities-csv api:facilities-geojson"
    " api:facilities-xlsx api:facility api:places api:services api:suggest".split()
)
# Pages that nobody waits for longer the first time, or that a worker can't ask for.
NOT_ASKED = {
    "data": "for programmers, now and then",
    "data-file": "a file, made beforehand",
    "developers": "for programmers, now and then",
    "llms": "for programs, now and then",
    "basemap": "a file, sent piece by piece",
    "operator-logo": "a file, kept in memory",
    "operator-colors": "a file, kept in memory",
    "embed-script": "a file, kept in memory",
    "embed-part": "as the frame has it",
    "embed-help": "for who works on another site",
    "manifest": "a few lines",
    "offline-worker": "a file, for who asks for it",
    "count-call": "takes a form",
    "guide-helpful": "takes a form",
    "callback-thanks": "a few words, and only after a form",
    "report-thanks": "a few words, and only after a form",
    "api:no-such-address": "an error",
    "api:changes": "for programs, once a day",
    "api:editions": "a few lines, kept in memory",
    "api:facilities-batch": "for programs, made as a facility is",
    "api:problem-types": "for programmers, once",
    "api:problem-type": "for programmers, once",
    "api:schema": "for programmers, once",
    **dict.fromkeys(HSDS, "for other programs, which wait for their first answer"),
    "changes-feed": "for readers of feeds, which nobody waits for",
    "state-changes-feed": "for readers of feeds, which nobody waits for",
    "django.contrib.sitemaps.views.sitemap": "for search engines, once a day",
    "robots": "for search engines, once a day",
    "sitemap": "for search engines, once a day",
    "styleguide": "for who works on the site",
    "security-txt": "a few lines, not there without an address",
    "livez": "a word",
    "readyz": "a word",
    "revision": "a header",
}


@pytest.fixture(autouse=True)
def connection_stays(monkeypatch, kept_connection):
    """Keep the test's transaction: a worker closes its connection when all is read."""
    monkeypatch.setattr(warming.connections, "close_all", lambda: None)


@pytest.fixture(scope="module")
def application():
    return get_wsgi_application()


def test_every_derived_value_is_registered_with_the_addresses():
    assert get_resolver().url_patterns
    calls = {
        name
        for package in PACKAGES
        for path, name in modules(package)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Derived"
    }
    registered = {value.build.__module__ for value in derived._registry}
    assert registered == calls
    assert len(calls) >= 9


def test_every_value_is_built_for_every_language(cast, application):
    derived.reset()
    warming.warm(application)
    for value in derived._registry:
        if value.build.__module__ in NOT_WARMED:
            continue
        variants = [*value.variants()]
        assert all(value.latest(*variant) is not None for variant in variants)


def test_a_page_of_each_kind_answers_and_nobody_is_counted(cast, application):
    before = dict(counting._waiting)
    statuses = {address: warming.ask(application, address) for address in warming.addresses()}
    assert set(statuses.values()) == {"200 OK"}
    kinds = {
        (address.partition("?")[0].split("/es/")[-1], "/es/" in address) for address in statuses
    }
    usual = {("/", False), ("", True), ("search/", True), ("/search/map/", False)}
    assert usual | {("/api/v1/facilities/", False)} < kinds
    assert counting._waiting == before


@pytest.mark.parametrize("host", ["*", ".finder.example", "finder.example"])
def test_it_asks_as_a_visitor_over_https_would(host, application, db, monkeypatch):
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", [host])
    monkeypatch.setattr(settings, "SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https"))
    assert warming.ask(application, "/robots.txt") == "200 OK"


def test_an_empty_directory_is_warmed_too(db, application):
    warming.warm(application)
    assert derived.warm() is None


def names(resolver, space=""):
    """Yield the name of each address, as its view is named where it is asked for."""
    for pattern in resolver.url_patterns:
        if getattr(pattern, "namespace", None):
            inside = f"{pattern.namespace}:"
            yield from () if pattern.namespace == "admin" else names(pattern, inside)
        elif hasattr(pattern, "url_patterns"):
            yield from names(pattern, space)
        elif pattern.name:
            yield space + pattern.name


def test_every_kind_of_page_is_asked_for_or_needs_it_not(cast):
    asked = {resolve(path.partition("?")[0]).view_name for path in warming.paths()}
    assert asked | AS_CHEAP | NOT_ASKED.keys() == {*names(get_resolver())}
    assert len(asked) + len(AS_CHEAP) + len(NOT_ASKED) == len({*names(get_resolver())})


@pytest.fixture
def worker_init():
    return runpy.run_path(str(settings.BASE_DIR / "deploy" / "gunicorn.conf.py"))[
        "post_worker_init"
    ]


def test_a_worker_starts_without_the_database_and_reads_it_later(monkeypatch, caplog, worker_init):
    failures = [OperationalError("no such host: db.example")] * 2
    read = []

    def warm():
        if failures:
            raise failures.pop()
        read.append(True)

    monkeypatch.setattr(warming, "read_values", warm)
    monkeypatch.setattr(warming, "addresses", list)
    monkeypatch.setattr(warming, "SECONDS_BETWEEN", 0)
    with caplog.at_level(logging.INFO):
        worker_init(SimpleNamespace(wsgi=None))
        for thread in threading.enumerate():
            if thread.name == "warming":
                thread.join()
    assert read == [True]
    warning = "The directory couldn't be read yet: OperationalError"
    messages = [record.getMessage() for record in caplog.records]
    assert messages == [warning, warning, "The directory is read now."]
