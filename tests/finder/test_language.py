"""The language is in the address: at the root English, below /es/ Spanish."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from finder.language import has_languages, of_path, path_in

HERE = "https://find.example"


@pytest.mark.parametrize(
    "path, english, spanish",
    [
        ("/", "/", "/es/"),
        ("/es/", "/", "/es/"),
        ("/es", "/", "/es/"),
        ("/es?where=02021", "/?where=02021", "/es/?where=02021"),
        ("/search/?where=a%2Fes&q=b", "/search/?where=a%2Fes&q=b", "/es/search/?where=a%2Fes&q=b"),
        ("/es/search/?a=1&a=2", "/search/?a=1&a=2", "/es/search/?a=1&a=2"),
        ("/about/?to=//evil.example", "/about/?to=//evil.example", "/es/about/?to=//evil.example"),
        ("/escape/", "/escape/", "/es/escape/"),
        ("/es/es/", "/es/", "/es/es/"),
        ("//evil.example/", "/evil.example/", "/es/evil.example/"),
        ("/es//evil.example/", "/evil.example/", "/es/evil.example/"),
        ("/es/\\evil.example/", "/evil.example/", "/es/evil.example/"),
        ("/es/\t/evil.example/", "/evil.example/", "/es/evil.example/"),
        ("", "/", "/es/"),
    ],
)  # fmt: skip
def test_a_page_in_the_other_language(path, english, spanish):
    assert (path_in("en", path), path_in("es", path)) == (english, spanish)


@given(st.text(alphabet="/\\es.:?#@ \t\n\x00ab%", max_size=12), st.sampled_from(["en", "es"]))
@example("/es//evil.example", "en")
@example("/es/ \\/evil.example", "en")
def test_it_never_leads_to_another_site(path, language):
    target = path_in(language, path)
    # Browsers read \ as / and leave out tabs and line ends.
    as_read = target.replace("\\", "/").translate(dict.fromkeys(map(ord, "\t\n\r")))
    assert urlsplit(urljoin(HERE, as_read)).netloc == "find.example"
    assert not as_read.startswith("//")


@pytest.mark.parametrize(
    "path, language",
    [("/", "en"), ("/es/", "es"), ("/es", "es"), ("/ES/", "en"), ("/est/", "en"), ("", "en")],
)
def test_the_language_of_an_address(path, language):
    assert of_path(path) == language


@pytest.mark.parametrize("path", ["/api/v1/facilities/", "/admin/", "/static/css/finder.css"])
def test_what_has_one_language(path):
    assert not has_languages(path)


def test_a_wrong_host_is_refused_in_the_language_of_the_address(client):
    # Refused before the language is chosen for the rest of the site.
    response = client.get("/es/about", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert '<html lang="es">' in response.content.decode()
