"""When the database is away, people still get numbers to call. In a process of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

ASK = """
import django; django.setup()
from django.test import Client
answer = Client(raise_request_exception=False).get({path!r})
print(answer.status_code, answer["Content-Type"], answer["X-Frame-Options"])
print(answer.content.decode())
"""
PAGES = ["/", "/search/?where=Boston", "/treatment/", "/facility/abc/def/", "/helplines/"]


def ask(path, tmp_path):
    """Return (status line, body) of `path` with a database that isn't there."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TEST_DATABASE_URL": f"sqlite:///{tmp_path}/gone/finder.sqlite3",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(path=path)],
        env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    head, _line, body = done.stdout.partition("\n")
    assert "Boston" not in done.stderr
    return head, body


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_503_with_the_numbers_to_call(path, tmp_path):
    head, body = ask(path, tmp_path)
    assert head == "503 text/html; charset=utf-8 DENY"
    assert "tel:988" in body
    assert "tel:+18006624357" in body


def test_the_api_answers_503_in_json(tmp_path):
    head, body = ask("/api/v1/facilities/?where=Boston", tmp_path)
    assert head == "503 application/json DENY"
    assert "can't be reached" in body
