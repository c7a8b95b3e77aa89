"""Servers that fail, lie, hang or refuse; and settings that can't be right."""

import logging
import socket

import pytest
from django.core.management import CommandError

from facilities.models import GeocodedAddress
from geocoding import run, service
from tests.geocoding.conftest import FORT_COLLINS, PINE_STREET, position
from tests.geocoding.formats import FORMATS, nominatim
from tests.geocoding.server import HANG

pytestmark = pytest.mark.django_db


def replies(*answers):
    """Return a `say` that gives these answers one after the other, the last for ever."""
    rest = list(answers)
    return lambda request: rest.pop(0) if len(rest) > 1 else rest[0]


FAULTS = [
    pytest.param((500, b"Internal Server Error"), "it answers HTTP 500", id="error"),
    pytest.param((503, b"busy"), "it answers HTTP 503", id="busy"),
    pytest.param(b"<html>Welcome!</html>", "format", id="not JSON"),
    pytest.param(b"\xff\xfe", "format", id="not text"),
    pytest.param({"places": []}, "format", id="other JSON"),
    pytest.param([{"lat": "north", "lon": "1"}], "format", id="words for numbers"),
    pytest.param([{"lat": "95", "lon": "1"}], "format", id="off the globe"),
    pytest.param(b'[{"lat": NaN, "lon": NaN}]', "format", id="not a number"),
    pytest.param(["Pine St"], "format", id="texts for places"),
]


@pytest.fixture
def _impatient(monkeypatch):
    monkeypatch.setattr(service, "TIMEOUT", 0.5)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("fault, reason", [*FAULTS, pytest.param(HANG, "", id="silence")])
def test_fault_passes(host, facility, geocode, clock, fault, reason):
    host.say = replies(fault, nominatim(PINE_STREET))
    assert "1 found" in geocode()[0]
    assert position(facility) == (PINE_STREET, "street")
    assert clock.slept == [5]


@pytest.mark.parametrize("fault, reason", FAULTS)
def test_run_stops_after_five_addresses_in_a_row(
    host, make_facility, geocode, capsys, fault, reason
):
    for number in range(7):
        make_facility(f"{number} Pine St")
    host.say = replies(nominatim(PINE_STREET), fault)
    with pytest.raises(CommandError, match=f"5 addresses in a row failed: .*{reason}"):
        geocode()
    report = capsys.readouterr().out
    assert "1 found, 0 not found, 0 not believed, 5 unanswered" in report
    assert "Addresses left to ask: 6" in report
    assert len(host.asked) == 1 + 5 * 3
    assert GeocodedAddress.objects.count() == 1


@pytest.mark.usefixtures("_impatient")
def test_run_stops_when_the_server_says_nothing(host, make_facility, geocode, monkeypatch):
    monkeypatch.setattr(service, "RETRIES", 0)
    monkeypatch.setattr(run, "MOST_FAILURES", 2)
    for number in range(3):
        make_facility(f"{number} Pine St")
    host.say = lambda request: HANG
    with pytest.raises(CommandError, match="it doesn't answer within 0.5 seconds"):
        geocode()
    assert len(host.asked) == 2


def test_failures_apart_do_not_stop_it(host, make_facility, geocode):
    for number in range(12):
        make_facility(f"{number} Pine St")
    answer = nominatim(PINE_STREET)
    host.say = lambda request: (500, b"") if int(request.address.split()[0]) % 2 else answer
    assert geocode() == [
        "Addresses: 6 found, 0 not found, 0 not believed, 6 unanswered",
        "Facilities placed at their street: 6",
        "Addresses left to ask: 6",
    ]


def test_next_run_asks_the_unanswered(host, make_facility, geocode):
    make_facility()
    host.say = replies((500, b""), (500, b""), (500, b""), nominatim(PINE_STREET))
    assert "1 unanswered" in geocode()[0]
    assert "1 found" in geocode()[0]


def test_nobody_listens(make_facility, settings, geocode):
    settings.GEOCODER = "census"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but not listening
        settings.GEOCODER_URL = f"http://127.0.0.1:{taken.getsockname()[1]}"
        for number in range(5):
            make_facility(f"{number} Pine St")
        with pytest.raises(CommandError, match="it can't be reached"):
            geocode()


@pytest.mark.parametrize("status", [401, 403, 404, 429])
def test_refusal_stops_at_once(host, facility, geocode, status):
    host.say = lambda request: (status, b"Go away")
    with pytest.raises(CommandError, match=rf"refuses to answer \(HTTP {status}\)"):
        geocode()
    assert len(host.asked) == 1
    assert not GeocodedAddress.objects.exists()


@pytest.mark.parametrize("provider", FORMATS)
def test_address_it_cannot_read_is_not_found(host, facility, settings, geocode, provider):
    settings.GEOCODER = provider
    host.say = lambda request: (400, {"errors": ["Specify a house number"], "status": "400"})
    assert "1 not found" in geocode()[0]
    assert len(host.asked) == 1
    assert position(facility) == (FORT_COLLINS, "zip")


def test_host_that_can_read_no_address_is_the_wrong_one(host, make_facility, geocode, capsys):
    for number in range(7):
        make_facility(f"{number} Pine St")
    host.say = lambda request: (400, b"")
    with pytest.raises(CommandError, match="5 addresses in a row failed: it doesn't understand"):
        geocode()
    capsys.readouterr()
    # They don't stand in the way of the next run.
    host.say = lambda request: nominatim(PINE_STREET)
    assert "2 found" in geocode()[0]


@pytest.mark.parametrize("provider", ["photon", "census"])
@pytest.mark.parametrize("garbage", [[], {}, {"features": [{}]}, {"result": None}, "text", None])
def test_garbage_of_the_other_formats(host, facility, settings, geocode, provider, garbage):
    settings.GEOCODER = provider
    host.say = lambda request: garbage
    assert "1 unanswered" in geocode()[0]
    assert not GeocodedAddress.objects.exists()


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("fault", [(500, b"Pine St"), (403, b"Pine St"), b"12 Pine St?", HANG])
def test_addresses_stay_out_of_logs_and_messages(host, facility, geocode, caplog, capsys, fault):
    caplog.set_level(logging.DEBUG)
    host.say = lambda request: fault
    message = ""
    try:
        geocode("--traceback")
    except CommandError as error:
        message = str(error)
    printed = capsys.readouterr()
    for text in (caplog.text, printed.out, printed.err, message):
        assert "Pine" not in text


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"GEOCODER": ""}, "Geocoding is off. Set GEOCODER to"),
        ({"GEOCODER_URL": ""}, "and GEOCODER_URL to"),
        ({"GEOCODER": "google"}, "must be nominatim, photon or census"),
        ({"GEOCODER_URL": "geocoder.example.org"}, "GEOCODER_URL must look like"),
        ({"GEOCODER_URL": "ftp://geocoder.example.org"}, "GEOCODER_URL must look like"),
        ({"GEOCODER_URL": "https://"}, "GEOCODER_URL must look like"),
        ({"GEOCODER_URL": "http://[::1"}, "GEOCODER_URL must look like"),
        ({"GEOCODER_URL": "http://host:port"}, "GEOCODER_URL must look like"),
        ({"GEOCODER_URL": "http://host/search?q="}, "GEOCODER_URL must look like"),
        ({"GEOCODER_URL": "http://me:secret@host"}, "GEOCODER_URL must look like"),
        ({"GEOCODER_SECONDS_BETWEEN": -1.0}, "GEOCODER_SECONDS_BETWEEN must be"),
        ({"GEOCODER_SECONDS_BETWEEN": float("nan")}, "GEOCODER_SECONDS_BETWEEN must be"),
        ({"GEOCODER_SECONDS_BETWEEN": 1e9}, "GEOCODER_SECONDS_BETWEEN must be"),
    ],
)
def test_settings_that_cannot_be_right(host, facility, settings, geocode, changes, message):
    for name, value in changes.items():
        setattr(settings, name, value)
    with pytest.raises(CommandError, match=message) as refused:
        geocode()
    assert "secret" not in str(refused.value)
    assert host.requests == []


def test_it_is_off_by_default(settings, facility, geocode):
    assert (settings.GEOCODER, settings.GEOCODER_URL) == ("", "")
    with pytest.raises(CommandError, match="Geocoding is off"):
        geocode()


@pytest.mark.parametrize("limit", ["0", "-3", "many", "1.5"])
def test_limit_is_a_positive_number(host, geocode, limit):
    with pytest.raises(CommandError, match="must be a whole number above 0"):
        geocode(f"--limit={limit}")
