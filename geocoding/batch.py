"""The Census Bureau's batch geocoder: files of thousands of addresses, out and back.

https://geocoding.geo.census.gov/geocoder/Geocoding_Services_API.html: a CSV without a header of
number, street, city, state and ZIP code, 10,000 rows at most, comes back as a CSV of number,
address as sent, Match or No_Match or Tie, Exact or Non_Exact, address as found,
"longitude,latitude", and the street's number and side in TIGER.
"""

import csv
import io
import secrets
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from geocoding.run import is_still_wanted
from geocoding.service import USER_AGENT, GeocodingStopped

MOST_ROWS = 10_000  # a file
ROWS_SENT = 1_000  # at once, so that little is lost when a run is stopped
BENCHMARK = "Public_AR_Current"
TIMEOUT = 600  # seconds: the server answers when it has looked up all
LARGEST_ANSWER = 10_000_000  # bytes


def file_of(facilities):
    """Return the CSV of {number: Facility}."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for number, facility in facilities.items():
        street = facility.street.replace(",", " ")
        writer.writerow([number, street, facility.city, facility.state, facility.zip])
    return text.getvalue()


def answers_in(text):
    """Return {number: [{"latitude", "longitude"}]} of a CSV that came back; [] for no match."""
    answers = {}
    for row in csv.reader(io.StringIO(text)):
        if len(row) < 3 or not row[0].isdecimal():
            continue
        answers[int(row[0])] = [_position(row[5])] if row[2] == "Match" and len(row) > 5 else []
    return answers


def _position(point):
    longitude, _comma, latitude = point.partition(",")
    return {"latitude": float(latitude), "longitude": float(longitude)}


def go(run, url, progress):
    """Ask for the addresses of a Run, many at once. Raises GeocodingStopped."""
    run.place_answered()
    for start in range(0, len(run.queue), ROWS_SENT):
        part = run.queue[start : start + ROWS_SENT]
        # An import may have withheld or placed an address in the meantime.
        wanted = [address for address in part if is_still_wanted(run.waiting[address])]
        run.left -= len(part) - len(wanted)
        numbered = dict(enumerate(wanted, start + 1))
        answers = _ask(url, {n: run.waiting[address] for n, address in numbered.items()})
        for number, address in numbered.items():
            if number in answers:
                run.keep(address, run.waiting[address], answers[number])
            else:
                run.counts["unanswered"] += 1
        progress(start + len(part), len(run.queue))


def _ask(url, facilities):
    if not facilities:
        return {}
    text = _post(f"{url}/locations/addressbatch", file_of(facilities))
    try:
        answers = answers_in(text)
    except (csv.Error, ValueError):
        answers = {}
    if not answers.keys() & facilities.keys():
        raise GeocodingStopped("its answers aren't in the format of that geocoder")
    return answers


def _post(url, file):
    """Send a file of addresses as a form does, and return the text that comes back."""
    boundary = secrets.token_hex(16)
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="benchmark"\r\n\r\n{BENCHMARK}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="addressFile"; '
        f'filename="addresses.csv"\r\nContent-Type: text/csv\r\n\r\n{file}\r\n--{boundary}--\r\n'
    )
    headers = {
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "User-Agent": USER_AGENT,
    }
    request = Request(url, body.encode(), headers)  # noqa: S310 - http(s), as the command checks
    try:
        with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
            return response.read(LARGEST_ANSWER).decode(errors="replace")
    except HTTPError as error:
        error.close()
        raise GeocodingStopped(f"the geocoder refuses to answer (HTTP {error.code})") from None
    except TimeoutError:
        raise GeocodingStopped(f"it doesn't answer within {TIMEOUT} seconds") from None
    except (URLError, OSError):
        raise GeocodingStopped("it can't be reached") from None


def write_files(run, path):
    """Write the addresses of a Run to files of MOST_ROWS, `path` and -2 and so on; return them."""
    paths = []
    for start in range(0, len(run.queue), MOST_ROWS):
        addresses = enumerate(run.queue[start : start + MOST_ROWS], start + 1)
        part = path.with_stem(f"{path.stem}-{len(paths) + 1}") if paths else path
        part.write_text(file_of({n: run.waiting[a] for n, a in addresses}), encoding="utf-8")
        paths.append(part)
    return paths
