"""What visitors ask for, and how to tell that an answer is right: it names the same places."""

import http.client
import random
import re
import ssl
from dataclasses import dataclass
from urllib.parse import urlencode

import psycopg

from benchmarks.processes import Failed

# How many cities, ZIP codes and states are asked for, and how many pages of facilities.
PLACES, FACILITIES = 14, 14
FILTERS = ({}, {"service": "detox"}, {"service": "outpatient", "payment": "medicaid"})
PAGES = ("/", "/helplines/", "/guides/", "/es/", "/treatment/")
SECONDS_TO_ANSWER = 35
# Places that a page names, numbers it says to call, what it is about.
MARKS = re.compile(
    r"/facility/(\w+)|\"tel:([^\"]+)\"|\"(?:id|public_id)\":\s*\"(\w+)\"|<title>([^<]*)</title>"
)
CITIES = """
    SELECT city, state FROM facilities_facility WHERE city <> '' GROUP BY 1, 2
    ORDER BY count(*) DESC, 1, 2 LIMIT %s
"""
ZIPS = "SELECT DISTINCT zip FROM facilities_facility WHERE zip <> '' ORDER BY 1"
STATES = "SELECT DISTINCT state FROM facilities_facility ORDER BY 1"


@dataclass(frozen=True)
class Answer:
    status: int
    marks: tuple[str, ...]


@dataclass
class Questions:
    """Paths, and the answer to each that was given while nothing was broken."""

    right: dict[str, Answer]

    def renew(self, port: int) -> None:
        """Take what the site at this port answers now for right."""
        self.right = {path: asked(port, path) for path in self.right}

    def mixed(self, number: int, seed: int) -> list[str]:
        """Return `number` paths in an order that is the same on every run."""
        return random.Random(seed).choices(sorted(self.right), k=number)


def questions(connection: psycopg.Connection, port: int) -> Questions:
    """Return what to ask, as the site at this port answers it now."""
    searches = searches_of(connection)
    right = {path: asked(port, path) for path in [*searches, *PAGES]}
    named = [mark for path in searches[:PLACES] for mark in facilities_of(port, path)]
    for path in sorted(set(named))[:: max(1, len(set(named)) // FACILITIES)][:FACILITIES]:
        right[path] = asked(port, path)
    wrong = [path for path, answer in right.items() if answer.status != 200]
    if wrong:
        raise Failed(f"{wrong[0]} answers {right[wrong[0]].status} before anything is broken")
    return Questions(right)


def searches_of(connection: psycopg.Connection) -> list[str]:
    """Return searches for cities, ZIP codes and states, on pages and by the API."""
    cities = [f"{city}, {state}" for city, state in connection.execute(CITIES, [PLACES])]
    zips = [code for (code,) in connection.execute(ZIPS)]
    states = [state for (state,) in connection.execute(STATES)]
    places = [*cities, *spread(zips, PLACES), *spread(states, PLACES)]
    asked_for = [
        urlencode({"where": place, **FILTERS[number % len(FILTERS)]})
        for number, place in enumerate(places)
    ]
    pages = [f"/search/?{query}" for query in asked_for]
    return [
        *pages,
        *(f"/es{page}" for page in pages[::8]),
        *(f"/api/v1/facilities/?{query}" for query in asked_for[::5]),
        *("/search/?q=methadone+clinic", "/search/?q=detox+medicaid"),
    ]


def spread(values: list[str], number: int) -> list[str]:
    return values[:: max(1, len(values) // number)][:number]


def facilities_of(port: int, path: str) -> list[str]:
    """Return the addresses of some facilities that a page of results names."""
    _status, text = get(port, path)
    return sorted(set(re.findall(r'href="(/facility/\w+/[\w-]+/)"', text)))[:2]


def asked(port: int, path: str, *, secure: bool = False) -> Answer:
    """Return the answer of the site at this port; raise OSError or HTTPException without one."""
    status, text = get(port, path, secure=secure)
    marks = tuple("".join(groups) for groups in MARKS.findall(text))
    return Answer(status, marks)


def get(port: int, path: str, *, secure: bool = False, counted: bool = False) -> tuple[int, str]:
    """Return the status and the text of an answer, as of somebody who isn't `counted`."""
    connection = connected(port, secure)
    try:
        connection.request("GET", path, headers={} if counted else {"DNT": "1"})
        response = connection.getresponse()
        return response.status, response.read().decode(errors="replace")
    finally:
        connection.close()


def connected(port: int, secure: bool) -> http.client.HTTPConnection:
    if not secure:
        return http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_ANSWER)
    # Which certificate is served is what a scenario looks at; here any will do.
    context = ssl._create_unverified_context()
    return http.client.HTTPSConnection(
        "127.0.0.1", port, timeout=SECONDS_TO_ANSWER, context=context
    )
