"""Who sends half a request, or doesn't read, holds up nobody: real connections to gunicorn."""

from contextlib import ExitStack

import pytest

from tests.serving.conftest import eventually, everything

HALF_OF_HEADERS = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "
NO_BODY = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
LARGE = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"
STREAM = b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"
SLOW = {
    "nothing sent": b"",
    "half of the headers": HALF_OF_HEADERS,
    "no body": NO_BODY,
    "no body, of a padded length": NO_BODY.replace(b"100", b"100".zfill(13)),
    "half a body": NO_BODY + b"x" * 50,
    "not read": LARGE,
    "not read, and asked for more": LARGE * 5,
}


def is_open(client):
    """Tell whether the server still holds the connection, without waiting."""
    client.setblocking(False)
    try:
        return client.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_a_hundred_slow_clients_hold_up_nobody(server, sent):
    """Two threads serve: with a thread for each client, nobody else would be answered."""
    with ExitStack() as stack:
        slow = [stack.enter_context(server.connect(sent, buffer=2048)) for _ in range(100)]
        for _number in range(5):
            assert server.ask().startswith(b"HTTP/1.1 200 OK")
        # They weren't simply turned away.
        assert all(map(is_open, slow))


@pytest.mark.parametrize(
    "sent, answer",
    [
        (HALF_OF_HEADERS, b"HTTP/1.1 408 Request Timeout"),
        (NO_BODY + b"x" * 50, b"HTTP/1.1 408 Request Timeout"),
        (b"", b""),
    ],
)
def test_half_a_request_is_given_up(hurried, sent, answer):
    with hurried.connect(sent) as client:
        assert everything(client).startswith(answer)


def test_a_page_that_is_not_read_is_given_up(hurried):
    with hurried.connect(LARGE * 5, buffer=2048) as client:
        eventually(lambda: not is_open_for_writing(client), "the connection stays")


def is_open_for_writing(client):
    """Tell whether what is sent is still taken: the first after the end is answered by a reset."""
    try:
        client.sendall(b"x")
    except OSError:
        return False
    return True


def test_a_stream_that_is_not_read_ends_for_the_application_too(hurried):
    """So that whatever it holds, as one of a few places for large files, comes free."""
    mark = hurried.folder / "stream-ended"
    with hurried.connect(STREAM, buffer=2048):
        eventually(mark.exists, "the stream is still open")
    log = (hurried.folder / "log").read_text()
    assert "Traceback" not in log


def test_who_reads_slowly_gets_everything(server):
    with server.connect(LARGE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")) as client:
        first = client.recv(1000)
        assert len(server.ask()) > 0
        answer = first + everything(client)
    assert answer.partition(b"\r\n\r\n")[2] == b"x" * 400_000


def test_when_too_many_wait_the_oldest_goes(server):
    """Half of the connections that a worker has at most: the others are for real requests."""
    with ExitStack() as stack:
        slow = [stack.enter_context(server.connect(HALF_OF_HEADERS)) for _ in range(510)]
        assert server.ask().startswith(b"HTTP/1.1 200 OK")
        eventually(lambda: not is_open(slow[0]), "the oldest is still there")
        assert is_open(slow[-1])
