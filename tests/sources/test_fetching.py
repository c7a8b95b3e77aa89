"""One address, and every way in which its server may answer."""

import gzip
import os
import stat
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256

import pytest

from sources.network.fetching import Bounds, FetchError, Validators, wait_before
from sources.network.hosts import Hosts
from tests.sources.conftest import SHORT
from tests.sources.server import MODIFIED, Reply, bomb

BODY = b"what a directory is made of" * 100


@pytest.fixture
def get(site, fetcher, tmp_path):
    """Return a function: (Answer or None, bytes written) of a path of the site."""

    def do(path="/file", kept=None, hosts=None, **bounds):
        target = tmp_path / "came"
        options = {"hosts": hosts} if hosts else {}
        try:
            answer = fetcher(**options, **bounds).get(site.address + path, target, kept)
        except FetchError:
            assert not target.exists()
            raise
        return answer, target.read_bytes() if target.exists() else None

    return do


def test_a_file_is_written_for_its_owner_with_what_identifies_it(site, get, tmp_path):
    site.has("/file", BODY)
    answer, body = get()
    assert body == BODY
    assert (answer.sha256, answer.size) == (sha256(BODY).hexdigest(), len(BODY))
    assert answer.validators.last_modified == MODIFIED
    assert stat.S_IMODE(os.stat(tmp_path / "came").st_mode) == 0o600


def test_it_says_who_asks_and_brings_no_cookie(site, get):
    site.has("/file", BODY, **{"Set-Cookie": "a=b"})
    get()
    get()
    headers = site.requests[1].headers
    assert headers["User-Agent"] == "TreatmentFinder/test (+help@site.example)"
    assert "Cookie" not in headers


def test_what_is_kept_is_asked_about_and_not_sent_again(site, get):
    site.has("/file", BODY)
    answer, _body = get()
    assert get(kept=answer.validators) == (None, BODY)
    headers = site.requests[1].headers
    assert headers["If-Modified-Since"] == MODIFIED
    assert headers["If-None-Match"].startswith('"')


def test_a_packed_answer_is_unpacked(site, get):
    site.has("/file", gzip.compress(BODY), **{"Content-Encoding": "gzip"})
    assert get()[1] == BODY


# (answer, what is told of it, how often it was asked)
WRONG = [
    (Reply(status=403), "it answered 403 Forbidden", 1),
    (Reply(status=404), "it answered 404 Not Found", 1),
    (Reply(status=204), "it answered 204 No Content", 1),
    (Reply(status=206, body=b"x"), "it answered 206 Partial Content", 1),
    (Reply(status=429), "it answered 429 Too Many Requests", 3),
    (Reply(status=429, headers={"Retry-After": "3600"}), "asks to wait (3600)", 1),
    (Reply(status=500), "it answered 500 Internal Server Error", 3),
    (Reply(status=503), "it answered 503 Service Unavailable", 3),
    (Reply(status=302), "it answered 302 Found", 1),
    (Reply(b""), "it is empty", 1),
    (Reply(BODY, length=len(BODY) + 1), "broke off", 3),
    (Reply(BODY, length=6_000_000), "larger than 5,000,000 bytes", 1),
    (Reply(BODY, endless=True), "larger than 5,000,000 bytes", 1),
    (Reply(silent=True), "it said nothing for 0.3 seconds", 3),
    (Reply(bomb(50_000_000), headers={"Content-Encoding": "gzip"}), "larger than", 1),
    (Reply(gzip.compress(BODY)[:-9], headers={"Content-Encoding": "gzip"}), "ends early", 1),
    (Reply(gzip.compress(BODY) + BODY, headers={"Content-Encoding": "gzip"}), "after its", 1),
    (Reply(BODY, headers={"Content-Encoding": "gzip"}), "is said to be gzip and isn't", 1),
    (Reply(BODY, headers={"Content-Encoding": "br"}), "packed as 'br'", 1),
]


@pytest.mark.parametrize("reply, sentence, times", WRONG, ids=range(len(WRONG)))
def test_an_answer_that_is_none_is_told_and_asked_again_only_if_that_may_help(
    site, get, reply, sentence, times
):
    site.replies["/file"] = reply
    with pytest.raises(FetchError) as caught:
        get()
    assert sentence in str(caught.value)
    assert len(site.requests) == times


def test_what_trickles_in_is_given_up_after_a_while(site, get):
    site.replies["/file"] = Reply(BODY, drop_by_drop=True)
    with pytest.raises(FetchError, match="it took longer than 1 seconds"):
        get(total=1.0)
    assert len(site.requests) == 1


def test_a_server_that_recovers_is_asked_until_it_does(site, get):
    replies = [Reply(status=503), Reply(status=429, headers={"Retry-After": "0"}), Reply(BODY)]
    site.replies["/file"] = lambda request: replies.pop(0)
    assert get()[1] == BODY


def test_a_server_that_is_not_there_is_unreachable(get, site, fetcher, tmp_path):
    with pytest.raises(FetchError, match="it can't be reached") as caught:
        fetcher().get("http://127.0.0.1:9/file", tmp_path / "came", None)
    assert caught.value.is_unreachable


def test_a_private_host_is_refused_before_anything_is_sent(site, get):
    site.has("/file", BODY)
    with pytest.raises(FetchError, match="not https"):
        get(hosts=Hosts())
    assert site.requests == []


def test_a_name_that_leads_to_this_machine_is_refused(fetcher, tmp_path):
    with pytest.raises(FetchError, match="an address of a private network") as caught:
        fetcher(hosts=Hosts()).get("https://localhost/file", tmp_path / "came", None)
    assert not caught.value.is_unreachable


def test_no_proxy_of_the_environment_is_asked(site, get, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.has("/file", BODY)
    assert get()[1] == BODY


@pytest.mark.parametrize("location", ["/there", "there", "/there#part", "/the re"])
def test_a_redirect_on_the_host_is_followed(site, get, location):
    site.replies["/file"] = Reply(status=301, headers={"Location": location})
    site.has("/there", BODY)
    site.has("/the%20re", BODY)
    assert get()[1] == BODY


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost/there",
        "http://10.0.0.1/there",
        "https://127.0.0.1/there",
        "http://127.0.0.1:9/there",
        "//other.example/there",
        "file:///etc/passwd",
        "http://[::1",
    ],
)
def test_a_redirect_elsewhere_is_refused(site, get, location):
    site.replies["/file"] = Reply(status=302, headers={"Location": location})
    with pytest.raises(FetchError, match="it redirects to "):
        get()
    assert len(site.requests) == 1


def test_a_redirect_in_a_circle_ends(site, get):
    site.replies["/file"] = Reply(status=302, headers={"Location": "/file"})
    with pytest.raises(FetchError, match="redirects more than 3 times"):
        get()
    assert len(site.requests) == 4


def test_only_headers_are_read_where_nothing_is_to_be_written(site, fetcher):
    site.replies["/file"] = Reply(BODY, endless=True, headers={"ETag": '"a"'})
    answer = fetcher().get(f"{site.address}/file", None, None)
    assert answer.validators == Validators('"a"', "")
    assert answer.sha256 == ""


def test_requests_are_apart(site, fetcher, tmp_path):
    site.has("/file", BODY)
    polite = fetcher(pause=0.05)
    polite.get(f"{site.address}/file", None, None)
    before = polite.asked_at
    polite.get(f"{site.address}/file", None, None)
    assert polite.asked_at - before >= 0.05


IN_A_MINUTE = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)


@pytest.mark.parametrize(
    "attempt, retry_after, wait",
    [
        (1, "", 2),
        (2, "", 4),
        (3, "", 8),
        (4, "", None),
        (1, "30", 30),
        (2, "1", 4),
        (1, "120", 120),
        (1, "121", None),
        (1, "9" * 400, None),
        (1, "soon", 2),
        (1, "-5", 2),
        (1, "Fri, 06 Mar 2020 10:00:00 GMT", 2),
        (1, "Fri, 06 Mar 2099 10:00:00 GMT", None),
        pytest.param(1, IN_A_MINUTE, pytest.approx(59, abs=58), id="in a minute"),
    ],
)
def test_waits_grow_and_heed_what_the_server_asks(attempt, retry_after, wait):
    bounds = Bounds(**SHORT | {"attempts": 4, "backoff": 2.0, "longest_wait": 120.0})
    assert wait_before(attempt, retry_after, bounds) == wait
