"""The cookies of the admin, which visitors never get."""

import math

import pytest
from django.contrib.sessions.backends.base import VALID_KEY_CHARS

from staff.session_store import SessionStore
from tests.staff.conftest import enter

pytestmark = pytest.mark.django_db


def test_each_cookie_is_for_this_site_alone(client, ada):
    response = enter(client)
    assert {"sessionid", "csrftoken", "known"} <= response.cookies.keys()
    for name, cookie in response.cookies.items():
        assert cookie["samesite"] in ("Lax", "Strict"), name
        assert cookie["httponly"], name
        assert not cookie["domain"], name


def test_a_session_cannot_be_guessed():
    keys = {SessionStore()._get_new_session_key() for _number in range(50)}
    assert len(keys) == 50
    assert {len(key) for key in keys} == {32}
    assert 32 * math.log2(len(VALID_KEY_CHARS)) > 128
