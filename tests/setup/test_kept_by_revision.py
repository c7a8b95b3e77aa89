"""deploy/nginx.conf with CACHE_BY_REVISION: pages are kept for as long as what they show holds.

The finder and nginx run as they do on a machine, but for shorter times.
"""

import threading
import time

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import DEFAULT_DB_ALIAS, connections
from django.test.testcases import LiveServerThread

import derived
from facilities.models import mark_changed
from faults.parts.proxy import Proxy
from finder import caching
from finder.worker import revision
from tests.pages.factories import make_canton
from tests.setup.echo import ask

PAGE = "/search/?where=Canton,+MA"
SECONDS = 10


@pytest.fixture
def canton(db):
    return make_canton()


def the_finder(_media_files):
    return WSGIHandler()


@pytest.fixture
def server(canton, asked):
    """Serve the finder with the connection of the test, so that all is undone in the end."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.inc_thread_sharing()
    thread = LiveServerThread("127.0.0.1", the_finder, {DEFAULT_DB_ALIAS: connection})
    thread.start()
    thread.is_ready.wait()
    yield thread
    thread.terminate()
    # A thread that is still ending its request closes the connection, which is shared until then.
    eventually(lambda: not requests_at_work())
    connection.dec_thread_sharing()


def requests_at_work():
    return [thread for thread in threading.enumerate() if "process_request" in thread.name]


@pytest.fixture
def asked(monkeypatch, settings):
    """The paths that the finder was asked for; it says "s-maxage=1" where it says a minute."""
    settings.CACHE_BY_REVISION = True
    monkeypatch.setattr(revision, "SETTLED", 0.0)
    for module in (caching, revision):
        monkeypatch.setattr(module, "SHARED", "public, max-age=0, s-maxage=1")
    paths = []

    def note(sender, environ, **_others):
        paths.append(environ["PATH_INFO"])

    request_started.connect(note)
    yield paths
    request_started.disconnect(note)


@pytest.fixture
def nginx(server, asked, tmp_path):
    """Run nginx with our file before the finder; it asks for the revision each second."""
    proxy = Proxy(tmp_path)
    proxy.configure([server.port])
    text = proxy.file.read_text()
    proxy.file.write_text(
        text.replace("proxy_cache_valid 204 404 5s;", "proxy_cache_valid 204 1s;")
    )
    # Pages that are made while something in memory is older aren't kept: of the test before, say.
    assert [ask(server.port, PAGE)[0] for _twice in range(2)] == [200, 200]
    asked.clear()
    proxy.start()
    yield proxy
    proxy.stop()


def pages_of(asked):
    return [path for path in asked if path != "/revision"]


def eventually(is_so):
    """Wait until it is so; fail if it never is."""
    until = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.1)


def page(nginx):
    status, headers, text = ask(nginx.cached, PAGE)
    assert status == 200
    assert revision.KEEP not in headers  # between the finder and nginx alone
    return text


def test_a_page_is_kept_until_the_directory_changes(nginx, asked, canton):
    before = page(nginx)
    assert canton.alder.name in before
    # Its minute, here a second, is over: asked for later, it still isn't made anew.
    time.sleep(2.1)
    assert [page(nginx) for _time in range(3)] == [before] * 3
    assert pages_of(asked) == ["/search/"]

    canton.alder.delete()
    mark_changed()
    derived.ask_anew()  # what the finder asked of the database lately
    eventually(lambda: canton.alder.name not in page(nginx))


def test_off_it_is_kept_for_its_minute(nginx, asked, settings):
    settings.CACHE_BY_REVISION = False
    page(nginx)
    time.sleep(2.1)
    eventually(lambda: page(nginx) and pages_of(asked).count("/search/") > 1)


def test_what_visitors_send_names_no_revision(nginx, asked):
    ask(nginx.cached, PAGE, **{"Finder-Revision": "made up"})
    page(nginx)
    assert pages_of(asked) == ["/search/"]


def test_pages_are_still_shown_while_the_finder_is_away(nginx, server):
    before = page(nginx)
    server.terminate()
    time.sleep(1.1)
    assert page(nginx) == before


def test_nobody_sees_the_revision(nginx):
    status, headers, _text = ask(nginx.cached, "/revision")
    assert (status, revision.HEADER in headers) == (204, False)
    _status, headers, _text = ask(nginx.cached, PAGE)
    assert revision.HEADER not in headers
