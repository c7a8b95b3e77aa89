"""Pages that are kept say what pages made anew say, and never for longer."""

from datetime import date

import brotli
import pytest
from django.core.cache import cache

from facilities.models import mark_changed
from finder.worker import kept_pages
from guides.models import Guide
from helplines.models import Helpline
from tests.pages.factories import make_canton

PATHS = [
    *("/", "/es/", "/start/", "/treatment/", "/treatment/massachusetts/", "/es/treatment/maine/"),
    *("/treatment/massachusetts/canton/", "/helplines/", "/es/helplines/", "/guides/", "/about/"),
    *("/guides/overdose/", "/es/guides/overdose/", "/contact/", "/es/privacy/", "/quick-exit/"),
]


@pytest.fixture
def canton(db):
    return make_canton()


@pytest.fixture
def keeping(monkeypatch, canton):
    """Keep pages as a process that serves does, without waiting until all is of one state."""
    pages = kept_pages.KeptPages()
    pages.is_on = True
    monkeypatch.setattr(kept_pages, "pages", pages)
    monkeypatch.setattr(kept_pages, "SETTLED", 0)
    return pages


@pytest.fixture
def ask(client):
    """Ask for a page, seconds after whatever was asked before."""

    def do(path, **headers):
        cache.clear()
        return client.get(path, headers=headers)

    return do


def made(keeping):
    """Return how many pages are kept."""
    return len(keeping._pages)


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_a_kept_page_is_the_page(keeping, ask, coding):
    for path in PATHS:
        keeping.is_on = False
        anew = ask(path, accept_encoding=coding)
        keeping.is_on = True
        ask(path), ask(path)
        again = ask(path, accept_encoding=coding)

        assert again.status_code == 200
        assert again.content == anew.content, path
        assert dict(again.items()) == dict(anew.items()), path
    assert made(keeping) == len(PATHS)


def test_it_is_made_once(keeping, ask):
    assert ask("/guides/overdose/").templates
    assert ask("/guides/overdose/").templates == []


def a_guide():
    Guide.objects.filter(slug="overdose", language="en").get().delete()


def a_line():
    Helpline.objects.create(
        slug="new",
        name="A new line",
        role="crisis",
        call_display="555-0100",
        call_number="+15555550100",
        who_answers="a",
        who_pays="a",
        hours="a",
        languages="a",
        cost="a",
        does="a",
        does_not="a",
        may_refer_to_paying_provider="no",
        source_name="a",
        source_url="https://example.org/",
        last_verified=date(2026, 1, 1),
        position=900,
    )


@pytest.mark.parametrize(
    "path", ["/", "/treatment/massachusetts/", "/treatment/massachusetts/canton/"]
)
def test_a_change_of_the_directory_is_shown(keeping, ask, canton, path):
    before = ask(path).content
    assert ask(path).content == before
    canton.alder.delete()
    mark_changed()

    assert ask(path).content != before


@pytest.mark.parametrize("change, path", [(a_guide, "/guides/"), (a_line, "/helplines/")])
def test_a_change_of_what_staff_writes_is_shown(keeping, ask, change, path):
    before = ask(path).content
    change()

    assert ask(path).content != before


def test_a_new_day_is_a_new_state(keeping, ask, monkeypatch):
    ask("/guides/"), ask("/guides/")
    monkeypatch.setattr(kept_pages, "localdate", lambda: date(2099, 1, 1))
    ask("/about/")

    assert made(keeping) <= 1


def test_nothing_is_kept_until_all_that_is_shown_is_of_one_state(keeping, ask, monkeypatch):
    monkeypatch.setattr(kept_pages, "SETTLED", 3600)
    ask("/"), ask("/")

    assert made(keeping) == 0


@pytest.mark.parametrize(
    "path", ["/?where=MA", "/guides/?x", "/nothing/", "/guides/nothing/", "/treatment/ma/"]
)
def test_what_isnt_the_same_for_all_isnt_kept(keeping, ask, path):
    ask(path), ask(path)

    assert made(keeping) == 0


def test_another_host_has_pages_of_its_own(keeping, ask, settings):
    settings.ALLOWED_HOSTS = ["*"]
    path = "/guides/overdose/"  # its structured data names the address
    ask(path), ask(path, host="a.example")

    assert b"a.example" in ask(path, host="a.example").content
    assert b"a.example" not in ask(path).content


def test_the_pages_asked_for_last_are_kept(keeping, ask, monkeypatch):
    ask("/"), ask("/about/")
    least = sum(len(page.packed) for page in keeping._pages.values())
    monkeypatch.setattr(kept_pages, "MOST_BYTES", least)
    ask("/"), ask("/quick-exit/")

    assert "/about/" not in {path for _scheme, _host, path in keeping._pages}
    assert keeping._bytes == sum(len(page.packed) for page in keeping._pages.values()) <= least
    assert brotli.decompress(keeping.get(kept_pages.version(), next(iter(keeping._pages))).packed)
