"""What is a request, and what is answered without one: real connections to gunicorn."""

import http.client
from contextlib import closing

import pytest

from serving.arriving import MOST_BYTES_OF_BODY, MOST_BYTES_OF_HEADERS, Arriving, Refused
from tests.serving.conftest import PATIENCE, everything

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
LAST = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody"
TOO_LONG = b"X-Long: " + b"x" * MOST_BYTES_OF_HEADERS
REFUSED = {
    "no HTTP": (b"hello\r\n\r\n", 400),
    "two hosts": (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
    "two lengths": (POST.replace(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\n"), 400),
    "chunked": (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
    "large body": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n", 413),
    "huge body": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %s\r\n\r\n" % (b"9" * 5000), 413),
    "long address": (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    "large headers": (b"GET / HTTP/1.1\r\nHost: x\r\n" + TOO_LONG, 431),
    "long header": (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 9000 + b"\r\n\r\n", 431),
}


def test_a_body_reaches_the_application(server):
    assert server.ask(POST).endswith(b"\r\n\r\nbody")


def test_a_request_may_come_byte_by_byte(server):
    with server.connect() as client:
        for number in range(len(POST)):
            client.sendall(POST[number : number + 1])
        assert everything(client).endswith(b"\r\n\r\nbody")


def test_requests_may_come_together(server):
    answer = server.ask(GET * 5 + LAST)
    assert answer.count(b"HTTP/1.1 200 OK") == 6
    assert answer.count(b"Connection: keep-alive") == 5


def test_a_connection_is_kept(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    with closing(connection):
        connection.connect()
        first = connection.sock
        for _number in range(3):
            connection.request("GET", "/")
            assert connection.getresponse().read()
            assert connection.sock is first


@pytest.mark.parametrize("request_, status", REFUSED.values(), ids=REFUSED)
def test_what_no_page_needs_is_refused(server, request_, status):
    answer = server.ask(request_)
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert b"Connection: close" in answer


def test_no_header_says_where_the_site_begins(server):
    """Gunicorn believes SCRIPT_NAME of a proxy, or of its client where the proxy passes it on."""
    answer = server.ask(LAST.replace(b"Host", b"SCRIPT_NAME: /elsewhere\r\nHost"))
    assert answer.startswith(b"HTTP/1.1 200 OK")


def test_zeros_before_a_length_make_no_request_complete():
    """Gunicorn skips them: a thread would wait for the rest."""
    arriving = Arriving()
    arriving.add(POST.replace(b"Length: 4", b"Length: " + b"0" * 20 + b"4")[:-1])
    assert not arriving.is_complete
    arriving.add(b"y")
    assert arriving.is_complete


@pytest.mark.parametrize("size", [1, 7, 64])
def test_a_request_is_complete_with_its_last_byte(size):
    arriving, before = Arriving(), POST[:-1]
    for start in range(0, len(before), size):
        arriving.add(before[start : start + size])
        assert not arriving.is_complete
    arriving.add(POST[-1:] + GET)
    assert arriving.is_complete
    assert arriving.path == "/"
    assert arriving.take() == POST + GET
    assert not arriving.is_complete


def test_a_body_may_be_as_large_as_a_page_of_the_admin_needs():
    length = b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n"
    Arriving().add(length % MOST_BYTES_OF_BODY)
    with pytest.raises(Refused):
        Arriving().add(length % (MOST_BYTES_OF_BODY + 1))
