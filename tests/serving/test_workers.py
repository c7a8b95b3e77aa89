"""Workers share the work, and come and go without a request lost: real connections to gunicorn."""

import http.client
import os
import signal
from collections import Counter
from contextlib import ExitStack, contextmanager
from threading import Thread

import pytest

from serving.seats import FREE, LEAVING, STARTING, Seats
from tests.serving.conftest import PATIENCE, eventually, everything, running


@contextmanager
def kept(server):
    """Yield a connection that is kept as long as the server keeps it."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        yield connection
    finally:
        connection.close()


def worker_of(connection):
    """Return which worker answers."""
    connection.request("GET", "/")
    return int(connection.getresponse().read())


def test_kept_connections_are_shared(pair):
    """Soon, if not at once: on a busy machine the other worker may not wake in time."""
    with ExitStack() as stack:
        clients = [stack.enter_context(kept(pair)) for _ in range(8)]
        eventually(lambda: min(shares(clients)) >= 3, "one works more than the other")


def test_a_new_worker_gets_its_share_of_those_that_were_kept(pair):
    """Who has more than another ends connections after an answer; their clients come again."""
    with ExitStack() as stack:
        clients = [stack.enter_context(kept(pair)) for _ in range(8)]
        os.kill(worker_of(clients[0]), signal.SIGKILL)
        eventually(lambda: min(shares(clients)) >= 3, "one works more than the other")


def shares(clients):
    """Return how many connections each of two workers serves; (0, 0) while one is away."""
    try:
        served = Counter(map(worker_of, clients))
    except (OSError, http.client.HTTPException):
        for client in clients:
            client.close()
        return (0, 0)
    return served.values() if len(served) == 2 else (0, 0)


def ends(server):
    server.process.send_signal(signal.SIGHUP)


def ends_one(server):
    os.kill(server.workers()[0], signal.SIGTERM)


@pytest.mark.parametrize("disturb", [ends, ends_one], ids=["reload", "a worker ends"])
def test_no_request_is_lost_when_workers_change(pair, disturb):
    before, outcomes, is_over = set(pair.workers()), [], []
    clients = [Thread(target=go_on, args=(pair, outcomes, is_over)) for _ in range(4)]
    for client in clients:
        client.start()
    try:
        disturb(pair)
        eventually(lambda: changed(pair, before), "the workers don't change")
    finally:
        is_over.append(True)
        for client in clients:
            client.join()
    assert set(outcomes) == {"answered"}


def test_a_reload_serves_the_code_as_it_is_then(pair):
    before = set(pair.workers())
    # The old workers go on meanwhile; a second reload is taken as well, however early it comes.
    rewrite(pair, "return [body]", 'return [b"new"]')
    ends(pair)
    ends(pair)
    eventually(lambda: all(pair.ask().endswith(b"new") for _ in range(4)), "the code is old")
    eventually(lambda: changed(pair, before), "the workers don't change")
    assert before.isdisjoint(pair.workers())
    assert pair.process.poll() is None


@pytest.mark.parametrize(
    "code", ["return [body]\n  (", "import nothing_of_this_name"], ids=["syntax", "import"]
)
def test_code_that_does_not_start_replaces_nothing(pair, code):
    before = set(pair.workers())
    rewrite(pair, "import os", code)
    ends(pair)
    eventually(lambda: before.isdisjoint(pair.workers()) and pair.workers(), "no new workers")
    assert pair.ask().startswith(b"HTTP/1.1 200")
    assert "The new code doesn't start" in (pair.folder / "log").read_text()


def test_a_worker_of_the_code_before_that_hangs_is_ended(tmp_path):
    """The new program knows when each last said that it lives, and ends who doesn't."""
    with running(tmp_path / "hanging", workers=1, extra="timeout = 2\n") as server:
        (hanging,) = server.workers()
        os.kill(hanging, signal.SIGSTOP)
        ends(server)
        eventually(lambda: server.workers() and hanging not in server.workers(), "it stays")
        assert server.ask().startswith(b"HTTP/1.1 200")


def rewrite(server, old, new):
    path = server.folder / "tiny.py"
    path.write_text(path.read_text().replace(old, new, 1))


def changed(server, before):
    return len(server.workers()) == 2 and set(server.workers()) != before


def go_on(server, outcomes, is_over):
    """Ask until it is over, on a kept connection as long as the server keeps it."""
    with kept(server) as connection:
        while not is_over:
            try:
                worker_of(connection)
                outcomes.append("answered")
            except (OSError, http.client.HTTPException) as error:
                outcomes.append(repr(error))
                connection.close()


def test_what_is_being_answered_is_answered_to_its_end(pair):
    stream = b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with pair.connect(stream, buffer=2048) as client:
        first = client.recv(100)
        pair.process.terminate()
        answer = first + everything(client)
    assert answer.partition(b"\r\n\r\n")[2] == b"x" * 400_000


def test_a_worker_holds_back_only_while_another_has_fewer():
    seats = Seats()
    first, second = seats.take(), seats.take()
    seats[first] = 3
    assert seats.ahead(first) == 0  # the other doesn't serve yet
    assert seats.is_someone_starting(beside=first)
    seats[second] = 1
    assert seats.ahead(first) == 2
    assert seats.ahead(second) == 0
    assert not seats.is_someone_starting(beside=first)


def test_a_seat_is_free_again():
    seats = Seats()
    first = seats.take()
    assert seats[first] == STARTING
    seats[first] = LEAVING
    assert seats.take() != first
    seats[first] = FREE
    assert seats.take() == first
