"""A shared cache may keep a page for a day under the revision that all it shows is of."""

from datetime import UTC, date, datetime

import pytest
from django.db import OperationalError

import derived
from facilities.models import mark_changed
from finder.caching import SHARED
from finder.worker import revision
from guides.models import Guide
from helplines.models import Helpline
from places.models import GazetteerLoad
from resources.models import ResourceList
from search import index
from tests.pages.factories import make_canton

PAGES = [
    *("/", "/es/", "/search/?where=Canton,+MA", "/es/search/?where=MA", "/search/map/?where=MA"),
    *("/treatment/massachusetts/", "/guides/", "/about/", "/api/v1/facilities/", "/robots.txt"),
]
NOT_KEPT = [
    *("/livez", "/readyz", "/nothing/", "/near-me/", "/callback/", "/api/v1/suggest/?q=bos"),
    *("/admin/login/", "/api/v1/facilities/?radius=7", "/api/v1/facilities.csv?where=MA"),
]


@pytest.fixture
def canton(db, settings, monkeypatch, kept_connection):
    settings.CACHE_BY_REVISION = True
    monkeypatch.setattr(revision, "SETTLED", 0.0)
    return make_canton()


def now():
    """Return the revision, whatever was asked of the database lately."""
    derived.ask_anew()
    return revision.of_pages()


def kept(client, path, named, method="get"):
    """Return how long a shared cache may keep the answer, asked for a second time."""
    for _twice in range(2):
        answer = getattr(client, method)(path, headers={revision.HEADER: named})
        answer.close()
    return answer.headers.get(revision.KEEP)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_named_revision_may_be_kept_for_a_day(client, canton, path):
    named = now()
    assert kept(client, path, named) == "86400"
    # For all other caches it is what it was.
    assert client.get(path)["Cache-Control"] == SHARED
    assert revision.KEEP not in client.get(path)


@pytest.mark.parametrize("path", NOT_KEPT)
def test_what_is_kept_nowhere_or_sent_in_pieces_is_not(client, canton, path):
    assert kept(client, path, now()) is None


def test_of_another_revision_it_is_kept_for_a_minute(client, canton):
    before = now()
    mark_changed()
    derived.ask_anew()
    assert kept(client, "/search/", before) is None
    assert kept(client, "/search/", "") is None
    assert kept(client, "/search/", "made up") is None
    assert kept(client, "/search/", now()) == "86400"


def test_a_form_is_sent_to_nobody_else(client, canton):
    assert kept(client, "/near-me/", now(), "post") is None


def test_nothing_is_kept_until_all_that_is_shown_is_of_one_state(client, canton, monkeypatch):
    monkeypatch.setattr(revision, "SETTLED", 3600.0)
    assert kept(client, "/search/", now()) is None


def test_a_page_of_the_index_before_is_kept_for_a_minute(client, canton, monkeypatch):
    before = index.current()
    mark_changed()
    named = now()
    with monkeypatch.context() as patch:
        patch.setattr(revision.index, "current", lambda: before)
        assert kept(client, "/search/", named) is None
    assert kept(client, "/search/", named) == "86400"


def test_a_page_that_asked_for_an_outdated_value_is_kept_for_a_minute(client, canton):
    states = ["old", "new"]
    value = derived.Derived(lambda state: state, version=lambda: states[0])
    assert value.current() == "old"
    named = now()
    before = derived.found_outdated()
    assert value.current() == "old"
    assert derived.found_outdated() == before  # nothing was outdated
    states.pop(0)
    assert value.current() == "new"
    assert derived.found_outdated() != before
    derived._registry.remove(value)
    assert kept(client, "/search/", named) == "86400"


def test_off_nothing_is_told_and_nothing_kept(client, canton, settings):
    named = now()
    assert client.get("/revision")[revision.HEADER] == named
    settings.CACHE_BY_REVISION = False
    assert revision.HEADER not in client.get("/revision")
    assert kept(client, "/search/", named) is None


def test_it_is_told_without_a_word_and_never_kept(client, canton):
    answer = client.get("/revision")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "no-store" in answer["Cache-Control"]


def test_while_the_database_cannot_tell_a_cache_keeps_what_it_knows(client, canton, monkeypatch):
    def away(_key, _ask):
        raise OperationalError("no answer")

    named = now()
    monkeypatch.setattr(revision, "asked_lately", away)
    answer = client.get("/revision")
    assert (answer.status_code, revision.HEADER in answer) == (503, False)
    assert kept(client, "/about/", named) is None


def a_line():
    line = Helpline.objects.first()
    line.pk, line.slug, line.position = None, "new", 900
    line.save()


CHANGES = {
    "a correction, an import": mark_changed,
    "a guide": lambda: Guide.objects.filter(slug="overdose").delete(),
    "a helpline": a_line,
    "a list of other places": lambda: ResourceList.objects.create(
        kind="naloxone",
        title="N",
        publisher="N",
        source_format="table",
        imported_at=datetime(2026, 1, 1, tzinfo=UTC),
    ),
    "names of places": lambda: GazetteerLoad.objects.update(
        loaded_at=datetime(2026, 1, 1, tzinfo=UTC)
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_pages_show_makes_another_revision(canton, change):
    before = now()
    assert now() == before
    change()
    assert now() != before


def test_so_do_another_day_and_another_setting(canton, monkeypatch, settings):
    before = now()
    monkeypatch.setattr(revision, "localdate", lambda: date(2099, 1, 1))
    tomorrow = now()
    revision._site.cache_clear()
    settings.SITE_NAME = "Another name"
    try:
        assert len({before, tomorrow, now()}) == 3
    finally:
        revision._site.cache_clear()


def test_no_secret_is_in_it(canton, settings):
    revision._site.cache_clear()
    before = now()
    revision._site.cache_clear()
    settings.SECRET_KEY, settings.FIELD_KEYS = "another", []
    after = now()
    revision._site.cache_clear()
    assert after == before
