"""Where one request ends and the next begins is never in doubt: nothing can be smuggled in."""

import pytest
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser

START = b"POST /near-me/ HTTP/1.1\r\nHost: testserver\r\n"
# Two ways to read where the body ends, or none.
DOUBTFUL = {
    "length and chunks": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
    "a list of lengths": b"Content-Length: 4, 5\r\n\r\nabcd",
    "a signed length": b"Content-Length: +4\r\n\r\nabcd",
    "a negative length": b"Content-Length: -4\r\n\r\nabcd",
    "no number": b"Content-Length: four\r\n\r\nabcd",
    "an unknown coding": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunks that aren't last": b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "a space before the colon": b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a folded line": b"X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n",
    "a bare line feed in a name": b"X-A\nTransfer-Encoding: chunked\r\n\r\n",
    "an empty name": b": b\r\n\r\n",
}


def parsed(sent):
    request = next(RequestParser(Config(), iter([sent]), ("198.51.100.7", 5000)))
    return request, request.body.read()


@pytest.mark.parametrize("rest", DOUBTFUL.values(), ids=list(DOUBTFUL))
def test_what_can_be_read_in_two_ways_is_refused(rest):
    with pytest.raises(Exception) as refused:  # noqa: PT011 - each framing has its own
        parsed(START + rest)
    assert type(refused.value).__module__ == "gunicorn.http.errors"


@pytest.mark.parametrize(
    "rest",
    [b"Content-Length: 4\r\n\r\na=bc", b"Transfer-Encoding: chunked\r\n\r\n4\r\na=bc\r\n0\r\n\r\n"],
)
def test_what_is_clear_is_read(rest):
    _request, body = parsed(START + rest)
    assert body == b"a=bc"
