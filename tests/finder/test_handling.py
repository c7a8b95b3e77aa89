"""What Django's handlers leave: errors outside of them, HEAD, sizes, and what is logged of it."""

import logging
import logging.config

import pytest
from django.conf import settings as site_settings

from finder.configuration import privacy
from finder.handling.handler import Handler
from finder.handling.last_resort import last_resort
from finder.handling.sizes import LONGEST_LOCATION
from scripts.fuzz.addresses import addresses
from scripts.fuzz.asking import ask

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
MULTIPART = {**FORM, "Content-Type": "multipart/form-data; boundary=x"}
# Less than the smallest buffer of a proxy (nginx's, 4,096 bytes).
MOST_HEADER_BYTES = 4_000
# What pages and errors alike tell browsers.
SECURITY = ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options")
SECURITY += ("X-Frame-Options", "Cross-Origin-Opener-Policy", "Permissions-Policy")


@pytest.fixture(scope="module")
def application():
    return Handler()


@pytest.fixture
def asking(application, cast, kept_connection):
    return lambda address, *arguments, **more: ask(application, address, *arguments, **more)


@pytest.fixture
def log():
    """Return a list that fills with lines as production writes them."""
    lines = []

    class Lines(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    handler = Lines()
    handler.addFilter(privacy.forget_text)
    loggers = [logging.getLogger(name) for name in ("django", "finder")]
    for logger in loggers:
        logger.addHandler(handler)
    yield lines
    for logger in loggers:
        logger.removeHandler(handler)


# --- Errors ------------------------------------------------------------------------------


def broken(**changes):
    """Return an environment's part that Django can't make a request of."""
    return {"PATH_INFO": "/es/\u2028qxtyped/", **changes}  # no server's: paths are Latin-1


def check_numbers(answer, language="en"):
    text = answer.body.decode()
    assert 'href="tel:988"' in text
    assert f'<html lang="{language}">' in text
    assert all(answer.get(name) for name in SECURITY)
    assert "no-store" in answer.get("Cache-Control")


def test_what_fails_outside_of_djangos_handlers_is_answered_with_the_numbers(asking, log):
    answer = asking("/", **broken())

    assert answer.status == "500 Internal Server Error"
    check_numbers(answer, "es")
    assert len([line for line in log if "outside of Django's handlers" in line]) == 1
    assert "UnicodeEncodeError" in "".join(log)
    assert "qxtyped" not in "".join(log)


def test_without_static_files_the_numbers_stand_alone(settings, tmp_path, log):
    """Before collectstatic no page can be made, that of errors neither."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    settings.STATIC_ROOT = tmp_path
    answer = last_resort("/es/search/")

    assert any("Has manage.py collectstatic run" in line for line in log)
    assert (answer.status_code, answer["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert "988" in answer.content.decode()
    assert "Estos números" in answer.content.decode()
    assert all(answer[name] for name in SECURITY)


REFUSED = {
    "a wrong host": (400, "/about/?qxtyped", {"headers": {"Host": "qxtyped.example"}}),
    "a host that is none": (400, "/about/", {"headers": {"Host": "qx typed/"}}),
    "too many parameters": (400, "/search/?" + "qxtyped=&" * 300, {}),
    "too many fields": (400, "/near-me/", {"headers": FORM, "body": b"qxtyped=&" * 300}),
    "a form that is too large": (413, "/near-me/", {"headers": FORM, "body": b"q=" + b"<" * 65535}),
    "an encoding that is none, of a part": (
        400,
        "/near-me/",
        {
            "headers": MULTIPART,
            "body": b"--x\r\nContent-Disposition: form-data; name*=qxtyped''%41\r\n\r\na\r\n--x--",
        },
    ),
    "a file": (
        400,
        "/near-me/",
        {
            "headers": MULTIPART,
            "body": b'--x\r\nContent-Disposition: form-data; name="a"; filename="qxtyped"\r\n\r\n'
            b"a\r\n--x--\r\n",
        },
    ),
    "a form of another site": (403, "/callback/thanks/", {"headers": {}, "body": b"qxtyped=1"}),
    "a path that is no text": (404, "/%ff%fe%00qxnothing/", {}),
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_refused_with_the_numbers(asking, log, name, language):
    status, address, request = REFUSED[name]
    method = "POST" if "body" in request else "GET"
    answer = asking(f"/es{address}" if language == "es" else address, method, **request)

    assert answer.code == status
    check_numbers(answer, language)
    assert "qxtyped" not in "".join(log)
    assert not [line for line in log if "Traceback" in line or "\n" in line]


def test_a_refusal_is_one_line_that_names_its_kind(asking, log):
    asking("/", headers={"Host": "evil.example"})
    assert log == ["request refused: DisallowedHost"]


def test_of_what_breaks_the_log_tells_where_and_no_word(settings, asking, log):
    settings.ROOT_URLCONF = "tests.finder.raising"
    answer = asking("/fail/?qxtyped")

    assert answer.code == 500
    text = "".join(log)
    assert "RuntimeError" in text
    assert "raising.py" in text
    assert "on purpose" not in text.replace('raise RuntimeError("on purpose")', "")


def test_a_cause_is_told_by_its_type(log):
    try:
        try:
            raise ValueError("qxtyped")
        except ValueError as cause:
            raise RuntimeError("qxtyped") from cause
    except RuntimeError as error:
        text = privacy.traceback_without_messages(error)
    assert text.index("ValueError") < text.rindex("RuntimeError")
    assert text.endswith("RuntimeError")
    assert "qxtyped" not in text.replace('Error("qxtyped")', "")


# --- HEAD and plain text ------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/api/v1/facilities.csv", "/livez", "/nothing/"])
def test_head_is_answered_like_get_without_a_body(asking, address):
    head, get = asking(address, "HEAD"), asking(address)
    assert (head.status, head.body) == (get.status, b"")
    assert get.body
    assert {name for name, _value in head.headers} == {n for n, _v in get.headers} - {"ETag"} | (
        {"ETag"} if head.get("ETag") else set()
    )


@pytest.mark.parametrize("address", ["/livez", "/readyz", "/robots.txt"])
def test_plain_text_says_its_charset(asking, address):
    assert asking(address).get("Content-Type") == "text/plain; charset=utf-8"


# --- Sizes --------------------------------------------------------------------------------

QUERY = "utm_source=" + "x" * 3000
LONG = {
    "a search": f"/search/?where=Boston,+MA&{QUERY}",
    "a page": f"/about/?{QUERY}",
    "a state": "/treatment/massachusetts/?q=" + "%C3%B1" * 500,
    "raw bytes": "/treatment/massachusetts/?q=" + "ñ" * 1500,
    "a path": "/treatment/" + "x" * 3000 + "/",
    "nothing": "/nothing/" + "ñ" * 600,
    "a slash to be added": f"/search?{QUERY}",
    "moved": f"/treatment/MA/?{QUERY}",
    "an export": f"/api/v1/facilities.csv?where=MA&{QUERY}",
    "the API": "/api/v1/facilities/?where=" + "ñ" * 199,
    "the API, a slash to be added": f"/api/v1/facilities?{QUERY}",
    "the log-in": f"/admin/?{QUERY}",
}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_headers_of_long_addresses_fit_a_proxys_buffer(asking, settings, name, scheme):
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = scheme == "https"
    settings.ALLOWED_HOSTS = ["." + "example"]
    host = ".".join(["a" * 60] * 3) + ".example"
    for path in (LONG[name], f"/es{LONG[name]}"):
        for asked_by in {scheme, "http"}:
            answer = asking(path, headers={"Host": host}, scheme=asked_by)
            assert answer.header_bytes < MOST_HEADER_BYTES
            # 403: the API over http, which leads nobody to https.
            assert answer.code in (200, 301, 302, 400, 403, 404, 414)


def test_headers_of_every_address_fit_a_proxys_buffer(asking):
    sizes = {address: asking(address, "HEAD").header_bytes for address in addresses()}
    assert [address for address, size in sizes.items() if size > MOST_HEADER_BYTES / 2] == []


@pytest.mark.parametrize("length", ["abc", "-1", "", "²", "1e3", "9" * 5000])
def test_a_length_that_is_no_number_is_none(asking, length):
    answer = asking("/near-me/", "POST", {**FORM, "Content-Length": length}, body=b"latitude=1")
    assert answer.code == 400
    check_numbers(answer)


@pytest.mark.parametrize("path", ["/search?", "/es/search?"])
def test_a_redirect_to_an_address_that_is_too_long_is_refused(asking, path):
    assert asking(path + "x" * (LONGEST_LOCATION - 30)).code == 301
    answer = asking(path + "x" * LONGEST_LOCATION)
    assert (answer.code, answer.get("Location")) == (414, None)
    check_numbers(answer, "es" if path.startswith("/es") else "en")


def test_a_page_still_says_where_it_is_in_other_languages(asking):
    assert 'hreflang="es"' in asking("/treatment/massachusetts/?page=1").get("Link")
    assert asking(f"/treatment/massachusetts/?{QUERY}").get("Link") is None


def test_the_admin_takes_long_texts(asking):
    body = b"username=" + b"x" * 100_000
    answer = asking("/admin/login/", "POST", FORM, body=body)
    assert answer.code == 403  # without its cookie
    assert site_settings.DATA_UPLOAD_MAX_MEMORY_SIZE > 100_000
