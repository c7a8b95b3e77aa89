"""The Census Bureau's batch geocoder: files of thousands of addresses, out and back.

https://geocoding.geo.census.gov/geocoder/Geocoding_Services_API.html: a CSV without a header of
number, street, city, state and ZIP code, 10,000 rows at most, comes back as a CSV of number,
address as sent, Match or No_Match or Tie, Exact or Non_Exact, address as found,
"longitude,latitude", and the street's number and side in TIGER.
"""

import csv
import io
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException, IncompleteRead
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from geopy import exc

from facilities.models import Facility
from geocoding.run import Run, is_still_wanted
from geocoding.service import REFUSALS, USER_AGENT, GeocodingStopped, Position

MOST_ROWS = 10_000  # a file
ROWS_SENT = 1_000  # at once, so that little is lost when a run is stopped
BENCHMARK = "Public_AR_Current"
TIMEOUT = 600  # seconds: the server answers when it has looked up all
LARGEST_ANSWER = 10_000_000  # bytes
NUMBER = re.compile(r"[0-9]{1,9}")
POINT = 5  # its column; a row that ends with it may have been cut off in it


def file_of(facilities: dict[int, Facility]) -> str:
    """Return the CSV of {number: Facility}."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for number, facility in facilities.items():
        street = facility.street.replace(",", " ")
        writer.writerow([number, street, facility.city, facility.state, facility.zip])
    return text.getvalue()


def answers_in(text: str) -> dict[int, list[Position]]:
    """Return {number: [Position]} of a CSV that came back; [] for no match.

    A row that can't be read, or was cut off, isn't in it.
    """
    answers: dict[int, list[Position]] = {}
    rows = csv.reader(io.StringIO(text))
    # From where the text is no CSV any more, there is nothing to read.
    with suppress(csv.Error):
        for row in rows:
            if len(row) < 3 or not NUMBER.fullmatch(row[0]):
                continue
            if row[2] != "Match":
                answers[int(row[0])] = []
            elif len(row) > POINT + 1 and (position := _position(row[POINT])):
                answers[int(row[0])] = [position]
    return answers


def _position(point: str) -> Position | None:
    """Return the Position that "longitude,latitude" is, None if it is none on Earth."""
    longitude, _comma, latitude = point.partition(",")
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    is_on_earth = abs(north) <= 90 and abs(east) <= 180  # "nan" isn't either
    return {"latitude": north, "longitude": east} if is_on_earth else None


def go(run: Run, url: str, progress: Callable[[int, int], None]) -> None:
    """Ask for the addresses of a Run, many at once. Raises GeocodingStopped."""
    run.place_answered()
    ask = run.service.slowly(_ask)
    for start in range(0, len(run.queue), ROWS_SENT):
        part = run.queue[start : start + ROWS_SENT]
        # An import may have withheld or placed an address in the meantime.
        wanted = [address for address in part if is_still_wanted(run.waiting[address])]
        run.left -= len(part) - len(wanted)
        numbered = dict(enumerate(wanted, start + 1))
        try:
            answers = ask(url, {n: run.waiting[address] for n, address in numbered.items()})
        except exc.GeocoderServiceError as error:
            raise GeocodingStopped(str(error)) from None
        for number, address in numbered.items():
            if number in answers:
                run.keep(address, run.waiting[address], answers[number])
            else:
                run.counts["unanswered"] += 1
        progress(start + len(part), len(run.queue))


def _ask(url: str, facilities: dict[int, Facility]) -> dict[int, list[Position]]:
    if not facilities:
        return {}
    answers = answers_in(_post(f"{url}/locations/addressbatch", file_of(facilities)))
    if not answers.keys() & facilities.keys():
        raise GeocodingStopped("its answers aren't in the format of that geocoder")
    return answers


def _post(url: str, file: str) -> str:
    """Send a file of addresses as a form does, and return the text that comes back.

    Raises GeocodingStopped where there is no use in asking again, else GeocoderServiceError.
    """
    try:
        with urlopen(_form(url, file), timeout=TIMEOUT) as response:  # noqa: S310
            answer: bytes = response.read(LARGEST_ANSWER)
            if response.length:  # a read of so many bytes says nothing of those that lack
                raise IncompleteRead(answer, response.length)
            return answer.decode(errors="replace")
    except HTTPError as error:
        error.close()
        if error.code in REFUSALS:
            raise GeocodingStopped(f"the geocoder refuses to answer (HTTP {error.code})") from None
        raise exc.GeocoderServiceError(f"it answers HTTP {error.code}") from None
    except TimeoutError:
        raise GeocodingStopped(f"it doesn't answer within {TIMEOUT} seconds") from None
    except HTTPException:
        raise exc.GeocoderUnavailable("its answer breaks off") from None
    except OSError:
        raise exc.GeocoderUnavailable("it can't be reached") from None


def _form(url: str, file: str) -> Request:
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
    return Request(url, body.encode(), headers)  # noqa: S310 - http(s), as the command checks


def write_files(run: Run, path: Path) -> list[Path]:
    """Write the addresses of a Run to files of MOST_ROWS, `path` and -2 and so on; return them."""
    paths: list[Path] = []
    for start in range(0, len(run.queue), MOST_ROWS):
        addresses = enumerate(run.queue[start : start + MOST_ROWS], start + 1)
        part = path.with_stem(f"{path.stem}-{len(paths) + 1}") if paths else path
        part.write_text(file_of({n: run.waiting[a] for n, a in addresses}), encoding="utf-8")
        paths.append(part)
    return paths
