"""Addresses sent to the Census Bureau's batch geocoder as one file, and what comes back."""

import csv
import io
import threading
from contextlib import contextmanager, nullcontext
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command

from facilities.models import GeocodedAddress
from geocoding import batch
from tests.geocoding.conftest import CHEYENNE, PINE_STREET, position


class CensusHost:
    """Answers files of addresses as the Census Bureau does: `points` are {street: (lat, lon)}."""

    def __init__(self):
        self.points, self.files, self.say = {}, [], None
        # Of each answer, the last also of those after it; `lacking`: bytes that are cut off.
        self.statuses, self.lacking = [200], 0

    def answer(self, path, content_type, body):
        assert path == "/geocoder/locations/addressbatch"
        form = BytesParser().parsebytes(f"Content-Type: {content_type}\n\n".encode() + body)
        parts = {
            part.get_param("name", header="Content-Disposition"): part.get_payload().strip()
            for part in form.get_payload()
        }
        assert parts["benchmark"] == "Public_AR_Current"
        rows = list(csv.reader(io.StringIO(parts["addressFile"])))
        self.files.append(rows)
        if self.say is not None:
            return self.say
        answer = io.StringIO()
        writer = csv.writer(answer, quoting=csv.QUOTE_ALL)
        for number, street, city, state, zip in reversed(rows):
            sent = f"{street}, {city}, {state}, {zip}"
            if street in self.points:
                latitude, longitude = self.points[street]
                found = [sent.upper(), f"{longitude},{latitude}", "76355984", "L"]
                writer.writerow([number, sent, "Match", "Exact", *found])
            else:
                writer.writerow([number, sent, "No_Match"])
        return answer.getvalue()


@contextmanager
def running(host):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            text = host.answer(self.path, self.headers["Content-Type"], body).encode()
            self.send_response(host.statuses[min(len(host.files), len(host.statuses)) - 1])
            self.send_header("Content-Length", str(len(text) + host.lacking))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *arguments):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/geocoder"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def census(settings):
    host = CensusHost()
    with running(host) as url:
        settings.GEOCODER, settings.GEOCODER_URL = "census", url
        settings.GEOCODER_SECONDS_BETWEEN = 0
        yield host


def test_answers_are_kept_and_doubted_like_single_ones(census, make_facility, geocode):
    pine, twin = make_facility(), make_facility(name="Twin")
    oak = make_facility(street="9 Oak St, Suite 2")
    elm = make_facility(street="1 Elm St")
    census.points = {"12 Pine St": PINE_STREET, "1 Elm St": CHEYENNE}
    report = geocode("--batch")
    assert census.files == [
        [
            ["1", "12 Pine St", "Fort Collins", "CO", "80524"],
            ["2", "9 Oak St  Suite 2", "Fort Collins", "CO", "80524"],
            ["3", "1 Elm St", "Fort Collins", "CO", "80524"],
        ]
    ]
    assert position(pine) == position(twin) == (PINE_STREET, "street")
    assert position(oak)[1] == position(elm)[1] == "zip"
    assert report == [
        "Addresses: 1 found, 1 not found, 1 not believed, 0 unanswered",
        "Facilities placed at their street: 2",
    ]
    geocode("--batch")
    assert len(census.files) == 1  # nothing is asked twice


def test_many_go_in_several_files(census, make_facility, geocode, monkeypatch):
    monkeypatch.setattr(batch, "ROWS_SENT", 2)
    for number in range(5):
        make_facility(street=f"{number} Pine St")
    geocode("--batch", "--limit", "3")
    geocode("--batch")
    assert [[row[1][0] for row in file] for file in census.files] == [
        ["0", "1"], ["2"], ["3", "4"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "status, say, why",
    [
        (429, "", "the geocoder refuses to answer (HTTP 429)"),
        (500, "", "Stopped: it answers HTTP 500."),
        (504, "", "Stopped: it answers HTTP 504."),
        (200, "<html>Sorry</html>", "its answers aren't in the format of that geocoder"),
        (200, '"1","x","Match","Exact","X","here","1","L"', "its answers aren't in the format"),
        (200, "", "its answers aren't in the format"),
        (200, f'"{"9" * 5000}","x","No_Match"', "its answers aren't in the format"),
    ],
)
def test_what_is_no_answer_stops_it_and_keeps_nothing(census, facility, geocode, status, say, why):
    census.statuses, census.say = [status], say
    with pytest.raises(CommandError, match="Stopped: ") as raised:
        geocode("--batch")
    assert why in str(raised.value)
    assert "Pine" not in str(raised.value)
    assert not GeocodedAddress.objects.exists()


@pytest.mark.parametrize(
    "statuses, files, is_placed",
    [
        ([200], 1, True),
        ([500, 200], 2, True),
        ([504, 502, 200], 3, True),
        ([500, 500, 500, 200], 3, False),
        ([429, 200], 1, False),
        ([404, 200], 1, False),
    ],
)
def test_a_failing_server_is_asked_again_a_refusing_one_is_not(
    census, facility, geocode, clock, statuses, files, is_placed
):
    census.points, census.statuses = {"12 Pine St": PINE_STREET}, statuses
    with nullcontext() if is_placed else pytest.raises(CommandError, match="Stopped: "):
        geocode("--batch")
    assert len(census.files) == files
    assert clock.slept == [5] * (files - 1)
    assert (position(facility)[1] == "street") == is_placed


def test_an_answer_that_breaks_off_is_asked_for_again(census, facility, geocode):
    census.points, census.lacking = {"12 Pine St": PINE_STREET}, 7
    with pytest.raises(CommandError, match="Stopped: its answer breaks off"):
        geocode("--batch")
    assert len(census.files) == 3
    assert not GeocodedAddress.objects.exists()


def test_a_host_that_is_not_there(census, facility, geocode, settings):
    settings.GEOCODER_URL = "http://127.0.0.1:9/geocoder"
    with pytest.raises(CommandError, match="Stopped: it can't be reached"):
        geocode("--batch")


@pytest.mark.parametrize(
    "row",
    [
        '"2","x","Match","Exact","X","here","1","L"',
        '"2","x","Match","Exact","X","nan,nan","1","L"',
        '"2","x","Match","Exact","X","-105.08,inf","1","L"',
        '"2","x","Match","Exact","X","-105.08,1e3","1","L"',
        '"2","x","Match","Exact","X","","1","L"',
        '"2","x","Match","Exact","X","-105.0771,40.5',
        '"2","x","Match"',
        f'"2","{"x" * 200_000}"',
    ],
)
def test_one_row_that_cannot_be_read_costs_no_other(census, make_facility, geocode, row):
    places = [make_facility(street=f"{number} Pine St") for number in (10, 12, 14)]
    good = f'"Match","Exact","X","{PINE_STREET[1]},{PINE_STREET[0]}","1","L"'
    census.say = f'"1","x",{good}\n"3","x",{good}\n{row}'
    report = geocode("--batch")
    assert report[0] == "Addresses: 2 found, 0 not found, 0 not believed, 1 unanswered"
    assert [position(place)[1] for place in places] == ["street", "zip", "street"]


def test_files_keep_their_distance(census, make_facility, geocode, clock, settings, monkeypatch):
    monkeypatch.setattr(batch, "ROWS_SENT", 1)
    settings.GEOCODER_SECONDS_BETWEEN = 2.5
    for number in range(3):
        make_facility(street=f"{number} Pine St")
    geocode("--batch")
    assert clock.slept == [2.5, 2.5]


def test_an_address_that_does_not_come_back_is_asked_again(census, make_facility, geocode):
    make_facility()
    make_facility(street="1 Elm St")
    census.say = '"1","12 Pine St, Fort Collins, CO, 80524","No_Match"\n'
    assert geocode("--batch") == [
        "Addresses: 0 found, 1 not found, 0 not believed, 1 unanswered",
        "Facilities placed at their street: 0",
        "Addresses left to ask: 1",
    ]


@pytest.mark.parametrize("provider", ["nominatim", "photon"])
def test_others_take_no_files(census, settings, geocode, provider):
    settings.GEOCODER = provider
    with pytest.raises(CommandError, match="--batch needs GEOCODER=census"):
        geocode("--batch")


def test_off_until_it_is_set_up(settings, facility, geocode):
    settings.GEOCODER = ""
    with pytest.raises(CommandError, match="Geocoding is off"):
        geocode("--batch")


def test_files_to_send_by_hand_and_their_answer(
    make_facility, geocode, tmp_path, settings, monkeypatch
):
    settings.GEOCODER = ""  # nobody is asked
    monkeypatch.setattr(batch, "MOST_ROWS", 2)
    places = [make_facility(street=f"{number} Pine St") for number in (10, 12, 14)]
    make_facility(street="", address_withheld=True)
    path = tmp_path / "addresses.csv"
    report = geocode("--to-file", str(path))
    assert path.read_text().splitlines() == [
        "1,10 Pine St,Fort Collins,CO,80524",
        "2,12 Pine St,Fort Collins,CO,80524",
    ]
    assert (tmp_path / "addresses-2.csv").read_text() == "3,14 Pine St,Fort Collins,CO,80524\n"
    assert report[-1] == "Addresses written: 3"

    answer = tmp_path / "GeocodeResults.csv"
    answer.write_text(
        '"2","12 Pine St, Fort Collins, CO, 80524","Match","Exact",'
        f'"12 PINE ST","{PINE_STREET[1]},{PINE_STREET[0]}","1","L"\n'
        '"1","10 Pine St, Fort Collins, CO, 80524","No_Match"\n'
    )
    call_command("import_positions", answer)
    assert [position(place)[1] for place in places] == ["zip", "street", "zip"]


def test_a_file_that_cannot_be_written_is_said(facility, geocode, tmp_path):
    with pytest.raises(CommandError, match="No such file or directory"):
        geocode("--to-file", str(tmp_path / "none" / "addresses.csv"))
