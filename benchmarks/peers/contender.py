"""The systems to compare, and the answers they give."""

import http.client
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

from benchmarks.processes import Failed


@dataclass(frozen=True)
class Answer:
    """How long it took, and what it says as far as we can read it.

    `ticked`, `apart` and `narrowing` are {slug: count} as in truth.py; a slug that isn't
    there is one nothing was found for. None: the answer has no such counts.
    """

    seconds: float
    total: int
    ticked: dict | None = None
    apart: dict | None = None
    narrowing: dict | None = None


@dataclass(frozen=True)
class Contender:
    """Something to search with. `ask` takes a question of export.py and returns an Answer.

    `has_counts`: its answer has the number beside every box; `is_exact`: it measures distance as
    we do; `is_ours`: it is the finder; `is_served`: it answers over HTTP, with text. `facts` is
    what else there is to say, {name: text}.
    """

    name: str
    description: str
    ask: Callable[[dict], Answer]
    has_counts: bool = True
    is_exact: bool = True
    is_ours: bool = False
    is_served: bool = True
    facts: dict = field(default_factory=dict)


def timed_get(port, path):
    """Return (seconds, text) of an answer: one connection each, the same for everyone."""
    started = perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    seconds = perf_counter() - started
    if response.status != 200:
        raise Failed(f"port {port}: {path} answers {response.status}: {body[:200]}")
    return seconds, body.decode()
