"""`manage.py version`: the release, and what is deployed of it."""

import re

from django.conf import settings as django_settings

from tests.finder.test_settings import PRODUCTION, manage


def test_it_prints_the_release_and_what_the_operator_says_is_deployed():
    outcome = manage("version", **PRODUCTION, REVISION="abc1234")
    assert outcome.stdout == f"Treatment Finder {django_settings.RELEASE}, revision abc1234\n"


def test_it_says_where_nothing_is_set():
    outcome = manage("version", **PRODUCTION, REVISION="")
    assert (
        outcome.stdout
        == f"Treatment Finder {django_settings.RELEASE}, revision not set (REVISION)\n"
    )


def test_the_change_log_begins_with_this_release():
    changes = (django_settings.BASE_DIR / "CHANGELOG.md").read_text()
    assert re.search(r"^## (\S+)", changes, re.MULTILINE)[1] == django_settings.RELEASE
