"""What is asked for, once, and what becomes of the answers."""

import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from geopy.extra import rate_limiter

from facilities.models import Facility, GeocodedAddress
from geocoding.management.commands import geocode_facilities
from geocoding.run import Run
from tests.geocoding.conftest import FORT_COLLINS, PINE_STREET, position
from tests.geocoding.formats import nominatim

pytestmark = pytest.mark.django_db


def asked_streets(host):
    return [address.split(",")[0] for address in host.asked]


def test_second_run_asks_nothing(host, finds, make_facility, geocode):
    make_facility("1 Found St")
    make_facility("2 Lost St")
    host.say = lambda request: nominatim(*[PINE_STREET] * ("Found" in request.address))
    geocode()
    assert geocode() == [
        "Addresses: 0 found, 0 not found, 0 not believed, 0 unanswered",
        "Facilities placed at their street: 0",
    ]
    assert asked_streets(host) == ["1 Found St", "2 Lost St"]


def test_limit_stops_early_and_the_next_run_goes_on(host, finds, make_facility, geocode):
    for number in range(5):
        make_facility(f"{number} Pine St")
    finds(PINE_STREET)
    assert geocode("--limit=2")[-1] == "Addresses left to ask: 3"
    assert len(host.asked) == 2
    geocode()
    assert asked_streets(host) == [f"{number} Pine St" for number in range(5)]


def test_retry_missing_asks_new_addresses_first_then_the_oldest(
    host, finds, make_facility, geocode
):
    for number in range(3):
        make_facility(f"{number} Lost St")
    geocode()
    make_facility("9 New St")
    host.requests.clear()
    for _turn in range(2):
        geocode("--retry-missing", "--limit=2")
    assert asked_streets(host) == ["9 New St", "0 Lost St", "1 Lost St", "2 Lost St"]


def test_retry_finds_what_was_missing(finds, facility, geocode):
    geocode()
    assert position(facility)[1] == "zip"
    finds(PINE_STREET)
    assert "1 found" in geocode("--retry-missing")[0]
    assert position(facility) == (PINE_STREET, "street")
    assert GeocodedAddress.objects.get().latitude == PINE_STREET[0]


def test_all_facilities_at_an_address_move_for_one_request(host, finds, make_facility, geocode):
    clinic, office = make_facility(name="Clinic"), make_facility(name="Office")
    old = make_facility(name="Gone", status="unlisted")
    neighbour = make_facility("14 Pine St", city="Loveland", status="unlisted")
    finds(PINE_STREET)
    assert geocode()[1] == "Facilities placed at their street: 3"
    assert len(host.asked) == 1
    assert {position(facility)[1] for facility in (clinic, office, old)} == {"street"}
    assert position(neighbour) == (FORT_COLLINS, "zip")


def test_change_is_dated(finds, facility, geocode):
    long_ago = timezone.now().replace(year=2020, day=1)
    Facility.objects.update(changed_at=long_ago)
    finds(PINE_STREET)
    geocode()
    facility.refresh_from_db()
    assert facility.changed_at > long_ago


@pytest.mark.parametrize("precision", ["zip", "city", "unknown"])
def test_poor_positions_are_improved(finds, make_facility, geocode, precision):
    nowhere = {"latitude": None, "longitude": None} if precision == "unknown" else {}
    facility = make_facility(precision=precision, **nowhere)
    finds(PINE_STREET)
    geocode()
    assert position(facility) == (PINE_STREET, "street")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"precision": "source"}, id="position from the source"),
        pytest.param({"precision": "street"}, id="placed already"),
        pytest.param({"street": ""}, id="no street"),
        pytest.param({"street": "", "address_withheld": True}, id="withheld"),
        pytest.param({"street": "P.O. Box 27"}, id="post box"),
        pytest.param({"street": "PO BOX 27"}, id="post box in capitals"),
        pytest.param({"status": "unlisted"}, id="unlisted"),
        pytest.param({"status": "closed"}, id="closed"),
    ],
)
def test_others_are_not_asked_for_and_stay(host, finds, make_facility, geocode, changes):
    facility = make_facility(**changes)
    finds(PINE_STREET)
    before = position(facility)
    geocode()
    assert host.requests == []
    assert position(facility) == before


def test_position_from_the_source_stays_beside_one_that_moves(finds, make_facility, geocode):
    exact = make_facility(name="Exact", precision="source")
    rough = make_facility(name="Rough")
    finds(PINE_STREET)
    geocode()
    assert position(exact) == (FORT_COLLINS, "source")
    assert position(rough) == (PINE_STREET, "street")


def test_address_withheld_during_the_run_is_not_sent(host, make_facility, geocode, monkeypatch):
    make_facility("1 Pine St")
    shelter = make_facility("2 Pine St")
    ask = Run._ask

    def ask_beside_an_import(*arguments):
        ask(*arguments)
        Facility.objects.filter(pk=shelter.pk).update(street="", address_withheld=True)

    monkeypatch.setattr(Run, "_ask", ask_beside_an_import)
    assert "Addresses left" not in geocode()[-1]
    assert asked_streets(host) == ["1 Pine St"]
    assert position(shelter) == (FORT_COLLINS, "zip")


def test_known_answer_is_used_without_asking(host, finds, facility, geocode):
    finds(PINE_STREET)
    geocode()
    Facility.objects.update(precision="zip", latitude=FORT_COLLINS[0], longitude=FORT_COLLINS[1])
    assert geocode()[1] == "Facilities placed at their street: 1"
    assert position(facility) == (PINE_STREET, "street")
    assert len(host.asked) == 1


def test_requests_keep_their_distance(host, settings, clock, make_facility, geocode):
    settings.GEOCODER_SECONDS_BETWEEN = 2.5
    for number in range(4):
        make_facility(f"{number} Pine St")
    times = []
    host.say = lambda request: times.append(clock.now) or []
    geocode()
    assert times == [0, 2.5, 5, 7.5]


def test_ctrl_c_keeps_what_was_found(host, finds, make_facility, geocode, monkeypatch, capsys):
    first, second = make_facility("1 Pine St"), make_facility("2 Pine St")
    finds(PINE_STREET)

    def interrupt(seconds):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rate_limiter, "sleep", interrupt)
        with pytest.raises(CommandError, match="Stopped: you asked to stop") as stopped:
            geocode()
    assert stopped.value.returncode == 130
    assert "1 found" in capsys.readouterr().out
    assert (position(first)[1], position(second)[1]) == ("street", "zip")
    geocode()
    assert position(second)[1] == "street"
    assert asked_streets(host) == ["1 Pine St", "2 Pine St"]


@pytest.fixture
def printed(host, make_facility, capsys, monkeypatch):
    """Run the command over five addresses; return what it wrote to (stdout, stderr)."""
    monkeypatch.setattr(geocode_facilities, "PROGRESS_EVERY", 2)
    for number in range(5):
        make_facility(f"{number} Pine St")

    def run(**options):
        call_command("geocode_facilities", **options)
        return capsys.readouterr()

    return run


def test_progress_is_plain_lines_in_a_log(printed):
    assert printed().err == "2 of 5 addresses\n4 of 5 addresses\n"


def test_progress_is_one_line_on_a_terminal(printed, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    shown = printed().err.split("\r\033[K")
    assert shown == ["", *(f"{number} of 5 addresses …" for number in range(1, 6)), ""]


def test_verbosity_0_says_nothing(printed):
    assert printed(verbosity=0) == ("", "")
