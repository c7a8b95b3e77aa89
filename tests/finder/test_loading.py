"""What gunicorn's master loads for its workers: nothing that a forked process couldn't use."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.template.loader import get_template

from finder.worker import loading

SCRIPT = """
import gc, sys, threading
import finder.wsgi
from finder.worker.loading import load
load()
from django.db import connections
assert threading.active_count() == 1, threading.enumerate()
assert not [each for each in connections.all(initialized_only=True) if each.connection]
assert gc.get_freeze_count() > 100_000
from django.template import engines
assert len(engines["django"].engine.template_loaders[0].get_template_cache) > 100
"""


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/finder.sqlite3", "postgres://nobody:x@127.0.0.1:9/none"]
)
def test_it_starts_no_thread_and_asks_no_database(url):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "finder.settings", "DATABASE_URL": url}
    command = [sys.executable, "-c", SCRIPT]
    ended = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr


def test_every_template_of_a_page_for_visitors_is_among_them():
    names = loading.templates()
    assert {"base.html", "error.html"} <= set(names)
    assert not any(name.startswith("admin/") for name in names)
    for name in names:
        assert get_template(name)
