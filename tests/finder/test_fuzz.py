"""A short run of `make fuzz`, and that its checks would see what they look for."""

import pytest
from django.core.management import call_command

from finder.handling.handler import Handler
from scripts.fuzz import hostile
from scripts.fuzz.asking import Answer, ask
from scripts.fuzz.checks import is_here, wrong
from scripts.fuzz.generating import TYPED, Asked, Generator
from scripts.fuzz.hostile import MARK, ORDER, PRODUCT
from scripts.fuzz.running import run
from tests.finder.test_headers import HEADERS

SEED, COUNT = 7, 250


@pytest.fixture
def hostile_directory(cast, tmp_path):
    call_command("import_directory", str(hostile.write(tmp_path / "hostile.json")), verbosity=0)


def test_nothing_generated_breaks_an_answer(hostile_directory, kept_connection):
    outcome = run(Handler(), Generator(SEED), range(COUNT))

    assert outcome.violations == []
    assert outcome.asked == COUNT
    assert {200, 301, 400, 403, 404, 405} <= set(outcome.statuses)


def test_the_hostile_directory_is_shown_as_what_it_is(hostile_directory, kept_connection):
    answer = ask(Handler(), "/search/?where=Boston,+MA")
    assert f"&lt;{MARK}".encode() in answer.body
    assert list(wrong(Asked("GET", "/search/"), answer, [])) == []


def test_a_number_is_always_the_same_request(cast):
    some, same, another = Generator(3), Generator(3), Generator(4)
    numbers = range(50)
    assert [*map(some.request, numbers)] == [*map(same.request, numbers)]
    assert [*map(some.request, numbers)] != [*map(another.request, numbers)]


GOOD = {
    **HEADERS,
    "Permissions-Policy": "camera=()",
    "Content-Security-Policy": "default-src 'none'",
    "Cache-Control": "no-store",
    "Content-Type": "text/html; charset=utf-8",
}
WRONG = {
    "status 500": {"status": "500 Oh"},
    "a cookie": {"headers": {"Set-Cookie": "a=b"}},
    "caches may keep a 404": {"status": "404 Not Found", "headers": {"Cache-Control": "public"}},
    "a line break": {"headers": {"Link": "a\nb"}},
    "bytes of headers": {"headers": {"Link": "a" * 4000}},
    "leads to": {"headers": {"Location": "//evil.example"}},
    "without Content-Security-Policy": {"headers": {"Content-Security-Policy": ""}},
    "unescaped": {"body": f"<p><{MARK} a=1>"},
    "unescaped: ": {"body": f"<a title='' on{MARK}='1'>"},
    "unescaped: b": {"body": f'<a href="javascript:{MARK}()">'},
    "a template was run": {"body": PRODUCT},
    "changes the order": {"body": f"House {ORDER}gnp.exe"},
    "a traceback in the page": {"body": "Traceback (most recent call last):"},
    "the log holds": {"logged": [f"Not Found: /?q={TYPED}"]},
    "a traceback in the log": {"logged": ["Oh\nTraceback (most recent call last):"]},
}


def sentences(status="200 OK", headers=None, body="", logged=()):
    answer = Answer(status, [*{**GOOD, **(headers or {})}.items()], body.encode())
    return list(wrong(Asked("GET", f"/?q={TYPED}"), answer, list(logged)))


@pytest.mark.parametrize("sentence", WRONG)
def test_what_is_wrong_is_seen(sentence):
    assert any(sentence in text for text in sentences(**WRONG[sentence]))


def test_what_is_right_is_left_alone():
    assert sentences(body=f"<p>&lt;{MARK}&gt; &quot; on{MARK}=&quot;", logged=["GET / 200"]) == []


@pytest.mark.parametrize(
    "location, here",
    [
        ("/search/", True),
        ("https://testserver/", True),
        ("?a=https://evil.example", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("\\\\evil.example", False),
        ("/\t/evil.example", False),
        ("https://testserver@evil.example/", False),
        ("https://[", False),
    ],
)
def test_where_a_browser_would_go(location, here):
    assert is_here(location) is here
