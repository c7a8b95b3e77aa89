"""States, their cities, and the way into a search."""

import re

import pytest

from tests.pages.factories import make_facility


def test_every_state_is_there_with_its_count(get, canton):
    html = get("/treatment/")

    for link, count in (
        ('"/treatment/massachusetts/" translate="no">Massachusetts', '"count">3'),
        ('"/treatment/guam/" translate="no">Guam', '"quiet">none listed'),
    ):
        assert f"<a href={link}</a> <span class={count}</span>" in html


def test_a_state_lists_its_cities_and_its_facilities(get, canton):
    html = get("/treatment/massachusetts/")

    assert "3 places for treatment in Massachusetts" in html
    assert (
        'href="/treatment/massachusetts/canton/" translate="no">Canton <span class="count">3</span>'
        in html
    )
    assert 'name="where" type="text" value="Massachusetts"' in html
    assert "Talk to someone now" in html
    assert html.count('<li class="card"') == 3


def test_a_states_places_stand_by_town_each_below_its_towns_name(get, canton):
    for name, city in (
        ("Zeta House", "Abington"),
        ("Beta House", "Quincy"),
        ("Eta House", "Quincy"),
    ):
        make_facility(canton.edition, name, city=city)
    html = get("/treatment/massachusetts/")

    towns = re.findall(
        r'<h2><a href="([^"]+)" translate="no">(.+?)</a> <span class="count">(\d)', html
    )
    assert [town[1:] for town in towns] == [("Abington", "1"), ("Canton", "3"), ("Quincy", "2")]
    first = html.index("<h2><a href")
    names = re.findall(r'card__name"[^>]*><a [^>]*>([^<]+)</a>', html[first:])
    assert names[0] == "Zeta House"
    assert set(names[-2:]) == {"Beta House", "Eta House"}
    assert all(get(link) for link, _name, _count in towns)


def test_counts_of_care_stand_in_one_row(get, canton):
    for path in ("/treatment/massachusetts/", "/treatment/massachusetts/canton/"):
        html = get(path)
        row = re.search(r'<ul class="chips row" aria-label="(.+?)">(.*?)</ul>', html, re.DOTALL)
        assert {"service=detox", "service=buprenorphine"} <= set(
            re.findall("service=[a-z]+", row[2])
        )
    assert row[1] == "Within 25 miles of Canton"


def test_a_state_without_facilities_says_so_and_who_can_help(get, canton):
    html = get("/treatment/guam/")

    assert 'The directory lists no places in <span translate="no">Guam</span>.' in html
    assert 'href="/search/?where=Guam"' in html
    assert html.count('href="tel:+18006624357"') == 2


def test_a_city_with_few_shows_the_nearest_around_it(get, canton):
    make_facility(canton.edition, "Quincy House", city="Quincy", latitude=42.25, longitude=-71.0)
    html = get("/treatment/massachusetts/canton/")

    assert "3 places for treatment in Canton, MA" in html
    assert "Quincy House" in html.split('Nearest to <span translate="no">Canton<')[1]
    assert 'name="where" type="text" value="Canton, MA"' in html
    assert "Talk to someone now" in html


@pytest.mark.parametrize("place", ["massachusetts/", "massachusetts/canton/"])
def test_each_number_is_what_its_search_shows(get, canton, place):
    make_facility(canton.edition, "Quincy House", "DT BU", city="Quincy", longitude=-71.0)
    html = get(f"/treatment/{place}")

    links = re.findall(r'chip" href="(/search/.+?)">(.+?) <span class="count">([\d,]+)<', html)
    assert {"Detox": "2", "Buprenorphine": "2"}.items() <= {
        name: count for _link, name, count in links
    }.items()
    for link, _name, count in links:
        heading = re.search("<h1[^>]*>(.*?)</h1>", get(link.replace("&amp;", "&")))[1]
        assert heading.strip().startswith(f"{count} place"), (link, heading)


@pytest.mark.parametrize("path", ["/treatment/nowhere/", "/treatment/massachusetts/nowhere/"])
def test_nowhere_is_not_found(get, canton, path):
    assert "We can&#x27;t find this page" in get(path, status=404)
