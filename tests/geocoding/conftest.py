"""Two towns 40 miles apart, on both sides of a state line, and a geocoder to ask."""

import pytest
from django.core.management import call_command
from geopy.extra import rate_limiter

from facilities.importing.changes import read_locations
from facilities.models import Facility
from geocoding import run
from tests.geocoding import formats
from tests.geocoding.server import Host, running

FORT_COLLINS = (40.585, -105.084)
CHEYENNE = (41.14, -104.82)
DENVER = (39.739, -104.985)
PINE_STREET = (40.5901, -105.0771)


class Clock:
    """Stands in for time: sleeping moves it on at once."""

    def __init__(self):
        self.now = 0
        self.slept = []

    def time(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(rate_limiter, "sleep", clock.sleep)
    monkeypatch.setattr(rate_limiter, "default_timer", clock.time)
    return clock


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def host(settings):
    """Run a server and set the site up to ask it, as Nominatim."""
    host = Host()
    with running(host) as url:
        settings.GEOCODER, settings.GEOCODER_URL = "nominatim", url
        settings.GEOCODER_SECONDS_BETWEEN = 1.0
        yield host


@pytest.fixture
def finds(host, settings):
    """Return a function that makes the server answer with places, in its own format."""

    def answer(*places):
        host.say = lambda request: formats.FORMATS[settings.GEOCODER](*places)

    return answer


@pytest.fixture(scope="session")
def locations(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return read_locations()


@pytest.fixture(autouse=True)
def _gazetteer_read_once(locations, monkeypatch):
    monkeypatch.setattr(run, "read_locations", lambda: locations)


@pytest.fixture
def make_facility(db):
    """Return a function that saves a facility placed by its ZIP code."""

    def make(street="12 Pine St", **changes):
        values = {
            "name": "Pine Clinic",
            "street": street,
            "city": "Fort Collins",
            "state": "CO",
            "zip": "80524",
            "latitude": FORT_COLLINS[0],
            "longitude": FORT_COLLINS[1],
            "precision": "zip",
        }
        return Facility.objects.create(**values | changes)

    return make


@pytest.fixture
def facility(make_facility):
    return make_facility()


@pytest.fixture
def geocode(capsys):
    """Run the command and return the lines of its report."""

    def run(*arguments):
        call_command("geocode_facilities", *arguments)
        return capsys.readouterr().out.splitlines()

    return run


def position(facility):
    """Return where the database has a facility now, and how that is known."""
    facility.refresh_from_db()
    return (facility.latitude, facility.longitude), facility.precision
