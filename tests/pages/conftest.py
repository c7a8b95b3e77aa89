import pytest
from django.test.html import parse_html

from tests.pages.factories import make_canton
from tests.resources.factories import make_list, make_resource


@pytest.fixture
def canton(db):
    """Give a test the facilities most of them look at."""
    return make_canton()


@pytest.fixture
def other_places(db):
    """Give the site a list of other places that help, with a place in Canton."""
    website = "https://drop-in.example/"
    return make_resource(make_list(), website=website, hours="Every day", notes="Ask for Kim.")


@pytest.fixture
def get(client):
    """Return a function: the text of the page at a path, well-formed and in one line."""

    def do(path, status=200):
        response = client.get(path)
        assert response.status_code == status
        html = response.content.decode()
        parse_html(html)  # raises where tags don't match
        return " ".join(html.split())

    return do
