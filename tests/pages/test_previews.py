"""What a message or a post shows of a link, and the one address of a page."""

import re
from html import unescape

import pytest

from tests.pages.factories import make_facility

NEUTRAL = "Local services"
META = re.compile(r'<meta (?:name="[^"]*" )?property="([^"]+)" content="([^"]*)">')
PAGES = ["/", "/guides/", "/guides/overdose/", "/treatment/massachusetts/"]
PAGES += ["/treatment/massachusetts/canton/", "{alder}"]


def preview(html):
    return {name: unescape(content) for name, content in META.findall(html)}


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("path", PAGES)
def test_it_has_the_title_of_the_page_and_its_address(get, canton, path, prefix):
    path = prefix + path.format(alder=canton.alder.get_absolute_url())
    html = get(path)
    shown = preview(html)
    title = unescape(re.search("<title>(.+?)</title>", html)[1])

    assert title.startswith(shown.pop("og:title"))
    assert shown.pop("og:description")
    assert shown == {
        "og:url": f"http://testserver{path}",
        "og:site_name": "Treatment Finder",
        "og:locale": "es_US" if prefix else "en_US",
        "twitter:card": "summary",
    }
    assert "og:image" not in html


@pytest.mark.parametrize("path", PAGES)
def test_neutral_titles_hold_for_it(get, canton, settings, path):
    settings.NEUTRAL_TITLE = NEUTRAL
    shown = preview(get(path.format(alder=canton.alder.get_absolute_url())))

    words = {name: shown.get(name) for name in ("og:title", "og:description", "og:site_name")}
    assert set(words.values()) == {NEUTRAL}


def test_a_closed_place_has_none(client, canton):
    type(canton.alder).objects.update(status="closed")
    html = client.get(canton.alder.get_absolute_url()).content.decode()
    assert preview(html).keys() == {"og:description"}


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("/", "/"),
        ("/?utm_source=flyer", "/"),
        ("/es/guides/?a=b", "/es/guides/"),
        ("/treatment/massachusetts/", "/treatment/massachusetts/"),
        ("/treatment/massachusetts/?page=1&x=y", "/treatment/massachusetts/"),
        ("/resources/?where=Canton,+MA&kind=naloxone", "/resources/?kind=naloxone"),
        ("{alder}?where=Canton,+MA", "{alder}"),
        ("/es{alder}?page=2", "/es{alder}"),
    ],
)
def test_a_page_has_one_address(client, canton, other_places, path, own):
    path, own = (text.format(alder=canton.alder.get_absolute_url()) for text in (path, own))
    links = client.get(path)["Link"].split(", ")

    assert links[0] == f'<http://testserver{own}>; rel="canonical"'
    tongue = "es" if own.startswith("/es/") else "en"
    assert f'<http://testserver{own}>; rel="alternate"; hreflang="{tongue}"' in links


def test_a_later_page_of_a_list_is_a_page_of_its_own(client, canton):
    for number in range(25):
        make_facility(canton.edition, f"House {number}", "DT")
    path = "/treatment/massachusetts/?page=2"
    assert client.get(path)["Link"].startswith(f'<http://testserver{path}>; rel="canonical"')
