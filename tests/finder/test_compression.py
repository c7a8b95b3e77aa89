"""Pages come packed as the browser likes it, and say the same when unpacked."""

import gzip
from random import Random

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from finder.compression import (
    LEAST_BYTES,
    PAGE_WINDOW,
    CompressionMiddleware,
    best_coding,
    with_brotli,
)

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
LONG = b"<p>A place that treats people.</p>" * 100


@pytest.mark.parametrize(
    "accepted, coding",
    [
        ("", ""),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("deflate", ""),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br; q=0.8 , gzip;q=0.8", "br"),
        ("br;q=0, gzip;q=0", ""),
        ("identity", ""),
        ("br;q=x", ""),
        (",;,q=1", ""),
    ],
)
def test_the_browser_chooses(accepted, coding):
    assert best_coding(accepted) == coding


@pytest.mark.parametrize("coding", UNPACK)
@pytest.mark.parametrize(
    "path", ["/", "/search/?where=Boston,+MA", "/api/v1/services/", "/nothing/", "/sitemap.xml"]
)
def test_it_says_the_same(client, cast, path, coding):
    plain = client.get(path)
    response = client.get(path, headers={"accept-encoding": coding})

    assert response.get("Content-Encoding", "") == coding or len(plain.content) < LEAST_BYTES
    assert UNPACK[response.get("Content-Encoding", "")](response.content) == plain.content
    assert int(response["Content-Length"]) == len(response.content)
    assert response["Vary"] == plain["Vary"] == "Accept-Encoding"
    assert response.get("ETag") == plain.get("ETag")


@pytest.mark.parametrize("coding", UNPACK)
@pytest.mark.parametrize("form", ["csv", "geojson"])
def test_files_are_packed_while_they_are_written(client, cast, form, coding):
    path = f"/api/v1/facilities.{form}"
    plain = b"".join(client.get(path).streaming_content)
    response = client.get(path, headers={"accept-encoding": coding})

    assert UNPACK[coding](b"".join(response.streaming_content)) == plain
    assert response.get("Content-Encoding", "") == coding
    assert "Content-Length" not in response


def pack(response, accepted="br"):
    request = RequestFactory().get("/", headers={"accept-encoding": accepted})
    return CompressionMiddleware(lambda request: response)(request)


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_download_begins_with_its_first_line(coding):
    lines = (line for line in [b"first\n", *[LONG] * 50])
    sent = iter(pack(StreamingHttpResponse(lines, content_type="text/csv"), coding))
    first = next(sent)

    assert first
    rest = b"".join(sent)
    assert UNPACK[coding](first + rest) == b"first\n" + LONG * 50


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(LONG[: LEAST_BYTES - 1]),
        HttpResponse(LONG, content_type="image/png"),
        HttpResponse(LONG, headers={"Content-Encoding": "deflate"}),
        HttpResponse(LONG, headers={"Vary": "Cookie"}),
    ],
    ids=["short", "picture", "packed already", "personal"],
)
def test_what_is_not_worth_it_or_not_safe_is_left_alone(response):
    before = response.content
    assert pack(response).content == before


def test_the_admin_is_not_packed(client, cast):
    response = client.get("/admin/login/", headers={"accept-encoding": "br"})
    assert "Content-Encoding" not in response


@given(st.binary(max_size=50), st.integers(0, 3 << PAGE_WINDOW))
def test_brotli_gives_back_what_went_in(text, length):
    content = (text * (length // max(1, len(text)) + 1))[:length]
    assert brotli.decompress(with_brotli(content)) == content


def test_long_answers_are_packed_with_what_came_long_before():
    once = Random(2026).randbytes(1 << PAGE_WINDOW)
    assert len(with_brotli(once + once)) < len(with_brotli(once)) + 1000
