"""Who runs the site: where it is said, and that no search minds."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from finder.configuration.operator import ServedFile
from finder.watching.conditions import of_operator

NAME = "Bay County Health"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
PAGES = ["/", "/about/", "/search/?where=02021", "/nothing/"]


@pytest.fixture
def operator(settings):
    settings.OPERATOR_NAME = NAME
    settings.OPERATOR_URL = "https://health.example/?a=1&b=2"
    return settings


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_who_runs_the_site(client, canton, operator, path):
    html = client.get(path).content.decode()
    link = 'href="https://health.example/?a=1&amp;b=2" rel="noreferrer noopener"'
    assert link in html[html.index('<footer class="foot">') :]
    assert f"{NAME}</a>" in html


@pytest.mark.parametrize("path", PAGES)
def test_without_an_operator_no_page_names_one(client, canton, path):
    assert "This site is run by" not in client.get(path).content.decode()


def test_logo_and_colors_are_served_by_the_site_and_kept(client, canton, operator):
    operator.OPERATOR_LOGO = ServedFile(SVG, "image/svg+xml")
    operator.OPERATOR_COLORS = ServedFile(b":root { --call: #0b5563; }", "text/css")
    html = client.get("/").content.decode()
    for address, content in (
        (re.search(r'src="(/operator/\w+/logo)"', html)[1], SVG),
        (re.search(r'href="(/operator/\w+/colors.css)"', html)[1], b"#0b5563"),
    ):
        response = client.get(address)
        assert content in response.content
        assert "immutable" in response["Cache-Control"]
        assert not response.cookies
    older = client.get("/operator/000000000000/logo")
    assert (older.status_code, "immutable" in older["Cache-Control"]) == (200, False)


def test_without_them_there_is_nothing_there(client, canton):
    assert "/operator/" not in client.get("/").content.decode()
    assert client.get("/operator/000000000000/logo").status_code == 404


@pytest.mark.parametrize("path", ["/", "/about/"])
def test_own_places_are_shown_as_the_operators(client, canton, operator, path):
    operator.OPERATOR_FACILITIES = [canton.cedar.public_id, "zzzzzzzz"]
    html = " ".join(client.get(path).content.decode().split())
    assert f'<h2 id="own">Places that <span translate="no">{NAME}</span> runs</h2>' in html
    own = html[html.index('aria-labelledby="own"') :].partition("</section>")[0]
    assert "No search puts them first." in own
    assert canton.cedar.name in own
    assert canton.alder.name not in own


def test_no_search_is_changed_by_whose_site_it_is(client, canton, operator):
    path = "/api/v1/facilities/?where=02021"
    before = client.get(path).json()
    operator.OPERATOR_FACILITIES = [canton.cedar.public_id]
    operator.OPERATOR_AREA = "Boston, MA"
    assert client.get(path).json() == before
    assert client.get("/search/?where=MA").context_data["search"].query.place.state == "MA"


@pytest.mark.parametrize("path", ["/", "/start/", "/start/?need=detox&where=", "/search/?where="])
def test_the_operators_area_stands_in_the_box(client, canton, operator, path):
    operator.OPERATOR_AREA = "Canton, MA"
    box = re.search('<input id="where"[^>]*>', client.get(path).content.decode())[0]
    assert 'value="Canton, MA"' in box


def test_what_is_typed_wins_over_the_area(client, canton, operator):
    operator.OPERATOR_AREA = "Canton, MA"
    address = client.get("/start/?need=detox&where=Boston,+MA")["Location"]
    assert parse_qs(urlsplit(address).query)["where"] == ["Boston, MA"]


def test_what_the_directory_does_not_know_is_told(canton, operator):
    assert list(of_operator()) == []
    operator.OPERATOR_AREA, operator.OPERATOR_FACILITIES = "Canton, MA", [canton.alder.public_id]
    assert list(of_operator()) == []
    operator.OPERATOR_AREA, operator.OPERATOR_FACILITIES = "Zzzzqq", ["zzzzzzzz"]
    assert [condition.name for condition in of_operator()] == [
        "operator-area",
        "operator-facilities",
    ]
