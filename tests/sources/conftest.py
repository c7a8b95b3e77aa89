"""Sources on a server of this machine, as settings name them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from facilities.models import Edition, Facility, Listing
from resources.models import Resource, ResourceList
from sources import registry, setup
from sources.network.fetching import Bounds, Fetcher
from sources.network.hosts import Hosts
from tests.facilities.workbooks import MH_CODES, row, workbook
from tests.resources.factories import site as a_site
from tests.resources.factories import write_hrsa
from tests.sources.server import Site, running

SHORT = {
    "pause": 0.0,
    "silence": 0.3,
    "total": 5.0,
    "size": 5_000_000,
    "attempts": 3,
    "backoff": 0.01,
    "longest_wait": 0.05,
    "redirects": 3,
}
LOCAL = Hosts(frozenset({"127.0.0.1"}))


@pytest.fixture
def site():
    site = Site()
    with running(site) as address:
        site.address = address
        yield site


@pytest.fixture
def fetcher():
    """Return a function: a Fetcher of this machine's servers, with some bounds changed."""

    def do(hosts=LOCAL, **bounds):
        return Fetcher("TreatmentFinder/test (+help@site.example)", Bounds(**SHORT | bounds), hosts)

    return do


def source(**changes):
    """Return an official source as its file would say it."""
    usual = registry.load(setup.OWN)[changes.pop("name", "su")]
    fields = {name: getattr(usual, name) for name in registry.OfficialSource.__slots__}
    return registry.OfficialSource(**{**fields, **changes})


@pytest.fixture
def sources(settings, tmp_path, site):
    """Let the settings name sources on `site`: `sources(su="/su.xlsx", …)`."""
    settings.SOURCES_DIR = tmp_path / "sources"
    settings.SOURCES_BOUNDS = SHORT
    settings.SOURCES_ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    settings.SOURCES_FILE = str(tmp_path / "sources.toml")

    def do(**paths):
        tables = []
        for name, path in paths.items():
            registered = "registered = true\n" if name == "locator" else ""
            tables.append(f"[{name}]\naddress = {json.dumps(site.address + path)}\n{registered}")
        (tmp_path / "sources.toml").write_text("\n".join(tables))
        settings.SOURCES = list(paths)
        return settings.SOURCES_DIR

    return do


@pytest.fixture
def workbook_bytes(tmp_path):
    """Return a function: the bytes of a National Directory workbook with some rows."""

    def do(rows, **options):
        return workbook(tmp_path / "made.xlsx", rows, **options).read_bytes()

    return do


@pytest.fixture
def hrsa_bytes(tmp_path):
    """Return a function: the bytes of HRSA's list with so many health centers."""

    def do(count):
        sites = [a_site(f"Center {n}", **{"Site Address": f"{n} Elm Street"}) for n in range(count)]
        return write_hrsa(tmp_path / "made.csv", sites).read_bytes()

    return do


def houses(count, start=0, **cells):
    """Return rows of so many facilities, each at an address and with a number of its own."""
    return [
        row(f"House {n}", street1=f"{n + 1} Main Street", phone=f"781-555-{100 + n:04}", **cells)
        for n in range(start, start + count)
    ]


def mental_health(count):
    """Return rows of the other questionnaire."""
    return houses(count, 40, service_code_info="MH OP * MD")


MH = {"codes": MH_CODES}


def update(*arguments, **options):
    """Run the command; return what it printed."""
    output = StringIO()
    call_command("update_directory", *arguments, stdout=output, stderr=StringIO(), **options)
    return output.getvalue()


def failed(*arguments, **options):
    """Run the command, which must fail; return its sentence."""
    with pytest.raises(CommandError) as caught:
        update(*arguments, **options)
    return str(caught.value)


def directory():
    """Return all that an update may change, row by row."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Edition, Facility, Listing, ResourceList, Resource)
    ]
