"""When the database is away, people still get numbers to call. In a process of its own."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

ASK = """
import django; django.setup()
import json
from django.test import Client
client, answers = Client(raise_request_exception=False), {{}}
for path in {paths!r}:
    answer = client.get(path)
    head = f"{{answer.status_code}} {{answer['Content-Type']}} {{answer['X-Frame-Options']}}"
    answers[path] = head, answer.content.decode()
print(json.dumps(answers))
"""
PAGES = ["/", "/search/?where=Boston", "/treatment/", "/facility/abc/def/", "/helplines/"]
API = "/api/v1/facilities/?where=Boston"


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Return {path: (status line, body)} with a database that isn't there; asked for once."""
    folder = tmp_path_factory.mktemp("away")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TEST_DATABASE_URL": f"sqlite:///{folder}/gone/finder.sqlite3",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(paths=[*PAGES, API])],
        env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Boston" not in done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_503_with_the_numbers_to_call(answers, path):
    head, body = answers[path]
    assert head == "503 text/html; charset=utf-8 DENY"
    assert "tel:988" in body
    assert "tel:+18006624357" in body


def test_the_api_answers_503_with_a_problem(answers):
    head, body = answers[API]
    assert head == "503 application/problem+json DENY"
    assert "can't be reached" in body
