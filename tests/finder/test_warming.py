"""What a worker does before it is asked."""

import ast
import logging
import runpy
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError
from django.urls import get_resolver

import derived
from counters import counting
from finder import warming
from tests.finder.test_imports import PACKAGES, modules

# Built where it is first needed: whoever starts a worker needs no ZIP code.
NOT_WARMED = {"places.gazetteer.zips"}


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
    assert {"/", "/es/", "/search/filters/", "/es/search/filters/"} < statuses.keys()
    assert counting._waiting == before


@pytest.mark.parametrize("host", ["*", ".finder.example", "finder.example"])
def test_it_asks_as_a_visitor_over_https_would(host, application, db, monkeypatch):
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", [host])
    monkeypatch.setattr(settings, "SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https"))
    assert warming.ask(application, "/robots.txt") == "200 OK"


def test_an_empty_directory_is_warmed_too(db, application):
    warming.warm(application)
    assert derived.warm() is None


def test_a_database_that_fails_is_a_warning(monkeypatch, caplog):
    def fail():
        raise OperationalError("no such host: db.example")

    monkeypatch.setattr(derived, "warm", fail)
    config = runpy.run_path(str(settings.BASE_DIR / "deploy" / "gunicorn.conf.py"))
    with caplog.at_level(logging.WARNING):
        config["post_worker_init"](SimpleNamespace(wsgi=None))
    assert [record.getMessage() for record in caplog.records] == [
        "The directory couldn't be read yet: OperationalError"
    ]
