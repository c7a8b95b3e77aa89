"""Behind TLS, a program that forgot it learns so at once."""

import pytest
from django.test import Client

FACILITIES = "/api/v1/facilities/?where=MA"


@pytest.fixture
def behind_tls(settings, settings_of):
    for name, value in settings_of(HTTPS="on").items():
        if name.startswith("SECURE_"):
            setattr(settings, name, value)


@pytest.mark.parametrize("path", [FACILITIES, "/api/v1/schema/", "/api/v1/nothing/"])
def test_a_program_that_forgot_tls_is_told_so_and_not_led_on(db, behind_tls, path):
    response = Client().get(path)
    assert response.status_code == 403
    assert "https://" in response.json()["detail"]
    assert "Location" not in response
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"


def test_over_tls_it_answers(cast, behind_tls):
    assert Client().get(FACILITIES, secure=True).status_code == 200
    behind_a_proxy = {"x-forwarded-proto": "https"}
    assert Client().get(FACILITIES, headers=behind_a_proxy).status_code == 200


def test_on_a_laptop_without_tls_it_answers(cast):
    assert Client().get(FACILITIES).status_code == 200
