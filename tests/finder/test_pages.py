"""Answers for machines: crawlers, monitors, and what starts and stops the site."""

from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import OperationalError, connection

import derived
from facilities.models import Edition, Facility, mark_changed
from finder.language import CLOSED_TO_ROBOTS, path_in
from finder.pages import REPORTS
from pages import sitemaps
from search import index
from tests.facilities.cast import remove_cast

CODES = [code for code, _name in settings.LANGUAGES]


def addresses(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(response.getvalue())
    return [element.text for element in root.iter() if element.tag.endswith("}loc")]


def test_robots_leave_searches_and_forms_alone():
    assert {"/search/", "/shortlist/", "/call-sheet/", "/callback/"} <= set(CLOSED_TO_ROBOTS)


def test_robots_may_read_all_but_searches_and_the_admin(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        *(
            f"Disallow: {path_in(code, path)}"
            for code in CODES
            for path in (*CLOSED_TO_ROBOTS, REPORTS)
        ),
        "Disallow: /admin/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_the_sitemap_leads_to_its_sections(client, cast):
    assert addresses(client, "/sitemap.xml") == [
        "http://testserver/sitemap-states.xml",
        "http://testserver/sitemap-facilities.xml",
        "http://testserver/sitemap-guides.xml",
    ]


def test_the_sitemap_has_the_states_where_something_is(client, cast):
    assert sorted(addresses(client, "/sitemap-states.xml")) == sorted(
        f"http://testserver{path_in(code, f'/treatment/{slug}/')}"
        for slug in ("maine", "massachusetts", "new-hampshire", "rhode-island")
        for code in CODES
    )


def test_the_sitemap_says_which_pages_are_one_in_several_languages(client, cast):
    root = ElementTree.fromstring(client.get("/sitemap-states.xml").content)
    for entry in root:
        links = {
            link.get("hreflang"): link.get("href") for link in entry if link.tag.endswith("}link")
        }
        assert links["es"] == links["en"].replace("testserver/", "testserver/es/")
        assert links["x-default"] == links["en"]


def test_the_sitemap_has_every_listed_facility_at_an_address_that_answers(client, cast):
    listed = addresses(client, "/sitemap-facilities.xml")
    assert len(listed) == len(CODES) * Facility.objects.listed().count() == len(set(listed))
    for address in listed:
        assert client.get(address).status_code == 200


def test_the_sitemap_has_no_invented_facility(client, cast):
    Edition.objects.update(is_demo=True)
    assert addresses(client, "/sitemap-facilities.xml") == []


PARTS = [f"?p={part}" for part in ("2", "0", "-1", "x", "01", "")]


@pytest.mark.parametrize(
    "path", ["/sitemap-nothing.xml", *(f"/sitemap-facilities.xml{part}" for part in PARTS)]
)
def test_a_section_that_is_not_there_is_not_found(client, cast, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["?a=1", "?p=1", "?p=1&a=1", "?p=9&p=1", "?"])
@pytest.mark.parametrize("section", ["", "-states", "-facilities", "-guides"])
def test_a_sitemap_has_one_address(client, cast, section, query):
    path = f"/sitemap{section}.xml"
    response = client.get(path + query)
    if query == "?":
        assert response.status_code == 200
    else:
        assert (response.status_code, response["Location"]) == (301, path)


@pytest.fixture
def large_sitemap(cast, monkeypatch, settings, tmp_path):
    """Let the facilities be several parts, each of which is kept."""
    monkeypatch.setattr(sitemaps, "SMALL", 1)
    monkeypatch.setattr(sitemaps.FacilitySitemap, "limit", 7)
    settings.KEPT_FILES_DIR = tmp_path / "kept"


def test_a_sitemap_that_is_kept_has_every_facility_once(client, large_sitemap, monkeypatch):
    parts = [address for address in addresses(client, "/sitemap.xml") if "-facilities" in address]
    assert len(parts) > 2
    with monkeypatch.context() as patch:
        patch.setattr(sitemaps, "SMALL", 10_000)
        expected = [client.get(part) for part in parts]
    for _time in range(2):
        for part, plain in zip(parts, expected, strict=True):
            response = client.get(part)
            assert response.getvalue() == plain.content
            for name in ("Content-Type", "Last-Modified", "X-Robots-Tag", "Cache-Control"):
                assert response[name] == plain[name]
    listed = [address for part in parts for address in addresses(client, part)]
    assert len(listed) == len(CODES) * Facility.objects.listed().count() == len(set(listed))


def test_a_sitemap_that_is_kept_follows_the_directory(client, large_sitemap):
    path = "/sitemap-facilities.xml"
    before = client.get(path).getvalue()
    Facility.objects.filter(name="Alder House").update(slug="alder-home")
    assert client.get(path).getvalue() == before
    mark_changed()
    assert b"alder-home" in client.get(path).getvalue()


def test_a_sitemap_is_made_for_each_where_nothing_can_be_kept(
    client, large_sitemap, settings, tmp_path
):
    (tmp_path / "file").write_text("")
    settings.KEPT_FILES_DIR = tmp_path / "file" / "kept"
    assert len(addresses(client, "/sitemap-facilities.xml")) == 7


def test_it_is_alive_without_a_database(client):
    # pytest-django refuses the database to this test.
    response = client.get("/livez")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_it_is_ready_with_a_directory(client, cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/readyz")
    assert response.status_code == 200
    assert response.content.startswith(b"ready\ndatabase default: ok\n")


def test_it_is_not_ready_without_a_directory(client, cast):
    remove_cast()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content.startswith(b"not ready\n")


def test_it_is_not_ready_with_old_editions_only(client, cast):
    Edition.objects.update(is_current=False)
    assert client.get("/readyz").status_code == 503


def test_it_is_not_ready_when_the_database_does_not_answer(client, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    derived.reset()
    monkeypatch.setattr(connection, "cursor", refuse)
    assert client.get("/readyz").status_code == 503


def test_it_is_ready_when_the_database_does_not_answer_but_the_directory_is_in_memory(
    client, cast, monkeypatch
):
    def refuse():
        raise OperationalError("connection refused")

    index.current()
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content.splitlines()[0]) == (200, b"ready")
