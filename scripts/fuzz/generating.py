"""One request after another, each made of a seed and its number alone."""

import random
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from scripts.fuzz.addresses import addresses
from scripts.fuzz.hostile import BREAKERS, ORDER

# What a visitor might type, to be looked for in logs: letters alone, so that no coding hides it.
TYPED = "qztypedword"
METHODS = ["GET"] * 70 + ["POST"] * 14 + ["HEAD"] * 6
METHODS += ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "FOO", "get", "PROPFIND"]
VALUES = [
    *("Boston, MA", "02118", "MA", "Boston", "Providence, RI", "detox", "methadone", "medicaid"),
    *("", "0", "1", "2", "-1", "51", "9" * 400, "1e309", "NaN", "٣", "None", "[]", "true", "on"),
    *("csv", "geojson", "es", "-71.2,42.2,-70.9,42.5", "12", "serves-only", "distance", "name"),
    *("\0", "x\0y", "%00", "%", "\\", "e" * 3000, "a " * 150, "🏥" * 60, "é" * 201, "ﷺ" * 50),
    *("' OR 1=1 --", "../../etc/passwd", "//evil.example", "https://evil.example/", "\\\\evil"),
    *("\r\nSet-Cookie: qz=1", "\n\n<html>", "\u2028", "\u0301" * 99, "=1+1", "@SUM(1)", ORDER),
    *(f"{TYPED} {breaker}" for breaker in BREAKERS),
]
BYTES = [b"\xed\xa0\x80", b"\xff\xfe", b"\xe9", b"\xf0\x9f", b"%u0041", b"\xc0\x80", b"\x80" * 50]
HEADERS = {
    "Accept": ["application/json", "text/html", "*/*;q=0", "é", "a" * 2000],
    "Accept-Encoding": ["gzip", "br", "identity;q=0", "*;q=0", "gzip;q=x", "," * 500],
    "Accept-Language": ["es", "xx-YY", "*" * 500],
    "Content-Type": [
        *("a/b; charset=cp037", "a/b; charset=rot13", "a/b; charset=utf-16", "a/b; charset=hz"),
        *("a/b; charset=idna", "a/b; x*=nothing''%41", "multipart/form-data; boundary=x"),
        *("multipart/form-data", "multipart/form-data; boundary=" + "é" * 90, "application/json"),
        *("application/x-www-form-urlencoded; charset=utf-16", ";;;=", "a" * 3000, ""),
    ],
    "Content-Length": ["0", "-1", "abc", "1", "99999999999999999999", ""],
    "Cookie": [
        *("sessionid=abc; csrftoken=abc; messages=abc", "__Host-sessionid=x", "a=b" * 900, ";=;"),
        *("django_language=es", "\xff\xfe=\xff"),
    ],
    "Host": [
        *("testserver", "TESTSERVER", "testserver:80", "testserver.", "evil.example", "", "a b"),
        *("testserver:99999", "testserver:x", "[::1]", "testserver@evil.example", "testserver/x"),
    ],
    "If-Match": ['"a"', "*"],
    "If-Modified-Since": ["nonsense", "Thu, 01 Jan 2037 00:00:00 GMT", "Thu, 99 Jan 2037"],
    "If-None-Match": ['"a"', "nonsense", '"' * 900],
    "Origin": ["http://testserver", "https://evil.example", "null", "http://[", ""],
    "Range": ["bytes=0-1", "bytes=-1", "bytes=9-1", "lines=1", "bytes=" + "0-0," * 300],
    "Referer": ["https://evil.example/", f"http://testserver/?q={TYPED}", "http://["],
    "Sec-Fetch-Site": ["same-origin", "cross-site", "none", "x"],
    "X-Forwarded-Host": ["evil.example"],
    "X-Forwarded-Proto": ["https", "http", "x"],
    "X-Original-URL": ["/about/"],
    "X-HTTP-Method-Override": ["DELETE"],
    "X-Requested-With": ["XMLHttpRequest"],
    "DNT": ["1"],
}


@dataclass
class Asked:
    """A request: its method, address (a path, perhaps a query), headers and body."""

    method: str
    address: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Generator:
    """Makes requests of addresses from the URLconf and of parameters that the code knows."""

    def __init__(self, seed: int):
        self.seed = seed
        self.addresses = [*addresses(), "/admin/", "/admin/login/", "/admin/auth/user/"]
        self.names = known_parameters()

    def request(self, number: int) -> Asked:
        """Return the request of that number: always the same of a seed."""
        chance = random.Random(f"{self.seed}:{number}")
        path, _mark, query = chance.choice(self.addresses).partition("?")
        if chance.random() < 0.2:
            path = dirty_path(chance, path)
        parts = [query] if query and chance.random() < 0.5 else []
        if chance.random() < 0.75:
            parts.append(self.parameters(chance))
        method = chance.choice(METHODS)
        headers = {name: chance.choice(HEADERS[name]) for name in some_names(chance)}
        body = self.body(chance, headers) if method not in ("GET", "HEAD") else b""
        return Asked(method, path + ("?" if parts else "") + "&".join(parts), headers, body)

    def parameters(self, chance: random.Random) -> str:
        """Return a query or form: mostly few parameters, now and then far too many."""
        count = chance.choice([1, 1, 2, 2, 3, 4, 5, 8, 25, 250])
        pairs = [(chance.choice(self.names), value(chance)) for _each in range(count)]
        text = urlencode(pairs)
        return text if chance.random() < 0.9 else text.replace("%", "", 3).replace("=", "&", 1)

    def body(self, chance: random.Random, headers: dict[str, str]) -> bytes:
        """Return what a form sends, mostly as a page of the site would, and say of what type."""
        if chance.random() < 0.7:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Sec-Fetch-Site"] = "same-origin"
        if headers.get("Content-Type", "").startswith("multipart"):
            return multipart(chance, chance.choice(self.names))
        if chance.random() < 0.1:
            return chance.randbytes(chance.choice([1, 50, 70_000]))
        return self.parameters(chance).encode()


def known_parameters() -> list[str]:
    """Return the names of parameters that filters and forms of the site read, and some of none."""
    from django import forms

    from api.filters import ApiFilter
    from search.filters import SearchFilter

    names = {*SearchFilter.base_filters, *ApiFilter.base_filters, "id", "lang", "for", "to", "box"}
    names |= {"zoom", "kind", "p", "next", "_popup", "o", "__proto__", "where[]", "\0", "é", ""}
    waiting = [forms.Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if not form.__module__.startswith("django."):
            names |= set(getattr(form, "base_fields", {}))
    return sorted(names)


def some_names(chance: random.Random) -> list[str]:
    """Return the names of the headers of a request: none of most."""
    return chance.sample(sorted(HEADERS), chance.choice([0, 0, 0, 1, 1, 2, 3, 6]))


def value(chance: random.Random) -> str | bytes:
    if chance.random() < 0.1:
        return chance.choice(BYTES)
    if chance.random() < 0.1:
        return "".join(chr(chance.randrange(1, 0xD000)) for _each in range(chance.randrange(30)))
    text = chance.choice(VALUES)
    return f"{TYPED} {text}" if chance.random() < 0.2 else text


def dirty_path(chance: random.Random, path: str) -> str:
    """Return a path with something put in that no page of the site links to."""
    dirt = [*(quote(each) for each in BREAKERS), "%00", "%0d%0aSet-Cookie:%20qz=1", "%ff", "%5c"]
    dirt += ["//", "/../", "/./", "%2e%2e%2f", "x" * 2500, "é", "%E2%80%AE", ";a=b", "index.php"]
    where = chance.randrange(1, len(path) + 1)
    made = path[:where] + chance.choice(dirt) + path[where:]
    return made if chance.random() < 0.8 else "/" + made


def multipart(chance: random.Random, name: str) -> bytes:
    """Return a body of parts with the boundary x, seldom a right one."""
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{TYPED}',
        f"Content-Disposition: form-data; name*=nothing''%41\r\n\r\n{TYPED}",
        f'Content-Disposition: form-data; name="{name}"; filename="{TYPED}.exe"\r\n\r\nMZ',
        "Content-Disposition: form-data; name=\r\nContent-Transfer-Encoding: base64\r\n\r\n===",
        "\r\n\r\n",
        "Content-Disposition: " + "a" * 2000,
    ]
    chosen = chance.choices(parts, k=chance.choice([0, 1, 2, 5]))
    body = "".join(f"--x\r\n{part}\r\n" for part in chosen)
    return (body + chance.choice(["--x--\r\n", "", "--x"])).encode()
