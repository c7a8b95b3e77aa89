"""Pages that the server answers with where no request came of what was sent."""

import pytest

from finder.worker.refusals import refusal


@pytest.mark.parametrize("status", [400, 403, 408, 411, 413, 414, 431, 500, 501])
@pytest.mark.parametrize("path, language", [("/search/", "en"), ("/es/search/", "es"), ("", "en")])
def test_a_refusal_has_the_numbers_to_call_and_all_headers(status, path, language):
    headers, body = refusal(status, path)
    headers = dict(headers)
    assert b"988" in body
    assert f'<html lang="{language}"'.encode() in body
    assert headers["Content-Language"] == language
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in headers["Cache-Control"]
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    "status, words",
    [
        (408, b"send the form once more"),
        (411, b"send the form once more"),
        (413, b"make what you wrote shorter"),
        (414, b"This address is too long"),
        (431, b"Start a new search"),
    ],
)
def test_a_refusal_says_what_to_do(status, words):
    _headers, body = refusal(status, "/")
    assert words in body


def test_a_refusal_whose_page_fails_has_the_numbers_still(monkeypatch):
    def fails(request):
        raise ValueError("no such static file")

    monkeypatch.setitem(refusal.__globals__["PAGES"], 418, fails)
    _headers, body = refusal(418, "/")
    assert b"988" in body
