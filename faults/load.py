"""Open-loop load: so many requests a second, however long the answers take.

A site that hangs is asked on, as visitors do, and each answer's time counts from the moment
it was due: waiting for a turn is waiting, too.
"""

import http.client
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count, cycle
from statistics import quantiles

from faults.questions import Answer, Questions, asked

# Requests on their way at a time, before the load itself has to wait.
MOST_AT_ONCE = 400


@dataclass(frozen=True)
class Stream:
    """A way to the site: the ports that are asked in turn, requests a second."""

    name: str
    ports: tuple[int, ...]
    rate: float
    is_secure: bool = False


@dataclass
class Tally:
    """What came of a stream's requests."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    wrong: int = 0
    # Why: a status, or what kind of error.
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def sent(self) -> int:
        return len(self.seconds)

    @property
    def p99(self) -> float:
        return quantiles(self.seconds, n=100, method="inclusive")[98] if self.sent > 1 else 0.0

    @property
    def slowest(self) -> float:
        return max(self.seconds, default=0.0)

    def add(self, seconds: float, failure: str) -> None:
        """Count an answer, or why there was none."""
        self.seconds.append(seconds)
        if failure:
            self.failed += 1
            self.reasons[failure] = self.reasons.get(failure, 0) + 1


class Load:
    """All streams at once, from entering this context to leaving it."""

    def __init__(self, streams: list[Stream], questions: Questions) -> None:
        self.streams, self.questions = streams, questions
        self._unlike: list[tuple[Tally, str, Answer]] = []
        self.tallies = {stream.name: Tally() for stream in streams}
        self._ended = threading.Event()
        self._guard = threading.Lock()
        self._pool = ThreadPoolExecutor(MOST_AT_ONCE)
        self._clocks = [
            threading.Thread(target=self._send, args=(stream, number), daemon=True)
            for number, stream in enumerate(streams)
        ]

    def __enter__(self) -> "Load":
        for clock in self._clocks:
            clock.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Send no more, and wait for the answers that are still due."""
        self._ended.set()
        for clock in self._clocks:
            clock.join()
        self._pool.shutdown()

    def _send(self, stream: Stream, seed: int) -> None:
        paths = cycle(self.questions.mixed(997, seed))
        ports = cycle(stream.ports)
        started = time.monotonic()
        for number in count():
            due = started + number / stream.rate
            if self._ended.wait(max(0.0, due - time.monotonic())):
                return
            self._pool.submit(self._ask, stream, next(ports), next(paths), due)

    def _ask(self, stream: Stream, port: int, path: str, due: float) -> None:
        answer, failure = None, ""
        try:
            answer = asked(port, path, secure=stream.is_secure)
        except (OSError, http.client.HTTPException) as error:
            failure = type(error).__name__
        if answer and answer.status != 200:
            failure = str(answer.status)
        took, tally = time.monotonic() - due, self.tallies[stream.name]
        with self._guard:
            tally.add(took, failure)
            if answer and not failure and answer != self.questions.right[path]:
                self._unlike.append((tally, path, answer))

    def compare(self) -> None:
        """Count as wrong what was right neither before, nor is right now."""
        for tally, path, answer in self._unlike:
            tally.wrong += answer != self.questions.right[path]
