"""Fetch one address politely: with pauses, bounds, and a few tries where that may help."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import httpcore

from sources.network.bodies import BodyError, unpacked, write
from sources.network.connections import Deadline, pool, trusted
from sources.network.hosts import HostRefused, Hosts

REDIRECTS = {301, 302, 303, 307, 308}
# What may be over in a moment; anything else is an answer, and asking again would change nothing.
PASSING = {408, 429, 500, 502, 503, 504}
SAFE = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long, how much and how often: times in seconds, size in bytes."""

    pause: float  # between two requests
    silence: float  # of a server that says nothing
    total: float  # for one address with all its tries
    size: int  # of an answer, unpacked
    attempts: int
    backoff: float  # before the second try, then twice as long each
    longest_wait: float  # that a server may ask for
    redirects: int


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a file, to be asked whether that is still so."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A body that was written, or only looked at: then without `sha256`."""

    validators: Validators
    sha256: str = ""
    size: int = 0


class FetchError(Exception):
    """An address gave nothing that can be used; the message is a clause without its host."""

    def __init__(self, problem: str, *, is_unreachable: bool = False, status: int = 0) -> None:
        super().__init__(problem)
        self.is_unreachable, self.status = is_unreachable, status


class _PassingError(FetchError):
    """What may be over after a wait; `retry_after` is what the server asks for."""

    retry_after: str = ""


@dataclass(frozen=True, slots=True)
class _Redirect:
    address: str


class Fetcher:
    """Asks one address at a time, by a name, and never faster than with a pause."""

    def __init__(self, user_agent: str, bounds: Bounds, hosts: Hosts) -> None:
        self.user_agent, self.bounds, self.hosts = user_agent, bounds, hosts
        self.asked_at: float | None = None
        self.context = trusted()  # reading it takes longer than many an answer

    def get(self, address: str, target: Path | None, kept: Validators | None) -> Answer | None:
        """Write what is at `address` to `target`; return an Answer, or None if it is as `kept`.

        Without `target` only its headers are read. Raises FetchError.
        """
        deadline = Deadline(self.bounds.total)
        for attempt in range(1, self.bounds.attempts + 1):
            try:
                return self._follow(address, target, kept, deadline)
            except _PassingError as problem:
                wait = wait_before(attempt, problem.retry_after, self.bounds)
                if wait is None or wait > deadline.left:
                    raise
                time.sleep(wait)
        raise AssertionError("the last attempt has no wait")  # pragma: no cover

    def _follow(
        self, address: str, target: Path | None, kept: Validators | None, deadline: Deadline
    ) -> Answer | None:
        for _hop in range(self.bounds.redirects + 1):
            outcome = self._ask(address, target, kept, deadline)
            if not isinstance(outcome, _Redirect):
                return outcome
            address = _on_the_same_host(address, outcome.address)
        raise FetchError(f"it redirects more than {self.bounds.redirects} times")

    def _ask(
        self, address: str, target: Path | None, kept: Validators | None, deadline: Deadline
    ) -> Answer | _Redirect | None:
        parts = urlsplit(address)
        bounds, headers = self.bounds, self._headers(kept or Validators())
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), bounds.silence)
        with self._problems_as_sentences(deadline):
            self.hosts.check(parts.scheme, parts.hostname or "")
            self._pause()
            with (
                pool(self.hosts, deadline, self.context) as connections,
                connections.stream(
                    "GET", address, headers=headers, extensions={"timeout": timeout}
                ) as response,
            ):
                return self._outcome(response, target)

    def _outcome(
        self, response: httpcore.Response, target: Path | None
    ) -> Answer | _Redirect | None:
        headers = {
            name.decode("latin-1").lower(): value.decode("ascii", "replace").strip()
            for name, value in response.headers
        }
        if response.status == HTTPStatus.NOT_MODIFIED:
            return None
        if response.status in REDIRECTS and headers.get("location"):
            return _Redirect(headers["location"])
        if response.status != HTTPStatus.OK:
            raise _refusal(response.status, headers.get("retry-after", ""))
        answer = Answer(Validators(headers.get("etag", ""), headers.get("last-modified", "")))
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > self.bounds.size:
            raise BodyError(f"it is larger than {self.bounds.size:,} bytes")
        if target is None:
            return answer
        encoding = headers.get("content-encoding", "").lower()
        chunks = unpacked(response.iter_stream(), encoding)
        digest, size = write(chunks, target, self.bounds.size)
        return replace(answer, sha256=digest, size=size)

    def _headers(self, kept: Validators) -> dict[bytes | str, bytes | str]:
        headers: dict[bytes | str, bytes | str] = {
            "User-Agent": self.user_agent,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
        }
        if kept.etag:
            headers["If-None-Match"] = kept.etag
        if kept.last_modified:
            headers["If-Modified-Since"] = kept.last_modified
        return headers

    def _pause(self) -> None:
        now = time.monotonic()
        if self.asked_at is not None and (left := self.asked_at + self.bounds.pause - now) > 0:
            time.sleep(left)
        self.asked_at = time.monotonic()

    @contextmanager
    def _problems_as_sentences(self, deadline: Deadline) -> Iterator[None]:
        bounds = self.bounds
        try:
            yield
        except (HostRefused, BodyError) as error:
            raise FetchError(str(error)) from error
        except httpcore.TimeoutException as error:
            if deadline.left <= 0:
                raise FetchError(f"it took longer than {bounds.total:g} seconds") from error
            problem = f"it said nothing for {bounds.silence:g} seconds"
            raise _PassingError(problem, is_unreachable=True) from error
        except httpcore.NetworkError as error:
            problem = f"it can't be reached ({error})"
            raise _PassingError(problem, is_unreachable=True) from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise _PassingError(f"its answer broke off or is no HTTP ({error})") from error


def wait_before(attempt: int, retry_after: str, bounds: Bounds) -> float | None:
    """Return the seconds to wait after a failed attempt, or None to give up.

    `attempt` counts from 1; `retry_after` is the header: seconds, a date, or "".
    """
    if attempt >= bounds.attempts:
        return None
    wait = bounds.backoff * 2.0 ** (attempt - 1)
    asked = _seconds(retry_after)
    if asked > bounds.longest_wait:
        return None
    return min(max(wait, asked), bounds.longest_wait)


def _seconds(retry_after: str) -> float:
    if retry_after.isdecimal():
        return float(retry_after[:12])
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _refusal(status: int, retry_after: str) -> FetchError:
    """Return the error of a status other than 200 and 304."""
    try:
        problem = f"it answered {status} {HTTPStatus(status).phrase}"
    except ValueError:
        problem = f"it answered {status}"
    if status not in PASSING:
        return FetchError(problem, status=status)
    if retry_after:
        problem += f" and asks to wait ({retry_after[:40]})"
    error = _PassingError(problem, status=status)
    error.retry_after = retry_after
    return error


def _on_the_same_host(address: str, location: str) -> str:
    """Return where a redirect leads, or refuse another host, port or scheme."""
    location = quote(location, safe=SAFE)
    try:
        wanted, _fragment = urldefrag(urljoin(address, location))
        old, new = urlsplit(address), urlsplit(wanted)
        is_same = (old.scheme, old.hostname, old.port) == (new.scheme, new.hostname, new.port)
    except ValueError:
        wanted, is_same = location, False
    if not is_same:
        raise FetchError(
            f"it redirects to {wanted[:200]}. If that is right, make it the source's address"
        )
    return wanted
