"""What a visitor types is in no log, mail, cache or readable byte of the database."""

import pickle
import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client

import derived
from callbacks import notifying
from callbacks.models import CallbackRequest
from feedback.models import Report
from tests.pages.factories import make_edition, make_facility
from visitor_forms import guard

OURS = {"Sec-Fetch-Site": "same-origin"}
# Nothing of it is found anywhere by chance.
WORD, PLACE, NAME, NOTE = "qxcanaryword", "Qxcanaryville", "Qxcanaryname", "qxcanarynote"
PHONE = "617-555-0187"
LATITUDE, LONGITUDE = "64.837845", "-147.716675"
TYPED = {
    "word": WORD,
    "place": PLACE,
    "name": NAME,
    "note": NOTE,
    "phone": PHONE,
    "the phone's digits": "6175550187",
    "the phone's end": "5550187",
    "latitude": LATITUDE,
    "longitude": LONGITUDE,
    "longitude, rounded": "-147.72",
}
PATTERNS = {name: re.escape(typed) for name, typed in TYPED.items()}
# No minute has 64 seconds, so no time of day holds it; other numbers may end with it.
PATTERNS["latitude, rounded"] = r"(?<![\d.])64\.84"


@pytest.fixture(autouse=True)
def _as_in_production(settings, monkeypatch):
    """Keep what production keeps, and mail what it mails: at once, as a thread has no database."""
    monkeypatch.setattr(notifying, "in_background", lambda work: work())
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    derived.ask_anew()
    settings.ASKED_EVERY = 5
    settings.CALLBACKS_NOTIFY = ["agents@site.example"]
    settings.DEFAULT_FROM_EMAIL = "finder@site.example"
    yield
    caches["default"].clear()


@pytest.fixture
def facility(db):
    # Elsewhere than where the visitor is: its position holds none of the canaries.
    return make_facility(make_edition(), "Alder House", "DT MD", phones=["781-555-0101"])


def tokens(path, html):
    """Return the token of a page's form, as old as a person's."""
    [token] = re.findall('name="token" value="([^"]+)"', html)
    assert token, path
    return token


def send(client, path, monkeypatch, **typed):
    """Open the page at `path`, fill in its form, and send it."""
    token = tokens(path, client.get(path).content.decode())
    with monkeypatch.context() as later:
        later.setattr(guard, "LEAST_SECONDS", -1)
        return client.post(path, {"token": token, "homepage": "", **typed}, headers=OURS)


def visit(client, facility, monkeypatch):
    """Do all a visitor can do that types something; return the answers."""
    page = facility.get_absolute_url()
    near = {"latitude": LATITUDE, "longitude": LONGITUDE}
    asked = {"name": NAME, "phone": PHONE, "times": "any", "voicemail": "no", "whom_for": "self"}
    return [
        client.get("/search/", {"q": WORD, "where": PLACE}),
        client.get("/es/search/", {"q": f"{WORD} {NAME}", "where": "MA"}),
        client.get("/search/count/", {"q": WORD}),
        client.get("/api/v1/facilities/", {"q": WORD}),
        client.get("/api/v1/facilities/", {"q": WORD, "where": PLACE}),
        client.get("/api/v1/suggest/", {"q": WORD}),
        client.post("/near-me/", near, headers=OURS),
        send(client, "/callback/", monkeypatch, **asked, consent="on"),
        send(client, "/callback/", monkeypatch, **{**asked, "phone": f"{PHONE} zz"}),
        send(client, f"{page}report/", monkeypatch, kind="number", note=f"{NOTE} {PHONE}"),
        send(client, f"{page}report/", monkeypatch, kind="none", note=NOTE),
        client.post("/self-check/", {"larger": WORD, "substances": NAME}, headers=OURS),
    ]


def stored():
    """Yield (table, text) of every row of every table, as the database itself has it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield table, readable(row)


def readable(row):
    """Return what can be read of a row's values, bytes too."""
    return " ".join(
        bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
        for value in row
    )


def cached():
    """Yield what the cache of this process holds, as text."""
    for key, packed in caches["default"]._cache.items():
        yield f"{key} {packed.decode('latin-1')} {pickle.loads(packed)!r}"


def found_in(texts):
    """Return which of what was typed stands in one of the texts."""
    texts = list(texts)
    return [
        name
        for name, pattern in PATTERNS.items()
        if any(re.search(pattern, text) for text in texts)
    ]


def test_nothing_typed_is_found_anywhere(client, facility, monkeypatch, logged, mailoutbox):
    answers = visit(client, facility, monkeypatch)

    statuses = [answer.status_code for answer in answers]
    assert statuses == [200, 200, 200, 200, 400, 200, 303, 303, 400, 303, 400, 400]
    # It was taken in: what isn't found below was hidden, not dropped.
    assert [callback.name for callback in CallbackRequest.objects.all()] == [NAME]
    assert [report.note for report in Report.objects.all()] == [f"{NOTE} {PHONE}"]

    # Places lie everywhere, some at any rounded degree: of those tables only what was added.
    rows = [text for table, text in stored() if not table.startswith("places_")]
    assert rows
    assert found_in(rows) == []
    assert list(cached())
    assert found_in(cached()) == []
    assert len(mailoutbox) == 1
    assert found_in([str(mail.message()) for mail in mailoutbox]) == []
    assert logged()
    assert found_in([logged()]) == []
    assert found_in([answer.get("Location", "") for answer in answers]) == []
    assert [answer.cookies for answer in answers if answer.cookies] == []


@pytest.mark.parametrize("table", ["places_place", "places_alias"])
def test_nothing_is_added_to_the_places(client, facility, monkeypatch, table):
    def count():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            return cursor.fetchone()

    before = count()
    visit(client, facility, monkeypatch)

    assert count() == before


@pytest.mark.parametrize(
    "path, broken",
    [
        ("/callback/", "callbacks.views.receive"),
        ("{facility}report/", "feedback.views.receive"),
        ("/near-me/", "pages.near_me.nearest_zip"),
        ("/self-check/", "selfcheck.views.meaning"),
    ],
)
def test_nor_when_it_breaks_on_the_way(facility, monkeypatch, logged, path, broken):
    def breaks(*args, **kwargs):
        raise RuntimeError("it broke")

    client = Client(raise_request_exception=False)
    path = path.format(facility=facility.get_absolute_url())
    typed = {"name": NAME, "phone": PHONE, "note": NOTE, "kind": "number"}
    typed |= {"latitude": LATITUDE, "longitude": LONGITUDE, "consent": "on", "times": "any"}
    typed |= {"voicemail": "no", "whom_for": "self", "token": guard.new_token(), "homepage": ""}
    monkeypatch.setattr(guard, "LEAST_SECONDS", -1)
    monkeypatch.setattr(broken, breaks)

    answer = client.post(path, typed, headers=OURS)

    assert answer.status_code == 500
    assert "it broke" in logged()  # the error is heard of, what was typed is not
    assert found_in([logged(), answer.content.decode()]) == []
