"""States, their cities, and the way into a search."""

import pytest

from .factories import make_facility


def test_every_state_is_there_with_its_count(get, canton):
    html = get("/treatment/")

    assert (
        '<a href="/treatment/massachusetts/">Massachusetts</a> <span class="count">3</span>' in html
    )
    assert '<a href="/treatment/guam/">Guam</a> <span class="quiet">none listed</span>' in html


def test_a_state_lists_its_cities_and_its_facilities(get, canton):
    html = get("/treatment/massachusetts/")

    assert "3 places for treatment in Massachusetts" in html
    assert 'href="/treatment/massachusetts/canton/">Canton <span class="count">3</span>' in html
    assert 'href="/search/?where=MA"' in html
    assert html.count('<li class="card">') == 3


def test_a_state_without_facilities_says_so_and_who_can_help(get, canton):
    html = get("/treatment/guam/")

    assert "The directory lists no place here." in html
    assert html.count('href="tel:+18006624357"') == 2


def test_a_city_with_few_shows_the_nearest_around_it(get, canton):
    make_facility(canton.edition, "Quincy House", city="Quincy", latitude=42.25, longitude=-71.0)
    html = get("/treatment/massachusetts/canton/")

    assert "3 places for treatment in Canton, MA" in html
    assert "Quincy House" in html.split("Nearest around Canton")[1]
    assert 'href="/search/?where=Canton%2C+MA"' in html


@pytest.mark.parametrize("path", ["/treatment/nowhere/", "/treatment/massachusetts/nowhere/"])
def test_nowhere_is_not_found(get, canton, path):
    assert "We can&#x27;t find this page" in get(path, status=404)
