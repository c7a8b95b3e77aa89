"""Error pages. None of these tests has a database: pytest-django refuses it."""

import pytest
from django.test import RequestFactory

from finder import errors

PAGES = {
    400: errors.bad_request,
    403: errors.forbidden,
    413: errors.too_large,
    414: errors.too_long,
    404: errors.not_found,
    429: errors.too_many,
    500: errors.server_error,
    503: errors.unavailable,
}


@pytest.mark.parametrize("status", PAGES)
def test_it_shows_the_numbers_to_call(status):
    response = PAGES[status](RequestFactory().get("/"))
    html = response.content.decode()

    assert response.status_code == status
    assert html.count("<h1") == 1
    for uri in ("tel:911", "tel:988", "sms:988", "tel:+18006624357"):
        assert f'href="{uri}"' in html[:2048]
    assert "988 Suicide &amp; Crisis Lifeline</h3>" in html
    assert 'href="/"' in html
    assert "Treatment Finder" in html


@pytest.mark.parametrize("status", PAGES)
def test_it_shows_a_way_on(status):
    response = PAGES[status](RequestFactory().get("/"))
    html = response.content.decode()
    is_passing = status >= 429

    assert ('action="/search/"' in html and 'name="where"' in html) != is_passing
    assert ('<a class="button" href="">Try again</a>' in html) == is_passing
    assert response.get("Retry-After") == ("60" if status in (429, 503) else None)


def test_an_address_that_is_nothing_answers_404_with_the_policy(client):
    response = client.get("/nope/")

    assert response.status_code == 404
    assert "We can&#x27;t find this page" in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not response.cookies


@pytest.mark.parametrize("status", PAGES)
def test_it_is_in_the_language_of_the_address(status):
    response = PAGES[status](RequestFactory().get("/es/search/?where=Canton"))
    html = response.content.decode()

    assert '<html lang="es">' in html
    assert response["Content-Language"] == "es"
    assert "Llama al 911" in html
    assert "Habla con alguien ahora" in html
    assert 'href="/search/?where=Canton" lang="en" hreflang="en">English</a>' in html


def test_nothing_there_is_said_in_spanish(client):
    response = client.get("/es/nope/")

    assert response.status_code == 404
    assert "No encontramos esta página" in response.content.decode()
