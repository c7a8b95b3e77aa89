"""/.well-known/security.txt, as RFC 9116 wants it."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

PATH = "/.well-known/security.txt"


@pytest.fixture
def fields(client, settings):
    """Return a function: the fields of the answer, as {name: value}."""

    def ask(**changes):
        for name, value in changes.items():
            setattr(settings, name, value)
        response = client.get(PATH)
        assert response.status_code == 200
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert not response.cookies
        return dict(line.split(": ", 1) for line in response.content.decode().splitlines())

    return ask


def test_it_names_the_contact_where_it_lies_and_the_languages(fields):
    answer = fields(SECURITY_CONTACT="security@site.example", CONTACT_EMAIL="help@site.example")

    assert answer.pop("Expires")
    assert answer == {
        "Contact": "mailto:security@site.example",
        "Preferred-Languages": "en, es",
        "Canonical": f"http://testserver{PATH}",
    }


def test_it_expires_within_a_year(fields):
    expires = datetime.fromisoformat(fields(SECURITY_CONTACT="security@site.example")["Expires"])

    assert timedelta(days=170) < expires - timezone.now() < timedelta(days=365)


def test_without_a_contact_of_its_own_it_names_the_sites(fields):
    assert fields(CONTACT_EMAIL="help@site.example")["Contact"] == "mailto:help@site.example"


def test_without_any_contact_there_is_none(client):
    assert client.get(PATH).status_code == 404


def test_a_contact_nobody_can_write_to_stops_the_start(settings_of):
    with pytest.raises(ImproperlyConfigured, match="^SECURITY_CONTACT is not an e-mail address"):
        settings_of(SECURITY_CONTACT="help")
