"""What an operator sets to be discreet: where quick exit leads, and titles that don't tell."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import RequestFactory

from finder import errors
from finder.management.commands.write_error_pages import PAGES

NEUTRAL = "Local services"
PATHS = ["/", "/search/?where=Boston,+MA", "/treatment/massachusetts/", "/about/", "/nothing/"]


def title(html):
    return re.search("<title>(.*?)</title>", html, re.DOTALL)[1].strip()


@pytest.mark.parametrize("path", PATHS)
def test_a_neutral_title_is_all_that_tabs_and_histories_see(client, cast, settings, path):
    before = client.get(path).content.decode()
    settings.NEUTRAL_TITLE = NEUTRAL
    html = client.get(path).content.decode()

    assert title(html) == NEUTRAL != title(before)
    assert f'<meta name="description" property="og:description" content="{NEUTRAL}">' in html
    heading = re.compile("<h1.*?</h1>", re.DOTALL)
    assert heading.search(html)[0] == heading.search(before)[0]


@pytest.mark.parametrize("page", [errors.server_error, errors.unavailable, errors.too_many])
def test_error_pages_have_it_too(settings, page):
    settings.NEUTRAL_TITLE = NEUTRAL
    assert title(page(RequestFactory().get("/")).content.decode()) == NEUTRAL


@pytest.mark.parametrize("path", PATHS)
def test_quick_exit_leads_where_the_operator_says(client, cast, settings, path):
    settings.EXIT_URL = "https://news.example/?a=1&b=2"
    html = client.get(path).content.decode()

    link = '<a class="exit" href="https://news.example/?a=1&amp;b=2" rel="noreferrer noopener"'
    assert html.count(link) == 1
    assert "weather.gov" not in html


def test_its_page_names_the_other_website(client, cast, settings):
    settings.EXIT_URL = "https://news.example/today"
    assert "It opens news.example." in client.get("/quick-exit/").content.decode()


@pytest.mark.parametrize("path", ["/", "/privacy/"])
def test_its_page_is_linked(client, cast, path):
    assert 'href="/quick-exit/"' in client.get(path).content.decode()


@pytest.mark.parametrize(
    "value", ["https://www.weather.gov/", "http://a.example", "https://b.de/x?y"]
)
def test_a_web_address_is_taken(settings_of, value):
    assert settings_of(EXIT_URL=value)["EXIT_URL"] == value


@pytest.mark.parametrize(
    "value",
    [
        "",
        "weather.gov",
        "//weather.gov",
        "javascript:alert(1)",
        "https://",
        "https://a b",
        "ftp://a",
    ],
)
def test_all_else_stops_the_start(settings_of, value):
    with pytest.raises(ImproperlyConfigured, match="^EXIT_URL is not a web address. Set it to "):
        settings_of(EXIT_URL=value)


def test_error_pages_are_written_for_the_proxy_without_a_database(tmp_path, capsys, settings):
    # pytest-django refuses the database to this test.
    call_command("write_error_pages", tmp_path / "errors")

    for folder, again in (("errors", "Try again"), ("errors/es", "Intentar otra vez")):
        assert {path.name for path in (tmp_path / folder).glob("*.html")} == {
            f"{status}.html" for status in PAGES
        }
        for status in PAGES:
            html = (tmp_path / folder / f"{status}.html").read_text()
            assert 'href="tel:988"' in html[:2048]
            # What was refused is refused again: those pages offer a search instead.
            assert (f"{again}</a>" in html) == (status >= 429)
    assert f"{len(PAGES) * len(settings.LANGUAGES)} error pages are in" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("address", "language"),
    [
        *(("/es/", "es"), ("/es", "es"), ("/es?where=MA", "es"), ("/ht/search/", "ht")),
        *(("/", None), ("/search/", None), ("/ES/", None), ("/es.html", None), ("/e/", None)),
    ],
)
def test_the_example_for_nginx_takes_the_language_of_the_address(settings, address, language):
    example = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    pattern = re.search(r'"~(.*)" /errors/\$language;', example)[1].replace("(?<", "(?P<")
    match = re.search(pattern, address)
    assert (match and match["language"]) == language


def test_the_example_for_nginx_shows_them(settings):
    example = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    for status in (429, 500, 502, 504):
        assert f"error_page {status} $errors/{status}.html;" in example
    assert "try_files $uri /errors/$error_file =404;" in example
    log_format = re.search(r"log_format discreet (.*?);", example, re.DOTALL)[1]
    for telling in ("remote_addr", "request_uri", "args", "referer", "user_agent", "$request "):
        assert telling not in log_format
