"""Pages that are kept say what pages made anew say, and never for longer."""

from datetime import date

import brotli
import pytest

import derived
from facilities.models import Correction, Edition, Facility, Service, mark_changed
from finder.worker import kept_pages
from guides.models import Guide
from helplines.models import Helpline
from tests.facilities.corrections.corrected import CONFIRMED
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
    return new_pages("pages", monkeypatch)


@pytest.fixture
def keeping_facilities(monkeypatch, canton):
    """Keep pages of facilities in the same way."""
    return new_pages("facility_pages", monkeypatch)


def new_pages(name, monkeypatch):
    pages = kept_pages.KeptPages(getattr(kept_pages, name).ask_version)
    pages.is_on = True
    monkeypatch.setattr(kept_pages, name, pages)
    monkeypatch.setattr(kept_pages, "SETTLED", 0)
    return pages


@pytest.fixture
def ask(client):
    """Ask for a page, seconds after whatever was asked before."""

    def do(path, **headers):
        derived.ask_anew()
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


def addresses(canton):
    paths = [each.get_absolute_url() for each in (canton.alder, canton.birch, canton.cedar)]
    return [*paths, *(f"/es{path}" for path in paths)]


def test_a_kept_page_of_a_facility_is_the_page(keeping_facilities, client, canton):
    for path in addresses(canton):
        keeping_facilities.is_on = False
        anew = client.get(path)
        keeping_facilities.is_on = True
        made_first, again = client.get(path), client.get(path)

        assert made_first.content == again.content == anew.content
        assert dict(again.items()) == dict(anew.items())
        assert made_first.templates
        assert not again.templates
    assert made(keeping_facilities) == 6


def another_program(facility):
    facility.program = "Evenings"
    facility.save()


def another_number(facility):
    number = facility.phones.first()
    number.display = "781-555-0199"
    number.save()


def found_closed(facility):
    facility.status = Facility.Status.CLOSED
    facility.save()


def not_its_service(facility):
    service = Service.objects.get(slug="detox")
    Correction.objects.create(facility=facility, what="not-offered", service=service, **CONFIRMED)


def another_title(_facility):
    edition = Edition.objects.get()
    edition.title = "Another title"
    edition.save()


def gone_altogether(facility):
    facility.delete()


CHANGES = [another_program, another_number, found_closed, not_its_service, another_title]


@pytest.mark.parametrize("change", [*CHANGES, gone_altogether])
def test_what_changes_shows_at_once_on_a_facilitys_page(keeping_facilities, client, canton, change):
    """Not some seconds later, as on other pages: nothing else that is kept is forgotten here."""
    path = canton.alder.get_absolute_url()
    before = client.get(path).content
    assert client.get(path).templates == []
    change(canton.alder)
    after = client.get(path)
    keeping_facilities.is_on = False

    assert before != after.content == client.get(path).content


@pytest.mark.parametrize("query", ["?", "?where=02118", "?from=search"])
def test_a_facilitys_page_of_a_query_string_isnt_kept(keeping_facilities, client, canton, query):
    path = f"{canton.alder.get_absolute_url()}{query}"
    first, again = client.get(path), client.get(path)

    assert first.content == again.content
    assert made(keeping_facilities) == (query == "?")


def test_what_isnt_the_page_of_a_facility_isnt_kept(keeping_facilities, client, canton):
    found_closed(canton.birch)
    alder, birch = canton.alder.get_absolute_url(), canton.birch.get_absolute_url()
    statuses = [
        client.get(path).status_code for path in (birch, alder[:-2] + "/", "/facility/x/y/")
    ]

    assert statuses == [410, 301, 404]
    assert made(keeping_facilities) == 0
