"""What no answer may be, whatever was asked: each check yields sentences about what is wrong."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from finder.caching import SHARED_STATUSES
from finder.middleware import HEADERS
from scripts.fuzz.asking import Answer
from scripts.fuzz.generating import TYPED, Asked
from scripts.fuzz.hostile import MARK, ORDER, PRODUCT

HERE = "http://testserver"
# A tag or an attribute that somebody else put there.
UNESCAPED = re.compile(rf"<{MARK}|[\"']\s*on{MARK}=[\"']|href=\W?\s*javascript:".encode(), re.I)
MARKUP = ("text/html", "application/xml", "image/svg+xml", "application/xhtml+xml")
# Proxies' buffers take some 4,096 bytes.
MOST_HEADER_BYTES = 4_000
WANTED = [*HEADERS, "Content-Security-Policy", "Cache-Control"]
STAFFS = "/admin/"
# The one page that other sites may frame (finder/middleware.py).
FRAMED = re.compile(r"(/es)?/embed/(\?|$)")


def wrong(asked: Asked, answer: Answer, logged: list[str]) -> Iterator[str]:
    """Yield what is wrong with an answer, and with the lines that were logged for it."""
    yield from wrong_headers(asked, answer)
    yield from wrong_body(answer)
    if answer.code >= 500 and answer.code != 503:
        yield f"status {answer.code}"
    # Of paths, which may be in logs, the generator makes none with that word.
    if any(TYPED in line for line in logged):
        yield "the log holds what was typed"
    if any("Traceback" in line for line in logged):
        yield "a traceback in the log"


def wrong_headers(asked: Asked, answer: Answer) -> Iterator[str]:
    framed = {"X-Frame-Options"} if FRAMED.match(asked.address) else set()
    missing = [name for name in WANTED if name not in framed and not answer.get(name)]
    if missing:
        yield f"without {', '.join(missing)}"
    if answer.get("Set-Cookie") and not asked.address.startswith(STAFFS):
        yield "a cookie for a visitor"
    if answer.code not in {*SHARED_STATUSES, 304} and "no-store" not in answer.get("Cache-Control"):
        yield f"caches may keep a {answer.code}"
    if any(re.search(r"[\r\n\0]", value) for _name, value in answer.headers):
        yield "a line break in a header"
    if answer.header_bytes > MOST_HEADER_BYTES:
        yield f"{answer.header_bytes} bytes of headers"
    if (location := answer.get("Location")) is not None and not is_here(location):
        yield f"leads to {location[:100]!r}"


def is_here(location: str) -> bool:
    """Tell whether browsers, which read \\ as / and leave out tabs, stay on the site."""
    as_read = location.replace("\\", "/").translate(dict.fromkeys(map(ord, "\t\n\r"))).strip()
    try:
        return urlsplit(urljoin(f"{HERE}/", as_read)).hostname in ("testserver", "localhost")
    except ValueError:
        return False


def wrong_body(answer: Answer) -> Iterator[str]:
    kind = answer.get("Content-Type") or ""
    if kind.startswith(MARKUP) and (match := UNESCAPED.search(answer.body)):
        start = max(match.start() - 60, 0)
        yield f"unescaped: {answer.body[start : match.end() + 30]!r}"
    if PRODUCT.encode() in answer.body:
        yield "a template was run"
    if kind.startswith(MARKUP) and f"{ORDER}gnp.exe".encode() in answer.body:
        yield "the directory changes the order of what is read"
    if b"Traceback (most recent call last)" in answer.body:
        yield "a traceback in the page"
