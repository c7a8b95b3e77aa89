"""The page of components: for who develops, with everything on it."""

import re

import pytest
from django.conf import settings

STYLE = (settings.BASE_DIR / "static" / "css" / "finder.css").read_text()
# What people press and read: each must be there to be looked at after a change.
COMPONENTS = "button button--main call chip chip--off tile note only mark errors wrong panel card"
COMPONENTS += " facts offered declined more aside line exit"


@pytest.mark.django_db
def test_no_visitor_gets_it(client, cast):
    assert client.get("/styleguide/").status_code == 404


@pytest.fixture
def html(client, cast, settings):
    settings.DEBUG = True
    response = client.get("/styleguide/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("component", COMPONENTS.split())
def test_it_shows_each_component(html, component):
    assert f".{component}" in STYLE
    assert re.search(rf'class="([^"]* )?{component}[ "]', html)


def test_it_shows_each_color(html):
    for name in re.findall(r"--([a-z-]+): #", STYLE[: STYLE.index("@media")]):
        if name not in ("on-call", "on-bar", "bar-accent"):  # text, on their backgrounds
            assert f"swatch--{name}" in html


def test_its_facilities_ring_nowhere(html):
    numbers = re.findall(r'href="tel:(\+1\d{10})', html)
    assert {number for number in numbers if number != "+18006624357"} <= {
        "+16175550100",
        "+16175550101",
    }
