from types import SimpleNamespace

import pytest
from django.test.html import parse_html

from tests.pages.factories import SECRET_STREET, add_phone, make_edition, make_facility


@pytest.fixture
def canton(db):
    """Create the facilities most tests look at."""
    edition = make_edition()
    alder = make_facility(edition, "Alder House", "DT RES MD SP", phones=["781-555-0101 x12"])
    birch = make_facility(edition, "Birch Clinic", "OP BU OUDO PI", program="Day program")
    add_phone(birch, "781-555-0103", 1, kind="intake", answered_by="Birch Group's own staff.")
    cedar = make_facility(
        edition,
        "Cedar Shelter",
        "OP NOOP",
        phones=["781-555-0104"],
        raw={"street1": SECRET_STREET},
        street="",
        address_withheld=True,
        precision="zip",
    )
    return SimpleNamespace(edition=edition, alder=alder, birch=birch, cedar=cedar)


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
