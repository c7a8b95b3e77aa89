"""Fixtures of the tests of the whole site."""

import runpy
import shutil

import pytest
from django.conf import settings as django_settings

VARIABLES = (
    "SECRET_KEY ALLOWED_HOSTS HTTPS DEBUG SITE_NAME DATABASE_URL GEOCODER GEOCODER_URL "
    "GEOCODER_SECONDS_BETWEEN EXIT_URL NEUTRAL_TITLE MAP_BASEMAP FIELD_KEYS "
    "CALLBACKS_ENABLED CALLBACKS_BY CALLBACKS_FROM CALLBACKS_HOURS CALLBACKS_HOURS_ES "
    "CALLBACKS_NOTIFY EMAIL_URL EMAIL_TIMEOUT DEFAULT_FROM_EMAIL CONTACT_EMAIL SECURITY_CONTACT "
    "OPERATOR_NAME OPERATOR_URL OPERATOR_LOGO OPERATOR_COLORS OPERATOR_AREA OPERATOR_FACILITIES "
    "COPY_DIR DATABASE_REPLICA_URLS "
    "TIME_ZONE HSTS_SECONDS HSTS_INCLUDE_SUBDOMAINS HSTS_PRELOAD "
    "REVISION CACHE_BY_REVISION "
    "SOURCES SOURCES_FILE SOURCES_ALLOW_PRIVATE_HOSTS SOURCES_DIR UPDATES_NOTIFY"
).split()


@pytest.fixture
def settings_of(tmp_path, monkeypatch):
    """Return a function: the settings an environment makes, as {name: value}.

    They are read from a copy of their file, which has no .env beside it.
    """
    copy = tmp_path / "copy" / "finder" / "settings.py"
    copy.parent.mkdir(parents=True)
    shutil.copy(django_settings.BASE_DIR / "finder" / "settings.py", copy)

    def do(**environment):
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        needed = {"SECRET_KEY": "for tests", "ALLOWED_HOSTS": "testserver"}
        for name, value in {**needed, **environment}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(copy))

    return do
