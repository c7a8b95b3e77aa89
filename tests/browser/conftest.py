"""Fixtures of the browser tests: a real server, and a page that nothing may go wrong on."""

import fcntl
import os
import shutil
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.server import manage, prepare, serving
from tests.browser.watch import Watch
from tests.chromium import ARGUMENTS, find_chromium
from tests.resources.factories import row, write_csv

# Playwright's event loop runs in this thread until the end: Django would refuse every
# later test its database, though nothing here is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A busy machine takes its time; what never comes still fails.
expect.set_options(timeout=20_000)

PASSWORD = "not-a-secret-of-anyone"
PHONE = {"width": 390, "height": 844}
# What scripts/lighthouse.py's phone has; latency in milliseconds, -1: unlimited.
SLOW_PROCESSOR = 4
SLOW_NETWORK = {"offline": False, "latency": 150, "downloadThroughput": -1, "uploadThroughput": -1}
# So that some facility isn't in the latest edition, and some state has none.
UNLIST = "UPDATE facilities_facility SET status = 'unlisted' WHERE state = 'GU'"
CLOSE = "UPDATE facilities_facility SET status = 'closed' WHERE state = 'VI'"


@pytest.fixture(scope="session")
def directory(tmp_path_factory, worker_id):
    """Return the database of the demonstration; the first of several workers makes it."""
    folder = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        folder = folder.parent
    database = folder / "directory.sqlite3"
    with (folder / "directory.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.exists():
            unfinished = folder / "unfinished.sqlite3"
            prepare(unfinished)
            import_other_places(unfinished)
            with closing(sqlite3.connect(unfinished)) as connection, connection:
                connection.execute(UNLIST)
                connection.execute(CLOSE)
            unfinished.rename(database)
    return database


def import_other_places(database):
    """Give the site two lists of other places that help, in Boston."""
    boston = {"City": "Boston", "Zip": "02118", "Hours": "Every day, 9 am to 5 pm"}
    rows = [row(f"Drop-in {n}", Website="https://drop-in.example/", **boston) for n in range(3)]
    path = write_csv(database.with_suffix(".csv"), rows)
    about = ("--publisher", "Bay County Helpers", "--url", "https://helpers.example/")
    for kind in ("naloxone", "recovery-housing"):
        manage(database, "import_resources", path, "--kind", kind, "--title", kind, *about)


@pytest.fixture(scope="session")
def site(directory, tmp_path_factory):
    """Serve the demonstration directory; return the Site."""
    folder = tmp_path_factory.mktemp("site")
    database = folder / "finder.sqlite3"
    shutil.copy(directory, database)
    with serving(database, folder / "server.log") as site:
        yield site


@pytest.fixture(scope="session")
def administrator(site):
    """Create an administrator of the site; return the name."""
    command = ("createsuperuser", "--noinput", "--username", "ada", "--email", "ada@site.example")
    manage(site.database, *command, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    return "ada"


@pytest.fixture(scope="session")
def broken_site(site, tmp_path_factory):
    """Serve a database without tables: every page that needs one is an error."""
    folder = tmp_path_factory.mktemp("broken")
    with serving(folder / "empty.sqlite3", folder / "server.log") as broken:
        yield broken


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": find_chromium(),
        "args": ARGUMENTS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, site):
    return {
        **browser_context_args,
        "base_url": site.url,
        "viewport": PHONE,
        "reduced_motion": "reduce",
    }


@pytest.fixture
def watch(context, site):
    """Fail the test when anything goes wrong on any of its pages."""
    watch = Watch(context, site.url)
    yield watch
    assert watch.troubles == []


@pytest.fixture
def page(watch, context, request):
    page = context.new_page()
    if request.config.getoption("--slow-phone"):
        slow_down(page)
    return page


def slow_down(page):
    """Make all it does take longer, so that a test which doesn't wait is seen to."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PROCESSOR})


@pytest.fixture(scope="session")
def lasting(browser, browser_context_args, site):
    """Return a page, its Watch and its CDP session, for tests that only look at pages."""
    with browser.new_context(**browser_context_args) as context:
        watch = Watch(context, site.url)
        page = context.new_page()
        yield page, watch, context.new_cdp_session(page)


@pytest.fixture
def show(page, site, broken_site, watch):
    """Return a function that opens one of tests.browser.pages.PAGES in `page`."""

    def do(kind):
        if kind.is_broken:
            watch.origins.add(broken_site.url)
        watch.statuses.add(kind.status)
        path = (site.facility(kind.facility) if kind.facility else "") + kind.path
        if kind.saved:
            path += site.ids(kind.saved, 3)
        if kind.language:
            path = f"/{kind.language}{path}"
        response = page.goto((broken_site if kind.is_broken else site).url + path)
        assert response.status == kind.status
        return page

    return do
