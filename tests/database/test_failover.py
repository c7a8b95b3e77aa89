"""The database goes away under a real server, and pages go on as they were."""

import os
import re
import sqlite3
import time
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode

import environ
import psycopg
import pytest

from tests.browser.server import Site, manage, serving
from tests.database.proxy import Proxy

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
NAME = f"database_away{os.environ.get('PYTEST_XDIST_WORKER', '')}"
SECONDS_TO_NOTICE = 60  # far more than it takes, on any machine
PAGES = [
    "/", "/es/", "/search/?where=Boston", "/search/?where=60603",
    "/search/?where=Texas&service=detox", "/helplines/", "/guides/",
    "/treatment/ohio/", "/api/v1/facilities/?where=Denver", "/about/",
    "/api/v1/facilities.csv?where=Texas", "/api/v1/facilities.csv",
]  # fmt: skip


@dataclass
class Directory:
    """A site whose database can be taken away; `server`: how to reach that past the proxy."""

    site: Site
    proxy: Proxy
    copies: Path
    url: str
    server: dict

    def ask(self, path, data=None):
        """Return (status, body)."""
        headers = {"Sec-Fetch-Site": "same-origin"}
        request = urllib.request.Request(self.site.url + path, data, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, response.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def query(self, sql, *parameters):
        with psycopg.connect(**self.server, autocommit=True) as connection:
            return connection.execute(sql, parameters).fetchall()

    def copied(self, sql):
        with closing(sqlite3.connect(self.copies / "directory.sqlite3")) as connection:
            return connection.execute(sql).fetchall()

    def wait_until(self, holds, what):
        latest = time.monotonic() + SECONDS_TO_NOTICE
        while not holds():
            assert time.monotonic() < latest, what
            time.sleep(0.1)


def parameters(name):
    config = environ.Env.db_url_config(os.environ["TEST_DATABASE_URL"])
    given = {"host": config["HOST"], "port": config["PORT"], "user": config["USER"]}
    given |= {"password": config["PASSWORD"], "dbname": name}
    return {key: value for key, value in given.items() if value}


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    """Serve the demonstration from a database of its own, behind a Proxy."""
    folder = tmp_path_factory.mktemp("away")
    server = parameters(NAME)
    with psycopg.connect(**parameters("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
    proxy = Proxy(server.get("host") or "localhost", server.get("port") or 5432)
    account = ":".join(filter(None, [server.get("user", ""), server.get("password", "")]))
    url = f"postgres://{account}@127.0.0.1:{proxy.port}/{NAME}"
    manage(None, "prepare", DATABASE_URL=url)
    copies, log = folder / "copy", folder / "log"
    with serving(None, log, DATABASE_URL=url, COPY_DIR=str(copies)) as site:
        directory = Directory(site, proxy, copies, url, server)
        directory.wait_until((copies / "directory.sqlite3").exists, log.read_text())
        yield directory
    proxy.stop()
    with psycopg.connect(**parameters("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


@pytest.fixture(scope="module")
def pages(directory):
    """Return {path: (status, body)} of pages while all is well, of facilities too."""
    _status, results = directory.ask("/search/?where=Texas")
    facilities = sorted(set(re.findall(r"/facility/[^/]+/[^/]+/(?=\")", results)))[:3]
    assert facilities
    return {path: directory.ask(path) for path in [*PAGES, *facilities]}


def test_the_copy_is_for_its_owner_alone_and_tells_of_nobody(directory):
    assert (directory.copies / "directory.sqlite3").stat().st_mode & 0o777 == 0o600
    tables = {name for (name,) in directory.copied("SELECT name FROM sqlite_master")}
    assert {"facilities_facility", "places_place", "guides_guide"} <= tables
    private = ("auth_", "django_session", "callbacks_", "feedback_", "counters_")
    assert not [name for name in tables if name.startswith(private)]


@pytest.mark.parametrize("table", "facility phone listing service".split())
def test_the_copy_has_every_row(directory, table):
    sql = f"SELECT count(*), max(id) FROM facilities_{table}"
    assert directory.copied(sql) == directory.query(sql)


def state(directory):
    return directory.ask("/readyz")[1]


@pytest.mark.parametrize("how", ["cut", "silence"])
def test_pages_stay_as_they_were(directory, pages, how):
    assert all(status == 200 for status, _body in pages.values())
    getattr(directory.proxy, how)()
    try:
        away = {path: directory.ask(path) for path in pages}
        assert away == pages
        directory.wait_until(lambda: "default: away" in state(directory), "it isn't noticed")
        assert {path: directory.ask(path) for path in pages} == pages
        status, body = directory.ask("/readyz")
        assert (status, body.splitlines()[0]) == (200, "ready")
    finally:
        directory.proxy.restore()
    directory.wait_until(lambda: "default: ok" in state(directory), "it stays away")


def test_what_can_not_be_kept_is_refused_with_the_numbers_to_call(directory):
    directory.proxy.cut()
    try:
        directory.wait_until(lambda: "default: away" in state(directory), "it isn't noticed")
        facility = directory.copied("SELECT public_id, slug FROM facilities_facility LIMIT 1")[0]
        path = "/facility/{}/{}/report/".format(*facility)
        token = re.search(r'name="token" value="([^"]+)"', directory.ask(path)[1])[1]
        time.sleep(3.1)  # what is sent sooner is taken for a robot's
        sent = urlencode({"token": token, "subject": "phone", "homepage": ""}).encode()
        status, body = directory.ask(path, sent)
        assert status in (400, 503)
        assert "tel:988" in body
    finally:
        directory.proxy.restore()
    directory.wait_until(lambda: "default: ok" in state(directory), "it stays away")


def test_a_worker_that_starts_meanwhile_answers_from_the_copy(directory, pages, tmp_path):
    directory.proxy.cut()
    settings = {"DATABASE_URL": directory.url, "COPY_DIR": str(directory.copies)}
    try:
        with serving(None, tmp_path / "log", **settings) as site:
            second = Directory(site, directory.proxy, directory.copies, directory.url, {})
            own = {path: second.ask(path) for path in pages}
    finally:
        directory.proxy.restore()
    elsewhere = (directory.site.url.rpartition(":")[2], site.url.rpartition(":")[2])
    assert own == {
        path: (status, body.replace(*elsewhere)) for path, (status, body) in pages.items()
    }
    directory.wait_until(lambda: "default: ok" in state(directory), "it stays away")


def test_an_edit_reaches_pages_and_the_copy(directory):
    [(pk, public_id, slug)] = directory.query(
        "SELECT id, public_id, slug FROM facilities_facility ORDER BY id LIMIT 1"
    )
    code = f"f = __import__('facilities').models.Facility.objects.get(pk={pk}); "
    code += "f.highlights = 'Renamed for a test'; f.save()"
    manage(None, "shell", "-v0", "-c", code, DATABASE_URL=directory.url)
    path = f"/facility/{public_id}/{slug}/"
    directory.wait_until(lambda: "Renamed for a test" in directory.ask(path)[1], "no page has it")
    sql = f"SELECT highlights FROM facilities_facility WHERE id = {pk}"
    directory.wait_until(
        lambda: directory.copied(sql) == [("Renamed for a test",)], "the copy doesn't have it"
    )
